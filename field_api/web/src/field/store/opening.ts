/** Opening a database of this phone: once in a page, and never in the way of a newer version of the app. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

const opened = new Map<string, Promise<unknown>>();

/** The database of this name, opened by whoever asks first; `upgrade` makes its stores from whatever version there is. */
export function openOnce<Stores extends DBSchema>(
  name: string,
  version: number,
  upgrade: (database: IDBPDatabase<Stores>, from: number) => void,
): Promise<IDBPDatabase<Stores>> {
  const known = opened.get(name);
  if (known) return known as Promise<IDBPDatabase<Stores>>;
  const forget = () => opened.delete(name);
  const fresh = openDB<Stores>(name, version, {
    upgrade,
    // Another tab runs a newer version of the app and must not wait for this one.
    blocking: (_current, _wanted, event) => {
      forget();
      (event.target as IDBDatabase).close();
    },
    terminated: forget,
  });
  opened.set(name, fresh);
  fresh.catch(forget);
  return fresh;
}
