/** Where a draft is kept while a page types in it: saved soon after each stroke, and in haste when the page goes. */
import type { Words } from "@/field/store/bundle";
import { BundleFinished, bundleOf, saveBundle } from "@/field/store/bundles";
import { forgetLastWords, keepLastWords, lastWordsOf } from "@/field/store/last-words";

export interface Disk {
  /** Throws `BundleFinished` when the bundle is no draft any more. */
  save(typed: Words): Promise<void>;
  /** Keeps what was not saved yet, without waiting; the next save forgets it. */
  keepLastWords(typed: Words): void;
}

export async function diskOf(userId: string): Promise<Disk> {
  const lastWords = await lastWordsOf(userId);
  let isKept = false;

  async function save(typed: Words): Promise<void> {
    await saveBundle(userId, typed);
    if (!isKept) return;
    isKept = false;
    await forgetLastWords(userId, typed.id);
  }

  function keep(typed: Words): void {
    isKept = true;
    keepLastWords(lastWords, typed);
  }

  return { save, keepLastWords: keep };
}

/** Takes the last words about a bundle up into its draft; says whether there were any, so that it is to be read again. */
export async function takeUpLastWords(userId: string, id: string): Promise<boolean> {
  const words = await (await lastWordsOf(userId)).get("words", id);
  if (!words) return false;
  const saved = await bundleOf(userId, id);
  try {
    if (saved && saved.changedAt < words.typedAt) await saveBundle(userId, words);
  } catch (error) {
    // Another tab has finished it without them.
    if (!(error instanceof BundleFinished)) throw error;
  }
  await forgetLastWords(userId, id);
  return true;
}
