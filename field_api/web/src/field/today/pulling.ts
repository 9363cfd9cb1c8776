/** One pull at a time, whichever page asks for it; its problem is shown until the next one. */
import { shallowRef } from "vue";
import { pull } from "@/field/today/pull";
import type { Account } from "@/ground/account";
import { asProblem, type Problem } from "@/ground/problems";

export interface PullState {
  isRunning: boolean;
  problem?: Problem;
}

export const pullState = shallowRef<PullState>({ isRunning: false });

export async function startPull(userId: string, account: Account): Promise<void> {
  if (pullState.value.isRunning) return;
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
