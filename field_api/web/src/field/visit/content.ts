/** What a visit says: as it begins, and as it is sent. What was typed and no longer counts stays on the phone. */
import type { VisitContent } from "@/field/store/bundle";
import { answersToSend } from "@/field/visit/answers";
import type { Instrument } from "@/field/visit/instrument";
import { type Outcome, wasMet } from "@/field/visit/steps";
import type { Schemas } from "@/ground/api";

export type Member = Schemas["VisitMember"];
type Earlier = Pick<VisitContent, "answers" | "members" | "occupation">;

/** A visit as it begins: its household, who is known to live there, and what the verifier found the last time. */
export function firstContent(
  assignment: Pick<Schemas["Assignment"], "id" | "household_id" | "instrument_code" | "instrument_version">,
  outcome: Outcome,
  known: { members: readonly Schemas["Member"][]; earlier?: Earlier | undefined },
): VisitContent {
  const told = known.earlier?.members ?? [];
  return {
    household_id: assignment.household_id,
    assignment_id: assignment.id,
    instruments: [{ code: assignment.instrument_code, version: assignment.instrument_version }],
    outcome,
    answers: { ...known.earlier?.answers },
    members: told.length > 0 ? told.map(asTold) : known.members.map(asRegistered),
    occupation: known.earlier?.occupation ?? null,
    recommendation: null,
    note: "",
    position: null,
    position_missing_reason: null,
  };
}

/** Somebody who is met and stands on no list. */
export function newMember(): Member {
  return { name: "", relationship: "", person_id: null, nik: null, sex: null, birth_date: null, occupation: null, school: null, present: null };
}

/** What is sent: only what the outcome and the answers ask for, every text trimmed, every empty one null. */
export function contentToSend(content: VisitContent, instruments: readonly Instrument[]): VisitContent {
  const isMet = wasMet(content);
  return {
    ...content,
    answers: isMet ? answersToSend(instruments, content.answers ?? {}) : {},
    members: isMet ? (content.members ?? []).map(memberToSend) : [],
    occupation: isMet ? filled(content.occupation) : null,
    recommendation: isMet ? (content.recommendation ?? null) : null,
    note: content.note?.trim() ?? "",
    position: content.position ?? null,
    position_missing_reason: content.position ? null : filled(content.position_missing_reason),
  };
}

function asRegistered({ person, relationship }: Schemas["Member"]): Member {
  const { id, name, sex, birth_date, occupation } = person;
  return { ...newMember(), person_id: id, name, relationship, sex: sex === "M" || sex === "F" ? sex : null, birth_date, occupation };
}

/** Whether somebody is at home is asked anew; a number that only the server knows is masked and not sent back. */
function asTold(member: Member): Member {
  const told = { ...newMember(), ...member, present: null };
  delete (told as { nik_masked?: unknown }).nik_masked;
  return told;
}

function memberToSend(member: Member): Member {
  return {
    ...member,
    name: member.name.trim(),
    nik: filled(member.nik),
    sex: member.sex ?? null,
    birth_date: filled(member.birth_date),
    occupation: filled(member.occupation),
    school: filled(member.school),
  };
}

function filled(text: string | null | undefined): string | null {
  return text?.trim() || null;
}
