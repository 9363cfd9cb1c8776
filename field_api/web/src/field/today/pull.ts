/**
 * Fetching the day's work, so that it can be done without a network: a verifier's open assignments with households and
 * instruments, an officer's open rounds with their packages, and the names of where it all lies. What did not change is
 * not fetched again.
 */
import { holdNewestCheckpoint } from "@/field/device/checkpoint";
import { OFFICERS } from "@/field/places";
import { areaNames, keepAreas } from "@/field/store/areas";
import { allocations as packages, assignments as kept, householdOf, instruments, keepAssignments, keepHousehold, keepInstrument, keepRounds } from "@/field/store/pulls";
import { announce } from "@/field/store/watch";
import type { Account, Role } from "@/ground/account";
import { api, data, type Schemas } from "@/ground/api";
import { askForAreas, MOST_CODES, placeLineOf } from "@/ground/areas";

const VISITORS: readonly Role[] = ["verifier"];

const PAGE = 500;
/** Each look at a household is recorded, and members change slowly. */
const HOUSEHOLD_LASTS_MILLISECONDS = 24 * 60 * 60 * 1000;
/** As many as the server shows at once. */
const TOGETHER = 50;

interface Listed<Row> {
  items: Row[];
  next: string | null;
}

/** Throws the Problem when the server cannot be reached or refuses; what was fetched before stays. */
export async function pull(userId: string, account: Account): Promise<void> {
  // What a login that has changed meanwhile fetches belongs to somebody else.
  const isMine = () => account.session.value?.userId === userId;
  const held = holdNewestCheckpoint(userId);
  if (account.holds(...VISITORS)) await pullAssignments(userId, isMine);
  if (account.holds(...OFFICERS) && isMine()) await pullRounds(userId, isMine);
  if (isMine()) await pullAreas(userId);
  await held;
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

/** A household that has left my area is not among the answers, and is visited with what the assignment says of it. */
async function pullHouseholds(userId: string, isMine: () => boolean): Promise<void> {
  const waiting = await stale(userId);
  while (waiting.length > 0 && isMine()) {
    const id = waiting.splice(0, TOGETHER);
    const found = await data(api.GET("/v1/households/details", { params: { query: { id } } }));
    const at = new Date().toISOString();
    for (const household of found) await keepHousehold(userId, household, at);
  }
  announce(userId, "pull");
}

/** The households of my assignments that this phone does not know, or has known for too long. */
async function stale(userId: string): Promise<string[]> {
  const wanted = [...new Set((await kept(userId)).map((each) => each.household_id))];
  const known = await Promise.all(wanted.map((id) => householdOf(userId, id)));
  return wanted.filter((_, place) => {
    const pulledAt = known[place]?.pulledAt;
    return pulledAt === undefined || Date.now() - Date.parse(pulledAt) >= HOUSEHOLD_LASTS_MILLISECONDS;
  });
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

/** The names of where the work lies, those that this phone does not know yet. */
async function pullAreas(userId: string): Promise<void> {
  const work = [...(await kept(userId)), ...(await packages(userId))];
  const known = await areaNames(userId);
  const wanted = [...new Set(work.flatMap((each) => placeLineOf(each.area_code)))].filter((code) => !known.has(code));
  while (wanted.length > 0) await keepAreas(userId, await askForAreas(wanted.splice(0, MOST_CODES)));
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
