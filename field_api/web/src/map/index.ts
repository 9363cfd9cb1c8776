/** The map, fetched when it is first shown: it is larger than all the rest of the app together. */
import { defineAsyncComponent } from "vue";

export type { MapPoint, MapPolygon } from "@/map/shapes";

export const MapView = defineAsyncComponent(() => import("@/map/MapView.vue"));
