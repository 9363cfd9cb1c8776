/** Builds worker/service-worker.ts into dist/field/, with the list of files that the field app is made of. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { DIST, reachedFrom, readManifest } from "./manifest.ts";

const ENTRY = "field/index.html";
const STANDING = ["/field/manifest.webmanifest", "/field/icon.svg", "/field/icon-192.png"];
const PAGE = "/field/";
// The map is larger than all the rest and kept once it was shown.
const FETCHED_LATER = ["src/map/"];

function filesOfTheApp(): string[] {
  const chunks = reachedFrom(readManifest(), ENTRY, { later: true, without: FETCHED_LATER });
  const built = chunks.flatMap((chunk) => [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]);
  return [PAGE, ...STANDING, ...new Set(built.map((file) => `/${file}`))];
}

function versionOf(files: string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(new URL(`.${file === PAGE ? `/${ENTRY}` : file}`, DIST)));
  return hash.digest("hex").slice(0, 16);
}

const files = filesOfTheApp();
await build({
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  define: { BUILT: JSON.stringify({ version: versionOf(files), files }) },
  build: {
    outDir: fileURLToPath(new URL("field/", DIST)),
    emptyOutDir: false,
    target: "es2022",
    lib: {
      entry: fileURLToPath(new URL("../worker/service-worker.ts", import.meta.url)),
      formats: ["es"],
      fileName: () => "service-worker.js",
    },
  },
});
