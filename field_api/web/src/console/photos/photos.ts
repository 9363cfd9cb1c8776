/** What the desk says of a photo: whether it counts, and what else there is to know. */
import type { Schemas } from "@/ground/api";

export type Photo = Schemas["VisitPhoto"];
export type PhotoState = "accepted" | "remarked" | "refused" | "waiting" | "missing";
export type Tone = "neutral" | "good" | "warn" | "bad" | "busy";

export const TONES: Record<PhotoState, Tone> = {
  accepted: "good",
  remarked: "warn",
  refused: "bad",
  waiting: "busy",
  missing: "busy",
};

export function stateOf(photo: Photo): PhotoState {
  if (!photo.stored) return "missing";
  if (photo.verdict === null) return "waiting";
  if (photo.verdict === "refused") return "refused";
  return photo.remarks.length > 0 ? "remarked" : "accepted";
}

/** Photos that a final decision may not pass over silently: refused by the inspection, or not seen by it yet. */
export function unsettled(photos: readonly Photo[]): Photo[] {
  return photos.filter((photo) => photo.verdict === null || photo.verdict === "refused");
}

/** The number in a row that comes `by` after this one; a row has ends. */
export function stepped(index: number, by: number, count: number): number {
  return Math.min(Math.max(index + by, 0), Math.max(count - 1, 0));
}
