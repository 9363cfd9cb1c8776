/** What was fetched from the server for a day without network: assignments, households, instruments, rounds, packages. */
import type { Bundle } from "@/field/store/bundle";
import { announce } from "@/field/store/watch";
import { type Pull, type StoredAllocation, type StoredAssignment, type StoredHousehold, type Work, workOf } from "@/field/store/work";
import type { Schemas } from "@/ground/api";

export function instrumentKey(name: { code: string; version: string }): string {
  return `${name.code}@${name.version}`;
}

export async function assignmentOf(userId: string, id: string): Promise<StoredAssignment | undefined> {
  return (await workOf(userId)).get("assignments", id);
}

export async function assignments(userId: string): Promise<StoredAssignment[]> {
  return (await workOf(userId)).getAll("assignments");
}

/** A household with its members, as it was when it was pulled; undefined when it never was. */
export async function householdOf(userId: string, id: string): Promise<StoredHousehold | undefined> {
  return (await workOf(userId)).get("households", id);
}

export async function keepHousehold(userId: string, household: Schemas["HouseholdDetail"], at: string): Promise<void> {
  await (await workOf(userId)).put("households", { ...household, pulledAt: at });
}

export async function instrumentOf(userId: string, code: string, version: string): Promise<Schemas["Instrument"] | undefined> {
  return (await workOf(userId)).get("instruments", instrumentKey({ code, version }));
}

export async function instruments(userId: string): Promise<Schemas["Instrument"][]> {
  return (await workOf(userId)).getAll("instruments");
}

export async function keepInstrument(userId: string, instrument: Schemas["Instrument"]): Promise<void> {
  await (await workOf(userId)).put("instruments", instrument, instrumentKey(instrument));
}

export async function rounds(userId: string): Promise<Schemas["Round"][]> {
  return (await workOf(userId)).getAll("rounds");
}

export async function allocationOf(userId: string, id: string): Promise<StoredAllocation | undefined> {
  return (await workOf(userId)).get("allocations", id);
}

/** All allocations, or those of one round. */
export async function allocations(userId: string, roundId?: string): Promise<StoredAllocation[]> {
  const work = await workOf(userId);
  return roundId === undefined ? work.getAll("allocations") : work.getAllFromIndex("allocations", "round", roundId);
}

export async function pullOf(userId: string, name: string): Promise<Pull | undefined> {
  return (await workOf(userId)).get("pulls", name);
}

/** The assignments as the server lists them now. One that is gone stays while work on this phone belongs to it. */
export async function keepAssignments(userId: string, pulled: readonly Schemas["Assignment"][], at: string): Promise<void> {
  const work = await workOf(userId);
  const begun = await begunSubjects(work);
  const transaction = work.transaction(["assignments", "households", "pulls"], "readwrite");
  const store = transaction.objectStore("assignments");
  const open = new Set(pulled.map((each) => each.id));
  for (const kept of await store.getAll()) {
    if (open.has(kept.id)) continue;
    if (begun.has(kept.id)) await store.put({ ...kept, goneAt: kept.goneAt ?? at });
    else await store.delete(kept.id);
  }
  for (const each of pulled) await store.put(each);
  const wanted = new Set((await store.getAll()).map((each) => each.household_id));
  const households = transaction.objectStore("households");
  for (const id of await households.getAllKeys()) if (!wanted.has(id)) await households.delete(id);
  await transaction.objectStore("pulls").put({ name: "assignments", at });
  await transaction.done;
  announce(userId, "pull");
}

/** The rounds that are open now, each with its packages. What is gone stays while work on this phone belongs to it. */
export async function keepRounds(
  userId: string,
  open: readonly { round: Schemas["Round"]; allocations: readonly Schemas["Allocation"][] }[],
  at: string,
): Promise<void> {
  const work = await workOf(userId);
  const begun = await begunSubjects(work);
  const transaction = work.transaction(["rounds", "allocations", "pulls"], "readwrite");
  const packages = transaction.objectStore("allocations");
  const listed = new Set(open.flatMap((each) => each.allocations.map((allocation) => allocation.id)));
  for (const kept of await packages.getAll()) {
    if (listed.has(kept.id)) continue;
    if (begun.has(kept.id)) await packages.put({ ...kept, goneAt: kept.goneAt ?? at });
    else await packages.delete(kept.id);
  }
  await transaction.objectStore("rounds").clear();
  for (const each of open) {
    await transaction.objectStore("rounds").put(each.round);
    for (const allocation of each.allocations) await packages.put(allocation);
  }
  await transaction.objectStore("pulls").put({ name: "rounds", at });
  await transaction.done;
  announce(userId, "pull");
}

/** What work on this phone belongs to, as long as the server has not confirmed all of it. */
async function begunSubjects(work: Work): Promise<Set<string>> {
  const unsettled = (await work.getAll("bundles")).filter((bundle: Bundle) => bundle.state !== "complete");
  return new Set(unsettled.map((bundle) => bundle.subjectId));
}
