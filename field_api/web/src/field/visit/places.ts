/** Brings an element into sight and gives it the focus, so that whoever listens is there too. */
export function showPlace(id: string): void {
  const place = document.getElementById(id);
  place?.scrollIntoView({ block: "center" });
  const field = place?.querySelector<HTMLElement>("input, select, textarea, button");
  (field ?? place)?.focus({ preventScroll: true });
}
