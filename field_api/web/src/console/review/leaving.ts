/** Whoever typed something that is not sent is asked by the browser, in its own words, before the page goes. */
import { onBeforeUnmount, watch } from "vue";

export function askBeforeLeaving(isTyped: () => boolean): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  const stop = () => removeEventListener("beforeunload", ask);
  // Only while there is something to lose: such a listener keeps a page from being kept by the browser.
  watch(isTyped, (typed) => (typed ? addEventListener("beforeunload", ask) : stop()), { immediate: true });
  onBeforeUnmount(stop);
}
