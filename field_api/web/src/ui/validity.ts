/**
 * What is wrong with a field, in the language of the page: the bubbles of the browser speak that of the browser.
 * A sentence that was set keeps its field from being sent, so it is taken back before the browser looks again.
 */
import { say } from "@/words";
import { formatsOf } from "@/words/format";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
/** Of a field, what its words need. */
export type Checked = Pick<Field, "type" | "validity"> & Partial<Pick<HTMLInputElement, "min" | "max" | "minLength">>;

/** Fields that bear a sentence of ours; those of others are left alone. */
const ours = new WeakSet<Field>();
const { count, day, month } = formatsOf(() => document.documentElement.lang);

export function speakOfFields(): void {
  addEventListener("invalid", ({ target }) => isField(target) && speakOf(target), true);
  addEventListener("input", ({ target }) => isField(target) && takeBack(target), true);
  // A value may also be set by the page, which no field tells of.
  addEventListener("click", ({ target }) => formSentBy(target)?.querySelectorAll<Field>(FIELDS).forEach(takeBack), true);
}

const FIELDS = "input, select, textarea";

function isField(target: EventTarget | null): target is Field {
  return target instanceof HTMLElement && target.matches(FIELDS);
}

function formSentBy(target: EventTarget | null): HTMLFormElement | null | undefined {
  return target instanceof Element ? target.closest<HTMLButtonElement>("button[type=submit]")?.form : undefined;
}

function takeBack(field: Field): void {
  if (ours.delete(field)) field.setCustomValidity("");
}

function speakOf(field: Field): void {
  takeBack(field);
  if (field.validity.customError || field.validity.valid) return;
  field.setCustomValidity(wordsFor(field));
  ours.add(field);
}

/** What a field lacks. Half a day counts as none too, but that it is no day says more. */
export function wordsFor({ type, validity, min = "", max = "", minLength = 0 }: Checked): string {
  if (MALFORMED.some((fault) => validity[fault])) return say(type === "date" ? "validity.day" : "validity.form");
  if (validity.valueMissing) return say(`validity.missing.${KINDS[type] ?? "text"}`);
  if (validity.rangeUnderflow) return wordsOfBound(type, min, "validity.earliest", "validity.least");
  if (validity.rangeOverflow) return wordsOfBound(type, max, "validity.latest", "validity.most");
  return validity.tooShort ? say("validity.short", { count: minLength }) : say("validity.form");
}

const MALFORMED = ["badInput", "typeMismatch", "patternMismatch", "stepMismatch"] as const;
const KINDS: Record<string, string> = { "select-one": "choice", radio: "choice", checkbox: "mark", file: "file" };
const PERIODS: Record<string, (value: string) => string> = { date: day, month };

function wordsOfBound(type: string, bound: string, ofPeriod: string, ofNumber: string): string {
  const period = PERIODS[type];
  return period ? say(ofPeriod, { bound: period(bound) }) : say(ofNumber, { bound: count(Number(bound)) });
}
