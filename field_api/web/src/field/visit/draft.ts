/**
 * The visit that is being typed: `const draft = await openDraft(userId, id)`, and `draft.leave()` when its page goes.
 *
 * Every change is on the disk within a quarter of a second, and at once when the page is hidden or left: a phone may
 * kill a page that is not seen. One tab types at a time; a second one is told so and changes nothing.
 */
import { computed, ref, shallowRef } from "vue";
import type { Capture, VisitBundle, VisitContent } from "@/field/store/bundle";
import { BundleFinished, bundleOf, saveBundle } from "@/field/store/bundles";
import { hold } from "@/field/visit/holding";
import { createWriter, type WriterState } from "@/field/visit/writing";

const QUIET_MILLISECONDS = 250;

export type SaveState = WriterState;
/** "elsewhere": another tab types this visit. "finished": it is no draft any more. */
export type DraftState = "open" | "elsewhere" | "finished";
export type Draft = ReturnType<typeof createDraft>;

/** Undefined when there is no such visit on this phone. */
export async function openDraft(userId: string, id: string): Promise<Draft | undefined> {
  // Held first and read then, so that what the other tab wrote last is seen.
  const release = await hold(`visit-${id}`);
  const found = await bundleOf(userId, id);
  if (found?.kind !== "visit") {
    release?.();
    return undefined;
  }
  return createDraft(userId, found, release);
}

function createDraft(userId: string, found: VisitBundle, release: (() => void) | undefined) {
  const bundle = shallowRef(found);
  const state = ref<DraftState>(found.state !== "draft" ? "finished" : release ? "open" : "elsewhere");
  const saveState = ref<SaveState>("saved");
  const writer = createWriter(write, (said) => (saveState.value = said), QUIET_MILLISECONDS);

  async function write(): Promise<void> {
    try {
      await saveBundle(userId, bundle.value);
    } catch (error) {
      if (!(error instanceof BundleFinished)) throw error;
      state.value = "finished";
    }
  }

  function put(next: Partial<VisitBundle>): void {
    if (state.value !== "open") return;
    bundle.value = { ...bundle.value, ...next };
    writer.touch();
  }

  const change = (part: Partial<VisitContent>) => put({ content: { ...bundle.value.content, ...part } });
  const openStep = (step: string) => bundle.value.step !== step && put({ step });
  /** Takes over the list of photos after one was added or removed in the database. */
  const showCaptures = (captures: Capture[]) => (bundle.value = { ...bundle.value, captures });

  const flushNow = () => void writer.flush();
  window.addEventListener("pagehide", flushNow);
  document.addEventListener("visibilitychange", flushNow);

  /** The page goes: what is typed is written, then another tab may go on. */
  function leave(): void {
    window.removeEventListener("pagehide", flushNow);
    document.removeEventListener("visibilitychange", flushNow);
    void writer.flush().finally(release);
  }

  return {
    id: found.id,
    userId,
    bundle,
    content: computed(() => bundle.value.content),
    captures: computed(() => bundle.value.captures),
    state,
    saveState,
    change,
    openStep,
    showCaptures,
    flush: writer.flush,
    leave,
  };
}
