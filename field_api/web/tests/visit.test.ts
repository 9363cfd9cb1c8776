/** What a visit asks for, what it lacks and what of it is sent. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { VisitContent } from "@/field/store/bundle";
import { headcounts, lacksOf, placeOfItem, shortened } from "@/field/visit/completeness";
import { contentToSend, firstContent, newMember } from "@/field/visit/content";
import type { Instrument } from "@/field/visit/instrument";
import { nikDoubts, nikFault } from "@/field/visit/nik";
import { MOST_PHOTOS, wantedKinds } from "@/field/visit/photo-kinds";
import { stepAfter, stepBefore, stepsOf, stepToOpen } from "@/field/visit/steps";

const bps = JSON.parse(readFileSync(new URL("../../evidence/instruments/bps-14@2005.json", import.meta.url), "utf8")) as Instrument;
const whole: VisitContent = {
  outcome: "visited",
  answers: {
    household_size: 4, floor_area_m2: 18, floor_material: "earth", wall_material: "bamboo", toilet_facility: "shared",
    lighting_source: "electricity_450", drinking_water: "unprotected_well", cooking_fuel: "firewood",
    head_occupation: "farm_labourer", head_education: "primary", "bps14.meat_frequency": "less_than_weekly",
    "bps14.new_clothes_year": "one", "bps14.meals_per_day": 2, "bps14.can_pay_clinic": false, "bps14.has_assets_500k": false,
  },
  members: [{ ...newMember(), name: "Siti", relationship: "head" }],
  occupation: "Buruh tani",
  recommendation: "eligible",
  note: "",
  position: { latitude_e7: -61_754_000, longitude_e7: 1_068_272_000, accuracy_mm: 6_000, samples: [] },
};
const photos = [{ kind: "house_front" }, { kind: "house_inside" }] as const;
const lacks = (content: VisitContent, captures: readonly { kind: "house_front" | "house_inside" }[] = photos, returnedKinds: string[] = []) =>
  lacksOf({ content, captures, instruments: [bps], returnedKinds }).map(({ step, code, subject, number }) =>
    [step, code, subject ?? number].filter((part) => part !== undefined).join(" "),
  );

describe("a visit that met the household", () => {
  it("lacks nothing when the six things are there", () => {
    expect(lacks(whole)).toEqual([]);
  });

  it("lacks everything at first, in the order of the steps", () => {
    const found = lacks({ outcome: "visited" }, []);

    expect(found.slice(0, 4)).toEqual(["position position", "photos photo_kind house_front", "photos photo_kind house_inside", "checklist answer household_size"]);
    expect(found.slice(-3)).toEqual(["people members", "people occupation", "people recommendation"]);
  });

  it("may have no position when the reason is said", () => {
    expect(lacks({ ...whole, position: null })).toEqual(["position position"]);
    expect(lacks({ ...whole, position: null, position_missing_reason: "  " })).toEqual(["position position"]);
    expect(lacks({ ...whole, position: null, position_missing_reason: "GPS rusak" })).toEqual([]);
  });

  it("needs the photos that a reviewer wants again", () => {
    expect(lacks(whole, photos, ["toilet"])).toEqual(["photos photo_kind toilet"]);
  });

  it("takes no more photos than the server", () => {
    expect(lacks(whole, [...photos, ...Array(MOST_PHOTOS).fill({ kind: "house_front" })])).toEqual(["photos too_many_photos"]);
  });

  it("names each member that is not whole", () => {
    const members = [{ ...newMember(), name: "Siti", relationship: "head" }, { ...newMember(), name: " ", nik: "123" }];

    expect(lacks({ ...whole, members })).toEqual(["people member_name 2", "people member_relationship 2", "people member_nik 2"]);
  });

  it("has one head, and nobody who is born tomorrow", () => {
    const siti = { ...newMember(), name: "Siti", relationship: "head", birth_date: "1980-02-29" };

    expect(lacks({ ...whole, members: [siti, { ...siti, birth_date: "2090-01-01" }] })).toEqual(["people member_birth_date 2", "people second_head 2"]);
    expect(lacks({ ...whole, members: [{ ...siti, birth_date: "1899-12-31" }] })).toEqual(["people member_birth_date 1"]);
  });

  it("tells a wrong answer from a missing one", () => {
    expect(lacks({ ...whole, answers: { ...whole.answers, household_size: null, floor_area_m2: -1 } })).toEqual(["checklist answer household_size", "checklist answer_wrong floor_area_m2"]);
    expect(placeOfItem("bps14.meals_per_day")).toBe("item-bps14-meals_per_day");
  });
});

describe("the people of a visit", () => {
  it("are counted twice, and both counts are told where they differ", () => {
    const four = Array.from({ length: 4 }, newMember);

    expect(headcounts(whole)).toEqual({ answered: 4, listed: 1 });
    expect(headcounts({ ...whole, members: four })).toBeUndefined();
  });

  it("are not compared before the question is answered, nor where nobody was met", () => {
    expect(headcounts({ ...whole, answers: {} })).toBeUndefined();
    expect(headcounts({ ...whole, outcome: "not_found" })).toBeUndefined();
  });
});

describe("many unanswered questions", () => {
  it("are one line that leads to the first, between what comes before and after", () => {
    const all = lacksOf({ content: { ...whole, answers: {}, occupation: null }, captures: [], instruments: [bps], returnedKinds: [] });

    expect(shortened(all).map(({ code, place, number }) => [code, place, number])).toEqual([
      ["photo_kind", "kind-house_front", undefined],
      ["photo_kind", "kind-house_inside", undefined],
      ["answers", "item-household_size", 15],
      ["occupation", "occupation", undefined],
    ]);
  });

  it("stay as they are when they are few", () => {
    const few = lacksOf({ content: { ...whole, answers: { ...whole.answers, household_size: null } }, captures: photos, instruments: [bps], returnedKinds: [] });

    expect(shortened(few)).toEqual(few);
  });
});

describe("a visit that met nobody", () => {
  const moved: VisitContent = { ...whole, outcome: "moved" };

  it("needs a position, one photo and a note", () => {
    expect(lacks({ outcome: "moved" }, [])).toEqual(["position position", "photos photo", "people note"]);
    expect(lacks({ ...moved, note: "Pindah ke Bogor" }, [{ kind: "house_front" }])).toEqual([]);
  });

  it("has no checklist", () => {
    expect(stepsOf(moved)).toEqual(["position", "photos", "people", "summary"]);
    expect(stepToOpen(moved, "checklist")).toBe("position");
    expect(stepToOpen(whole, "checklist")).toBe("checklist");
    expect([stepAfter(moved, "photos"), stepBefore(moved, "people"), stepAfter(whole, "summary")]).toEqual(["people", "photos", undefined]);
  });

  it("sends none of what was typed before", () => {
    const sent = contentToSend({ ...moved, note: " Pindah " }, [bps]);

    expect(sent).toMatchObject({ answers: {}, members: [], occupation: null, recommendation: null, note: "Pindah" });
  });
});

describe("the photos", () => {
  it("that are asked for come first, then those that show an answer", () => {
    const wanted = wantedKinds([bps], whole, ["toilet"]).map(({ kind, isRequired, isReturned }) => ({ kind, isRequired, isReturned }));

    expect(wanted.slice(0, 3)).toEqual([
      { kind: "house_front", isRequired: true, isReturned: false },
      { kind: "house_inside", isRequired: true, isReturned: false },
      { kind: "toilet", isRequired: true, isReturned: true },
    ]);
    expect(wanted.slice(3).map(({ kind }) => kind)).toEqual(["kitchen", "water_source", "electricity_meter"]);
  });
});

describe("what is sent", () => {
  it("is trimmed, and what is empty is null", () => {
    const sent = contentToSend({ ...whole, occupation: " Nelayan ", members: [{ ...newMember(), name: " Siti ", relationship: "head", nik: "", school: " " }], position_missing_reason: "tidak perlu" }, [bps]);

    expect(sent.occupation).toBe("Nelayan");
    expect(sent.members).toEqual([{ ...newMember(), name: "Siti", relationship: "head" }]);
    expect(sent.position_missing_reason).toBeNull();
  });
});

describe("a visit begins", () => {
  const assignment = { id: "a", household_id: "h", instrument_code: "bps-14", instrument_version: "2005" };
  const person = { id: "p", name: "Siti", sex: "F", birth_date: "1980-01-02", occupation: null } as never;

  it("with who is known to live there", () => {
    const content = firstContent(assignment, "visited", { members: [{ person, relationship: "head", valid_from: "2020-01-01" }] });

    expect(content).toMatchObject({ household_id: "h", assignment_id: "a", instruments: [{ code: "bps-14", version: "2005" }] });
    expect(content.members).toEqual([{ ...newMember(), person_id: "p", name: "Siti", relationship: "head", sex: "F", birth_date: "1980-01-02" }]);
  });

  it("again with what was found before, but who is at home is asked anew and the recommendation too", () => {
    const earlier = { ...whole, members: [{ ...newMember(), name: "Siti", relationship: "head", present: true, nik_masked: "3175********9001" }] };
    const content = firstContent(assignment, "visited", { members: [], earlier });

    expect(content).toMatchObject({ answers: whole.answers, occupation: "Buruh tani", recommendation: null });
    expect(content.members).toEqual([{ ...newMember(), name: "Siti", relationship: "head" }]);
  });
});

describe("a NIK", () => {
  it("of the shared cases is refused where the server refuses it, for the same reason", () => {
    const [, ...rows] = readFileSync(new URL("../../../../shared/data/nik/cases.csv", import.meta.url), "utf8").trim().split(/\r?\n/);
    const reasons: Record<string, string | null> = {
      "": null, "not 16 ASCII digits": "digits", "day not 01-31/41-71": "day", month: "month",
      "no such calendar date in 19YY or 20YY": "date", "serial 0000": "serial", "unknown province": "province",
    };
    // Cases whose number holds a comma or a quote need a reader of CSV; the others are enough.
    const cases = rows.filter((row) => !row.includes('"')).map((row) => row.split(","));

    expect(cases.length).toBeGreaterThan(40);
    for (const [nik, , reason] of cases) expect([nik, nikFault(nik ?? "")]).toEqual([nik, reasons[reason ?? ""]]);
  });

  it("that differs from birth date or sex is worth a second look", () => {
    const nik = "3175065708849001";

    expect(nikFault(nik)).toBeNull();
    expect(nikDoubts(nik, { birth_date: "1984-08-17", sex: "F" })).toEqual([]);
    expect(nikDoubts(nik, { birth_date: "1984-08-18", sex: "M" })).toEqual(["birth_date", "sex"]);
    expect(nikDoubts("12", { sex: "M" })).toEqual([]);
  });
});
