/** The flags of the checks on a visit or a hand-over: which belong where, and how grave they look. Pure. */
import type { Schemas } from "@/ground/api";

export type Flag = Schemas["Flag"];
export type FlagPlace = Flag["place"];
export type Severity = Flag["severity"];

const SEVERITIES: readonly Severity[] = ["alarm", "doubt", "note"];
export const SEVERITY_TONES = { alarm: "bad", doubt: "warn", note: "neutral" } as const;

/** The flags of these places, or all of them, the gravest first. */
export function flagsAt(check: Schemas["CheckRun"] | null, places?: readonly FlagPlace[]): Flag[] {
  const here = (check?.flags ?? []).filter((flag) => !places || places.includes(flag.place));
  return here.toSorted((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
}

/** How a case stands out in the queue: an alarm weighs 20 and more. */
export function toneOfRank(rank: number): "bad" | "warn" | undefined {
  if (rank <= -20) return "bad";
  return rank < 0 ? "warn" : undefined;
}

/** The gravest severity among the flags; nothing when there are none. */
export function gravestOf(check: Schemas["CheckRun"] | null): Severity | undefined {
  return flagsAt(check)[0]?.severity;
}
