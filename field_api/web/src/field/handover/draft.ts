/** The hand-over that is being recorded for one package: every change is in the database a moment later. */
import { onBeforeUnmount, ref, shallowRef } from "vue";
import type { Capture, HandOverBundle, HandOverContent } from "@/field/store/bundle";
import { bundlesBy, newBundle, saveBundle } from "@/field/store/bundles";
import { allocationOf } from "@/field/store/pulls";
import { type StoredAllocation, useUserId } from "@/field/store/work";

const QUIET_MILLISECONDS = 250;

export function useHandOver(allocationId: string) {
  const userId = useUserId();
  const allocation = shallowRef<StoredAllocation>();
  /** The newest one of this package on this phone; only a draft can be changed. */
  const bundle = shallowRef<HandOverBundle>();
  const isLoaded = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function load(): Promise<void> {
    allocation.value = await allocationOf(userId, allocationId);
    const ours = (await bundlesBy(userId)).filter((each): each is HandOverBundle => each.kind === "hand_over" && each.subjectId === allocationId);
    bundle.value = ours.at(-1);
    isLoaded.value = true;
  }

  async function begin(outcome: NonNullable<HandOverContent["outcome"]>): Promise<void> {
    const target = allocation.value;
    if (!target || bundle.value?.state === "draft") return;
    const label = target.recipient.name ?? target.recipient.address ?? target.id.slice(-8);
    const start = { kind: "hand_over" as const, subjectId: target.id, householdId: target.household_id, label, step: "form" };
    const fresh = await newBundle(userId, start);
    bundle.value = { ...fresh, content: { allocation_id: target.id, outcome } };
    await flushNow();
  }

  function put(next: HandOverBundle): void {
    if (bundle.value?.state !== "draft") return;
    bundle.value = next;
    // From the first stroke on, not from the last: somebody who never pauses is saved too.
    timer ??= setTimeout(() => void flush(), QUIET_MILLISECONDS);
  }

  function change(part: Partial<HandOverContent>): void {
    if (bundle.value) put({ ...bundle.value, content: { ...bundle.value.content, ...part } });
  }

  function remember(name: string, value: string): void {
    if (bundle.value) put({ ...bundle.value, local: { ...bundle.value.local, [name]: value } });
  }

  function showCaptures(captures: Capture[]): void {
    if (bundle.value) bundle.value = { ...bundle.value, captures };
  }

  /** Writes what is typed; the promise ends when it is on the disk. */
  function flush(): Promise<void> {
    return timer === undefined ? writing : flushNow();
  }

  function flushNow(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const typed = bundle.value;
    if (typed) writing = writing.then(() => saveBundle(userId, typed));
    return writing;
  }

  const flushAtOnce = (): void => void flush();
  addEventListener("pagehide", flushAtOnce);
  document.addEventListener("visibilitychange", flushAtOnce);
  onBeforeUnmount(() => {
    removeEventListener("pagehide", flushAtOnce);
    document.removeEventListener("visibilitychange", flushAtOnce);
    flushAtOnce();
  });
  void load();
  return { userId, allocation, bundle, isLoaded, load, begin, change, remember, showCaptures, flush };
}
