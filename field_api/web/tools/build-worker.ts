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

/** Each file with the hash by which a browser knows that all of it has arrived (Subresource Integrity). */
function withHashes(files: readonly string[]): Record<string, string> {
  return Object.fromEntries(files.map((file) => [file, `sha256-${hashOf(file)}`]));
}

function hashOf(file: string): string {
  const bytes = readFileSync(new URL(`.${file === PAGE ? `/${ENTRY}` : file}`, DIST));
  return createHash("sha256").update(bytes).digest("base64");
}

const built = filesWithout(FETCHED_LATER);
const files = withHashes([PAGE, ...STANDING, ...built]);
const later = withHashes(filesWithout([]).filter((file) => !built.includes(file)));
const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
await build({
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  define: { BUILT: JSON.stringify({ version, files, later }) },
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
