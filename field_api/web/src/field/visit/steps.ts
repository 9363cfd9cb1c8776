/** The steps of a visit and their order. A household that was not met has no checklist. */
import type { VisitContent } from "@/field/store/bundle";

export const STEPS = ["position", "photos", "checklist", "people", "summary"] as const;
export type Step = (typeof STEPS)[number];
export type Outcome = NonNullable<VisitContent["outcome"]>;

export const OUTCOMES: readonly Outcome[] = [
  "visited",
  "not_at_home",
  "not_found",
  "moved",
  "deceased",
  "refused",
  "no_access",
];

/** Whether the household was met, so that there is something to ask and to recommend. */
export function wasMet(content: VisitContent): boolean {
  return (content.outcome ?? "visited") === "visited";
}

/** What is to be done; the last one is always the summary. */
export function stepsOf(content: VisitContent): readonly Step[] {
  return wasMet(content) ? STEPS : STEPS.filter((step) => step !== "checklist");
}

/** The step to go on with: the one that was last open, when the visit still has it. */
export function stepToOpen(content: VisitContent, kept: string): Step {
  return stepsOf(content).find((step) => step === kept) ?? "position";
}

export function stepAfter(content: VisitContent, step: Step): Step | undefined {
  const steps = stepsOf(content);
  return steps[steps.indexOf(step) + 1];
}

export function stepBefore(content: VisitContent, step: Step): Step | undefined {
  return stepsOf(content)[stepsOf(content).indexOf(step) - 1];
}
