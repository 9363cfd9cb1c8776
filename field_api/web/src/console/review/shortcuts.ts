/** The keys of the review desk. Everything that a key does can be done with a button as well. */
import { onBeforeUnmount, onMounted, ref } from "vue";

export const SHORTCUTS = [
  { keys: ["j"], name: "nextCase" },
  { keys: ["k"], name: "previousCase" },
  { keys: ["ArrowRight"], name: "nextPhoto" },
  { keys: ["ArrowLeft"], name: "previousPhoto" },
  { keys: ["+", "="], name: "zoomIn" },
  { keys: ["-"], name: "zoomOut" },
  { keys: ["0"], name: "wholePhoto" },
  { keys: ["a"], name: "accept" },
  { keys: ["r"], name: "return" },
  { keys: ["x"], name: "reject" },
  { keys: ["Ctrl+Enter"], name: "send" },
  { keys: ["?"], name: "help" },
] as const;

export type Command = (typeof SHORTCUTS)[number]["name"];

/** As much of a KeyboardEvent as decides. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isTyping: boolean;
  isInDialog: boolean;
}

/**
 * What a key asks for; undefined while somebody types or a dialog is open, and for keys that belong to the browser.
 * Ctrl+Enter alone works while typing, since it is no letter.
 */
export function commandOf(press: Press): Command | undefined {
  if (press.isInDialog || press.altKey) return undefined;
  if (press.ctrlKey || press.metaKey) return press.key === "Enter" ? "send" : undefined;
  if (press.isTyping) return undefined;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return SHORTCUTS.find(({ keys }) => (keys as readonly string[]).includes(key))?.name;
}

const KEPT_AS = "review-shortcuts";
/** Whoever dictates or rests a hand on the keys can turn single letters off (WCAG 2.1.4). */
export const areShortcutsOn = ref(localStorage.getItem(KEPT_AS) !== "off");

export function turnShortcuts(on: boolean): void {
  areShortcutsOn.value = on;
  localStorage.setItem(KEPT_AS, on ? "on" : "off");
}

export function useShortcuts(run: (command: Command) => void): void {
  function press(event: KeyboardEvent): void {
    const target = event.target instanceof Element ? event.target : document.body;
    const command = commandOf({
      key: event.key,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      isTyping: target.closest("input, textarea, select, [contenteditable], [role=listbox], .maplibregl-map") !== null,
      isInDialog: document.querySelector("dialog[open]") !== null,
    });
    if (!command || event.defaultPrevented || event.repeat) return;
    if (!areShortcutsOn.value && command !== "send") return;
    event.preventDefault();
    run(command);
  }
  onMounted(() => document.addEventListener("keydown", press));
  onBeforeUnmount(() => document.removeEventListener("keydown", press));
}
