/** How the state of a case looks beside its word. */
export const STATE_TONES: Readonly<Record<string, "neutral" | "good" | "warn" | "bad" | "busy">> = {
  awaiting_review: "busy",
  returned: "warn",
  accepted: "good",
  rejected: "bad",
};
