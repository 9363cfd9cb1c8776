/** The lists of this phone, kept fresh while a page shows them, and the pull that fills them. */
import { onBeforeUnmount, ref, shallowRef } from "vue";
import { pullState, startPull } from "@/field/today/pulling";
import type { Bundle } from "@/field/store/bundle";
import { bundlesBy } from "@/field/store/bundles";
import { allocations, assignments, pullOf, rounds } from "@/field/store/pulls";
import { watchBundles } from "@/field/store/watch";
import { type StoredAllocation, type StoredAssignment, useUserId } from "@/field/store/work";
import type { Schemas } from "@/ground/api";
import { useAccount } from "@/ui/account";

export interface Lists {
  assignments: StoredAssignment[];
  allocations: StoredAllocation[];
  rounds: Schemas["Round"][];
  bundles: Bundle[];
}

/** Changes come in bursts while photos are sent. */
const REST_MILLISECONDS = 150;

/** `lists` is undefined until the database has answered; `pulledAt` is when the oldest part was fetched. */
export function useWorkLists() {
  const userId = useUserId();
  const account = useAccount();
  const lists = shallowRef<Lists>();
  const pulledAt = ref<string>();
  let resting: ReturnType<typeof setTimeout> | undefined;

  async function read(): Promise<void> {
    const [visits, packages, open, bundles, pulls] = await Promise.all([
      assignments(userId),
      allocations(userId),
      rounds(userId),
      bundlesBy(userId),
      Promise.all([pullOf(userId, "assignments"), pullOf(userId, "rounds")]),
    ]);
    lists.value = { assignments: visits, allocations: packages, rounds: open, bundles };
    pulledAt.value = pulls.flatMap((each) => (each ? [each.at] : [])).sort()[0];
  }

  const stop = watchBundles(userId, () => {
    clearTimeout(resting);
    resting = setTimeout(() => void read(), REST_MILLISECONDS);
  });
  onBeforeUnmount(() => {
    clearTimeout(resting);
    stop();
  });
  void read();
  const refresh = (): Promise<void> => startPull(userId, account);
  return { userId, lists, pulledAt, refresh, pulling: pullState };
}
