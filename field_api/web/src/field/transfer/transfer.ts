/** Unsent work out of the store into a file, and out of a file into the store. */
import { isTaken, pack, unpack, type WorkIndex } from "@/field/transfer/container";
import type { Bundle } from "@/field/store/bundle";
import { announce } from "@/field/store/watch";
import { type Work, workOf } from "@/field/store/work";

export interface Imported {
  /** Bundles that were taken, and those that were here already. */
  taken: number;
  known: number;
}

/** All that the server has not confirmed, drafts too; undefined when there is nothing. */
export async function exportWork(userId: string, at: Date): Promise<{ file: Blob; count: number } | undefined> {
  const work = await workOf(userId);
  const bundles = (await work.getAll("bundles")).filter((bundle) => bundle.state !== "complete");
  if (bundles.length === 0) return undefined;
  const index: WorkIndex = { version: 1, userId, exportedAt: at.toISOString(), bundles, payloads: [], photos: [] };
  const photos: Blob[] = [];
  for (const bundle of bundles) {
    const payload = await work.get("payloads", bundle.id);
    if (payload) index.payloads.push(payload);
    for (const { sha256 } of bundle.captures) {
      const kept = await work.get("photos", [bundle.id, sha256]);
      // A photo that the browser has cleared is missing here too; the bundle says so when it is sent.
      if (!kept) continue;
      index.photos.push({ bundleId: bundle.id, sha256, size: kept.blob.size });
      photos.push(kept.blob);
    }
  }
  return { file: pack(index, photos), count: bundles.length };
}

/** Takes over the work of a file of the same user. Throws BadWorkFile; what was taken until then stays, whole. */
export async function importWork(userId: string, file: Blob): Promise<Imported> {
  const { index, photo } = await unpack(file, userId);
  const work = await workOf(userId);
  const imported: Imported = { taken: 0, known: 0 };
  for (const brought of index.bundles) {
    if (!isTaken(await work.get("bundles", brought.id), brought)) {
      imported.known += 1;
      continue;
    }
    const blobs = new Map<string, Blob>();
    for (const [number, named] of index.photos.entries()) {
      if (named.bundleId === brought.id) blobs.set(named.sha256, await photo(number));
    }
    const text = index.payloads.find((payload) => payload.id === brought.id)?.text;
    await keep(work, brought, blobs, text);
    imported.taken += 1;
  }
  announce(userId, "import");
  return imported;
}

/** A bundle with its photos and its payload, all of it or nothing. */
async function keep(work: Work, bundle: Bundle, photos: ReadonlyMap<string, Blob>, payload: string | undefined): Promise<void> {
  const transaction = work.transaction(["bundles", "photos", "payloads"], "readwrite");
  await transaction.objectStore("bundles").put(bundle);
  for (const [sha256, blob] of photos) await transaction.objectStore("photos").put({ bundleId: bundle.id, sha256, blob });
  if (payload !== undefined) await transaction.objectStore("payloads").put({ id: bundle.id, text: payload });
  await transaction.done;
}
