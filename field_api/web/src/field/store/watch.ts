/** Telling other pages and other tabs that something in the store has changed. */

interface Change {
  userId: string;
  /** The bundle, or "pull" when the lists came anew. */
  what: string;
}

const CHANNEL = "field-work";
let speaking: BroadcastChannel | undefined;

export function announce(userId: string, what: string): void {
  speaking ??= new BroadcastChannel(CHANNEL);
  speaking.postMessage({ userId, what } satisfies Change);
}

/** Calls back after each change of this user's work, in whatever tab; returns how to stop. */
export function watchBundles(userId: string, callback: (what: string) => void): () => void {
  // A channel does not hear itself, but a second one of the same tab does.
  const listening = new BroadcastChannel(CHANNEL);
  listening.onmessage = (message: MessageEvent<Change>) => {
    if (message.data.userId === userId) callback(message.data.what);
  };
  return () => listening.close();
}
