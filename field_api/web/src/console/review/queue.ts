/** The queue: pages of cases after one another, and where one stands in it. */
import { shallowRef } from "vue";
import { api, data, type Schemas } from "@/ground/api";
import { asProblem, type Problem } from "@/ground/problems";

export type QueuedCase = Schemas["QueuedCase"];
export const STATES = ["awaiting_review", "returned", "accepted", "rejected"] as const;
export type CaseState = (typeof STATES)[number];

/** What is asked for; the state "all" is no filter. */
export interface QueueQuestion {
  state: string;
  area: string;
  search: string;
}

const PAGE = 50;

/** The case that comes `by` after the one shown; the first one when none is shown, undefined beyond the ends. */
export function neighbour(cases: readonly QueuedCase[], id: string | undefined, by: 1 | -1): QueuedCase | undefined {
  const index = cases.findIndex((line) => line.case.id === id);
  if (index < 0) return by > 0 ? cases[0] : cases.at(-1);
  return cases[index + by];
}

/** The lines after a decision: under a filter the case no longer belongs there, without one it shows its new state. */
export function afterDecision(cases: readonly QueuedCase[], decided: Schemas["Case"], state: string): QueuedCase[] {
  const changed = cases.map((line) => (line.case.id === decided.id ? { ...line, case: decided } : line));
  return state === "all" ? changed : changed.filter((line) => line.case.id !== decided.id || decided.state === state);
}

/** A count of each state after one case went from one to another. */
export function recounted(counts: Readonly<Record<string, number>>, from: string, to: string): Record<string, number> {
  return { ...counts, [from]: Math.max(0, (counts[from] ?? 0) - 1), [to]: (counts[to] ?? 0) + 1 };
}

export function useQueue() {
  const cases = shallowRef<QueuedCase[]>();
  const counts = shallowRef<Record<string, number>>({});
  const problem = shallowRef<Problem>();
  const next = shallowRef<string | null>(null);
  const isLoading = shallowRef(false);
  let asked: QueueQuestion = { state: "", area: "", search: "" };
  let latest = 0;

  async function load(cursor: string | null): Promise<void> {
    const mine = ++latest;
    problem.value = undefined;
    isLoading.value = true;
    try {
      const page = await data(api.GET("/v1/cases", { params: { query: queryOf(asked, cursor) } }));
      if (mine !== latest) return;
      cases.value = cursor ? [...(cases.value ?? []), ...page.items] : page.items;
      counts.value = page.counts;
      next.value = page.next;
    } catch (error) {
      if (mine === latest) problem.value = asProblem(error);
    } finally {
      if (mine === latest) isLoading.value = false;
    }
  }

  async function ask(question: QueueQuestion): Promise<void> {
    asked = question;
    await load(null);
  }

  /** The next page, behind the lines that are there. */
  async function more(): Promise<void> {
    if (next.value && !isLoading.value) await load(next.value);
  }

  function settle(decided: Schemas["Case"]): void {
    const before = cases.value?.find((line) => line.case.id === decided.id)?.case.state ?? "awaiting_review";
    cases.value = afterDecision(cases.value ?? [], decided, asked.state);
    if (before !== decided.state) counts.value = recounted(counts.value, before, decided.state);
  }

  return { cases, counts, problem, next, isLoading, ask, more, reload: () => load(null), settle };
}

function queryOf(asked: QueueQuestion, cursor: string | null) {
  return {
    limit: PAGE,
    state: asked.state === "all" ? null : (asked.state as CaseState),
    area: asked.area || null,
    search: asked.search,
    cursor,
  };
}
