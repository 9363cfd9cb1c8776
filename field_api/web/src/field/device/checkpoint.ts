/**
 * The newest checkpoint of the server's log that this phone holds. It stands in whatever the phone signs, so that a
 * signature says after which moment it was made, also when the phone had no network.
 */
import { keepSetting, setting } from "@/field/store/settings";
import { send } from "@/ground/api";

export type HeldCheckpoint = {
  readonly origin: string;
  readonly size: number;
  /** The root hash in base64. */
  readonly root: string;
};

const SETTING = "checkpoint";

export function heldCheckpoint(userId: string): Promise<HeldCheckpoint | undefined> {
  return setting<HeldCheckpoint>(userId, SETTING);
}

/** Fetches the newest one. A log that has none yet, or a network that breaks, leaves the one that is held. */
export async function holdNewestCheckpoint(userId: string): Promise<void> {
  try {
    const found = checkpointOf(await (await send("/log/checkpoint")).text());
    if (found) await keepSetting(userId, SETTING, found);
  } catch {
    // It is a second witness of the time; work goes on without it.
  }
}

/** The first three lines of a signed note (C2SP tlog-checkpoint); null for any other text. */
export function checkpointOf(note: string): HeldCheckpoint | null {
  const [origin, size, root] = note.split("\n");
  if (!origin || !root || !/^[1-9][0-9]{0,14}$/.test(size ?? "") || !/^[A-Za-z0-9+/]{43}=$/.test(root)) return null;
  return { origin, size: Number(size), root };
}
