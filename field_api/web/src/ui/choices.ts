/** One of the things that can be chosen, in words. */
export interface Choice {
  value: string;
  label: string;
  hint?: string;
}
