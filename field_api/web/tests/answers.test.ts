/** What is asked and what is wrong with an answer, on the phone as on the server. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answersToSend, askedItems, checkAllAnswers, progressOf } from "@/field/visit/answers";
import { type Answers, inLanguage, type Instrument } from "@/field/visit/instrument";

interface Case {
  instruments: string[];
  answers: Answers;
  problems: [string, string][];
}

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
const written = read("instrument-cases.json") as { "every-form@1": Instrument; cases: Case[] };
const shipped = ["bps-14@2005", "kepmensos-262@2022"];
const instruments = Object.fromEntries([
  ...shipped.map((name) => [name, read(`../../evidence/instruments/${name}.json`) as Instrument]),
  ["every-form@1", written["every-form@1"]],
]) as Record<string, Instrument>;
const of = (...names: string[]) => names.map((name) => instruments[name] as Instrument);
const codes = (names: string[], answers: Answers) => askedItems(of(...names), answers).map((item) => item.code);

describe("the phone finds what the server finds", () => {
  it.each(written.cases.map((each, number) => [number, each] as const))("in case %i", (_number, each) => {
    const found = checkAllAnswers(of(...each.instruments), each.answers);

    expect(found.map(({ item, code }) => [item, code])).toEqual(each.problems);
  });
});

describe("a question", () => {
  it("is shown once it is sure that it is asked", () => {
    const kepmensos = ["kepmensos-262@2022"];

    expect(codes(kepmensos, {})).not.toContain("floor_material");
    expect(codes(kepmensos, { has_dwelling: true })).toContain("floor_material");
    expect(codes(kepmensos, { has_dwelling: false })).not.toContain("floor_material");
  });

  it("that two instruments share is shown once, when one of them asks it", () => {
    const both = codes(shipped, { has_dwelling: false });

    expect(both.filter((code) => code === "floor_material")).toHaveLength(1);
  });

  it("is worded in the language asked for, or in the one there is", () => {
    expect(inLanguage({ id: "Ya", en: "Yes" }, "en")).toBe("Yes");
    expect(inLanguage({ id: "Ya" }, "en")).toBe("Ya");
    expect(inLanguage({ en: "Yes" }, "id")).toBe("Yes");
  });
});

describe("the progress", () => {
  it("counts answers that are well-formed, of the questions that are shown", () => {
    const before = progressOf(of("bps-14@2005"), {});
    const after = progressOf(of("bps-14@2005"), { household_size: 4, floor_area_m2: -1, head_occupation: "farmer" });

    expect(before).toEqual({ done: 0, total: 15 });
    // A farmer is asked for his land as well, and no floor is smaller than nothing.
    expect(after).toEqual({ done: 2, total: 16 });
  });
});

describe("the answers that are sent", () => {
  it("are those to questions that are asked; an answer given before another choice stays behind", () => {
    const answers = { head_occupation: "other", farm_land_m2: 300, head_income_rupiah_month: 900_000, head_education: null };

    expect(answersToSend(of("bps-14@2005"), answers)).toEqual({ head_occupation: "other", head_income_rupiah_month: 900_000 });
  });

  it("never meet the server's refusal of a superfluous or unknown answer", () => {
    for (const each of written.cases) {
      const sent = answersToSend(of(...each.instruments), each.answers);
      const found = checkAllAnswers(of(...each.instruments), sent).map(({ code }) => code);
      expect(found).not.toContain("not_relevant");
      expect(found).not.toContain("unknown_item");
    }
  });
});
