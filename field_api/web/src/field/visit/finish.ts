/** The end of a draft: its content is fixed as it will be sent, and the queue is told. Never edited again. */
import { sendNow } from "@/field/sending/queue";
import { finishBundle } from "@/field/store/bundles";
import { contentToSend } from "@/field/visit/content";
import type { Draft } from "@/field/visit/draft";
import type { Instrument } from "@/field/visit/instrument";

/** Throws `BundleFinished` when another tab was faster, and whatever the disk says. */
export async function sendVisit(draft: Draft, instruments: readonly Instrument[]): Promise<void> {
  const finish = () => finishBundle(draft.userId, draft.id, endOf(draft.bundle.value.startedAt, new Date()));
  await draft.end(contentToSend(draft.content.value, instruments), finish);
  sendNow();
}

/** A clock that was put back during the visit must not let it end before it began, which the server refuses. */
export function endOf(startedAt: string, now: Date): string {
  return new Date(Math.max(now.getTime(), Date.parse(startedAt))).toISOString();
}
