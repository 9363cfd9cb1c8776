/** Second reviews and estimates on the desk: nothing of a decision is shown, and a bar stands where its figures say. */
import { describe, expect, it } from "vitest";
import { barOf, type Estimate, percent, periodOf } from "@/console/quality/estimates";
import { evidenceOf } from "@/console/quality/evidence";
import type { Schemas } from "@/ground/api";

function blind(values: object = {}): Schemas["BlindDossier"] {
  return {
    review: { id: "review", area_code: "35.99.01.1001", taken_at: "", finding: null, reason: null, answered_at: null },
    household: { id: "home", area_code: "35.99.01.1001", address: "Jl. Melati", latitude_e7: null, longitude_e7: null },
    visit: { id: "visit", verifier_id: "vera", finished_at: "2026-11-20T02:00:00Z", remarks: ["accuracy_low"] },
    photos: [], members: [], visit_members: [], evaluations: [], area_names: {}, user_names: {},
    place: { area_code: null, area_name: null, inside_household_area: null, metres_from_house: null },
    ...values,
  } as unknown as Schemas["BlindDossier"];
}

describe("what a second reviewer sees", () => {
  it("is the evidence in the shape of the desk, without flags, remarks, decisions and history", () => {
    const shown = evidenceOf(blind());

    expect([shown.case.id, shown.case.household_id, shown.case.visit_id]).toEqual(["review", "home", "visit"]);
    expect(shown.visit.remarks).toEqual([]);
    expect(shown.check).toBeNull();
    expect([shown.decisions, shown.enrolments, shown.photo_matches, shown.journal, shown.earlier_visits].flat()).toEqual([]);
  });

  it("stands also when the household is gone", () => {
    expect(evidenceOf(blind({ household: null })).case.household_id).toBe("");
  });
});

describe("an estimate", () => {
  const estimate: Estimate = { part: 15, whole: 148, value: 0.1014, low: 0.0624, high: 0.1605, weighted: false };

  it("is drawn from its lower to its upper limit with a mark at the value", () => {
    const bar = barOf(estimate);

    expect(bar.from).toBeCloseTo(6.24);
    expect(bar.from + bar.length).toBeCloseTo(16.05);
    expect(bar.value).toBeCloseTo(10.14);
    expect([estimate.low, estimate.value ?? 0, estimate.high].map(percent)).toEqual([6, 10, 16]);
  });

  it("is asked for the month of the address, else for this year", () => {
    const today = new Date(2026, 10, 22);

    expect(periodOf("2026-03", today)).toBe("2026-03");
    expect(periodOf(undefined, today)).toBe("2026");
  });
});
