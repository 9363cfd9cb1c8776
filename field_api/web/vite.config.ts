import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig, type Plugin } from "vite";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Every address under /field/ and /console/ is the page of that app; field_api/pages.py does the same. */
function pagesOfTwoApps(): Plugin {
  return {
    name: "pages-of-two-apps",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const app = /^\/(field|console|receipt)\/[^.]*$/.exec(request.url ?? "")?.[1];
        if (app) request.url = `/${app}/index.html`;
        next();
      });
    },
  };
}

export default defineConfig({
  plugins: [vue(), pagesOfTwoApps()],
  resolve: { alias: { "@": path("src") } },
  appType: "mpa",
  define: {
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
    __INTLIFY_PROD_DEVTOOLS__: "false",
    __INTLIFY_JIT_COMPILATION__: "true",
    __INTLIFY_DROP_MESSAGE_COMPILER__: "false",
  },
  build: {
    target: "es2022",
    manifest: "build-manifest.json",
    // Nothing inline: the policy of the pages allows only files of their own origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // MapLibre is large by nature and loaded only where a map is shown; tools/budget.ts watches the rest.
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: [path("index.html"), path("field/index.html"), path("console/index.html"), path("receipt/index.html")],
    },
  },
  server: {
    proxy: Object.fromEntries(["/v1", "/log"].map((below) => [below, process.env["FIELD_API_ADDRESS"] ?? "http://127.0.0.1:8000"])),
  },
});
