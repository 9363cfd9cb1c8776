/**
 * Pictures of photos, fetched with the token and kept for a while, so that the next photo and the next case are there
 * at once. Each fetch is a look that the access log records and that the picture itself names; so nothing is fetched
 * that will not be shown soon.
 */
import { onBeforeUnmount } from "vue";
import { LONG_PATIENCE_MILLISECONDS, send } from "@/ground/api";

type Path = `/${string}`;

const MOST = 48;
/** In the order of their last use, the oldest first. */
const kept = new Map<Path, Promise<string>>();

/** The address of a picture in memory; a failed fetch is forgotten, so that it can be tried again. */
export function pictureOf(path: Path): Promise<string> {
  const known = kept.get(path);
  const picture = known ?? fetched(path);
  kept.delete(path);
  kept.set(path, picture);
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST))) letGo(oldest);
  return picture;
}

/** Fetches ahead; what fails is seen when it is shown. */
export function prefetch(paths: readonly (string | null | undefined)[]): void {
  for (const path of paths) if (path) void pictureOf(path as Path).catch(() => undefined);
}

/** Whoever leaves the page takes no picture along: the next one at this desk may be somebody else. */
export function forgetPicturesOnLeave(): void {
  onBeforeUnmount(() => [...kept.keys()].forEach(letGo));
}

async function fetched(path: Path): Promise<string> {
  try {
    const answer = await send(path, {}, LONG_PATIENCE_MILLISECONDS);
    return URL.createObjectURL(await answer.blob());
  } catch (error) {
    kept.delete(path);
    throw error;
  }
}

function letGo(path: Path): void {
  const picture = kept.get(path);
  kept.delete(path);
  void picture?.then((address) => URL.revokeObjectURL(address)).catch(() => undefined);
}
