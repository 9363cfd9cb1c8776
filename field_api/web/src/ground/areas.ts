/** Codes of areas, whose parts go from the province to the RT, and asking the server for their names. */
import { api, data, type Schemas } from "@/ground/api";

export type Area = Schemas["Area"];

/** The number of parts of the code of a kelurahan. */
export const VILLAGE = 4;

/** As many codes as one question may hold. */
export const MOST_CODES = 100;

/** The codes from the regency down to the area itself: ["35.99", "35.99.01"] of the latter, regency first. */
export function lineOf(code: string, from = 2): string[] {
  const parts = code.split(".");
  return parts.map((_, end) => parts.slice(0, end + 1).join(".")).slice(from - 1);
}

/** The codes by which a place is told apart within one district: its kelurahan, RW and RT; the area itself above these. */
export function placeLineOf(code: string): string[] {
  return lineOf(code, Math.min(VILLAGE, code.split(".").length));
}

/** Those of at most `MOST_CODES` codes that are in force. Throws the Problem. */
export async function askForAreas(codes: string[]): Promise<Area[]> {
  // One parameter with commas, as the API reads it.
  const querySerializer = { array: { style: "form", explode: false } } as const;
  const query = { codes, limit: MOST_CODES };
  return (await data(api.GET("/v1/areas", { params: { query }, querySerializer }))).items;
}
