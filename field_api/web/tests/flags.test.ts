import { describe, expect, it } from "vitest";
import { type Flag, flagsAt, toneOfRank } from "@/console/review/flags";

const flag = (code: string, severity: Flag["severity"], place: Flag["place"]): Flag => ({
  code,
  severity,
  place,
  details: {},
  words: { id: code, en: code },
});
const check = {
  run: 1,
  weight: 25,
  checked_at: "2026-03-02T03:00:00Z",
  flags: [flag("a", "note", "photos"), flag("b", "doubt", "position"), flag("c", "alarm", "photos")],
};

describe("flagsAt", () => {
  it("takes those of the place, the gravest first", () => {
    expect(flagsAt(check, ["photos"]).map((each) => each.code)).toEqual(["c", "a"]);
    expect(flagsAt(check, ["members"])).toEqual([]);
  });

  it("has none before the checks have run", () => {
    expect(flagsAt(null, ["photos"])).toEqual([]);
  });
});

describe("toneOfRank", () => {
  it.each([
    [0, undefined],
    [-1, "warn"],
    [-19, "warn"],
    [-20, "bad"],
  ] as const)("rank %i looks %s", (rank, tone) => {
    expect(toneOfRank(rank)).toBe(tone);
  });
});
