/** The land of the RW in which a household lives, for the map; where none is drawn, the land around it. */
import { api, data, type Schemas } from "@/ground/api";
import { Problem } from "@/ground/problems";

export type Boundary = Schemas["AreaPolygon"];

const RW_PARTS = 5;
const VILLAGE_PARTS = 4;
const known = new Map<string, Promise<Boundary | undefined>>();

/** The code of the RW, and then of the kelurahan: where to look for a polygon. */
export function boundaryCodes(areaCode: string): string[] {
  const parts = areaCode.split(".");
  const codes = [RW_PARTS, VILLAGE_PARTS].map((count) => parts.slice(0, count).join("."));
  return [...new Set(codes)];
}

export async function boundaryOf(areaCode: string): Promise<Boundary | undefined> {
  for (const code of boundaryCodes(areaCode)) {
    const found = await polygonOf(code);
    if (found) return found;
  }
  return undefined;
}

function polygonOf(code: string): Promise<Boundary | undefined> {
  const asked = known.get(code) ?? fetchPolygon(code);
  known.set(code, asked);
  return asked;
}

async function fetchPolygon(code: string): Promise<Boundary | undefined> {
  try {
    return await data(api.GET("/v1/areas/{code}/polygon", { params: { path: { code } } }));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // A map without its border is better than none; a cut line is asked again the next time.
    if (error.isPassing) known.delete(code);
    return undefined;
  }
}
