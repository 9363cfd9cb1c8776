/** What a map shows, as plain data, and the geometry that it needs: pure, so that it is tested without a browser. */
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";

export interface MapPoint {
  id: string;
  label: string;
  latitude: number;
  longitude: number;
  /** Radius of the circle in which the true place lies, in metres. */
  accuracy?: number;
  /** "now" stands out; "earlier" is what was there before; "place" is neither. */
  kind?: "now" | "earlier" | "place";
}

export interface MapPolygon {
  id: string;
  label: string;
  geometry: Polygon | MultiPolygon;
  /** From 0 to 1: how far something is there; it is filled accordingly. Without it only the outline is drawn. */
  share?: number;
}

/** West, south, east, north in degrees. */
export type Bounds = [number, number, number, number];

const METRES_PER_DEGREE = 111_320;
const CORNERS = 64;
/** About a hundred metres: a single point without an accuracy is not shown at the scale of a doorstep. */
const LEAST_SPAN_DEGREES = 0.0009;

/** A circle on the ground as a polygon. Within the few hundred metres of an accuracy the earth is flat. */
export function circle({ latitude, longitude }: MapPoint, radius: number): Polygon {
  const north = radius / METRES_PER_DEGREE;
  const east = north / Math.cos((latitude * Math.PI) / 180);
  const ring = Array.from({ length: CORNERS + 1 }, (_, corner): Position => {
    // The last corner is exactly the first one again.
    const angle = (2 * Math.PI * (corner % CORNERS)) / CORNERS;
    return [longitude + east * Math.cos(angle), latitude + north * Math.sin(angle)];
  });
  return { type: "Polygon", coordinates: [ring] };
}

export function outlines(polygons: readonly MapPolygon[]): FeatureCollection {
  return collection(polygons.map(({ id, geometry, share }) => feature(geometry, { id, share: share ?? null })));
}

export function accuracies(points: readonly MapPoint[]): FeatureCollection {
  return collection(
    points.flatMap((point) =>
      point.accuracy ? [feature(circle(point, point.accuracy), { isEarlier: point.kind === "earlier" })] : [],
    ),
  );
}

/** The smallest frame around everything, or undefined when there is nothing. */
export function boundsOf(polygons: readonly MapPolygon[], points: readonly MapPoint[]): Bounds | undefined {
  const positions = [
    ...polygons.flatMap(({ geometry }) => cornersOf(geometry)),
    ...points.flatMap((point) => circle(point, point.accuracy ?? 0).coordinates.flat()),
  ];
  if (positions.length === 0) return undefined;
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [east = 0, north = 0] of positions) {
    bounds[0] = Math.min(bounds[0], east);
    bounds[1] = Math.min(bounds[1], north);
    bounds[2] = Math.max(bounds[2], east);
    bounds[3] = Math.max(bounds[3], north);
  }
  return widened(bounds);
}

function widened([west, south, east, north]: Bounds): Bounds {
  const missing = Math.max(0, LEAST_SPAN_DEGREES - Math.max(east - west, north - south)) / 2;
  return [west - missing, south - missing, east + missing, north + missing];
}

function cornersOf(geometry: Polygon | MultiPolygon): Position[] {
  return geometry.type === "Polygon" ? geometry.coordinates.flat() : geometry.coordinates.flat(2);
}

function feature(geometry: Polygon | MultiPolygon, properties: Record<string, unknown>): Feature {
  return { type: "Feature", geometry, properties };
}

function collection(features: Feature[]): FeatureCollection {
  return { type: "FeatureCollection", features };
}
