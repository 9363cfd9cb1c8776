/** When a skip rule holds, decided as field_api/evidence/rules/instruments/conditions.py decides it. */
import type { Answer, Comparison, Condition } from "@/field/visit/instrument";

/** What the answers say: known values, and items that are not asked of this household. */
export interface Facts {
  values: ReadonlyMap<string, Answer>;
  notAsked: ReadonlySet<string>;
}

/** Null: not known yet, since an answer that it needs is missing. */
export type Truth = boolean | null;

const COMPARISONS: Record<Comparison, (amount: number, bound: number) => boolean> = {
  lt: (amount, bound) => amount < bound,
  le: (amount, bound) => amount <= bound,
  gt: (amount, bound) => amount > bound,
  ge: (amount, bound) => amount >= bound,
};

export function holds(condition: Condition, facts: Facts): Truth {
  if ("all" in condition) return allOf(condition.all.map((part) => holds(part, facts)));
  if ("any" in condition) return not(allOf(condition.any.map((part) => not(holds(part, facts)))));
  if ("not" in condition) return not(holds(condition.not, facts));
  const answer = facts.values.get(condition.item);
  if ("in" in condition) {
    if (answer === undefined) return unanswered(condition.item, facts);
    const chosen: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
    return chosen.some((option) => condition.in.includes(String(option)));
  }
  if ("is" in condition) return answer === undefined ? unanswered(condition.item, facts) : answer === condition.is;
  return compares(condition, facts);
}

/** With `per`, the bound is multiplied instead of the answer divided, so that no fraction is rounded. */
function compares(condition: Extract<Condition, { per?: string }>, facts: Facts): Truth {
  const amount = facts.values.get(condition.item);
  const divisor = condition.per === undefined ? 1 : facts.values.get(condition.per);
  const comparison = (Object.keys(COMPARISONS) as Comparison[]).find((name) => condition[name] !== undefined);
  const bound = comparison && condition[comparison];
  if (typeof amount === "number" && typeof divisor === "number" && comparison && bound !== undefined) {
    return COMPARISONS[comparison](amount, bound * divisor);
  }
  const items = condition.per === undefined ? [condition.item] : [condition.item, condition.per];
  return items.some((item) => facts.notAsked.has(item)) ? false : null;
}

function unanswered(item: string, facts: Facts): Truth {
  return facts.notAsked.has(item) ? false : null;
}

function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}
