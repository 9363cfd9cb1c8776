/** Rounds, packages and hand-overs in colours; how far a round is, for bars and maps. */
import type { Schemas } from "@/ground/api";

export type Round = Schemas["Round"];
export type Allocation = Schemas["Allocation"];
export type Tally = Schemas["Tally"];
export type PlaceTally = Schemas["PlaceTally"];

export const ROUND_STATES = ["preparing", "open", "closed"] as const;
export const ROUND_TONES = { preparing: "busy", open: "good", closed: "neutral" } as const;
export const ALLOCATION_STATES = ["pending", "failed", "photos_pending", "confirmed"] as const;
export const ALLOCATION_TONES = { pending: "neutral", failed: "bad", photos_pending: "busy", confirmed: "good" } as const;
export const LEVELS = ["rw", "rt", "village", "district"] as const;
export type Level = (typeof LEVELS)[number];

export function isLevel(text: string | undefined): text is Level {
  return LEVELS.some((level) => level === text);
}

/** The parts of a bar in the order in which they are drawn; together they are the whole. */
export function partsOf(tally: Tally): { state: (typeof ALLOCATION_STATES)[number]; packages: number }[] {
  return (["confirmed", "photos_pending", "failed", "pending"] as const).map((state) => ({
    state,
    packages: tally[state],
  }));
}

/** Width of a part in per cent of the whole; of nothing, nothing. */
export function widthOf(part: number, whole: number): string {
  return whole > 0 ? `${(100 * part) / whole}%` : "0";
}

/** Per cent as the API rounded it: downwards, so that 100 means all of them. */
export function percentOf(tally: Tally): number {
  return tally.percent_confirmed ?? 0;
}
