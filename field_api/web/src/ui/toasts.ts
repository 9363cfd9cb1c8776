/** Short notes at the edge of the page, read aloud: `toast("Tersimpan")`. Nothing that must not be missed. */
import { shallowRef } from "vue";

export interface Toast {
  id: number;
  text: string;
}

const SHOWN_MILLISECONDS = 6_000;
const MOST = 3;
let last = 0;

export const toasts = shallowRef<readonly Toast[]>([]);

export function toast(text: string): void {
  const id = ++last;
  toasts.value = [...toasts.value, { id, text }].slice(-MOST);
  setTimeout(() => (toasts.value = toasts.value.filter((each) => each.id !== id)), SHOWN_MILLISECONDS);
}
