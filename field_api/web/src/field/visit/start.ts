/** Beginning a visit: a draft with what is known, or the draft that is there already. */
import type { VisitBundle } from "@/field/store/bundle";
import { beginBundle, bundleOf, bundlesBy, saveBundle } from "@/field/store/bundles";
import { householdOf } from "@/field/store/pulls";
import type { StoredAssignment } from "@/field/store/work";
import { firstContent } from "@/field/visit/content";
import { type Outcome, stepToOpen } from "@/field/visit/steps";
import { api, data, type Schemas } from "@/ground/api";
import { Problem } from "@/ground/problems";

/** An earlier visit saves typing and is not worth standing at a door for. */
const PATIENCE_MILLISECONDS = 3_000;

/** The page of the visit to go to. The same assignment has one draft, however often the button is pressed. */
export async function startVisit(userId: string, assignment: StoredAssignment, outcome: Outcome): Promise<string> {
  const [draft] = await visitsOf(userId, assignment.id, "draft");
  if (draft) return pageOf(draft);
  const [household, earlier] = await Promise.all([
    householdOf(userId, assignment.household_id),
    assignment.returns_visit_id ? earlierVisit(userId, assignment.returns_visit_id) : undefined,
  ]);
  const content = firstContent(assignment, outcome, { members: household?.members ?? [], earlier });
  const begun = await beginBundle(userId, {
    kind: "visit",
    subjectId: assignment.id,
    householdId: assignment.household_id,
    label: assignment.household.address,
    step: "position",
  });
  await saveBundle(userId, { ...begun, content });
  return pageOf(begun);
}

/** Visits of one assignment on this phone, oldest first; all states without one. */
export async function visitsOf(
  userId: string,
  assignmentId: string,
  ...states: VisitBundle["state"][]
): Promise<VisitBundle[]> {
  const bundles = await bundlesBy(userId, ...states);
  return bundles.filter((each): each is VisitBundle => each.kind === "visit" && each.subjectId === assignmentId);
}

/** Where a draft goes on. */
export function pageOf({ id, content, step }: VisitBundle): string {
  return `/visits/${id}/${stepToOpen(content, step)}`;
}

/** What the visit that was sent back said: from this phone, or from the server if it answers soon. */
async function earlierVisit(userId: string, id: string): Promise<VisitBundle["content"] | Schemas["Visit"] | undefined> {
  const kept = await bundleOf(userId, id);
  if (kept?.kind === "visit") return kept.content;
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  try {
    return await data(api.GET("/v1/visits/{visit_id}", { params: { path: { visit_id: id } }, signal }));
  } catch (error) {
    if (error instanceof Problem || signal.aborted) return undefined;
    throw error;
  }
}
