/** Who lives there: the registry and the verifier side by side, so that a difference is seen. */
import type { Schemas } from "@/ground/api";

export interface MemberLine {
  key: string;
  name: string;
  relationship: string;
  nikMasked: string | null;
  nikStatus: string | null;
  sex: string | null;
  birthDate: string | null;
  occupation: string | null;
  school: string | null;
  isPresent: boolean | null;
  findings: string[];
  /** In the registry alone, told at the door alone, or in both. */
  source: "both" | "registry" | "visit";
}

type Registered = Schemas["DossierMember"];
type Told = Omit<Schemas["VisitMember"], "nik">;

/** The registry's members in its order, each with what was told; then those whom only the verifier names. */
export function memberLines(registered: readonly Registered[], told: readonly Told[]): MemberLine[] {
  const byPerson = new Map(told.filter((each) => each.person_id).map((each) => [each.person_id, each]));
  const known = new Set(registered.map(({ person }) => person.id));
  const lines = registered.map((member) => registeredLine(member, byPerson.get(member.person.id)));
  const strangers = told.filter((each) => !each.person_id || !known.has(each.person_id)).map(toldLine);
  return [...lines, ...strangers];
}

/** Whole years on a day, both as YYYY-MM-DD. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function registeredLine({ person, relationship }: Registered, told: Told | undefined): MemberLine {
  return {
    key: person.id,
    name: person.name,
    relationship,
    nikMasked: person.nik_masked,
    nikStatus: person.nik_status,
    sex: person.sex,
    birthDate: person.birth_date,
    occupation: told?.occupation ?? person.occupation,
    school: told?.school ?? null,
    isPresent: told?.present ?? null,
    findings: person.findings.map((finding) => String(finding["code"])),
    source: told ? "both" : "registry",
  };
}

function toldLine(told: Told, index: number): MemberLine {
  return {
    key: `told-${index}`,
    name: told.name,
    relationship: told.relationship,
    nikMasked: told.nik_masked ?? null,
    nikStatus: null,
    sex: told.sex ?? null,
    birthDate: told.birth_date ?? null,
    occupation: told.occupation ?? null,
    school: told.school ?? null,
    isPresent: told.present ?? null,
    findings: [],
    source: "visit",
  };
}
