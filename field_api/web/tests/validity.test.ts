/** What a field lacks is said in the language of the page, with the bound as the page writes it. */
import { beforeAll, expect, it, vi } from "vitest";
import { type Checked, wordsFor } from "@/ui/validity";
import { createWords, speak } from "@/words";

beforeAll(() => {
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
  vi.stubGlobal("document", { documentElement: { lang: "id" } });
  createWords({}, () => Promise.resolve({ default: {} }));
});

function said(type: string, fault: keyof ValidityState, more: Partial<Checked> = {}): string {
  return wordsFor({ type, validity: { [fault]: true } as unknown as ValidityState, ...more });
}

it.each([
  ["text", "valueMissing", {}, "Isi kolom ini.", "Fill in this field."],
  ["select-one", "valueMissing", {}, "Pilih salah satu.", "Choose one."],
  ["checkbox", "valueMissing", {}, "Centang kotak ini untuk melanjutkan.", "Tick this box to go on."],
  ["file", "valueMissing", {}, "Pilih berkas.", "Choose a file."],
  ["date", "rangeUnderflow", { min: "2026-12-07" }, "Paling awal 7 Des 2026.", "7 Dec 2026 at the earliest."],
  ["date", "rangeOverflow", { max: "2026-08-17" }, "Paling lambat 17 Agu 2026.", "17 Aug 2026 at the latest."],
  ["month", "rangeUnderflow", { min: "2026-11" }, "Paling awal November 2026.", "November 2026 at the earliest."],
  ["number", "rangeUnderflow", { min: "1" }, "Paling kecil 1.", "1 at least."],
  ["number", "rangeOverflow", { max: "12345" }, "Paling besar 12.345.", "12,345 at most."],
  ["password", "tooShort", { minLength: 10 }, "Tulis sedikitnya 10 huruf.", "Write at least 10 letters."],
  ["date", "badInput", {}, "Tulis tanggal yang lengkap dan ada di kalender.", "Write a whole day that is in the calendar."],
  ["email", "typeMismatch", {}, "Isian ini tidak sesuai bentuknya.", "This does not have the form it should have."],
  ["text", "patternMismatch", {}, "Isian ini tidak sesuai bentuknya.", "This does not have the form it should have."],
] as const)("%s, %s %o: %s", async (type, fault, more, indonesian, english) => {
  await speak("id");
  expect(said(type, fault, more)).toBe(indonesian);
  await speak("en");
  expect(said(type, fault, more)).toBe(english);
});

it("half a day is no day, though nothing was given either", async () => {
  await speak("id");
  const validity = { badInput: true, valueMissing: true } as unknown as ValidityState;
  expect(wordsFor({ type: "date", validity })).toBe("Tulis tanggal yang lengkap dan ada di kalender.");
});
