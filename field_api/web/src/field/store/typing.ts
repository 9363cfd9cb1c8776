/**
 * A draft while a page types in it: `const typing = createTyping(found, true, disk)`, and `typing.leave()` when its page
 * goes.
 *
 * Every change is on the disk within a quarter of a second, and at once when the page is hidden or left: a phone may
 * kill a page that is not seen. What comes after the end, a late fix for instance, is not taken.
 */
import { ref, type ShallowRef, shallowRef } from "vue";
import type { Bundle, Capture } from "@/field/store/bundle";
import { BundleFinished } from "@/field/store/bundles";
import type { Disk } from "@/field/store/disk";
import { createWriter, type WriterState } from "@/field/store/writing";

const QUIET_MILLISECONDS = 250;

export type SaveState = WriterState;
/** "elsewhere": another tab types in it. "finished": it is no draft any more. */
export type TypingState = "open" | "elsewhere" | "finished";
export type Typing<Kept extends Bundle> = ReturnType<typeof createTyping<Kept>>;

/** `isHeld`: no other tab types in it. */
export function createTyping<Kept extends Bundle>(found: Kept, isHeld: boolean, disk: Disk) {
  const bundle = shallowRef(found) as ShallowRef<Kept>;
  const state = ref<TypingState>(found.state !== "draft" ? "finished" : isHeld ? "open" : "elsewhere");
  const saveState = ref<SaveState>("saved");
  const writer = createWriter(write, (said) => (saveState.value = said), QUIET_MILLISECONDS);
  let isEnding = false;

  async function write(): Promise<void> {
    try {
      await disk.save(bundle.value);
    } catch (error) {
      if (!(error instanceof BundleFinished)) throw error;
      state.value = "finished";
    }
  }

  function put(next: Partial<Kept>): void {
    if (state.value !== "open" || isEnding) return;
    bundle.value = { ...bundle.value, ...next };
    writer.touch();
  }

  const change = (part: Partial<Kept["content"]>): void =>
    put({ content: { ...bundle.value.content, ...part } } as Partial<Kept>);
  /** Takes over the list of photos after one was added or removed in the database. */
  const showCaptures = (captures: Capture[]): void => void (bundle.value = { ...bundle.value, captures });

  /**
   * The last word: `content` is written, nothing after it is taken, then `finish` makes it what is sent. Throws
   * `BundleFinished` when another tab was faster, and whatever the disk says; one may go on typing then.
   */
  async function end(content: Partial<Kept["content"]>, finish: () => Promise<void>): Promise<void> {
    change(content);
    isEnding = true;
    try {
      await writer.flush();
      if (state.value !== "open") throw new BundleFinished(found.id);
      if (saveState.value === "failed") throw new Error("The draft is not on the disk.");
      await finish();
    } catch (error) {
      isEnding = false;
      throw error;
    }
  }

  function pageGoes(): void {
    // Its save may be cut off between reading and writing.
    if (state.value === "open" && saveState.value !== "saved") disk.keepLastWords(bundle.value);
    void writer.flush();
  }
  window.addEventListener("pagehide", pageGoes);
  document.addEventListener("visibilitychange", pageGoes);

  /** The page goes: the promise ends when what was typed is written. */
  function leave(): Promise<void> {
    window.removeEventListener("pagehide", pageGoes);
    document.removeEventListener("visibilitychange", pageGoes);
    return writer.flush();
  }

  return { bundle, state, saveState, put, change, showCaptures, flush: writer.flush, end, leave };
}
