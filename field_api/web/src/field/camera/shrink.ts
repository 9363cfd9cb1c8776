/** A photo made small enough for a bad network. The one that is sent carries no metadata but its pixels. */
import { scaleWithin } from "@/field/camera/jpeg";

export const LONGEST_SIDE = 1600;
const THUMB_SIDE = 240;
const QUALITY = 0.82;
/** A photo that is small already is sent as it is: to encode it again would only take away. */
const SMALL_BYTES = 700_000;

/** The file is no picture that this browser can show. */
export class PhotoUnreadable extends Error {}

/** A HEIC photo, which this browser cannot show: the camera can be told to write JPEG. */
export class HeicUnreadable extends PhotoUnreadable {}

/** Whether the camera's own file is sent, byte for byte. `head` is what its own head says of its size. */
export function isSmall(size: number, head: { width: number; height: number } | undefined): boolean {
  return head !== undefined && size <= SMALL_BYTES && Math.max(head.width, head.height) <= LONGEST_SIDE;
}

/** The photo upright, or what a video shows, its longest side at most 1600 px, as a JPEG. Throws `PhotoUnreadable`. */
export function shrink(file: Blob | HTMLVideoElement): Promise<Blob> {
  return drawn(file, LONGEST_SIDE, QUALITY);
}

/** A small picture for a list. Throws `PhotoUnreadable`. */
export function thumbOf(photo: Blob): Promise<Blob> {
  return drawn(photo, THUMB_SIDE, 0.7);
}

async function drawn(file: Blob | HTMLVideoElement, longest: number, quality: number): Promise<Blob> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => {
    throw new PhotoUnreadable();
  });
  const canvas = document.createElement("canvas");
  try {
    const scale = scaleWithin(picture.width, picture.height, longest);
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext("2d", { alpha: false });
    if (!pen) throw new PhotoUnreadable();
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  } finally {
    // 48 MB for a photo of 12 megapixels: given back at once, not when somebody tidies up.
    picture.close();
  }
  const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
  canvas.width = canvas.height = 0;
  if (!small) throw new PhotoUnreadable();
  return small;
}
