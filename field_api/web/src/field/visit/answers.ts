/**
 * Answers against the questions of the instruments, decided as field_api/evidence/rules/instruments/answers.py
 * decides it: what is asked, what is missing, what is wrong. tests/instrument-cases.json holds both to the same.
 */
import { type Facts, holds } from "@/field/visit/conditions";
import { type Answer, type Answers, type Instrument, isOfUnit, type Item, type Unit } from "@/field/visit/instrument";

export type AnswerFault =
  | "missing"
  | "not_relevant"
  | "wrong_type"
  | "unknown_option"
  | "out_of_range"
  | "unknown_item";

export interface AnswerProblem {
  item: string;
  code: AnswerFault;
}

/**
 * What is wrong with the answers, in the order of the questions. Instruments in `beside` read the same answers: their
 * items are known too, and an answer that one of them asks for is not superfluous.
 */
export function checkAnswers(
  instrument: Instrument,
  answers: Answers,
  { beside = [], unit = "household" }: { beside?: readonly Instrument[]; unit?: Unit } = {},
): AnswerProblem[] {
  const facts = knownFacts(instrument, answers, unit);
  const others = beside.map((other) => ({ other, known: knownFacts(other, answers, unit) }));
  const asksElsewhere = (code: string) =>
    others.some(({ other, known }) => other.items.some((item) => item.code === code) && !known.notAsked.has(code));
  const found = itemsOf(instrument, unit).flatMap((item): AnswerProblem[] => {
    const code = problemWith(item, answers[item.code], facts);
    return !code || (code === "not_relevant" && asksElsewhere(item.code)) ? [] : [{ item: item.code, code }];
  });
  const known = new Set([instrument, ...beside].flatMap((each) => itemsOf(each, unit).map((item) => item.code)));
  const strangers = Object.keys(answers).filter((code) => !known.has(code));
  return [...found, ...strangers.toSorted().map((item) => ({ item, code: "unknown_item" as const }))];
}

/** What is wrong with the answers for all instruments of a visit, each fault once. */
export function checkAllAnswers(instruments: readonly Instrument[], answers: Answers): AnswerProblem[] {
  const found = instruments.flatMap((instrument) =>
    checkAnswers(instrument, answers, { beside: instruments.filter((other) => other !== instrument) }),
  );
  return [...new Map(found.map((problem) => [`${problem.item} ${problem.code}`, problem])).values()];
}

/** The answers that count: well-formed, and to questions that are asked of this household. */
export function knownFacts(instrument: Instrument, answers: Answers, unit: Unit = "household"): Facts {
  const values = new Map<string, Answer>();
  const notAsked = new Set<string>();
  for (const item of itemsOf(instrument, unit)) {
    const isAsked = item.relevant === undefined ? true : holds(item.relevant, { values, notAsked });
    if (isAsked === false) notAsked.add(item.code);
    const given = answers[item.code];
    if (isAsked && isGiven(given) && !faultOf(item, given)) values.set(item.code, given as Answer);
  }
  return { values, notAsked };
}

/** The questions to show now, each code once: those that at least one of the instruments surely asks. */
export function askedItems(instruments: readonly Instrument[], answers: Answers): Item[] {
  const asked = new Map<string, Item>();
  for (const instrument of instruments) {
    const facts = knownFacts(instrument, answers);
    for (const item of itemsOf(instrument, "household")) {
      if (!asked.has(item.code) && isAskedNow(item, facts)) asked.set(item.code, item);
    }
  }
  return [...asked.values()];
}

/** How many of the questions that are shown have an answer that counts. */
export function progressOf(instruments: readonly Instrument[], answers: Answers): { done: number; total: number } {
  const asked = askedItems(instruments, answers);
  const isDone = (item: Item) => isGiven(answers[item.code]) && !faultOf(item, answers[item.code]);
  return { done: asked.filter(isDone).length, total: asked.length };
}

/** The answers that are sent: what was typed before an earlier answer changed stays on the phone. */
export function answersToSend(instruments: readonly Instrument[], answers: Answers): Record<string, unknown> {
  const asked = new Set(askedItems(instruments, answers).map((item) => item.code));
  return Object.fromEntries(Object.entries(answers).filter(([code, given]) => asked.has(code) && isGiven(given)));
}

/** What is wrong with one answer that is given, by itself. */
export function faultOf(item: Item, given: unknown): AnswerFault | null {
  const options = new Set(item.options?.map((option) => option.code));
  switch (item.type) {
    case "single":
      if (typeof given !== "string") return "wrong_type";
      return options.has(given) ? null : "unknown_option";
    case "multiple":
      return faultOfSeveral(options, given);
    case "integer":
      return faultOfNumber(item, given);
    case "boolean":
      return typeof given === "boolean" ? null : "wrong_type";
    case "text":
      return typeof given === "string" && given !== "" ? null : "wrong_type";
  }
}

function faultOfSeveral(options: ReadonlySet<string>, given: unknown): AnswerFault | null {
  if (!Array.isArray(given)) return "wrong_type";
  const chosen = new Set(given.filter((each) => typeof each === "string"));
  if (chosen.size !== given.length) return "wrong_type";
  return [...chosen].every((each) => options.has(each)) ? null : "unknown_option";
}

function faultOfNumber({ least = -Infinity, most = Infinity }: Item, given: unknown): AnswerFault | null {
  if (!Number.isSafeInteger(given)) return "wrong_type";
  const amount = given as number;
  return amount < least || amount > most ? "out_of_range" : null;
}

function problemWith(item: Item, given: unknown, facts: Facts): AnswerFault | null {
  if (facts.notAsked.has(item.code)) return isGiven(given) ? "not_relevant" : null;
  if (isGiven(given)) return faultOf(item, given);
  return (item.required ?? true) && isAskedNow(item, facts) ? "missing" : null;
}

function isAskedNow(item: Item, facts: Facts): boolean {
  return item.relevant === undefined || holds(item.relevant, facts) === true;
}

function itemsOf(instrument: Instrument, unit: Unit): Item[] {
  return instrument.items.filter((item) => isOfUnit(item, unit));
}

function isGiven(given: unknown): boolean {
  return given !== null && given !== undefined;
}
