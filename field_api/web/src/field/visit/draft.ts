/**
 * The visit that is being typed: `const draft = await openDraft(userId, id)`, and `draft.leave()` when its page goes.
 * One tab types at a time; a second one is told so and changes nothing.
 */
import { computed } from "vue";
import type { VisitBundle } from "@/field/store/bundle";
import { bundleOf } from "@/field/store/bundles";
import { type Disk, diskOf, takeUpLastWords } from "@/field/store/disk";
import { createTyping } from "@/field/store/typing";
import { hold } from "@/field/visit/holding";

export type Draft = ReturnType<typeof createDraft>;

/** Undefined when there is no such visit on this phone. */
export async function openDraft(userId: string, id: string): Promise<Draft | undefined> {
  // Held first and read then, so that what the other tab wrote last is seen.
  const release = await hold(`visit-${id}`);
  if (release) await takeUpLastWords(userId, id);
  const found = await bundleOf(userId, id);
  if (found?.kind !== "visit") {
    release?.();
    return undefined;
  }
  return createDraft(userId, found, await diskOf(userId), release);
}

function createDraft(userId: string, found: VisitBundle, disk: Disk, release: (() => void) | undefined) {
  const typing = createTyping(found, release !== undefined, disk);
  const { bundle, put } = typing;
  return {
    ...typing,
    id: found.id,
    userId,
    content: computed(() => bundle.value.content),
    captures: computed(() => bundle.value.captures),
    openStep: (step: string) => bundle.value.step !== step && put({ step }),
    /** What is typed is written, then another tab may go on. */
    leave: () => void typing.leave().finally(release),
  };
}
