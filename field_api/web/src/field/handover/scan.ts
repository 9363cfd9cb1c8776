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

/** Shows the camera in `video` and calls back with each code until it says that one was right; returns how to stop. */
export async function scanWith(video: HTMLVideoElement, isRight: (read: string) => boolean): Promise<() => void> {
  const Maker = maker();
  if (!Maker) throw new TypeError("This browser reads no codes.");
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  await video.play();
  const detector = new Maker();
  let isOver = false;
  const stop = () => {
    isOver = true;
    for (const track of stream.getTracks()) track.stop();
  };
  const look = async (): Promise<void> => {
    if (isOver) return;
    const codes = await detector.detect(video).catch(() => []);
    if (codes.some((code) => isRight(code.rawValue))) stop();
    else setTimeout(() => void look(), PAUSE_MILLISECONDS);
  };
  void look();
  return stop;
}
