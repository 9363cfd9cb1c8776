/** Names of the areas of my work, for pages without a network. */
import { announce } from "@/field/store/watch";
import { workOf } from "@/field/store/work";
import type { Area } from "@/ground/areas";

/** All names that were fetched, by code. */
export async function areaNames(userId: string): Promise<Map<string, string>> {
  const transaction = (await workOf(userId)).transaction("areas");
  const [codes, names] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
  return new Map(codes.map((code, place) => [code, names[place] ?? code]));
}

export async function keepAreas(userId: string, areas: readonly Area[]): Promise<void> {
  if (areas.length === 0) return;
  const transaction = (await workOf(userId)).transaction("areas", "readwrite");
  for (const { code, name } of areas) await transaction.store.put(name, code);
  await transaction.done;
  announce(userId, "pull");
}
