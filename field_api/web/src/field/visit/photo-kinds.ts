/** Which photos a visit asks for: those its instruments demand, those a reviewer wants again, those that show an answer. */
import { askedItems } from "@/field/visit/answers";
import type { PhotoKind } from "@/field/camera/envelope";
import type { VisitContent } from "@/field/store/bundle";
import type { Instrument, Item } from "@/field/visit/instrument";
import { wasMet } from "@/field/visit/steps";

/** The kinds a house visit may show, in the order in which one walks through a house. */
export const VISIT_KINDS: readonly PhotoKind[] = [
  "house_front",
  "house_inside",
  "kitchen",
  "toilet",
  "water_source",
  "electricity_meter",
  "family_card",
  "document",
  "surroundings",
  "other",
];

/** The server takes no more in one manifest (rules/photos/captures.py). */
export const MOST_PHOTOS = 30;

export interface WantedKind {
  kind: PhotoKind;
  isRequired: boolean;
  /** A reviewer has asked for it again. */
  isReturned: boolean;
  /** Questions whose answer it shows. */
  shows: readonly Item[];
}

/** The kinds to show, required ones first; all others can be added by hand. */
export function wantedKinds(
  instruments: readonly Instrument[],
  content: VisitContent,
  returned: readonly string[],
): WantedKind[] {
  const items = wasMet(content) ? askedItems(instruments, content.answers ?? {}) : [];
  const required = requiredKinds(instruments, content, returned);
  const wanted = VISIT_KINDS.map((kind) => ({
    kind,
    isRequired: required.has(kind),
    isReturned: returned.includes(kind),
    shows: items.filter((item) => item.photo_kinds?.includes(kind)),
  })).filter(({ isRequired, shows }) => isRequired || shows.length > 0);
  return [...wanted.filter((each) => each.isRequired), ...wanted.filter((each) => !each.isRequired)];
}

/** The kinds without which the visit is not whole. Where nobody was met, one photo of any kind is enough. */
export function requiredKinds(
  instruments: readonly Instrument[],
  content: VisitContent,
  returned: readonly string[],
): Set<PhotoKind> {
  if (!wasMet(content)) return new Set();
  const named = new Set([...instruments.flatMap((each) => each.required_photo_kinds ?? []), ...returned]);
  return new Set(VISIT_KINDS.filter((kind) => named.has(kind)));
}
