/** Reading a code with the camera, where the browser can (BarcodeDetector: most Android phones; elsewhere one types). */

interface Detector {
  detect(from: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
type DetectorMaker = new () => Detector;

const PAUSE_MILLISECONDS = 250;

function maker(): DetectorMaker | undefined {
  return (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;
}

export function canScan(): boolean {
  return maker() !== undefined && navigator.mediaDevices?.getUserMedia !== undefined;
}

/**
 * Shows the camera in `video` and calls back with each code until it says that one was right, or until `ended`: then
 * the camera is off, however far it had come. Throws where the camera is denied or held by another app.
 */
export async function scanWith(video: HTMLVideoElement, isRight: (read: string) => boolean, ended: AbortSignal): Promise<void> {
  const Maker = maker();
  if (!Maker) throw new TypeError("This browser reads no codes.");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  ended.addEventListener("abort", stop);
  try {
    video.srcObject = stream;
    // A video that is taken off the page meanwhile refuses to play.
    if (!ended.aborted) await video.play();
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
