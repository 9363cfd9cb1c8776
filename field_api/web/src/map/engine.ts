/** MapLibre, with its worker as a file of our own, and the background that this deployment names. */
import "maplibre-gl/dist/maplibre-gl.css";
import { Map as MapLibre, Marker, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import workerAddress from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { styleOn } from "@/map/style";

setWorkerUrl(workerAddress);

export { MapLibre, Marker };

export interface MapWords {
  title: string;
  zoomIn: string;
  zoomOut: string;
}

/** Without an answer the map has its plain ground, as without a network. */
async function baseMap(): Promise<string | null> {
  try {
    const answer = await fetch("/settings.json", { credentials: "omit" });
    return ((await answer.json()) as { base_map: string | null }).base_map;
  } catch {
    return null;
  }
}

/** An empty map in `container`, ready for sources and layers. Throws where the browser has no WebGL. */
export async function openMap(container: HTMLElement, words: MapWords): Promise<MapLibre> {
  const map = new MapLibre({
    container,
    style: styleOn(await baseMap()),
    attributionControl: false,
    // Two fingers turn a map by accident more often than on purpose.
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    locale: {
      "Map.Title": words.title,
      "NavigationControl.ZoomIn": words.zoomIn,
      "NavigationControl.ZoomOut": words.zoomOut,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl());
  if (!map.isStyleLoaded()) await map.once("load");
  return map;
}
