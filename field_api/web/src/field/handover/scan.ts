/** Reading a code with the camera, where the browser can (BarcodeDetector: most Android phones; elsewhere one types). */
import { canShowCamera, showCamera } from "@/field/camera/stream";

interface Detector {
  detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorMaker = new () => Detector;

const PAUSE_MILLISECONDS = 250;

function maker(): DetectorMaker | undefined {
  return (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
}

export function canScan(): boolean {
  return maker() !== undefined && canShowCamera();
}

/**
 * Shows the camera in `video` and calls back with each code until it says that one was right, or until `ended`: then
 * the camera is off, however far it had come. Throws where the camera is denied or held by another app.
 */
export async function scanWith(video: HTMLVideoElement, isRight: (read: string) => boolean, ended: AbortSignal): Promise<void> {
  const Maker = maker();
  if (!Maker) throw new TypeError("This browser reads no codes.");
  const { stop } = await showCamera(video, ended);
  try {
    await lookUntil(new Maker(), video, isRight, ended);
  } finally {
    stop();
  }
}

async function lookUntil(detector: Detector, video: HTMLVideoElement, isRight: (read: string) => boolean, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    const codes = await detector.detect(video).catch(() => []);
    if (ended.aborted || codes.some((code) => isRight(code.rawValue))) return;
    await new Promise((done) => setTimeout(done, PAUSE_MILLISECONDS));
  }
}
