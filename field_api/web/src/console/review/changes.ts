/** What changed in a case between two looks at it: what a reviewer is told after somebody else was quicker (412). */
import type { Schemas } from "@/ground/api";

type Dossier = Schemas["Dossier"];

export type Change =
  | { kind: "decided"; verdict: string; by: string; at: string }
  | { kind: "state"; state: string }
  | { kind: "visit" }
  | { kind: "photos"; count: number }
  | { kind: "members" }
  | { kind: "other" };

/** The changes that matter to a decision; one of kind "other" when the version changed and nothing of that is seen. */
export function changesBetween(before: Dossier, after: Dossier): Change[] {
  const changes: Change[] = newDecisions(before, after);
  if (changes.length === 0 && before.case.state !== after.case.state) {
    changes.push({ kind: "state", state: after.case.state });
  }
  if (before.case.visit_id !== after.case.visit_id) changes.push({ kind: "visit" });
  else {
    const count = newVerdicts(before, after);
    if (count > 0) changes.push({ kind: "photos", count });
  }
  if (namesOf(before) !== namesOf(after)) changes.push({ kind: "members" });
  return changes.length > 0 ? changes : [{ kind: "other" }];
}

function newDecisions(before: Dossier, after: Dossier): Change[] {
  const known = new Set(before.decisions.map(({ decision }) => decision.id));
  return after.decisions
    .filter(({ decision }) => !known.has(decision.id))
    .map(({ decision }) => ({
      kind: "decided",
      verdict: decision.verdict,
      by: after.user_names[decision.reviewer_id] ?? "",
      at: decision.decided_at,
    }));
}

function newVerdicts(before: Dossier, after: Dossier): number {
  const verdicts = new Map(before.photos.map((photo) => [photo.sha256, photo.verdict]));
  return after.photos.filter((photo) => verdicts.get(photo.sha256) !== photo.verdict).length;
}

function namesOf(dossier: Dossier): string {
  return dossier.members.map(({ person }) => `${person.id} ${person.name}`).join("\n");
}
