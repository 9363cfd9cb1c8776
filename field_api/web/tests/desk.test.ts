/** Pure rules of the desk: areas, lists, rounds, imports, roles and the record. */
import { describe, expect, it } from "vitest";
import { highest, isWithin } from "@/console/areas/area-search";
import { isOver, pauseAfter, toneOf } from "@/console/imports/import-progress";
import { countsOf } from "@/console/lists/list-states";
import { askedOf, EVENTS, LOOKS, wordOf } from "@/console/record/record-query";
import { partsOf, widthOf } from "@/console/rounds/round-states";
import { dayAfter, dayBefore, grantOf, inOrder, standingOf, suggestedPassword } from "@/console/users/grants";
import { lineOf, placeLineOf } from "@/ground/areas";
import { exportsOf } from "@/ui/tables";
import words from "@/words/console.id.json";

describe("areas", () => {
  it("lie in one's own by whole segments", () => {
    expect(isWithin("35.99.01", ["35.99"])).toBe(true);
    expect(isWithin("35.991", ["35.99"])).toBe(false);
    expect(isWithin("11", [""])).toBe(true);
  });

  it("that stand in another one are left out", () => {
    expect(highest(["35.99.01", "35.99", "31.75", "35.99"])).toEqual(["35.99", "31.75"]);
  });

  it("are named with what they lie in", () => {
    expect(lineOf("35.99.01.1001", 3)).toEqual(["35.99.01", "35.99.01.1001"]);
    expect(placeLineOf("35.99.01.1001.001.002")).toEqual(["35.99.01.1001", "35.99.01.1001.001", "35.99.01.1001.001.002"]);
    expect(placeLineOf("35.99")).toEqual(["35.99"]);
  });
});

it("the counts of a draft are its items only, those of a sealed list all that the letter states", () => {
  expect(countsOf({ counts: { items: 3 } })).toMatchObject({ items: 3, eligible: undefined, components: [] });
  const counts = { items: 2, eligible: 1, not_eligible: 1, unit: "person", components: { elderly: { eligible: 1, not_eligible: 1 } } };
  expect(countsOf({ counts }).components).toEqual([{ code: "elderly", eligible: 1, notEligible: 1 }]);
  expect(countsOf({ counts: null }).items).toBe(0);
});

it("the parts of a bar add up to the whole", () => {
  const tally = { planned: 10, confirmed: 4, photos_pending: 1, failed: 2, pending: 3, failures: {}, percent_confirmed: 40, percent_delivered: 50 };
  expect(partsOf(tally).reduce((sum, part) => sum + part.packages, 0)).toBe(tally.planned);
  expect(widthOf(4, 10)).toBe("40%");
  expect(widthOf(0, 0)).toBe("0");
});

describe("an import", () => {
  const one = { status: "finished", rows_rejected: 0, finished_at: "2026-11-22T00:00:00Z" } as Parameters<typeof toneOf>[0];

  it("that rejected rows does not look like one that took all", () => {
    expect(toneOf(one)).toBe("good");
    expect(toneOf({ ...one, rows_rejected: 2 })).toBe("warn");
    expect(isOver(one)).toBe(true);
  });

  it("is looked at soon, then calmly", () => {
    expect(pauseAfter(0)).toBe(1000);
    expect(pauseAfter(50)).toBe(10_000);
  });
});

describe("a role", () => {
  const grant = (valid_from: string, valid_to: string | null) => ({ role: "rt", area_code: "35", valid_from, valid_to }) as const;

  it("ends after the day that a person names", () => {
    const made = grantOf({ role: "rt", area: "35.99", isEverywhere: false, from: "2026-12-01", to: "2026-12-31" });
    expect(made).toEqual({ role: "rt", area_code: "35.99", valid_from: "2026-12-01", valid_to: "2027-01-01" });
    expect(grantOf({ role: "auditor", area: "35.99", isEverywhere: true, from: "2026-12-01", to: "" }).area_code).toBe("");
    expect(dayBefore(dayAfter("2026-02-28"))).toBe("2026-02-28");
  });

  it("is in force, to come or over, and they stand in this order", () => {
    const today = "2026-11-22";
    const [over, later, now] = [grant("2026-01-01", today), grant("2026-12-01", null), grant("2026-11-22", null)];
    expect([over, later, now].map((each) => standingOf(each, today))).toEqual(["over", "later", "now"]);
    expect(inOrder([over, later, now], today)).toEqual([now, later, over]);
  });

  it("comes with a password that is long and easy to read out", () => {
    expect(suggestedPassword((count) => new Uint8Array(count).fill(7))).toBe("hhhh-hhhh-hhhh-hhhh-hhhh");
  });
});

describe("the record", () => {
  it("is asked for whole days of this device", () => {
    const asked = askedOf({ event: "list.sealed", from: "2026-11-22", to: "2026-11-22" });
    expect(new Date(String(asked["until"])).getTime() - new Date(String(asked["since"])).getTime()).toBe(86_400_000);
    expect(asked).not.toHaveProperty("from");
    const [csv] = exportsOf("/v1/journal/export", "journal", ({ filters }) => askedOf(filters));
    expect(csv?.path({ search: "", filters: { area: "35.99" } })).toBe("/v1/journal/export.csv?area=35.99");
  });

  it("has a word for every event and every look", () => {
    const said = words.record as { event: Record<string, string>; look: Record<string, string> };
    expect(EVENTS.filter((event) => !said.event[wordOf(event)])).toEqual([]);
    expect(LOOKS.filter((look) => !said.look[wordOf(look)])).toEqual([]);
  });
});
