/** A decision as it is being made: what is still missing, and what is sent in the end. The server has the last word. */
import { newId } from "@/ground/ids";
import { unsettled } from "@/console/photos/photos";
import type { Schemas } from "@/ground/api";

type Dossier = Schemas["Dossier"];
export type NewDecision = Schemas["NewDecision"];
export type Verdict = NewDecision["verdict"];
type PhotoKind = NonNullable<NewDecision["photo_kinds"]>[number];

/** The three doors of the desk; returning has two verdicts behind it. */
export type Course = "accept" | "return" | "reject";

/** As field_api/review/rules/verdicts.py has them; the order is that of the form, the most usual first. */
export const REASON_CODES: Record<Verdict, readonly string[]> = {
  accept: ["evidence_supports", "confirmed_otherwise", "other"],
  return_visit: ["answers_contradict", "position_doubtful", "household_not_met", "members_incomplete", "wrong_house", "other"],
  return_photos: ["photo_unclear", "photo_refused", "photo_of_something_else", "photo_missing", "other"],
  reject: ["not_poor", "moved", "deceased", "not_found", "visit_refused", "duplicate", "excluded", "other"],
};

export interface DraftDetermination {
  /** For the list on the screen only. */
  key: number;
  programmeCode: string;
  component: string;
  personId: string;
  eligible: boolean;
  reason: string;
}

export interface Draft {
  /** Made once for each form: however often it is sent, it is one decision. */
  id: string;
  course: Course;
  verdict: Verdict;
  reasonCode: string;
  reason: string;
  photoKinds: string[];
  /** Why a photo may be passed over, by its SHA-256. */
  overrides: Record<string, string>;
  isWithoutEvidence: boolean;
  determinations: DraftDetermination[];
  verifierId: string;
  dueOn: string;
}

/** What is missing, by the field of the form; the value is the key of a word. */
export type Missing = Partial<Record<string, string>>;

const LEAST_LETTERS = 3;

export function newDraft(course: Course, dossier: Dossier, id: string = newId()): Draft {
  const refused = unsettled(dossier.photos);
  const verdict = course === "return" ? (refused.length > 0 ? "return_photos" : "return_visit") : course;
  return {
    id,
    course,
    verdict,
    reasonCode: REASON_CODES[verdict][0] ?? "other",
    reason: "",
    photoKinds: verdict === "return_photos" ? [...new Set(refused.map(({ kind }) => kind))] : [],
    overrides: {},
    isWithoutEvidence: false,
    determinations: [],
    verifierId: "",
    dueOn: "",
  };
}

/** The draft with another verdict of the same course; a reason of the old one gives way. */
export function withVerdict(draft: Draft, verdict: Verdict): Draft {
  const codes = REASON_CODES[verdict];
  return { ...draft, verdict, reasonCode: codes.includes(draft.reasonCode) ? draft.reasonCode : (codes[0] ?? "other") };
}

/** Whether somebody wrote anything in their own words. */
export function isTyped({ reason, overrides, determinations }: Draft): boolean {
  const words = [reason, ...Object.values(overrides), ...determinations.map((row) => row.reason)];
  return words.some((text) => text.trim() !== "");
}

export function isFinal(verdict: Verdict): boolean {
  return verdict === "accept" || verdict === "reject";
}

/** Everything that the server would refuse and that can be said before it is asked. */
export function missingIn(draft: Draft, dossier: Dossier, programmes: readonly Schemas["Programme"][]): Missing {
  return {
    ...(isLong(draft.reason) ? {} : { reason: "review.missing.reason" }),
    ...(draft.verdict === "return_photos" && draft.photoKinds.length === 0
      ? { photo_kinds: "review.missing.photoKinds" }
      : {}),
    ...(isFinal(draft.verdict) ? missingForFinal(draft, dossier, programmes) : {}),
  };
}

function missingForFinal(draft: Draft, dossier: Dossier, programmes: readonly Schemas["Programme"][]): Missing {
  const missing: Missing = {};
  for (const { sha256 } of unsettled(dossier.photos)) {
    if (!isLong(draft.overrides[sha256] ?? "")) missing[`override.${sha256}`] = "review.missing.override";
  }
  if (dossier.lacks_field_evidence && !draft.isWithoutEvidence) missing["without_evidence"] = "review.missing.mark";
  const hasEligible = draft.determinations.some(({ eligible }) => eligible);
  if (draft.verdict === "accept" && !hasEligible) missing["determinations"] = "review.missing.eligible";
  if (draft.verdict === "reject" && hasEligible) missing["determinations"] = "review.missing.nobody";
  return { ...missing, ...missingInDeterminations(draft.determinations, programmes) };
}

function missingInDeterminations(
  rows: readonly DraftDetermination[],
  programmes: readonly Schemas["Programme"][],
): Missing {
  const missing: Missing = {};
  const seen = new Set<string>();
  for (const row of rows) {
    const programme = programmes.find(({ code }) => code === row.programmeCode);
    const subject = [row.programmeCode, row.component, row.personId].join(" ");
    if (!programme) missing[`programme.${row.key}`] = "review.missing.programme";
    else if (!row.component) missing[`component.${row.key}`] = "review.missing.component";
    else if (programme.unit === "person" && !row.personId) missing[`person.${row.key}`] = "review.missing.person";
    else if (seen.has(subject)) missing[`programme.${row.key}`] = "review.missing.repeated";
    seen.add(subject);
  }
  return missing;
}

/** What is sent. A determination without words of its own bears the reason of the decision. */
export function bodyOf(draft: Draft, dossier: Dossier): NewDecision {
  const body = { id: draft.id, verdict: draft.verdict, reason_code: draft.reasonCode, reason: draft.reason.trim() };
  if (!isFinal(draft.verdict)) {
    return {
      ...body,
      photo_kinds: draft.verdict === "return_photos" ? (draft.photoKinds as PhotoKind[]) : [],
      verifier_id: draft.verifierId || null,
      due_on: draft.dueOn || null,
    };
  }
  return {
    ...body,
    without_field_evidence: dossier.lacks_field_evidence,
    photo_overrides: unsettled(dossier.photos).map(({ sha256 }) => ({
      sha256,
      reason: (draft.overrides[sha256] ?? "").trim(),
    })),
    determinations: draft.determinations.map((row) => ({
      programme_code: row.programmeCode,
      component: row.component,
      person_id: row.personId || null,
      eligible: row.eligible,
      reason: isLong(row.reason) ? row.reason.trim() : draft.reason.trim(),
    })),
  };
}

/** The server asks for three letters, not three characters of white space. */
function isLong(text: string): boolean {
  return text.replaceAll(/\s/g, "").length >= LEAST_LETTERS;
}
