/** Where the verifier stood, the house, and the places of earlier visits: what the map of a dossier shows. */
import type { Schemas } from "@/ground/api";
import type { MapPoint } from "@/map";

type Dossier = Schemas["Dossier"];

/** Words for the points of the map. */
export interface PointWords {
  visit: string;
  house: string;
  /** Of an earlier visit, from its moment. */
  earlier: (finishedAt: string) => string;
}

interface Fixed {
  latitude_e7: number | null;
  longitude_e7: number | null;
  accuracy_mm?: number | null;
}

const E7 = 10_000_000;

/** Earlier visits first, then the house as the registry has it; the visit under review lies on top of them all. */
export function pointsOf(dossier: Dossier, words: PointWords): MapPoint[] {
  const { visit, household, earlier_visits: earlier } = dossier;
  return [
    ...earlier.flatMap((each) => pointOf(each.id, words.earlier(each.finished_at), "earlier", each)),
    ...(household ? pointOf("house", words.house, "place", household) : []),
    ...pointOf("visit", words.visit, "now", visit),
  ];
}

function pointOf(id: string, label: string, kind: NonNullable<MapPoint["kind"]>, at: Fixed): MapPoint[] {
  if (at.latitude_e7 === null || at.longitude_e7 === null) return [];
  const accuracy = at.accuracy_mm ? { accuracy: at.accuracy_mm / 1000 } : {};
  return [{ id, label, kind, latitude: at.latitude_e7 / E7, longitude: at.longitude_e7 / E7, ...accuracy }];
}
