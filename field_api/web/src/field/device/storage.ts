/** Whether the browser keeps our data for good, and how much there is. */

export interface StorageState {
  /** true: kept until the user deletes it; false: may be cleared when the phone is full; undefined: nobody can say. */
  isPersistent: boolean | undefined;
  usedBytes: number | undefined;
  quotaBytes: number | undefined;
}

/** Asks the browser to keep the data; it may ask the user. Asking again after a no is allowed and cheap. */
export async function askToKeep(): Promise<boolean | undefined> {
  if (!navigator.storage?.persist) return undefined;
  return (await navigator.storage.persisted()) || (await navigator.storage.persist());
}

export async function storageState(): Promise<StorageState> {
  const isPersistent = await navigator.storage?.persisted?.();
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return { isPersistent, usedBytes: usage, quotaBytes: quota };
}
