/** The determinations of the last acceptance of this tab; gone when the page is loaded anew. */
import { shallowRef } from "vue";
import type { DraftDetermination } from "@/console/review/decision";

export const lastDeterminations = shallowRef<readonly DraftDetermination[]>([]);
