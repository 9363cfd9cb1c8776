/** Builds worker/service-worker.ts into dist/field/, with the list of files that the field app is made of. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { DIST, reachedFrom, readManifest } from "./manifest.ts";

const ENTRY = "field/index.html";
const STANDING = ["/field/manifest.webmanifest", "/field/icon.svg", "/field/icon-192.png"];
const PAGE = "/field/";
// The map is larger than all the rest: it is fetched when it is shown, or before that over a good line.
const FETCHED_LATER = ["src/map/"];

function filesWithout(folders: readonly string[]): string[] {
  const chunks = reachedFrom(readManifest(), ENTRY, { later: true, without: folders });
  const built = chunks.flatMap((chunk) => [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]);
  return [...new Set(built.map((file) => `/${file}`))];
}

function versionOf(files: string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(new URL(`.${file === PAGE ? `/${ENTRY}` : file}`, DIST)));
  return hash.digest("hex").slice(0, 16);
}

const built = filesWithout(FETCHED_LATER);
const files = [PAGE, ...STANDING, ...built];
const later = filesWithout([]).filter((file) => !built.includes(file));
await build({
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  define: { BUILT: JSON.stringify({ version: versionOf(files), files, later }) },
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
