/**
 * The session of this phone, in a database of its own, so that the app opens without a network.
 *
 * Work lies in one database per user, named by `workDatabaseOf`: whoever logs in next opens another database and
 * sees nothing of the one before, whose unsent work waits there for its owner.
 */
import type { DBSchema, IDBPDatabase } from "idb";
import { openOnce } from "@/field/store/opening";
import type { Session, SessionKeeper } from "@/ground/account";

interface SessionSchema extends DBSchema {
  session: { key: "current"; value: Session };
}

function database(): Promise<IDBPDatabase<SessionSchema>> {
  return openOnce<SessionSchema>("field-session", 1, (fresh) => void fresh.createObjectStore("session"));
}

export const phoneSession: SessionKeeper = {
  load: async () => (await database()).get("session", "current"),
  save: async (session) => void (await (await database()).put("session", session, "current")),
  forget: async () => (await database()).delete("session", "current"),
};

/** The name of the database that holds the work of one user on this phone. */
export function workDatabaseOf(userId: string): string {
  return `field-work-${userId}`;
}

/** What a page of his had not saved yet when it went (`last-words.ts`). */
export function lastWordsDatabaseOf(userId: string): string {
  return `field-last-words-${userId}`;
}
