/** Fixes of the phone in whole numbers, how good they are, and how far apart two places lie. No clock, no sensor. */

/** A place: whole numbers of 1e-7 degree (WGS 84), so that it can be signed. */
export type Place = {
  latitude_e7: number;
  longitude_e7: number;
};

/** One fix as the phone reported it; `at` is the phone's own time in ISO 8601. */
export type Sample = Place & {
  accuracy_mm: number;
  at: string;
};

/** Above this a fix tells the neighbourhood and not the house; the server remarks on it (rules/visits.py). */
export const ACCURACY_LIMIT_MM = 50_000;
/** What one visit carries at most; the server takes 200. */
export const MOST_SAMPLES = 60;
/** So many fixes show that the position stands still and is not made up. */
export const ENOUGH_SAMPLES = 5;

const E7 = 1e7;
const EARTH_METRES = 6_371_009;
const DIRECTIONS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Where something is registered, or undefined when nobody has said. */
export function placeOf(at: { latitude_e7: number | null; longitude_e7: number | null }): Place | undefined {
  if (at.latitude_e7 === null || at.longitude_e7 === null) return undefined;
  return { latitude_e7: at.latitude_e7, longitude_e7: at.longitude_e7 };
}

/** What the browser reports, as a sample; undefined when it is no place on the globe. */
export function sampleOf(reported: GeolocationPosition): Sample | undefined {
  const { latitude, longitude, accuracy } = reported.coords;
  if (![latitude, longitude, accuracy].every(Number.isFinite)) return undefined;
  return {
    latitude_e7: Math.round(latitude * E7),
    longitude_e7: Math.round(longitude * E7),
    // The server refuses what is beyond a hundred kilometres; such a fix says nothing in any case.
    accuracy_mm: Math.min(Math.round(accuracy * 1000), 100_000_000),
    at: new Date(reported.timestamp).toISOString(),
  };
}

/** The most accurate sample; of equals the first, since later ones may be from another place. */
export function bestOf(samples: readonly Sample[]): Sample | undefined {
  return samples.reduce<Sample | undefined>(
    (best, sample) => (best && best.accuracy_mm <= sample.accuracy_mm ? best : sample),
    undefined,
  );
}

/** Adds a sample; of too many, the best and the newest stay. The same fix reported twice is one. */
export function withSample(samples: readonly Sample[], sample: Sample, most: number = MOST_SAMPLES): Sample[] {
  if (samples.at(-1)?.at === sample.at) return [...samples];
  const all = [...samples, sample];
  if (all.length <= most) return all;
  const best = bestOf(all);
  const dropped = all.findIndex((each) => each !== best);
  return all.filter((_each, place) => place !== dropped);
}

/** The samples of the last so many seconds before a moment, newest last. */
export function samplesBefore(samples: readonly Sample[], moment: Date, seconds: number): Sample[] {
  const from = moment.getTime() - seconds * 1000;
  return samples.filter((sample) => Date.parse(sample.at) >= from && Date.parse(sample.at) <= moment.getTime() + 1000);
}

export function isAccurate(sample: { accuracy_mm?: number | null }): boolean {
  return typeof sample.accuracy_mm === "number" && sample.accuracy_mm <= ACCURACY_LIMIT_MM;
}

/** Metres between two places, on a sphere: good to half a percent, better than any fix. */
export function metresBetween(from: Place, to: Place): number {
  const [first, second] = [radians(from.latitude_e7), radians(to.latitude_e7)];
  const north = Math.sin((second - first) / 2) ** 2;
  const east = Math.sin(radians(to.longitude_e7 - from.longitude_e7) / 2) ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(north + Math.cos(first) * Math.cos(second) * east)));
}

/** In which of eight directions the second place lies as seen from the first. */
export function directionTo(from: Place, to: Place): Direction {
  const [first, second] = [radians(from.latitude_e7), radians(to.latitude_e7)];
  const turn = radians(to.longitude_e7 - from.longitude_e7);
  const east = Math.sin(turn) * Math.cos(second);
  const north = Math.cos(first) * Math.sin(second) - Math.sin(first) * Math.cos(second) * Math.cos(turn);
  const eighth = Math.round(Math.atan2(east, north) / (Math.PI / 4));
  return DIRECTIONS[(eighth + 8) % 8] ?? "n";
}

function radians(e7: number): number {
  return ((e7 / E7) * Math.PI) / 180;
}
