/**
 * The last words of a page: what was typed and not saved yet when it went. A save reads the draft before it writes, and a
 * page that goes waits for no answer; so these are written beside the draft in one step, and taken up when it is opened.
 */
import { plainWords, type Words } from "@/field/store/bundle";
import { BundleFinished, bundleOf, saveBundle } from "@/field/store/bundles";
import { ON_DISK, type Work, workOf } from "@/field/store/work";

/** Where a draft is kept while a page types in it. */
export interface Disk {
  /** Throws `BundleFinished` when the bundle is no draft any more. */
  save(typed: Words): Promise<void>;
  /** Keeps what was not saved yet, without waiting; the next save forgets it. */
  keepLastWords(typed: Words): void;
}

export async function diskOf(userId: string): Promise<Disk> {
  const work = await workOf(userId);
  let isKept = false;

  function keepLastWords(typed: Words): void {
    isKept = true;
    keep(work, typed);
  }

  async function save(typed: Words): Promise<void> {
    await saveBundle(userId, typed);
    if (!isKept) return;
    isKept = false;
    await work.delete("words", typed.id);
  }

  return { save, keepLastWords };
}

/** In a store of its own: a transaction that waits for a save under way would end with the page, as the save does. */
function keep(work: Work, typed: Words): void {
  try {
    const transaction = work.transaction("words", "readwrite", ON_DISK);
    // Whether it worked nobody is left to hear; what was saved before stays.
    transaction.done.catch(() => undefined);
    transaction.store.put({ ...plainWords(typed), typedAt: new Date().toISOString() }).catch(() => undefined);
    transaction.commit();
  } catch {
    // A newer version of the app has closed the database.
  }
}

/** Takes the last words about a bundle up into its draft; says whether there were any, so that it is to be read again. */
export async function takeUpLastWords(userId: string, id: string): Promise<boolean> {
  const work = await workOf(userId);
  const words = await work.get("words", id);
  if (!words) return false;
  const saved = await bundleOf(userId, id);
  try {
    if (saved && saved.changedAt < words.typedAt) await saveBundle(userId, words);
  } catch (error) {
    // Another tab has finished it without them.
    if (!(error instanceof BundleFinished)) throw error;
  }
  await work.delete("words", id);
  return true;
}
