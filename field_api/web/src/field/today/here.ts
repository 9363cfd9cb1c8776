/** Where we are, once, to sort a list by. Nobody is asked before he has pressed a button. */
import { ref, shallowRef } from "vue";
import { type Sample, sampleOf } from "@/field/position/fix";

export type HereState = "unasked" | "searching" | "known" | "unknown";

const OPTIONS: PositionOptions = { enableHighAccuracy: false, maximumAge: 60_000, timeout: 15_000 };

const here = shallowRef<Sample>();
const state = ref<HereState>("unasked");

export function useHere() {
  void findWhenAllowed();
  return { here, hereState: state, findHere };
}

async function findWhenAllowed(): Promise<void> {
  const permission = await navigator.permissions?.query({ name: "geolocation" }).catch(() => undefined);
  if (permission?.state === "granted") findHere();
}

function findHere(): void {
  if (state.value === "searching" || !("geolocation" in navigator)) return;
  if (state.value !== "known") state.value = "searching";
  navigator.geolocation.getCurrentPosition(
    (reported) => {
      here.value = sampleOf(reported) ?? here.value;
      state.value = here.value ? "known" : "unknown";
    },
    () => (state.value = here.value ? "known" : "unknown"),
    OPTIONS,
  );
}
