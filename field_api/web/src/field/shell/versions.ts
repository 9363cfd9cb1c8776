/** The service worker of the field app: started once, and asked now and then whether there is a newer version. */
import { ref } from "vue";
import { firstLine, type Hint } from "@/field/sending/line";

const SCRIPT = "/field/service-worker.js";
const ASK_AGAIN_MILLISECONDS = 60 * 60 * 1000;

let waiting: ServiceWorker | undefined;
/** A newer version lies ready; `takeNewVersion` loads it. */
export const hasNewVersion = ref(false);

/** Whatever goes wrong here leaves an app that works with a network; it is started anew at the next load. */
export async function keepForOffline(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  // The first worker takes over a page that runs already; only a change of worker is a change of version.
  let hasWorker = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hasWorker) location.reload();
    hasWorker = true;
  });
  const registration = await navigator.serviceWorker.register(SCRIPT, { scope: "/field/", updateViaCache: "none" });
  const look = () => noticeWaiting(registration);
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  look();
  const ask = () => void registration.update().catch(() => undefined);
  setInterval(ask, ASK_AGAIN_MILLISECONDS);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
  await fetchTheRest();
}

/** Over a good line the map is fetched before somebody stands at a house without a network. */
async function fetchTheRest(): Promise<void> {
  if (!firstLine((navigator as { connection?: Hint }).connection).isGood) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ kind: "keep-later" });
}

function noticeWaiting(registration: ServiceWorkerRegistration): void {
  // Without a controller it is the very first version, which replaces nothing.
  if (!registration.waiting || !navigator.serviceWorker.controller) return;
  waiting = registration.waiting;
  hasNewVersion.value = true;
}

/** Lets the new version take over; the page loads itself anew, and finds what was typed where it was kept. */
export function takeNewVersion(): void {
  waiting?.postMessage({ kind: "activate" });
}
