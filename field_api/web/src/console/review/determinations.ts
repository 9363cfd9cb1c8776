/** Determinations in the making: the ones of the last case are offered again, since a day's cases are alike. */
import type { DraftDetermination } from "@/console/review/decision";
import type { Schemas } from "@/ground/api";
import { holdsOn } from "@/ground/time";

type Programme = Schemas["Programme"];

let lastKey = 0;

export function emptyRow(eligible: boolean): DraftDetermination {
  return { key: ++lastKey, programmeCode: "", component: "", personId: "", eligible, reason: "" };
}

/** Programmes in which somebody can be found eligible today. */
export function inForce(programmes: readonly Programme[], day: string): Programme[] {
  return programmes.filter((each) => holdsOn(day, each.valid_from, each.valid_to ?? null));
}

/** The row with another programme: its only component is chosen at once, and a person only where it serves persons. */
export function withProgramme(row: DraftDetermination, programme: Programme | undefined): DraftDetermination {
  const [only, ...others] = programme?.components ?? [];
  return {
    ...row,
    programmeCode: programme?.code ?? "",
    component: only && others.length === 0 ? only.code : "",
    personId: programme?.unit === "person" ? row.personId : "",
  };
}

/** Rows to begin an acceptance with: those for whole households as the last acceptance had them, or an empty one. */
export function firstRows(last: readonly DraftDetermination[], programmes: readonly Programme[]): DraftDetermination[] {
  const codes = new Set(programmes.filter(({ unit }) => unit === "household").map(({ code }) => code));
  const again = last.filter((row) => row.eligible && codes.has(row.programmeCode));
  if (again.length === 0) return [emptyRow(true)];
  return again.map((row) => ({ ...row, key: ++lastKey, personId: "", reason: "" }));
}
