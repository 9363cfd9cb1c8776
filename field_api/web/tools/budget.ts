/**
 * Holds the field app to its size: the JavaScript that its first page loads is at most 120 KB compressed, since it is
 * fetched over a slow line by a phone with little memory. Whatever must be larger is loaded when it is shown.
 */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type BuiltChunk, DIST, reachedFrom, readManifest } from "./manifest.ts";

const MOST_BYTES = 120 * 1024;
const ENTRY = "field/index.html";

function compressed(chunk: BuiltChunk): number {
  return gzipSync(readFileSync(new URL(chunk.file, DIST)), { level: 9 }).length;
}

const manifest = readManifest();
const first = reachedFrom(manifest, ENTRY, { later: false });
const whole = reachedFrom(manifest, ENTRY, { later: true });
let sum = 0;
for (const chunk of first) {
  sum += compressed(chunk);
  console.log(`${String(compressed(chunk)).padStart(8)}  ${chunk.file}`);
}
const later = whole.filter((chunk) => !first.includes(chunk)).reduce((bytes, chunk) => bytes + compressed(chunk), 0);
console.log(`${String(sum).padStart(8)}  bytes at first, of at most ${MOST_BYTES}; ${later} more once they are needed`);
if (sum > MOST_BYTES) {
  console.error("The field app has grown over its size: load what is not needed first with import().");
  process.exit(1);
}
