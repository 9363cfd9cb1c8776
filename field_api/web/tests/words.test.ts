/** Both languages say the same things, nothing is said that is not shown, and nothing is shown that is not said. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { flat, type Words } from "@/words";

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
    const different = Object.entries(indonesian).filter(([key, text]) => `${holes(text)}` !== `${holes(english[key] ?? "")}`);
    expect(different).toEqual([]);
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
