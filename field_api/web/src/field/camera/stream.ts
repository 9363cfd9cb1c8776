/** The camera of the phone inside the page, for cards and for photos. */

export interface Shown {
  track: MediaStreamTrack;
  stop: () => void;
}

/**
 * Shows the camera at the back in `video` until `stop` or until `ended`: then it is off, however far it had come.
 * Throws where the camera is denied or held by another app.
 */
export async function showCamera(video: HTMLVideoElement, ended: AbortSignal, wanted: MediaTrackConstraints = {}): Promise<Shown> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", ...wanted } });
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  ended.addEventListener("abort", stop);
  try {
    ended.throwIfAborted();
    video.srcObject = stream;
    await video.play();
    const [track] = stream.getVideoTracks();
    if (!track) throw new TypeError("A camera without a picture.");
    return { track, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

export function canShowCamera(): boolean {
  return navigator.mediaDevices?.getUserMedia !== undefined;
}
