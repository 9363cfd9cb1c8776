/** How far an import is, from what the API counts. */
import type { Schemas } from "@/ground/api";
import { Problem } from "@/ground/problems";

export type Import = Schemas["Import"];
export const IMPORT_TONES = { waiting: "busy", running: "busy", finished: "good", refused: "bad", failed: "bad" } as const;

export function isOver(one: Pick<Import, "finished_at">): boolean {
  return one.finished_at !== null;
}

export function toneOf(one: Import): "neutral" | "good" | "warn" | "bad" | "busy" {
  if (one.status === "finished" && one.rows_rejected > 0) return "warn";
  return IMPORT_TONES[one.status as keyof typeof IMPORT_TONES] ?? "neutral";
}

/** Why the whole file was not taken, as what goes wrong is shown everywhere. */
export function refusalOf(refusal: Schemas["Refusal"]): Problem {
  return new Problem({ ...refusal, status: 422, title: "", request_id: null });
}

/** Milliseconds until one looks again: soon at first, then calmly. */
export function pauseAfter(looks: number): number {
  return Math.min(1000 * 1.5 ** looks, 10_000);
}
