/**
 * The session of this phone, in a database of its own, so that the app opens without a network.
 *
 * Work lies in one database per user, named by `workDatabaseOf`: whoever logs in next opens another database and
 * sees nothing of the one before, whose unsent work waits there for its owner.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Session, SessionKeeper } from "@/ground/account";

interface SessionSchema extends DBSchema {
  session: { key: "current"; value: Session };
}

let opened: Promise<IDBPDatabase<SessionSchema>> | undefined;

function database(): Promise<IDBPDatabase<SessionSchema>> {
  opened ??= openDB<SessionSchema>("field-session", 1, {
    upgrade: (fresh) => void fresh.createObjectStore("session"),
    // Another tab runs a newer version of the app and must not wait for this one.
    blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
    terminated: () => (opened = undefined),
  });
  return opened;
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
