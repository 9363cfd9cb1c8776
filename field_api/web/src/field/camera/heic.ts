/** HEIC, which some phones write instead of JPEG and few browsers can show: recognised by its first bytes. */

/** Brands of HEIF pictures (ISO/IEC 23008-12, annex B): pictures and sequences coded with HEVC, and those that name neither. */
const BRANDS = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"]);
const BOX_TYPE = 4;
const BRAND = 8;
const END = 12;

/** Whether a file begins as HEIF does: a box `ftyp` with such a brand. */
export function isHeic(bytes: Uint8Array): boolean {
  if (bytes.length < END) return false;
  const text = String.fromCharCode(...bytes.subarray(BOX_TYPE, END));
  return text.startsWith("ftyp") && BRANDS.has(text.slice(BRAND - BOX_TYPE));
}
