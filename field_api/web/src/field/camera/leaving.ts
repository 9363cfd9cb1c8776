/**
 * What a page writes down before the camera app of the phone comes before it. A phone with little memory closes the page
 * behind the camera, and the photo then has nobody to come to: the next page finds the note and says so.
 */
import type { PhotoKind } from "@/field/camera/envelope";
import { keepSetting, setting } from "@/field/store/settings";
import { workOf } from "@/field/store/work";
import { newId } from "@/ground/ids";

export interface Leaving {
  id: string;
  bundleId: string;
  kind: PhotoKind;
  /** The page to come back to. */
  page: string;
  at: string;
}

const NOTE = "camera-open";
const PREFERENCE = "page-camera";
/** Whoever opens the app later than this has come for something else. */
const RETURN_MILLISECONDS = 30 * 60 * 1000;

/** The note of this page. While it lives nothing is lost: some browsers do not tell that the camera was closed. */
let ours: string | undefined;

/**
 * The commit is handed over with the note, in one breath: what the system closes then is this page, not the database.
 * The camera is not held up by it, since nobody may stand before a button that does nothing.
 */
export async function noteLeaving(userId: string, leaving: Pick<Leaving, "bundleId" | "kind" | "page">): Promise<void> {
  ours = newId();
  const note: Leaving = { ...leaving, id: ours, at: new Date().toISOString() };
  const transaction = (await workOf(userId)).transaction("settings", "readwrite");
  const put = transaction.store.put(note, NOTE);
  transaction.commit();
  await Promise.all([put, transaction.done]);
}

/** The photo has arrived, or the user has come back without one. */
export async function crossOut(userId: string): Promise<void> {
  ours = undefined;
  await (await workOf(userId)).delete("settings", NOTE);
}

/** The photo of this bundle that a closed page was waiting for; told once, and remembered as a habit of this phone. */
export async function lostPhoto(userId: string, bundleId: string): Promise<Leaving | undefined> {
  const note = await openNote(userId);
  if (note?.bundleId !== bundleId) return undefined;
  await keepSetting(userId, PREFERENCE, true);
  await crossOut(userId);
  return note;
}

/** Where a phone that closed the page goes on, when it has come back soon. */
export async function pageToReturnTo(userId: string, now: number = Date.now()): Promise<string | undefined> {
  const note = await openNote(userId);
  return note && now - Date.parse(note.at) < RETURN_MILLISECONDS ? note.page : undefined;
}

/** Whether this phone has closed the page behind its camera before. */
export async function prefersPageCamera(userId: string): Promise<boolean> {
  return (await setting<boolean>(userId, PREFERENCE)) ?? false;
}

async function openNote(userId: string): Promise<Leaving | undefined> {
  const note = await setting<Leaving>(userId, NOTE);
  return note?.id === ours ? undefined : note;
}
