import { describe, expect, it } from "vitest";
import { accuracies, boundsOf, circle, type MapPoint, type MapPolygon } from "@/map/shapes";
import { styleOn } from "@/map/style";

const DOOR: MapPoint = { id: "a", label: "Pintu", latitude: -6.1235953, longitude: 106.7250053, accuracy: 25 };
const RW: MapPolygon = {
  id: "31.73.06.1003.014",
  label: "RW 014",
  geometry: { type: "Polygon", coordinates: [[[106.72, -6.13], [106.73, -6.13], [106.73, -6.12], [106.72, -6.13]]] },
};

/** Metres between two positions, by the haversine. */
function metres([lon1 = 0, lat1 = 0]: number[], [lon2 = 0, lat2 = 0]: number[]): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (difference: number) => Math.sin(radians(difference) / 2) ** 2;
  const a = half(lat2 - lat1) + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * half(lon2 - lon1);
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(a));
}

describe("a circle of accuracy", () => {
  it.each([5, 25, 500])("of %i m has that radius everywhere", (radius) => {
    const [ring = []] = circle(DOOR, radius).coordinates;

    expect(ring[0]).toEqual(ring.at(-1));
    for (const corner of ring) {
      expect(Math.abs(metres([DOOR.longitude, DOOR.latitude], corner) / radius - 1)).toBeLessThan(0.01);
    }
  });

  it("is drawn only where an accuracy is known", () => {
    const bare: MapPoint = { id: "b", label: "Pintu", latitude: DOOR.latitude, longitude: DOOR.longitude };

    expect(accuracies([DOOR, bare]).features).toHaveLength(1);
  });
});

describe("the frame of a map", () => {
  it("holds everything", () => {
    expect(boundsOf([RW], [DOOR])).toEqual([106.72, -6.13, 106.73, -6.12]);
  });

  it("does not shrink to a doorstep around a single point", () => {
    const [west, south, east, north] = boundsOf([], [{ ...DOOR, accuracy: 1 }]) ?? [0, 0, 0, 0];

    expect(east - west).toBeGreaterThan(0.0008);
    expect(north - south).toBeGreaterThan(0.0008);
  });

  it("is none around nothing", () => {
    expect(boundsOf([], [])).toBeUndefined();
  });
});

describe("the style", () => {
  it("asks nobody without a base map", () => {
    expect(JSON.stringify(styleOn(null))).not.toContain("http");
  });

  it("takes pictures or a style of its own as base map", () => {
    expect(styleOn("https://peta.example/{z}/{x}/{y}.png")).toMatchObject({ sources: { base: { type: "raster" } } });
    expect(styleOn("https://peta.example/style.json")).toBe("https://peta.example/style.json");
  });
});
