/** What the head of a JPEG says: its size, how it is turned, and the EXIF segment as it stands. Nothing is decoded. */

export interface JpegHead {
  width: number;
  height: number;
  /** The whole APP1 segment with its marker, byte for byte: what the camera said about the photo. */
  exif: Uint8Array | null;
}

const START_OF_IMAGE = 0xd8;
const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
const EXIF = [0x45, 0x78, 0x69, 0x66, 0x00, 0x00];
/** Markers that begin a frame and carry its size; 0xC4, 0xC8 and 0xCC among them are something else. */
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc]);

/** Reads the head; undefined when this is no JPEG, or ends before it has said its size. Never throws. */
export function jpegHead(bytes: Uint8Array): JpegHead | undefined {
  let exif: Uint8Array | null = null;
  for (const { marker, segment } of segmentsOf(bytes)) {
    if (marker === APP1 && exif === null && isExif(segment)) exif = segment.slice();
    if (isFrame(marker) && segment.length >= 9) {
      const view = new DataView(segment.buffer, segment.byteOffset, segment.length);
      return { height: view.getUint16(5), width: view.getUint16(7), exif };
    }
  }
  return undefined;
}

/** The segments before the first scan, each with its marker; ends where the file is not what it should be. */
function* segmentsOf(bytes: Uint8Array): Generator<{ marker: number; segment: Uint8Array }> {
  if (bytes[0] !== 0xff || bytes[1] !== START_OF_IMAGE) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = 2;
  while (place + 4 <= bytes.length && view.getUint8(place) === 0xff) {
    const marker = view.getUint8(place + 1);
    // Fill bytes may stand before a marker.
    if (marker === 0xff) {
      place += 1;
      continue;
    }
    const end = place + 2 + view.getUint16(place + 2);
    if (marker === START_OF_SCAN || end > bytes.length) return;
    yield { marker, segment: bytes.subarray(place, end) };
    place = end;
  }
}

function isExif(segment: Uint8Array): boolean {
  return EXIF.every((byte, offset) => segment[4 + offset] === byte);
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker);
}

/** The bytes as base64, in pieces, since a call takes only so many arguments. */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let place = 0; place < bytes.length; place += 8192) {
    text += String.fromCharCode(...bytes.subarray(place, place + 8192));
  }
  return btoa(text);
}

/** The factor that brings the longest side down to `longest`; 1 for what is small enough already. */
export function scaleWithin(width: number, height: number, longest: number): number {
  return Math.min(1, longest / Math.max(width, height, 1));
}
