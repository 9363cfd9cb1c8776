/** Writes a .gz and a .br beside every built file that gains by it; field_api/pages.py sends what the browser takes. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const DIST = new URL("../dist/", import.meta.url);
const LEAST_BYTES = 600;

for (const name of readdirSync(DIST, { recursive: true, encoding: "utf8" })) {
  if (!/\.(js|css|html|svg|json|webmanifest)$/.test(name)) continue;
  const file = new URL(name, DIST);
  const content = readFileSync(file);
  if (content.length < LEAST_BYTES) continue;
  writeFileSync(`${file.pathname}.gz`, gzipSync(content, { level: 9 }));
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(`${file.pathname}.br`, brotliCompressSync(content, { params: quality }));
}
