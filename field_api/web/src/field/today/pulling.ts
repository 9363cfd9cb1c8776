/** One pull at a time, whichever page asks for it; its problem is shown until the next one. */
import { shallowRef, watch } from "vue";
import { timesEmptied } from "@/field/sending/queue";
import { pull } from "@/field/today/pull";
import type { Account } from "@/ground/account";
import { asProblem, type Problem } from "@/ground/problems";

export interface PullState {
  isRunning: boolean;
  problem?: Problem;
}

export const pullState = shallowRef<PullState>({ isRunning: false });
let running: Promise<void> | undefined;

export function startPull(userId: string, account: Account): Promise<void> {
  running ??= run(userId, account).finally(() => (running = undefined));
  return running;
}

async function run(userId: string, account: Account): Promise<void> {
  pullState.value = { isRunning: true };
  let after: PullState = { isRunning: false };
  try {
    await pull(userId, account);
  } catch (error) {
    after = { isRunning: false, problem: asProblem(error) };
  } finally {
    // After a mistake of ours too, which must not leave the button dead.
    pullState.value = after;
  }
}

/** After all was sent the lists come anew, so that work the desk has sent back meanwhile shows without a tap. */
export function pullWhenAllIsSent(account: Account): void {
  watch(timesEmptied, async () => {
    // A pull that is under way may have asked before the last visit arrived.
    await running;
    const userId = account.session.value?.userId;
    if (userId) await startPull(userId, account);
  });
}
