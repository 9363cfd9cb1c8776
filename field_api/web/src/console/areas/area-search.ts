/** What the field for an area offers while somebody types: children, matches of a name, or the code itself. */
import { areaOf, remember } from "@/console/areas/area-names";
import { api, data } from "@/ground/api";
import type { Area } from "@/ground/areas";

const SHOWN = 50;
const LEAST_LETTERS = 2;
const CODE = /^\d{2}(\.\d{1,4})*\.?$/;

/** Whether `code` is one of these areas or lies in one; "" is the country. */
export function isWithin(code: string, areas: readonly string[]): boolean {
  return areas.some((area) => area === "" || area === code || code.startsWith(`${area}.`));
}

/** Areas that stand in no other of the list. */
export function highest(areas: readonly string[]): string[] {
  const others = (area: string) => areas.filter((each) => each !== area);
  return [...new Set(areas)].filter((area) => !isWithin(area, others(area)));
}

/** The level by the number of parts: 1 province to 6 RT. */
export function levelOf(code: string): number {
  return code.split(".").length;
}

/** Areas to begin with: one's own, and the provinces for whoever works in the whole country. */
export async function beginnings(own: readonly string[]): Promise<Area[]> {
  if (own.includes("")) return await childrenOf("");
  return (await Promise.all(highest(own).map(areaOf))).filter((area) => area !== undefined);
}

export async function childrenOf(code: string): Promise<Area[]> {
  const query = code ? { parent: code, limit: SHOWN } : { level: 1 as const, limit: SHOWN };
  const page = await data(api.GET("/v1/areas", { params: { query } }));
  remember(page.items);
  return page.items;
}

/** Areas by name or code, inside one's own only. */
export async function find(text: string, own: readonly string[]): Promise<Area[]> {
  const words = text.trim();
  if (CODE.test(words)) {
    const area = await areaOf(words.replace(/\.$/, ""));
    return area && isWithin(area.code, own) ? [area, ...(await childrenOf(area.code))] : [];
  }
  if (words.length < LEAST_LETTERS) return await beginnings(own);
  const under = own.includes("") ? {} : { under: highest(own) };
  const query = { search: words, limit: SHOWN, ...under };
  // One parameter with commas, as the API reads it.
  const querySerializer = { array: { style: "form", explode: false } } as const;
  const page = await data(api.GET("/v1/areas", { params: { query }, querySerializer }));
  remember(page.items);
  return page.items;
}
