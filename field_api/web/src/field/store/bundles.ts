/**
 * Bundles in the database. A promise that ended means that the change is on the disk.
 *
 * A draft is changed by its pages alone, a finished one by the sending alone; nobody overwrites what another tab has
 * finished meanwhile.
 */
import {
  type Bundle,
  type BundleKind,
  type BundleStart,
  type BundleState,
  payloadOf,
  plainWords,
  withEnvelopes,
  withoutEnvelopes,
  type Words,
} from "@/field/store/bundle";
import { canonicalJson, sha256OfText } from "@/ground/canonical";
import { forgetLastWords } from "@/field/store/last-words";
import { announce } from "@/field/store/watch";
import { ON_DISK, workOf } from "@/field/store/work";
import { newId } from "@/ground/ids";

/** The version of the app as the server is told. */
export const APP_VERSION = "1";

/** How long a confirmed bundle stays as history. */
const HISTORY_MILLISECONDS = 30 * 24 * 60 * 60 * 1000;

/** The bundle is no draft any more: another tab has finished it. */
export class BundleFinished extends Error {}

/**
 * The draft of a piece of work, already in the database: a new one, unless it has one. A button that is pressed twice,
 * in one tab or in two, begins one.
 */
export async function beginBundle<Kind extends BundleKind>(
  userId: string,
  start: BundleStart<Kind>,
): Promise<Extract<Bundle, { kind: Kind }>> {
  const { store, done } = (await workOf(userId)).transaction("bundles", "readwrite", ON_DISK);
  const draft = (await store.index("state").getAll("draft")).find(
    (each): each is Extract<Bundle, { kind: Kind }> => each.kind === start.kind && each.subjectId === start.subjectId,
  );
  if (draft) return draft;
  const now = new Date().toISOString();
  const bundle = {
    ...start,
    id: newId(),
    state: "draft",
    content: {},
    captures: [],
    startedAt: now,
    changedAt: now,
  } as unknown as Extract<Bundle, { kind: Kind }>;
  await Promise.all([store.add(bundle), done]);
  announce(userId, bundle.id);
  return bundle;
}

/**
 * Writes what is typed into a draft; throws `BundleFinished` when it is none any more. Photos are written by
 * themselves, perhaps at this moment, so their list is left as it is. The caller waits between strokes.
 */
export async function saveBundle(userId: string, typed: Words): Promise<void> {
  const words = plainWords(typed);
  const kept = await changeBundle(userId, words.id, (bundle) =>
    bundle.state === "draft" ? ({ ...bundle, ...words, changedAt: new Date().toISOString() } as Bundle) : bundle,
  );
  if (kept?.state !== "draft") throw new BundleFinished(words.id);
}

/** Reads, changes and writes a bundle in one step, whatever its state: for the sending. */
export async function changeBundle(
  userId: string,
  id: string,
  change: (bundle: Bundle) => Bundle,
): Promise<Bundle | undefined> {
  const transaction = (await workOf(userId)).transaction("bundles", "readwrite", ON_DISK);
  const kept = await transaction.store.get(id);
  const changed = kept && change(kept);
  if (changed) await transaction.store.put(changed);
  await transaction.done;
  if (changed) announce(userId, id);
  return changed;
}

/**
 * Finishes a draft: its payload is fixed letter by letter, it is ready to be sent and never edited again.
 * Save it first. A correction is a new visit that names this one.
 */
export async function finishBundle(userId: string, id: string, finishedAt = new Date().toISOString()): Promise<void> {
  const work = await workOf(userId);
  const bundle = await work.get("bundles", id);
  if (bundle?.state !== "draft") throw new BundleFinished(id);
  const text = canonicalJson(payloadOf(bundle, finishedAt, APP_VERSION));
  const contentSha256 = await sha256OfText(text);
  const transaction = work.transaction(["bundles", "payloads"], "readwrite", ON_DISK);
  const captures = withoutEnvelopes(bundle.captures);
  const finished = { ...bundle, captures, state: "ready", finishedAt, contentSha256, changedAt: finishedAt } as Bundle;
  delete finished.problem;
  await Promise.all([
    transaction.objectStore("payloads").put({ id, text }),
    transaction.objectStore("bundles").put(finished),
    transaction.done,
  ]);
  announce(userId, id);
}

/** Makes a refused bundle a draft again; only one that the server does not hold may be changed under its id. */
export async function reopenBundle(userId: string, id: string): Promise<void> {
  const text = await payloadText(userId, id);
  await changeBundle(userId, id, (bundle) => {
    if (bundle.state !== "refused" || bundle.receipt) return bundle;
    return { ...bundle, captures: text === undefined ? bundle.captures : withEnvelopes(bundle.captures, text), state: "draft" };
  });
}

export async function bundleOf(userId: string, id: string): Promise<Bundle | undefined> {
  return (await workOf(userId)).get("bundles", id);
}

/** Bundles in any of these states (all without one), oldest first: ids are sorted by time. */
export async function bundlesBy(userId: string, ...states: BundleState[]): Promise<Bundle[]> {
  const work = await workOf(userId);
  if (states.length === 0) return work.getAll("bundles");
  const found = await Promise.all(states.map((state) => work.getAllFromIndex("bundles", "state", state)));
  return found.flat().sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The ids of bundles in any of these states, oldest first. Nothing of the bundles is read. */
export async function idsBy(userId: string, ...states: BundleState[]): Promise<string[]> {
  const work = await workOf(userId);
  const found = await Promise.all(states.map((state) => work.getAllKeysFromIndex("bundles", "state", state)));
  return found.flat().sort();
}

/** The payload of a finished bundle, letter by letter. */
export async function payloadText(userId: string, id: string): Promise<string | undefined> {
  return (await (await workOf(userId)).get("payloads", id))?.text;
}

/**
 * Throws away a draft, or what the server has refused and does not hold, with its photos, because its user asked for
 * it. Refuses anything that may still arrive.
 */
export async function discardBundle(userId: string, id: string): Promise<void> {
  const transaction = (await workOf(userId)).transaction(["bundles", "photos", "payloads"], "readwrite");
  const kept = await transaction.objectStore("bundles").get(id);
  const mayGo = kept === undefined || kept.state === "draft" || (kept.state === "refused" && !kept.receipt);
  if (!mayGo) throw new BundleFinished(id);
  await transaction.objectStore("bundles").delete(id);
  await transaction.objectStore("payloads").delete(id);
  await transaction.objectStore("photos").delete(IDBKeyRange.bound([id], [id, []]));
  await transaction.done;
  await forgetLastWords(userId, id);
  announce(userId, id);
}

/** Forgets photos and payloads that the server has confirmed, and history that is old. Nothing else, ever. */
export async function tidy(userId: string, now: number = Date.now()): Promise<void> {
  const transaction = (await workOf(userId)).transaction(["bundles", "photos", "payloads"], "readwrite");
  for (const bundle of await transaction.objectStore("bundles").index("state").getAll("complete")) {
    if (!bundle.receipt?.complete || bundle.receipt.content_sha256 !== bundle.contentSha256) continue;
    await transaction.objectStore("photos").delete(IDBKeyRange.bound([bundle.id], [bundle.id, []]));
    await transaction.objectStore("payloads").delete(bundle.id);
    const isOld = now - Date.parse(bundle.finishedAt ?? bundle.changedAt) > HISTORY_MILLISECONDS;
    if (isOld) await transaction.objectStore("bundles").delete(bundle.id);
  }
  await transaction.done;
}
