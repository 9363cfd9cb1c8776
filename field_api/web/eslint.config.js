import vue from "eslint-plugin-vue";
import typescript from "typescript-eslint";

// Imports only go down, as in the Python part of the house; field and console never meet.
const FLOORS = [["field", "console", "receipt"], ["map"], ["ui"], ["words"], ["ground"]];

const floors = FLOORS.flatMap((siblings, height) =>
  siblings.map((folder) => {
    const forbidden = [...FLOORS.slice(0, height).flat(), ...siblings.filter((other) => other !== folder)];
    return {
      files: [`src/${folder}/**/*.{ts,vue}`],
      rules: {
        "no-restricted-imports": [
          "error",
          {
            patterns: [
              { group: ["../**"], message: "Import from another folder by its name: @/ui/AppButton.vue" },
              { group: ["@/main-*"], message: "Nothing imports the wiring." },
              ...forbidden.map((name) => ({
                group: [`@/${name}`, `@/${name}/**`],
                message: `${folder} stands below or beside ${name}: main > field | console | receipt > map > ui > words > ground.`,
              })),
            ],
          },
        ],
      },
    };
  }),
);

export default typescript.config(
  { ignores: ["dist", "node_modules", "src/ground/api.gen.ts"] },
  ...typescript.configs.strict,
  ...vue.configs["flat/recommended"],
  { files: ["**/*.vue"], languageOptions: { parserOptions: { parser: typescript.parser } } },
  {
    rules: {
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", { max: 80, skipComments: true }],
      complexity: ["error", 12],
      "no-console": "error",
      eqeqeq: "error",
      // The types already know it, and a template reads well on one line.
      "no-undef": "off",
      "vue/max-attributes-per-line": "off",
      "vue/singleline-html-element-content-newline": "off",
      "vue/html-self-closing": ["error", { html: { void: "any" } }],
      "vue/html-indent": "off",
      "vue/html-closing-bracket-newline": "off",
      "vue/first-attribute-linebreak": "off",
      "vue/require-default-prop": "off",
      "vue/multi-word-component-names": ["error", { ignores: ["Dialog"] }],
      "vue/no-static-inline-styles": "error",
      "vue/no-v-html": "error",
    },
  },
  { files: ["tools/**", "tests/**"], rules: { "no-console": "off", "max-lines-per-function": "off" } },
  ...floors,
);
