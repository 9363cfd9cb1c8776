/** The rules of the review desk: what is sent, what is missing, which key does what, what changed meanwhile. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ageOn, memberLines } from "@/console/review/members";
import { answersOf, besidePhoto, type InstrumentDocument } from "@/console/review/answers";
import { boundaryCodes } from "@/console/review/boundary";
import { changesBetween } from "@/console/review/changes";
import { bodyOf, type Draft, isTyped, missingIn, newDraft, REASON_CODES, withVerdict } from "@/console/review/decision";
import { firstRows, withProgramme } from "@/console/review/determinations";
import { pointsOf } from "@/console/review/places";
import { afterDecision, neighbour, type QueuedCase, recounted } from "@/console/review/queue";
import type { Schemas } from "@/ground/api";
import { flat, type Words } from "@/words";

type Dossier = Schemas["Dossier"];
const SHA = "a".repeat(64);
const FOOD = programme("sembako", "household", "food");
const FAMILY = programme("pkh", "person", "elderly", "pregnancy");
const PROGRAMMES = [FOOD, FAMILY];

function programme(code: string, unit: "household" | "person", ...components: string[]): Schemas["Programme"] {
  return { code, unit, name: code, components: components.map((each) => ({ code: each, name: each })), valid_from: "2024-01-01" };
}

function photo(values: object = {}): Schemas["VisitPhoto"] {
  return { number: 0, kind: "house_front", sha256: SHA, stored: true, verdict: "accepted", reasons: [], remarks: [], ...values } as unknown as Schemas["VisitPhoto"];
}

function dossier(values: object = {}): Dossier {
  return {
    case: { id: "case", state: "awaiting_review", visit_id: "visit", household_id: "home", area_code: "35.99.01.1001.001.001", opened_at: "" },
    visit: { id: "visit", verifier_id: "vera", finished_at: "2026-11-20T02:00:00Z", latitude_e7: -78_000_000, longitude_e7: 1_144_000_000, accuracy_mm: 6000 },
    household: { latitude_e7: -78_000_100, longitude_e7: 1_144_000_100 },
    photos: [photo()],
    members: [],
    decisions: [],
    earlier_visits: [],
    user_names: { putri: "Putri Penelaah" },
    lacks_field_evidence: false,
    ...values,
  } as unknown as Dossier;
}

function row(values: object = {}) {
  return { key: 1, programmeCode: "sembako", component: "food", personId: "", eligible: true, reason: "", ...values };
}

function accepted(values: Partial<Draft> = {}): Draft {
  return { ...newDraft("accept", dossier(), "id"), reason: "Foto cocok.", determinations: [row()], ...values };
}

describe("a decision", () => {
  it("is whole with a reason and somebody eligible, and each determination bears a reason", () => {
    expect(missingIn(accepted(), dossier(), PROGRAMMES)).toEqual({});
    expect(bodyOf(accepted(), dossier())).toEqual({
      id: "id",
      verdict: "accept",
      reason_code: "evidence_supports",
      reason: "Foto cocok.",
      without_field_evidence: false,
      photo_overrides: [],
      determinations: [{ programme_code: "sembako", component: "food", person_id: null, eligible: true, reason: "Foto cocok." }],
    });
  });

  it("needs three letters of reason, not three spaces", () => {
    expect(missingIn(accepted({ reason: " a b " }), dossier(), PROGRAMMES)).toHaveProperty("reason");
    expect(missingIn(accepted({ reason: "a b c" }), dossier(), PROGRAMMES)).toEqual({});
  });

  it("names whom an acceptance is for, and nobody in a rejection", () => {
    expect(missingIn(accepted({ determinations: [] }), dossier(), PROGRAMMES)).toHaveProperty("determinations");
    const rejected = { ...newDraft("reject", dossier(), "id"), reason: "Rumah permanen." };
    expect(missingIn(rejected, dossier(), PROGRAMMES)).toEqual({});
    expect(missingIn({ ...rejected, determinations: [row()] }, dossier(), PROGRAMMES)).toHaveProperty("determinations");
  });

  it.each([
    ["programme.1", row({ programmeCode: "" })],
    ["component.1", row({ programmeCode: "pkh", component: "" })],
    ["person.1", row({ programmeCode: "pkh", component: "elderly" })],
  ])("says that %s is missing", (field, determination) => {
    expect(missingIn(accepted({ determinations: [determination] }), dossier(), PROGRAMMES)).toHaveProperty([field]);
  });

  it("does not say the same twice", () => {
    expect(missingIn(accepted({ determinations: [row(), row({ key: 2 })] }), dossier(), PROGRAMMES)).toHaveProperty(["programme.2"]);
  });

  it("passes over a refused photo with words alone, and a return needs none", () => {
    const refused = dossier({ photos: [photo({ verdict: "refused" }), photo({ number: 1, sha256: "b".repeat(64) })] });
    expect(missingIn(accepted(), refused, PROGRAMMES)).toHaveProperty([`override.${SHA}`]);
    const settled = accepted({ overrides: { [SHA]: "Dilihat sendiri." } });
    expect(missingIn(settled, refused, PROGRAMMES)).toEqual({});
    expect(bodyOf(settled, refused).photo_overrides).toEqual([{ sha256: SHA, reason: "Dilihat sendiri." }]);
    const returned = { ...newDraft("return", refused, "id"), reason: "Foto gelap." };
    expect(returned).toMatchObject({ verdict: "return_photos", photoKinds: ["house_front"] });
    expect(missingIn(returned, refused, PROGRAMMES)).toEqual({});
  });

  it("says that it rests on no field evidence, exactly when it does not", () => {
    const unmet = dossier({ lacks_field_evidence: true });
    expect(missingIn(accepted(), unmet, PROGRAMMES)).toHaveProperty("without_evidence");
    expect(missingIn(accepted({ isWithoutEvidence: true }), unmet, PROGRAMMES)).toEqual({});
    expect(bodyOf(accepted({ isWithoutEvidence: true }), unmet).without_field_evidence).toBe(true);
    expect(bodyOf(accepted({ isWithoutEvidence: true }), dossier()).without_field_evidence).toBe(false);
  });

  it("asks for photos of a kind, or for a visit without any", () => {
    const draft = { ...newDraft("return", dossier(), "id"), reason: "Ulangi lagi.", photoKinds: ["kitchen"] };
    expect(bodyOf(draft, dossier())).toMatchObject({ verdict: "return_visit", photo_kinds: [], due_on: null, verifier_id: null });
    const photos = withVerdict(draft, "return_photos");
    expect(bodyOf(photos, dossier())).toMatchObject({ photo_kinds: ["kitchen"], reason_code: "photo_unclear" });
    expect(missingIn({ ...photos, photoKinds: [] }, dossier(), PROGRAMMES)).toHaveProperty("photo_kinds");
    expect(bodyOf(photos, dossier())).not.toHaveProperty("determinations");
  });

  it("has something to lose as soon as somebody wrote a word in it", () => {
    const empty = newDraft("reject", dossier(), "id");
    expect(isTyped({ ...empty, determinations: [row({ reason: " " })] })).toBe(false);
    for (const words of [{ reason: "Pindah" }, { overrides: { [SHA]: "Jelas" } }, { determinations: [row({ reason: "Lain" })] }]) {
      expect(isTyped({ ...empty, ...words })).toBe(true);
    }
  });

  it("knows the reasons that the server knows", () => {
    const rules = readFileSync(new URL("../../review/rules/verdicts.py", import.meta.url), "utf8");
    for (const [verdict, codes] of Object.entries(REASON_CODES)) {
      const known = new RegExp(`Verdict\\.${verdict.toUpperCase()}: frozenset\\(\\s*\\{([^}]+)\\}`).exec(rules)?.[1] ?? "";
      expect([...known.matchAll(/"(\w+)"/g)].map((found) => found[1]).sort()).toEqual([...codes].sort());
    }
  });
});

describe("rows of determinations", () => {
  it("begin with those for households of the last acceptance, without its words", () => {
    const last = [row({ reason: "lama" }), row({ key: 2, programmeCode: "pkh", component: "elderly", personId: "siti" })];
    expect(firstRows(last, PROGRAMMES)).toMatchObject([{ programmeCode: "sembako", component: "food", reason: "" }]);
    expect(firstRows([], PROGRAMMES)).toMatchObject([{ programmeCode: "", eligible: true }]);
  });

  it("choose the only component, and forget a person whom the programme does not serve", () => {
    expect(withProgramme(row({ programmeCode: "pkh", component: "elderly", personId: "siti" }), FOOD)).toMatchObject({ component: "food", personId: "" });
    expect(withProgramme(row(), FAMILY)).toMatchObject({ programmeCode: "pkh", component: "" });
  });
});

describe("the queue", () => {
  const line = (id: string, state = "awaiting_review") => ({ case: { id, state } }) as QueuedCase;
  const cases = [line("a"), line("b"), line("c")];

  it("leads on and back, and ends", () => {
    expect(neighbour(cases, "a", 1)?.case.id).toBe("b");
    expect(neighbour(cases, "a", -1)).toBeUndefined();
    expect(neighbour(cases, "c", 1)).toBeUndefined();
    expect(neighbour(cases, undefined, 1)?.case.id).toBe("a");
  });

  it("loses a decided case under its filter and shows its new state without one", () => {
    const decided = line("b", "accepted").case;
    expect(afterDecision(cases, decided, "awaiting_review").map((each) => each.case.id)).toEqual(["a", "c"]);
    expect(afterDecision(cases, decided, "all").map((each) => each.case.state)).toEqual(["awaiting_review", "accepted", "awaiting_review"]);
    expect(recounted({ awaiting_review: 3 }, "awaiting_review", "accepted")).toEqual({ awaiting_review: 2, accepted: 1 });
  });
});

describe("what changed", () => {
  const decision = { decision: { id: "d", verdict: "accept", reviewer_id: "putri", decided_at: "2026-11-22T02:00:00Z" }, determinations: [] };

  it("names who decided meanwhile", () => {
    const after = dossier({ decisions: [decision], case: { ...dossier().case, state: "accepted" } });
    expect(changesBetween(dossier(), after)).toEqual([{ kind: "decided", verdict: "accept", by: "Putri Penelaah", at: "2026-11-22T02:00:00Z" }]);
  });

  it("names a newer visit, inspected photos and other members", () => {
    expect(changesBetween(dossier(), dossier({ case: { ...dossier().case, visit_id: "newer" } }))).toEqual([{ kind: "visit" }]);
    expect(changesBetween(dossier(), dossier({ photos: [photo({ verdict: "refused" })] }))).toEqual([{ kind: "photos", count: 1 }]);
    expect(changesBetween(dossier(), dossier({ members: [{ person: { id: "p", name: "Siti" } }] }))).toEqual([{ kind: "members" }]);
    expect(changesBetween(dossier(), dossier())).toEqual([{ kind: "other" }]);
  });
});

describe("answers", () => {
  const instrument = (code: string, items: InstrumentDocument["items"]): InstrumentDocument => ({ code, version: "1", title: {}, items });
  const floor = {
    code: "floor",
    question: { id: "Lantai?", en: "Floor?" },
    type: "single" as const,
    options: [{ code: "earth", label: { id: "Tanah", en: "Earth" } }],
    photo_kinds: ["house_inside"],
  };
  const size = { code: "size", question: { id: "Berapa orang?" }, type: "integer" as const };
  const words = { language: "id", yes: "Ya", no: "Tidak" };

  it("are said in the words of the instrument, each once, and a stranger last", () => {
    const given = { stranger: true, size: 5, floor: "earth" };
    const said = answersOf(given, [instrument("a", [floor, size]), instrument("b", [floor])], words);
    expect(said.map(({ question, said: answer }) => [question, answer])).toEqual([["Lantai?", "Tanah"], ["Berapa orang?", "5"], ["stranger", "Ya"]]);
    expect(answersOf(given, [instrument("a", [floor, size])], { ...words, language: "en" })[1]?.question).toBe("Berapa orang?");
  });

  it("stand beside the photo that shows them", () => {
    const answers = answersOf({ floor: "earth", size: 5 }, [instrument("a", [floor, size])], words);
    expect(besidePhoto(answers, "house_inside").shown.map(({ code }) => code)).toEqual(["floor"]);
    expect(besidePhoto(answers, undefined).others).toHaveLength(2);
  });
});

describe("members", () => {
  const registered = (id: string) => ({ relationship: "head", person: { id, name: id, findings: [{ code: "nik_doubled" }] } }) as unknown as Schemas["DossierMember"];

  it("of registry and visit stand side by side, and what is in one alone says so", () => {
    const told = [{ person_id: "siti", name: "Siti", relationship: "head", present: true }, { person_id: null, name: "Tamu", relationship: "other" }];
    const lines = memberLines([registered("siti"), registered("budi")], told);
    expect(lines.map(({ name, source, isPresent }) => [name, source, isPresent])).toEqual([["siti", "both", true], ["budi", "registry", null], ["Tamu", "visit", null]]);
    expect(lines[0]?.findings).toEqual(["nik_doubled"]);
  });

  it("have an age in whole years", () => {
    expect([ageOn("2000-05-02", "2026-05-01"), ageOn("2000-05-02", "2026-05-02")]).toEqual([25, 26]);
  });
});

describe("the map", () => {
  it("asks for the land of the RW, then of the kelurahan", () => {
    expect(boundaryCodes("35.99.01.1001.003.002")).toEqual(["35.99.01.1001.003", "35.99.01.1001"]);
    expect(boundaryCodes("35.99.01.1001")).toEqual(["35.99.01.1001"]);
  });

  it("shows visit, house and earlier visits as far as they have a place", () => {
    const words = { visit: "ini", house: "rumah", earlier: (at: string) => at };
    const before = { id: "old", finished_at: "dulu", latitude_e7: null, longitude_e7: null };
    expect(pointsOf(dossier({ earlier_visits: [before] }), words)).toEqual([
      { id: "house", label: "rumah", kind: "place", latitude: -7.80001, longitude: 114.40001 },
      { id: "visit", label: "ini", kind: "now", latitude: -7.8, longitude: 114.4, accuracy: 6 },
    ]);
  });
});

it("every reason and remark of the inspection and every remark on a visit has words", () => {
  const words = flat(JSON.parse(readFileSync(new URL("../src/words/console.id.json", import.meta.url), "utf8")) as Words);
  const source = (path: string) => readFileSync(new URL(`../../evidence/${path}`, import.meta.url), "utf8");
  const codesIn = (text: string, form: RegExp) => [...text.matchAll(form)].map((found) => found[1] ?? "");
  const [reasons = "", remarks = ""] = source("rules/photos/codes.py").split("NEUTRAL_REMARKS = ");
  const onVisits = source("rules/visits.py").split("found = {")[1]?.split("}")[0] ?? "";
  const onSignatures = source("rules/photos/envelopes.py");
  const asked = [
    ...codesIn(reasons, /^ {4}"(\w+)":/gm).map((code) => `photos.reason.${code}`),
    ...codesIn(remarks, /^ {4}"(\w+)":/gm).map((code) => `photos.remark.${code}`),
    ...codesIn(onVisits, /^ +"(\w+)":/gm).map((code) => `review.remark.${code}`),
    ...codesIn(onSignatures, /(?:return|else) "(\w+)"/g).map((code) => `review.remark.${code}`),
  ];
  expect(asked.length).toBeGreaterThan(70);
  expect(asked.filter((key) => !(key in words))).toEqual([]);
});
