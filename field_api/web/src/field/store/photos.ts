/** Photos in the database, each a blob under its bundle and its hash. The list of them stands in the bundle. */
import type { Capture } from "@/field/store/bundle";
import { BundleFinished } from "@/field/store/bundles";
import { announce } from "@/field/store/watch";
import { ON_DISK, workOf } from "@/field/store/work";
import type { Schemas } from "@/ground/api";

/** Keeps a photo and names it in its bundle, both or neither; the same photo again changes nothing. */
export async function addPhoto(
  userId: string,
  bundleId: string,
  blob: Blob,
  capture: Schemas["Capture"],
): Promise<Capture[]> {
  // A capture may be a reactive object of a page, which cannot be cloned into the database.
  const plain = JSON.parse(JSON.stringify(capture)) as Schemas["Capture"];
  return changeCaptures(userId, bundleId, { put: { bundleId, sha256: capture.sha256, blob } }, (captures) =>
    captures.some((each) => each.sha256 === capture.sha256)
      ? captures
      : [...captures, { ...plain, sentBytes: 0, stored: false }],
  );
}

/** Takes a photo out of a draft. */
export async function removePhoto(userId: string, bundleId: string, sha256: string): Promise<Capture[]> {
  return changeCaptures(userId, bundleId, { remove: sha256 }, (captures) =>
    captures.filter((each) => each.sha256 !== sha256),
  );
}

export async function photoBlob(userId: string, bundleId: string, sha256: string): Promise<Blob | undefined> {
  return (await (await workOf(userId)).get("photos", [bundleId, sha256]))?.blob;
}

type BlobChange = { put: { bundleId: string; sha256: string; blob: Blob } } | { remove: string };

async function changeCaptures(
  userId: string,
  bundleId: string,
  blobs: BlobChange,
  change: (captures: Capture[]) => Capture[],
): Promise<Capture[]> {
  const transaction = (await workOf(userId)).transaction(["bundles", "photos"], "readwrite", ON_DISK);
  const bundle = await transaction.objectStore("bundles").get(bundleId);
  if (bundle?.state !== "draft") throw new BundleFinished(bundleId);
  const captures = change(bundle.captures);
  await transaction.objectStore("bundles").put({ ...bundle, captures, changedAt: new Date().toISOString() });
  const photos = transaction.objectStore("photos");
  await ("put" in blobs ? photos.put(blobs.put) : photos.delete([bundleId, blobs.remove]));
  await transaction.done;
  announce(userId, bundleId);
  return captures;
}
