/** Both languages say the same things, nothing is said that is not shown, and nothing is shown that is not said. */
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { createWords, flat, type Language, say, speak, type Words } from "@/words";

const SOURCES = new URL("../src/", import.meta.url);
const FLOORS = { shared: ["ui", "words", "ground", "map"], field: ["field", "main-field.ts"], console: ["console", "main-console.ts"], receipt: ["receipt", "main-receipt.ts"] };
const parts = Object.keys(FLOORS) as (keyof typeof FLOORS)[];

function words(part: string, language: string): Words {
  return JSON.parse(readFileSync(new URL(`words/${part}.${language}.json`, SOURCES), "utf8")) as Words;
}

function codeOf(places: string[]): string {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.(ts|vue)$/.test(file) && places.some((place) => file === place || file.startsWith(`${place}/`)),
  );
  return files.map((file) => readFileSync(new URL(file, SOURCES), "utf8")).join("\n");
}

/** Every key that is written out, and the beginning of every key that is put together: `role.${...}`. */
function keysIn(code: string): { whole: Set<string>; beginnings: string[] } {
  const whole = [...code.matchAll(/["'`]([a-z][\w-]*(?:\.[\w-]+)+)["'`]/gi)].map((found) => found[1] ?? "");
  const beginnings = [...code.matchAll(/`([a-z][\w.-]*\.)\$\{/gi)].map((found) => found[1] ?? "");
  return { whole: new Set(whole), beginnings };
}

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

describe.each(parts)("the words of %s", (part) => {
  const indonesian = flat(words(part, "id"));
  const english = flat(words(part, "en"));

  it("are there in both languages", () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(indonesian).sort());
  });

  it("have the same holes in both languages", () => {
    // Each form of an English text has all of them.
    const forms = Object.entries(indonesian).flatMap(([key, text]) => (english[key] ?? "").split("|").map((form) => [text, form] as const));
    expect(forms.filter(([text, form]) => `${holes(text)}` !== `${holes(form)}`)).toEqual([]);
  });

  it("are all used", () => {
    // Words of both apps may be used by one of them only.
    const { whole, beginnings } = keysIn(codeOf(part === "shared" ? Object.values(FLOORS).flat() : FLOORS[part]));
    const isUsed = (key: string) => whole.has(key) || beginnings.some((beginning) => key.startsWith(beginning)) || key.startsWith("problem.");
    expect(Object.keys(indonesian).filter((key) => !isUsed(key))).toEqual([]);
  });
});

it("every key that a page asks for has words", () => {
  const known = new Set(parts.flatMap((part) => Object.keys(flat(words(part, "id")))));
  const asked = [...codeOf(Object.values(FLOORS).flat()).matchAll(/\b(?:t|has|say)\(\s*["']([\w.-]+)["']/g)].map((found) => found[1] ?? "");
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((key) => !known.has(key))).toEqual([]);
});

describe("a count", () => {
  const all = (language: string): Words => Object.assign({}, ...parts.map((part) => flat(words(part, language)))) as Words;
  const counting = Object.entries(all("id")).flatMap(([key, text]) => (String(text).includes("{count}") ? [key] : []));
  const filled = { kind: "x", name: "x", number: 3, size: "1 KB", row: 1 };
  const told = (count: number) => counting.map((key) => say(key, { ...filled, count }));

  beforeAll(() => {
    vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
    vi.stubGlobal("document", { documentElement: {} });
    createWords(all("id"), () => Promise.resolve({ default: all("en") }));
  });

  it("stands in texts of both languages", () => {
    expect(counting.length).toBeGreaterThan(20);
    const english = all("en");
    expect(counting.filter((key) => !String(english[key]).includes("{count}"))).toEqual([]);
  });

  it.each<[Language, string]>([["id", "12.345"], ["en", "12,345"]])("is written as %s writes numbers, in one form", async (language, written) => {
    await speak(language);
    for (const count of [0, 1, 2, 12_345]) {
      expect(told(count).filter((text) => /[{}|]/.test(text))).toEqual([]);
    }
    expect(told(12_345).filter((text) => !text.includes(written))).toEqual([]);
  });

  it("of one has no plural in English, and any other has no singular", async () => {
    await speak("en");
    const plural = /\b1 [a-z]+s\b|\b1 [a-z]+ (?:are|were|stay)\b|\b(?:those|these) 1\b/i;
    expect(told(1).filter((text) => plural.test(text))).toEqual([]);
    const nouns = ["item", "row", "photo", "member", "visit", "second", "measurement", "match"];
    const singular = new RegExp(String.raw`\b(?:0|2|21) (?:${nouns.join("|")})\b(?! or)`);
    expect([0, 2, 21].flatMap(told).filter((text) => singular.test(text))).toEqual([]);
  });

  it("has one form in Indonesian", () => {
    expect(Object.values(all("id")).filter((text) => String(text).includes("|"))).toEqual([]);
  });
});
