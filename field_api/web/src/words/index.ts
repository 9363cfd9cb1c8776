/**
 * Every word that a page says. Bahasa Indonesia comes with the page, English is fetched when it is asked for.
 *
 * Words of both apps lie in shared.*.json, those of one app in field.*.json or console.*.json: the phone never loads
 * the desk's. tests/words.test.ts holds that both languages have the same keys and that no key is unused.
 */
import { createI18n, useI18n } from "petite-vue-i18n";
import { type Plugin, watch } from "vue";
import sharedIndonesian from "@/words/shared.id.json";

export const LANGUAGES = ["id", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
export type Words = { [key: string]: string | Words };
type Loader = () => Promise<{ default: Words }>;

/** Whose way of writing numbers and days a language follows. */
const REGIONS: Record<string, string> = { id: "id-ID", en: "en-GB" };

export function regionOf(language: string): string {
  return REGIONS[language] ?? "id-ID";
}

const KEPT_AS = "language";
const loadSharedEnglish: Loader = () => import("@/words/shared.en.json");

const i18n = createI18n({
  legacy: false,
  locale: "id" as string,
  fallbackLocale: "id",
  missingWarn: false,
  fallbackWarn: false,
  messages: {},
});
let loadEnglish: Loader[] = [loadSharedEnglish];

/** The library finds words by their whole key: { login: { title } } becomes { "login.title" }. */
export function flat(words: Words, above = ""): Record<string, string> {
  return Object.assign(
    {},
    ...Object.entries(words).map(([name, value]) =>
      typeof value === "string" ? { [above + name]: value } : flat(value, `${above}${name}.`),
    ),
  ) as Record<string, string>;
}

/** Sets up the words of an app: its Indonesian ones, and how to fetch its English ones. */
export function createWords(indonesian: Words, english: Loader): Plugin {
  i18n.global.setLocaleMessage("id", { ...flat(sharedIndonesian), ...flat(indonesian) });
  loadEnglish = [loadSharedEnglish, english];
  return i18n;
}

/** What stands in the holes of a text. A `count` is a number, so that the language can choose its form. */
type Holes = { count?: number } & Record<string, string | number>;

/**
 * `const { t } = useWords()`: `t("login.title")`, `t("table.rows", { count: 12 })`; `has(key)` says whether there are
 * words for a key that comes from the server. A text with two forms, "{count} row. | {count} rows.", is for one and for
 * any other count; Indonesian has one form for all.
 */
export function useWords() {
  const { locale } = useI18n({ useScope: "global" });
  const t = say;
  const has = (key: string) => key in i18n.global.getLocaleMessage("id");
  return { t, has, language: locale as { readonly value: string } };
}

/** A word in the language of this moment, a `count` written as that language writes numbers. */
export function say(key: string, holes: Holes = {}): string {
  const { count } = holes;
  if (count === undefined) return i18n.global.t(key, holes);
  const written = count.toLocaleString(regionOf(i18n.global.locale.value));
  return i18n.global.t(key, { ...holes, count: written }, count);
}

/** Calls `react` whenever another language is spoken. */
export function whenLanguageChanges(react: () => void): void {
  watch(i18n.global.locale, react);
}

export async function speak(language: Language): Promise<void> {
  if (language === "en") {
    const parts = await Promise.all(loadEnglish.map((load) => load()));
    i18n.global.setLocaleMessage("en", Object.assign({}, ...parts.map((part) => flat(part.default))));
  }
  i18n.global.locale.value = language;
  document.documentElement.lang = language;
  localStorage.setItem(KEPT_AS, language);
}

/** Speaks the language of the last time. Without a network English may be missing; Indonesian is always there. */
export async function speakAsBefore(): Promise<void> {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === "en") await speak(kept).catch(() => speak("id"));
}
