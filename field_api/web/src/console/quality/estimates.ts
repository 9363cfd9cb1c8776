/** Estimates as they are drawn: shares of a hundred, whole enough to be read. */
import type { Schemas } from "@/ground/api";

export type Estimate = Schemas["Estimate"];

/** What of 100 an interval begins with, how long it is, and where the value stands. */
export interface Bar {
  from: number;
  length: number;
  value: number;
}

export function percent(share: number): number {
  return Math.round(100 * share);
}

export function barOf({ low, high, value }: Estimate): Bar {
  return { from: 100 * low, length: 100 * (high - low), value: 100 * (value ?? 0) };
}

/** The period that is asked for: a month of the address, else the year of today. */
export function periodOf(month: string | undefined, today: Date): string {
  return month ?? String(today.getFullYear());
}
