/** Names of areas, asked for once each: tables show "RW 001" beside a code that nobody knows by heart. */
import { reactive } from "vue";
import { api, data, type Schemas } from "@/ground/api";
import { Problem } from "@/ground/problems";

const VILLAGE = 4;

export type Area = Schemas["Area"];

const known = reactive(new Map<string, Area>());
const asked = new Set<string>();

/** Learns an area that came with another answer. */
export function remember(areas: readonly Area[]): void {
  for (const area of areas) known.set(area.code, area);
}

export async function areaOf(code: string): Promise<Area | undefined> {
  if (!asked.has(code) && !known.has(code)) {
    asked.add(code);
    try {
      remember([await data(api.GET("/v1/areas/{code}", { params: { path: { code } } }))]);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // A line that was cut may be asked again; a code that nobody knows stays as it is.
      if (error.isPassing) asked.delete(code);
    }
  }
  return known.get(code);
}

/** The codes from the regency down to the area itself: ["35.99.01", "35.99.01.1001"] of the latter, regency first. */
export function lineOf(code: string, from = 2): string[] {
  const parts = code.split(".");
  return parts.map((_, end) => parts.slice(0, end + 1).join(".")).slice(from - 1);
}

export function useAreaNames() {
  /** The name where it is known by now, the code until then. */
  function areaName(code: string): string {
    if (!code) return "";
    const found = known.get(code);
    if (!found) void areaOf(code);
    return found?.name ?? code;
  }

  /** "RW 001, Contoh Baru, Contoh Utara": the area and what it lies in, up to the district. */
  function areaPath(code: string): string {
    return lineOf(code, Math.min(3, code.split(".").length)).map(areaName).reverse().join(", ");
  }

  /** "RT 002, RW 001, Contoh Baru": as much as tells places of one district apart, for tables. */
  function areaPlace(code: string): string {
    return lineOf(code, Math.min(VILLAGE, code.split(".").length)).map(areaName).reverse().join(", ");
  }

  return { areaName, areaPath, areaPlace };
}
