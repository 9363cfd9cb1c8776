/**
 * An instrument as it was published: questions, when each is asked, and the photos that every visit needs.
 *
 * The server has read the document strictly before it was published (field_api/evidence/rules/instruments), so it is
 * taken as it stands. Criteria and scoring are left out on purpose: the phone asks, the server judges.
 */

/** A wording in one language or both; one that must not be translated has only one. */
export interface Wording {
  id?: string;
  en?: string;
}

export type Answer = string | number | boolean | readonly string[];
export type Answers = Readonly<Record<string, unknown>>;
export type ItemType = "single" | "multiple" | "integer" | "boolean" | "text";
export type Unit = "household" | "person";

export type Condition =
  | { item: string; in: readonly string[] }
  | { item: string; is: boolean }
  | ({ item: string; per?: string } & Partial<Record<Comparison, number>>)
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition };

export type Comparison = "lt" | "le" | "gt" | "ge";

export interface Option {
  code: string;
  label: Wording;
}

export interface Item {
  code: string;
  question: Wording;
  type: ItemType;
  /** Left out: a question about the household. */
  unit?: Unit;
  /** Left out: it must be answered. */
  required?: boolean;
  options?: readonly Option[];
  least?: number;
  most?: number;
  relevant?: Condition;
  /** Photos that show the answer; a hint, not a duty. */
  photo_kinds?: readonly string[];
}

export interface Instrument {
  code: string;
  version: string;
  title: Wording;
  items: readonly Item[];
  required_photo_kinds?: readonly string[];
}

/** The wording in the language asked for, or else in the other one. */
export function inLanguage(wording: Wording, language: string): string {
  const [first, second] = language === "en" ? [wording.en, wording.id] : [wording.id, wording.en];
  return first ?? second ?? "";
}

/** Whether the item is asked of the household as a whole, as every question of the two national instruments is. */
export function isOfUnit(item: Item, unit: Unit): boolean {
  return (item.unit ?? "household") === unit;
}
