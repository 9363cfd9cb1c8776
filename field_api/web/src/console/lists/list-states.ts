/** The way of an endorsement list in words and colours, and what its counts say. */
import type { Schemas } from "@/ground/api";
import type { Choice } from "@/ui/choices";

export type EndorsementList = Schemas["List"];

export const LIST_STATES = ["draft", "sealed", "endorsed"] as const;
export const LIST_TONES = { draft: "neutral", sealed: "busy", endorsed: "good" } as const;
export const CAPACITIES = ["kepala_daerah", "wakil_kepala_daerah", "sekda_atas_nama_kepala_daerah"] as const;

/** What the letter states; a draft only knows how many items stand on it. */
export interface ListCounts {
  items: number;
  unit?: string;
  eligible?: number;
  notEligible?: number;
  withoutEvidence?: number;
  households?: number;
  people?: number;
  components: { code: string; eligible: number; notEligible: number }[];
}

const numberIn = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

export function countsOf(list: Pick<EndorsementList, "counts">): ListCounts {
  const counts = list.counts ?? {};
  const components = (counts["components"] ?? {}) as Record<string, { eligible: number; not_eligible: number }>;
  return {
    items: numberIn(counts["items"]) ?? 0,
    unit: typeof counts["unit"] === "string" ? counts["unit"] : undefined,
    eligible: numberIn(counts["eligible"]),
    notEligible: numberIn(counts["not_eligible"]),
    withoutEvidence: numberIn(counts["without_field_evidence"]),
    households: numberIn(counts["households"]),
    people: numberIn(counts["people"]),
    components: Object.entries(components).map(([code, each]) => ({
      code,
      eligible: each.eligible,
      notEligible: each.not_eligible,
    })),
  };
}

export function stateChoices(t: (key: string) => string): Choice[] {
  return LIST_STATES.map((state) => ({ value: state, label: t(`list.state.${state}`) }));
}

/** A title that says what is on it: "PKH, November 2026". */
export function suggestedTitle(programme: string, month: string): string {
  return [programme, month].filter(Boolean).join(", ");
}
