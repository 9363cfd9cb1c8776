/** What the build wrote, and which part of it needs which. */
import { readFileSync } from "node:fs";

export const DIST = new URL("../dist/", import.meta.url);

export interface BuiltChunk {
  file: string;
  src?: string;
  css?: string[];
  assets?: string[];
  imports?: string[];
  dynamicImports?: string[];
}

export type Manifest = Record<string, BuiltChunk>;

export function readManifest(): Manifest {
  return JSON.parse(readFileSync(new URL("build-manifest.json", DIST), "utf8")) as Manifest;
}

/**
 * The chunks that an entry loads at once; with `later` also those it loads in the course of time, except those
 * whose source lies in one of the folders `without`.
 */
export function reachedFrom(
  manifest: Manifest,
  entry: string,
  { later, without = [] }: { later: boolean; without?: readonly string[] },
): BuiltChunk[] {
  const found = new Map<string, BuiltChunk>();
  const waiting = [entry];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`The build has no ${name}.`);
    if (found.has(name) || without.some((folder) => chunk.src?.startsWith(folder))) continue;
    found.set(name, chunk);
    waiting.push(...(chunk.imports ?? []), ...(later ? (chunk.dynamicImports ?? []) : []));
  }
  return [...found.values()];
}
