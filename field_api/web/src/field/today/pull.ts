/**
 * Fetching the day's work, so that it can be done without a network: a verifier's open assignments with households and
 * instruments, an officer's open rounds with their packages. What did not change is not fetched again.
 */
import { OFFICERS } from "@/field/places";
import { instruments, keepAssignments, keepHousehold, keepInstrument, keepRounds, householdOf, assignments as kept } from "@/field/store/pulls";
import { announce } from "@/field/store/watch";
import type { Account, Role } from "@/ground/account";
import { api, data, type Schemas } from "@/ground/api";
import { Problem } from "@/ground/problems";

const VISITORS: readonly Role[] = ["verifier"];

const PAGE = 500;
/** Each look at a household is recorded and costs a request, and members change slowly. */
const HOUSEHOLD_LASTS_MILLISECONDS = 24 * 60 * 60 * 1000;
const AT_ONCE = 4;

interface Listed<Row> {
  items: Row[];
  next: string | null;
}

/** Throws the Problem when the server cannot be reached or refuses; what was fetched before stays. */
export async function pull(userId: string, account: Account): Promise<void> {
  // What a login that has changed meanwhile fetches belongs to somebody else.
  const isMine = () => account.session.value?.userId === userId;
  if (account.holds(...VISITORS)) await pullAssignments(userId, isMine);
  if (account.holds(...OFFICERS) && isMine()) await pullRounds(userId, isMine);
}

async function pullAssignments(userId: string, isMine: () => boolean): Promise<void> {
  const at = new Date().toISOString();
  const open = await all((cursor) =>
    data(api.GET("/v1/assignments", { params: { query: { status: "open", limit: PAGE, cursor } } })),
  );
  if (!isMine()) return;
  await keepAssignments(userId, open, at);
  await pullInstruments(userId);
  await pullHouseholds(userId, isMine);
}

/** A published version never changes, so each is fetched once. */
async function pullInstruments(userId: string): Promise<void> {
  const known = new Set((await instruments(userId)).map((each) => `${each.code}@${each.version}`));
  for (const { instrument_code: code, instrument_version: version } of await kept(userId)) {
    const key = `${code}@${version}`;
    if (known.has(key)) continue;
    known.add(key);
    await keepInstrument(userId, await data(api.GET("/v1/instruments/{code}/{version}", { params: { path: { code, version } } })));
  }
}

async function pullHouseholds(userId: string, isMine: () => boolean): Promise<void> {
  const waiting = [...new Set((await kept(userId)).map((each) => each.household_id))];
  const fetchNext = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined && isMine(); id = waiting.shift()) await pullHousehold(userId, id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
  announce(userId, "pull");
}

async function pullHousehold(userId: string, id: string): Promise<void> {
  const known = await householdOf(userId, id);
  if (known && Date.now() - Date.parse(known.pulledAt) < HOUSEHOLD_LASTS_MILLISECONDS) return;
  try {
    const household = await data(api.GET("/v1/households/{household_id}", { params: { path: { household_id: id } } }));
    await keepHousehold(userId, household, new Date().toISOString());
  } catch (error) {
    // A household that has left my area is visited with what the assignment says of it.
    if (!(error instanceof Problem) || error.status !== 404) throw error;
  }
}

async function pullRounds(userId: string, isMine: () => boolean): Promise<void> {
  const at = new Date().toISOString();
  const open = await all((cursor) =>
    data(api.GET("/v1/rounds", { params: { query: { state: "open", limit: PAGE, cursor } } })),
  );
  const filled: { round: Schemas["Round"]; allocations: Schemas["Allocation"][] }[] = [];
  for (const round of open) {
    const path = { round_id: round.id };
    const allocations = await all((cursor) =>
      data(api.GET("/v1/rounds/{round_id}/allocations", { params: { path, query: { limit: PAGE, cursor } } })),
    );
    filled.push({ round, allocations });
  }
  if (isMine()) await keepRounds(userId, filled, at);
}

/** All rows of all pages. */
async function all<Row>(page: (cursor: string | null) => Promise<Listed<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const got: Listed<Row> = await page(cursor);
    rows.push(...got.items);
    cursor = got.next;
  } while (cursor !== null);
  return rows;
}
