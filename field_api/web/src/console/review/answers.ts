/** The answers of a visit in the words of the instruments, each beside the kinds of photo that show it. */

export interface Text {
  id?: string;
  en?: string;
}

interface Option {
  code: string;
  label: Text;
}

export interface Item {
  code: string;
  question: Text;
  type: "single" | "multiple" | "integer" | "boolean" | "text";
  unit?: "household" | "person";
  options?: Option[];
  photo_kinds?: string[];
}

/** The parts of an instrument's document that the desk shows. */
export interface InstrumentDocument {
  code: string;
  version: string;
  title: Text;
  items: Item[];
  criteria?: { code: string; label: Text }[];
}

export interface Answer {
  code: string;
  question: string;
  said: string;
  photoKinds: readonly string[];
}

/** The words for what is no word of an instrument. */
export interface AnswerWords {
  language: string;
  yes: string;
  no: string;
}

/** The wording in the language of the page, or else the other one. */
export function wordingOf(text: Text | undefined, language: string): string {
  const [first, second] = language === "en" ? [text?.en, text?.id] : [text?.id, text?.en];
  return first ?? second ?? "";
}

/**
 * Every answer once, in the order in which the instruments ask; an answer that no instrument knows comes last under
 * its code, since whatever was sent is shown.
 */
export function answersOf(
  given: Readonly<Record<string, unknown>>,
  instruments: readonly InstrumentDocument[],
  words: AnswerWords,
): Answer[] {
  const items = new Map<string, Item>();
  for (const item of instruments.flatMap((each) => each.items)) {
    if (!items.has(item.code)) items.set(item.code, item);
  }
  const known = [...items.values()]
    .filter(({ code }) => code in given)
    .map((item) => ({
      code: item.code,
      question: wordingOf(item.question, words.language) || item.code,
      said: said(given[item.code], item, words),
      photoKinds: item.photo_kinds ?? [],
    }));
  const strangers = Object.keys(given)
    .filter((code) => !items.has(code))
    .map((code) => ({ code, question: code, said: said(given[code], undefined, words), photoKinds: [] }));
  return [...known, ...strangers];
}

/** Answers that a photo of this kind shows, and the others. */
export function besidePhoto(answers: readonly Answer[], kind: string | undefined): { shown: Answer[]; others: Answer[] } {
  const isShown = (answer: Answer) => kind !== undefined && answer.photoKinds.includes(kind);
  return { shown: answers.filter(isShown), others: answers.filter((answer) => !isShown(answer)) };
}

function said(value: unknown, item: Item | undefined, words: AnswerWords): string {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return value.toLocaleString(words.language === "en" ? "en-GB" : "id-ID");
  if (Array.isArray(value)) return value.map((each) => said(each, item, words)).join(", ");
  const label = item?.options?.find(({ code }) => code === value)?.label;
  return wordingOf(label, words.language) || String(value ?? "");
}
