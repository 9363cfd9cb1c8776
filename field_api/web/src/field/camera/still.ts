/** One picture of the camera that a page shows, and its lamp. */
import { shrink } from "@/field/camera/shrink";

/** What browsers know and the library of types does not (W3C Image Capture). */
interface StillCamera {
  takePhoto(): Promise<Blob>;
}
type StillCameraMaker = new (track: MediaStreamTrack) => StillCamera;
type WithTorch = MediaTrackCapabilities & { torch?: boolean };

/** More than is sent, so that a phone that takes no still photos gives enough of its video. */
export const WANTED: MediaTrackConstraints = { width: { ideal: 1920 }, height: { ideal: 1440 } };
/** Some phones promise a photo and never give it. */
const PATIENCE_MILLISECONDS = 5_000;

/**
 * The photo of the camera in its own resolution where the browser takes photos, else what the video shows at this
 * moment, in the size that is sent. Throws `PhotoUnreadable` when there is neither.
 */
export async function takeStill(video: HTMLVideoElement, track: MediaStreamTrack, isLit: boolean): Promise<Blob> {
  // To take a photo some cameras put out the lamp.
  const photo = isLit ? undefined : await photoOf(track);
  return photo && photo.size > 0 ? photo : shrink(video);
}

async function photoOf(track: MediaStreamTrack): Promise<Blob | undefined> {
  const Maker = (globalThis as { ImageCapture?: StillCameraMaker }).ImageCapture;
  if (!Maker) return undefined;
  const late = new Promise<undefined>((done) => setTimeout(() => done(undefined), PATIENCE_MILLISECONDS));
  return Promise.race([late, new Maker(track).takePhoto().catch(() => undefined)]);
}

export function hasTorch(track: MediaStreamTrack): boolean {
  return (track.getCapabilities?.() as WithTorch | undefined)?.torch === true;
}

/** Throws when the camera does not obey. */
export async function light(track: MediaStreamTrack, isLit: boolean): Promise<void> {
  await track.applyConstraints({ advanced: [{ torch: isLit } as MediaTrackConstraintSet] });
}
