/**
 * What a NIK says by itself, as field_api/registry/rules/nik.py reads it. A hint while somebody types: the server
 * refuses a number that cannot be one, and a number that only differs from the rest is worth a second look.
 */

/** Why the text cannot be a NIK, in the order in which the server looks. */
export type NikFault = "digits" | "day" | "month" | "date" | "serial" | "province";
/** What differs from the birth date or the sex beside it; never a refusal, since the number is lifelong. */
export type NikDoubt = "birth_date" | "sex";

const BLOCKS = [[11, 19], [21, 21], [31, 36], [51, 53], [61, 65], [71, 76], [81, 82], [91, 96]] as const;
const CENTURIES = [1900, 2000];
const FEMALE_OFFSET = 40;

interface Parts {
  province: number;
  day: number;
  month: number;
  year: number;
  sex: "F" | "M";
  serial: string;
}

export function nikFault(text: string): NikFault | null {
  if (!/^[0-9]{16}$/.test(text)) return "digits";
  const { province, day, month, serial, year } = partsOf(text);
  if (day < 1 || day > 31) return "day";
  if (month < 1 || month > 12) return "month";
  if (birthDates({ day, month, year }).length === 0) return "date";
  if (serial === "0000") return "serial";
  return BLOCKS.some(([first, last]) => province >= first && province <= last) ? null : "province";
}

/** Compares a well-formed number with what else is known; what is not known is not compared. */
export function nikDoubts(nik: string, known: { birth_date?: string | null; sex?: string | null }): NikDoubt[] {
  if (nikFault(nik)) return [];
  const parts = partsOf(nik);
  const doubts: NikDoubt[] = [];
  if (known.birth_date && !birthDates(parts).includes(known.birth_date)) doubts.push("birth_date");
  if (known.sex && known.sex !== parts.sex) doubts.push("sex");
  return doubts;
}

function partsOf(nik: string): Parts {
  const number = (from: number, to: number) => Number(nik.slice(from, to));
  const encoded = number(6, 8);
  const isFemale = encoded > FEMALE_OFFSET;
  return {
    province: number(0, 2),
    day: isFemale ? encoded - FEMALE_OFFSET : encoded,
    month: number(8, 10),
    year: number(10, 12),
    sex: isFemale ? "F" : "M",
    serial: nik.slice(12),
  };
}

/** Every real date that DDMMYY can stand for; the number does not tell the century. */
function birthDates({ day, month, year }: Pick<Parts, "day" | "month" | "year">): string[] {
  return CENTURIES.map((century) => new Date(Date.UTC(century + year, month - 1, day)))
    .filter((date) => date.getUTCMonth() === month - 1 && date.getUTCDate() === day)
    .map((date) => date.toISOString().slice(0, 10));
}
