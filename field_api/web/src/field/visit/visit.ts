/** The visit as its frame hands it to the steps: the draft, what it is asked with, and what it still lacks. */
import { computed, type ComputedRef } from "vue";
import type { StoredAssignment } from "@/field/store/work";
import { type Lack, lacksOf } from "@/field/visit/completeness";
import type { Draft } from "@/field/visit/draft";
import type { Instrument } from "@/field/visit/instrument";

export interface Visit {
  draft: Draft;
  instruments: readonly Instrument[];
  /** Undefined when the list of this phone no longer has it. */
  assignment: StoredAssignment | undefined;
  /** Kinds of photos that a reviewer wants again. */
  returnedKinds: readonly string[];
  lacks: ComputedRef<readonly Lack[]>;
}

export function createVisit(
  draft: Draft,
  instruments: readonly Instrument[],
  assignment: StoredAssignment | undefined,
): Visit {
  const returnedKinds = assignment?.return_photo_kinds ?? [];
  const lacks = computed(() =>
    lacksOf({ content: draft.content.value, captures: draft.captures.value, instruments, returnedKinds }),
  );
  return { draft, instruments, assignment, returnedKinds, lacks };
}
