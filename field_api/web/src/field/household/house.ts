/** All that a household's page shows: what lies on this phone, and earlier visits as far as the server can be asked. */
import type { VisitBundle } from "@/field/store/bundle";
import { bundlesBy } from "@/field/store/bundles";
import { assignmentOf, householdOf, keepHousehold } from "@/field/store/pulls";
import type { StoredAssignment, StoredHousehold } from "@/field/store/work";
import { api, data, type Schemas } from "@/ground/api";
import { Problem } from "@/ground/problems";

export interface House {
  assignment: StoredAssignment;
  household: StoredHousehold | undefined;
  /** Visits of this household on this phone, newest first. */
  visits: VisitBundle[];
}

/** A visit of mine, wherever it is known. */
export interface EarlierVisit {
  id: string;
  finishedAt: string;
  outcome: string;
  recommendation: string | null;
}

/** Undefined when this phone has no such assignment. */
export async function houseOf(userId: string, assignmentId: string): Promise<House | undefined> {
  const assignment = await assignmentOf(userId, assignmentId);
  if (!assignment) return undefined;
  const [household, bundles] = await Promise.all([householdOf(userId, assignment.household_id), bundlesBy(userId)]);
  const visits = bundles.filter(
    (each): each is VisitBundle => each.kind === "visit" && each.householdId === assignment.household_id,
  );
  return { assignment, household, visits: visits.toReversed() };
}

/** Who lives there, when the pull has not brought it yet; undefined without a network. */
export async function fetchHousehold(userId: string, householdId: string): Promise<StoredHousehold | undefined> {
  const pulledAt = new Date().toISOString();
  const path = { household_id: householdId };
  const found = await unlessRefused(data(api.GET("/v1/households/{household_id}", { params: { path } })));
  if (found) await keepHousehold(userId, found, pulledAt);
  return found && { ...found, pulledAt };
}

/** My visits of a household that the server knows, newest first; none without a network. */
export async function fetchEarlierVisits(householdId: string): Promise<EarlierVisit[]> {
  const query = { household: householdId, limit: 20 };
  const page = await unlessRefused(data(api.GET("/v1/visits", { params: { query } })));
  return (page?.items ?? []).map(earlierFromServer).toSorted(newestFirst);
}

/** Visits of this phone and of the server in one list, each once, newest first; drafts are not visits yet. */
export function earlierVisits(here: readonly VisitBundle[], there: readonly EarlierVisit[]): EarlierVisit[] {
  const finished = here.filter((each) => each.state !== "draft" && each.finishedAt !== undefined);
  const all = [...there, ...finished.map(earlierFromPhone)];
  return [...new Map(all.map((each) => [each.id, each])).values()].toSorted(newestFirst);
}

function earlierFromPhone({ id, finishedAt = "", content }: VisitBundle): EarlierVisit {
  return { id, finishedAt, outcome: content.outcome ?? "visited", recommendation: content.recommendation ?? null };
}

function earlierFromServer({ id, finished_at, outcome, recommendation }: Schemas["VisitSummary"]): EarlierVisit {
  return { id, finishedAt: finished_at, outcome, recommendation };
}

function newestFirst(one: EarlierVisit, other: EarlierVisit): number {
  return Date.parse(other.finishedAt) - Date.parse(one.finishedAt);
}

async function unlessRefused<Body>(asked: Promise<Body>): Promise<Body | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
