/**
 * The field app without a network: its built files lie in a cache of their own, one per version.
 *
 * What the API answers is never kept here; the app keeps what it needs in IndexedDB, where it is one user's own. A new
 * version waits until the page says so, so that nothing changes under somebody's hands.
 */
import { routeOf } from "./routing";

declare const self: ServiceWorkerGlobalScope;
/** Put in by tools/build-worker.ts: a hash of all that the app is made of, its files and those of the map, each with its own. */
declare const BUILT: { version: string; files: Hashes; later: Hashes };

/** The integrity of each file, by its path. */
type Hashes = Record<string, string>;

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

// Read once: each mention of the name puts all of it in.
const { version, files, later } = BUILT;

const CACHE = `field-${version}`;
/**
 * Files that are fetched when they are first needed or the line is good, such as the map; their names hold their hash.
 * The second of its name: the first, kept before files were compared with their hash, may hold empty ones.
 */
const LATER = "field-later-2";
const PAGE = "/field/";
/** The tag under which the app asks to be woken when there is a network again. */
const SEND = "kirim";

self.addEventListener("install", (event) => event.waitUntil(keepEverything()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const route = routeOf(event.request.method, url, self.location.origin, event.request.mode === "navigate");
  if (route === "page") event.respondWith(fromCache(PAGE, event.request));
  else if (route === "kept") event.respondWith(fromCache(url.pathname, event.request));
  else if (route === "fresh") event.respondWith(freshOrKept(event.request));
});

self.addEventListener("message", (event) => {
  if (event.data?.kind === "activate") void self.skipWaiting();
  if (event.data?.kind === "keep-later") event.waitUntil(keepLater());
});

// Chromium only; the app also sends when it starts and when the network comes back.
self.addEventListener("sync" as keyof ServiceWorkerGlobalScopeEventMap, (event) => {
  const sync = event as SyncEvent;
  if (sync.tag === SEND) sync.waitUntil(askPagesToSend());
});

async function keepEverything(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.entries(files).map(async ([file, hash]) => cache.put(file, await whole(file, hash))));
}

/**
 * A file as it was built, or an error: of an answer that is cut within its headers the browser makes an empty file, and
 * a hotel's network answers with a page of its own. What the browser has kept is as good as new when its hash is right.
 */
async function whole(file: string, integrity: string): Promise<Response> {
  return await fetch(file, { integrity }).catch(() => fetch(file, { integrity, cache: "reload" }));
}

/** Fetches what is not there yet; what fails now is tried at the next start. */
async function keepLater(): Promise<void> {
  const cache = await caches.open(LATER);
  for (const [file, hash] of Object.entries(later)) {
    if (!(await cache.match(file))) await cache.put(file, await whole(file, hash));
  }
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("field-") && name !== CACHE && name !== LATER);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function fromCache(key: string, request: Request): Promise<Response> {
  const kept = await caches.match(key);
  if (kept) return kept;
  const hash = later[key];
  if (hash === undefined) return await fetch(request);
  const answer = await whole(key, hash);
  await (await caches.open(LATER)).put(key, answer.clone());
  return answer;
}

async function freshOrKept(request: Request): Promise<Response> {
  const cache = await caches.open(LATER);
  try {
    const answer = await fetch(request);
    // What cannot be read is no answer.
    await answer.clone().json();
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}

/** Wakes an open page; without one the attempt fails, and the browser makes another one later. */
async function askPagesToSend(): Promise<void> {
  const pages = await self.clients.matchAll({ type: "window" });
  if (pages.length === 0) throw new Error("No page is open.");
  for (const page of pages) page.postMessage({ kind: "send" });
}
