/**
 * What a visit still lacks, as field_api/evidence/rules/visits.py finds it, each with the step where it is given.
 * Beyond the server it asks for the kinds of photos that a reviewer wanted again.
 */
import type { Capture, VisitContent } from "@/field/store/bundle";
import { answersToSend, checkAllAnswers } from "@/field/visit/answers";
import type { Instrument } from "@/field/visit/instrument";
import { nikFault } from "@/field/visit/nik";
import { MOST_PHOTOS, requiredKinds } from "@/field/visit/photo-kinds";
import { type Step, wasMet } from "@/field/visit/steps";
import { dayOf } from "@/ground/time";

export type LackCode =
  | "position"
  | "photo_kind"
  | "photo"
  | "too_many_photos"
  | "answer"
  | "answers"
  | "answer_wrong"
  | "members"
  | "member_name"
  | "member_relationship"
  | "member_nik"
  | "member_birth_date"
  | "second_head"
  | "occupation"
  | "recommendation"
  | "note";

/** Nobody who lives was born earlier. */
const OLDEST = "1900-01-01";

export interface Lack {
  step: Step;
  code: LackCode;
  /** Where on the page of the step: the id of an element. */
  place: string;
  /** The kind of a photo, or the code of a question. */
  subject?: string;
  /** The place of a member in the list, from 1; or how many answers are missing. */
  number?: number;
}

export interface VisitSoFar {
  content: VisitContent;
  captures: readonly Pick<Capture, "kind">[];
  instruments: readonly Instrument[];
  /** Kinds of photos that a reviewer wants again. */
  returnedKinds: readonly string[];
}

/** Everything that is missing or wrong, in the order of the steps; an empty list means that it can be sent. */
export function lacksOf(visit: VisitSoFar): Lack[] {
  return [
    ...lacksOfPosition(visit.content),
    ...lacksOfPhotos(visit),
    ...(wasMet(visit.content) ? [...lacksOfAnswers(visit), ...lacksOfPeople(visit.content)] : lacksOfNote(visit.content)),
  ];
}

/**
 * How many people the checklist says and how many members are listed, where the two differ: nothing that keeps a visit
 * from being sent, but a desk will ask (rules/checks/answers.py), and at the door it is answered in a minute.
 */
export function headcounts(content: VisitContent): { answered: number; listed: number } | undefined {
  const answered = content.answers?.["household_size"];
  const listed = content.members?.length ?? 0;
  if (!wasMet(content) || typeof answered !== "number" || answered === listed) return undefined;
  return { answered, listed };
}

/** Many questions without an answer are one line that leads to the first of them. */
export function shortened(lacks: readonly Lack[], most = 3): Lack[] {
  const unanswered = lacks.filter((lack) => lack.code === "answer");
  const [first] = unanswered;
  if (!first || unanswered.length <= most) return [...lacks];
  const all: Lack = { step: first.step, code: "answers", place: first.place, number: unanswered.length };
  return lacks.flatMap((lack) => (lack === first ? [all] : lack.code === "answer" ? [] : [lack]));
}

/** The element on the page of the checklist that holds a question. */
export function placeOfItem(code: string): string {
  return `item-${code.replaceAll(".", "-")}`;
}

function lacksOfPosition(content: VisitContent): Lack[] {
  const isGiven = Boolean(content.position) || isFilled(content.position_missing_reason);
  return isGiven ? [] : [{ step: "position", code: "position", place: "position" }];
}

function lacksOfPhotos({ content, captures, instruments, returnedKinds }: VisitSoFar): Lack[] {
  const taken = new Set(captures.map((capture) => capture.kind));
  const missing = [...requiredKinds(instruments, content, returnedKinds)].filter((kind) => !taken.has(kind));
  const lacks = missing.map((kind): Lack => ({ step: "photos", code: "photo_kind", place: `kind-${kind}`, subject: kind }));
  if (!wasMet(content) && captures.length === 0) lacks.push({ step: "photos", code: "photo", place: "photos" });
  if (captures.length > MOST_PHOTOS) lacks.push({ step: "photos", code: "too_many_photos", place: "photos" });
  return lacks;
}

function lacksOfAnswers({ content, instruments }: VisitSoFar): Lack[] {
  const problems = checkAllAnswers(instruments, answersToSend(instruments, content.answers ?? {}));
  return problems.map(({ item, code }) => ({
    step: "checklist",
    code: code === "missing" ? "answer" : "answer_wrong",
    place: placeOfItem(item),
    subject: item,
  }));
}

function lacksOfPeople(content: VisitContent): Lack[] {
  const members = content.members ?? [];
  const lacks: Lack[] = members.length === 0 ? [{ step: "people", code: "members", place: "members" }] : [];
  const head = members.findIndex((member) => member.relationship === "head");
  const today = dayOf(new Date());
  members.forEach((member, index) => {
    const here = { step: "people", place: `member-${index + 1}`, number: index + 1 } as const;
    if (!isFilled(member.name)) lacks.push({ ...here, code: "member_name" });
    if (!isFilled(member.relationship)) lacks.push({ ...here, code: "member_relationship" });
    if (isFilled(member.nik) && nikFault(member.nik?.trim() ?? "")) lacks.push({ ...here, code: "member_nik" });
    if (member.birth_date && (member.birth_date < OLDEST || member.birth_date > today)) lacks.push({ ...here, code: "member_birth_date" });
    if (member.relationship === "head" && index !== head) lacks.push({ ...here, code: "second_head" });
  });
  for (const code of ["occupation", "recommendation"] as const) {
    if (!isFilled(content[code])) lacks.push({ step: "people", code, place: code });
  }
  return lacks;
}

function lacksOfNote(content: VisitContent): Lack[] {
  return isFilled(content.note) ? [] : [{ step: "people", code: "note", place: "note" }];
}

function isFilled(text: string | null | undefined): boolean {
  return Boolean(text?.trim());
}
