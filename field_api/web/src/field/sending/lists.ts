/** Bundles as pages show them, read again after each change. */
import { computed, onBeforeUnmount, shallowRef } from "vue";
import type { Bundle } from "@/field/store/bundle";
import { bundleOf, bundlesBy } from "@/field/store/bundles";
import { watchBundles } from "@/field/store/watch";
import { useUserId } from "@/field/store/work";

/** All bundles of this user, oldest first; none until they are read. Of many changes in a moment the last one counts. */
export function useBundles() {
  const userId = useUserId();
  const bundles = shallowRef<Bundle[]>([]);
  const isRead = shallowRef(false);
  let resting: ReturnType<typeof setTimeout> | undefined;
  const read = async () => {
    bundles.value = await bundlesBy(userId);
    isRead.value = true;
  };
  const stop = watchBundles(userId, () => {
    clearTimeout(resting);
    resting = setTimeout(() => void read(), 100);
  });
  onBeforeUnmount(() => {
    clearTimeout(resting);
    stop();
  });
  void read();
  return { userId, bundles, isRead };
}

/** One bundle; undefined while it is read, null when there is none. */
export function useBundle(id: string) {
  const userId = useUserId();
  const kept = shallowRef<Bundle | null>();
  const read = async () => (kept.value = (await bundleOf(userId, id)) ?? null);
  onBeforeUnmount(watchBundles(userId, (what) => void (what === id && read())));
  void read();
  return { userId, bundle: computed(() => kept.value), read };
}
