/**
 * The position while a page needs it: `const { state, samples } = useWatchedPosition()`.
 *
 * All who ask share one watch, which ends when the last of them has left: the receiver drains the battery.
 */
import { onScopeDispose, readonly, ref, shallowRef } from "vue";
import { type Sample, sampleOf, withSample } from "@/field/position/fix";

/** "searching": no fix yet. "silent": the phone says that it cannot tell just now. */
export type WatchState = "searching" | "fixed" | "silent" | "denied" | "absent";

/** A fix that the phone kept from before is from another place. */
const OPTIONS: PositionOptions = { enableHighAccuracy: true, maximumAge: 0, timeout: 30_000 };

const state = ref<WatchState>("searching");
const samples = shallowRef<readonly Sample[]>([]);
let watch: number | undefined;
let watchers = 0;

export function useWatchedPosition() {
  watchers += 1;
  begin();
  onScopeDispose(() => {
    watchers -= 1;
    if (watchers === 0) end();
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
