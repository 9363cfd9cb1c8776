/**
 * The position while a page needs it: `const { state, samples } = useWatchedPosition(bundleId)`.
 *
 * All who ask share one watch. It outlasts the last of them for a moment, because the receiver needs a while to find itself
 * and the next step of the same visit asks again; then it ends, since it drains the battery. Another visit is another
 * house: it gets nothing of what was measured before.
 */
import { onScopeDispose, readonly, ref, shallowRef } from "vue";
import { type Sample, sampleOf, withSample } from "@/field/position/fix";

/** "searching": no fix yet. "silent": the phone says that it cannot tell just now. */
export type WatchState = "searching" | "fixed" | "silent" | "denied" | "absent";

/** From one step of a visit to the next, with a look around between. */
const LINGERS_MILLISECONDS = 60_000;
/** A fix that the phone kept from before is from another place. */
const OPTIONS: PositionOptions = { enableHighAccuracy: true, maximumAge: 0, timeout: 30_000 };

const state = ref<WatchState>("searching");
const samples = shallowRef<readonly Sample[]>([]);
let watch: number | undefined;
let watchedFor: string | undefined;
let watchers = 0;
let ending: ReturnType<typeof setTimeout> | undefined;

/** `bundleId`: the visit or hand-over that is measured for; `anew`: without what was measured for it before. */
export function useWatchedPosition(bundleId: string, anew = false) {
  watchers += 1;
  clearTimeout(ending);
  if (anew || watchedFor !== bundleId) end();
  watchedFor = bundleId;
  begin();
  onScopeDispose(() => {
    watchers -= 1;
    if (watchers === 0) ending = setTimeout(end, LINGERS_MILLISECONDS);
  });
  return { state: readonly(state), samples: readonly(samples), again };
}

/** Asks anew, after somebody has allowed what was denied. */
function again(): void {
  end();
  begin();
}

function begin(): void {
  if (watch !== undefined) return;
  samples.value = [];
  state.value = "searching";
  if (!("geolocation" in navigator)) state.value = "absent";
  else watch = navigator.geolocation.watchPosition(take, fail, OPTIONS);
}

function end(): void {
  if (watch !== undefined) navigator.geolocation.clearWatch(watch);
  watch = undefined;
}

function take(reported: GeolocationPosition): void {
  const sample = sampleOf(reported);
  if (!sample) return;
  samples.value = withSample(samples.value, sample);
  state.value = "fixed";
}

function fail(error: GeolocationPositionError): void {
  if (error.code === error.PERMISSION_DENIED) state.value = "denied";
  else if (samples.value.length === 0) state.value = "silent";
}
