/** Outlines of areas for maps. */
import { shallowRef, watch } from "vue";
import { useAreaNames } from "@/console/areas/area-names";
import { api, data } from "@/ground/api";
import { lineOf } from "@/ground/areas";
import { Problem } from "@/ground/problems";
import type { MapPolygon } from "@/map";

export type Outline = MapPolygon["geometry"];
const RW = 5;

/** The outline of an area; undefined where none is drawn. */
export async function outlineOf(code: string): Promise<Outline | undefined> {
  try {
    const feature = await data(api.GET("/v1/areas/{code}/polygon", { params: { path: { code } } }));
    return feature.geometry as unknown as Outline;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** The RW around a house as something to see the point in; RT are seldom drawn. */
export function useSurroundings(areaCode: () => string | undefined) {
  const { areaPlace } = useAreaNames();
  const surroundings = shallowRef<MapPolygon[]>([]);

  async function draw(code: string): Promise<void> {
    const around = lineOf(code, 1)[Math.min(RW, code.split(".").length) - 1] ?? code;
    const geometry = await outlineOf(around);
    if (geometry && code === areaCode()) surroundings.value = [{ id: around, label: areaPlace(around), geometry }];
  }

  watch(areaCode, (code) => code && draw(code), { immediate: true });
  return surroundings;
}
