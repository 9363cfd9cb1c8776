/** The hand-over that is being recorded for one package: every change is in the database a moment later. */
import { computed, onBeforeUnmount, ref, shallowRef, watch } from "vue";
import type { HandOverBundle, HandOverContent } from "@/field/store/bundle";
import { beginBundle, bundlesBy } from "@/field/store/bundles";
import { diskOf, takeUpLastWords } from "@/field/store/disk";
import { allocationOf } from "@/field/store/pulls";
import { createTyping, type Typing } from "@/field/store/typing";
import { type StoredAllocation, useUserId } from "@/field/store/work";
import { useTask } from "@/ui/tasks";

export function useHandOver(allocationId: string) {
  const userId = useUserId();
  const allocation = shallowRef<StoredAllocation>();
  const typing = shallowRef<Typing<HandOverBundle>>();
  /** The newest one of this package on this phone; only a draft can be changed. */
  const bundle = computed(() => typing.value?.bundle.value);
  const isLoaded = ref(false);
  const beginning = useTask();

  async function show(found: HandOverBundle | undefined): Promise<void> {
    const disk = await diskOf(userId);
    void typing.value?.leave();
    typing.value = found && createTyping(found, true, disk);
  }

  async function newest(): Promise<HandOverBundle | undefined> {
    const ours = (await bundlesBy(userId)).filter((each): each is HandOverBundle => each.kind === "hand_over" && each.subjectId === allocationId);
    return ours.at(-1);
  }

  async function load(): Promise<void> {
    allocation.value = await allocationOf(userId, allocationId);
    const found = await newest();
    const isBehind = found !== undefined && (await takeUpLastWords(userId, found.id));
    await show(isBehind ? await newest() : found);
    isLoaded.value = true;
  }

  async function begin(outcome: NonNullable<HandOverContent["outcome"]>): Promise<void> {
    const target = allocation.value;
    if (!target || bundle.value?.state === "draft") return;
    const label = target.recipient.name ?? target.recipient.address ?? target.id.slice(-8);
    const start = { kind: "hand_over" as const, subjectId: target.id, householdId: target.household_id, label, step: "form" };
    await beginning.run(async () => {
      await show(await beginBundle(userId, start));
      typing.value?.change({ allocation_id: target.id, outcome });
      await typing.value?.flush();
    });
  }

  /** What only this phone needs to go on. */
  function remember(name: string, value: string): void {
    typing.value?.put({ local: { ...bundle.value?.local, [name]: value } });
  }

  // Another tab has finished it: what became of it is shown instead of a form that is kept no more.
  watch(
    () => typing.value?.state.value === "finished" && bundle.value?.state === "draft",
    (isOvertaken) => isOvertaken && void load(),
  );
  onBeforeUnmount(() => void typing.value?.leave());
  void load();
  return { userId, allocation, typing, bundle, isLoaded, isBeginning: beginning.isBusy, load, begin, remember };
}
