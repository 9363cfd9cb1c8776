/** What the desk says of a photo: whether it counts, and what else there is to know. */
import type { Schemas } from "@/ground/api";

export type Photo = Schemas["VisitPhoto"];
export type Match = Schemas["PhotoMatch"];
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

/** Up to here two photos are the same picture; farther apart they are alike. */
const SAME_PICTURE_BITS = 48;

/** What a match says in one word. */
export function meaningOf(match: Match): "file" | "stripped" | "picture" | "similar" | "same_matter" {
  if (match.standing === "same_matter") return "same_matter";
  if (match.layer !== "scene") return match.layer;
  return match.distance <= SAME_PICTURE_BITS ? "picture" : "similar";
}

/** The matches of a photo; those in other areas, of which nothing else is told, are counted where they say the same. */
export function toldOnce(matches: readonly Match[]): { match: Match; count: number }[] {
  const lines: { match: Match; count: number }[] = [];
  for (const match of matches) {
    const known = match.other ? undefined : lines.find((line) => saysTheSame(line.match, match));
    if (known) known.count += 1;
    else lines.push({ match, count: 1 });
  }
  return lines;
}

function saysTheSame(one: Match, other: Match): boolean {
  return !one.other && meaningOf(one) === meaningOf(other) && one.other_came_first === other.other_came_first;
}
