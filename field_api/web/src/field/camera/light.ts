/** How light a photo is, so that a dark one is taken again at the door and not sent back weeks later. */

/** Mean luminance below which the inspection remarks that a photo is dark (rules/photos/quality.py). */
const DARK_LIMIT = 50;
const SIDE = 32;

/** Whether a photo shows little for want of light; false where this browser cannot say. */
export async function isDark(photo: Blob): Promise<boolean> {
  const picture = await createImageBitmap(photo, { resizeWidth: SIDE, resizeHeight: SIDE });
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const pen = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  pen?.drawImage(picture, 0, 0);
  picture.close();
  return pen !== null && luminanceOf(pen.getImageData(0, 0, SIDE, SIDE).data) < DARK_LIMIT;
}

/** The mean luminance (0 to 255) of pixels as red, green, blue and alpha, by the weights of JPEG. */
export function luminanceOf(pixels: Uint8ClampedArray): number {
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    sum += 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
  }
  return sum / (pixels.length / 4);
}
