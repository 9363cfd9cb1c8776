/**
 * The last words of a page: what was typed and not saved yet when it went. A save reads the draft before it writes, and a
 * page that goes waits for no answer, so these are written in one step.
 *
 * They lie in a database of their own. In the one of the work they may have to wait for a save that is under way, and end
 * with it when its page is gone.
 */
import type { DBSchema, IDBPDatabase } from "idb";
import { plainWords, type Words } from "@/field/store/bundle";
import { openOnce } from "@/field/store/opening";
import { lastWordsDatabaseOf } from "@/field/store/session";
import { ON_DISK } from "@/field/store/work";

export type LastWords = Words & { typedAt: string };

interface LastWordsSchema extends DBSchema {
  words: { key: string; value: LastWords };
}
export type LastWordsStore = IDBPDatabase<LastWordsSchema>;

/** The last words of a user, opened once. */
export function lastWordsOf(userId: string): Promise<LastWordsStore> {
  return openOnce<LastWordsSchema>(lastWordsDatabaseOf(userId), 1, (fresh) => void fresh.createObjectStore("words", { keyPath: "id" }));
}

/** Keeps what was typed, without waiting. */
export function keepLastWords(store: LastWordsStore, typed: Words): void {
  try {
    const transaction = store.transaction("words", "readwrite", ON_DISK);
    // Whether it worked nobody is left to hear; what was saved before stays.
    transaction.done.catch(() => undefined);
    transaction.store.put({ ...plainWords(typed), typedAt: new Date().toISOString() }).catch(() => undefined);
    transaction.commit();
  } catch {
    // The browser took the database away.
  }
}

export async function forgetLastWords(userId: string, id: string): Promise<void> {
  await (await lastWordsOf(userId)).delete("words", id);
}
