/** The look of a map: a plain ground of our own, and over it the base map that the deployment names, if any. */
import type { StyleSpecification } from "maplibre-gl";

const GROUND = "#e9edee";
const BRAND = "#0b4b5a";
const EARLIER = "#643a00";

/**
 * The style to begin with. A base map with {z} in its address is a set of pictures; another one is a MapLibre style,
 * which is fetched. Without one nothing is fetched from anywhere.
 */
export function styleOn(baseMap: string | null): StyleSpecification | string {
  if (baseMap !== null && !baseMap.includes("{z}")) return baseMap;
  const ground = { id: "ground", type: "background", paint: { "background-color": GROUND } } as const;
  if (baseMap === null) return { version: 8, sources: {}, layers: [ground] };
  return {
    version: 8,
    sources: { base: { type: "raster", tiles: [baseMap], tileSize: 256 } },
    layers: [ground, { id: "base", type: "raster", source: "base" }],
  };
}

type Layers = NonNullable<StyleSpecification["layers"]>;

/** Areas with their share, outlines, and circles of accuracy; points are elements of the page, not of the style. */
export const LAYERS: Layers = [
  {
    id: "shares",
    type: "fill",
    source: "outlines",
    filter: ["!=", ["get", "share"], null],
    paint: { "fill-color": BRAND, "fill-opacity": ["interpolate", ["linear"], ["get", "share"], 0, 0.05, 1, 0.7] },
  },
  { id: "outlines", type: "line", source: "outlines", paint: { "line-color": BRAND, "line-width": 2.5 } },
  {
    id: "accuracies",
    type: "fill",
    source: "accuracies",
    paint: {
      "fill-color": ["case", ["get", "isEarlier"], EARLIER, BRAND],
      "fill-opacity": 0.18,
      "fill-outline-color": ["case", ["get", "isEarlier"], EARLIER, BRAND],
    },
  },
];
