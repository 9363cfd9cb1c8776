/** Names of areas, each asked for once and many together: tables show "RW 001" beside a code that nobody knows by heart. */
import { reactive } from "vue";
import { type Area, askForAreas, lineOf, MOST_CODES, placeLineOf } from "@/ground/areas";
import { Problem } from "@/ground/problems";

const known = reactive(new Map<string, Area>());
/** The answer that brings a code, on its way or there. */
const asked = new Map<string, Promise<void>>();
/** The question that is still being put together: a page that shows a table asks once for all its rows. */
let next: { codes: string[]; answer: Promise<void> } | undefined;

/** Learns an area that came with another answer. */
export function remember(areas: readonly Area[]): void {
  for (const area of areas) known.set(area.code, area);
}

export async function areaOf(code: string): Promise<Area | undefined> {
  if (!known.has(code)) await (asked.get(code) ?? ask(code));
  return known.get(code);
}

function ask(code: string): Promise<void> {
  if (!next || next.codes.length === MOST_CODES) {
    const codes: string[] = [];
    next = { codes, answer: Promise.resolve().then(() => learn(codes)) };
  }
  next.codes.push(code);
  asked.set(code, next.answer);
  return next.answer;
}

async function learn(codes: string[]): Promise<void> {
  if (next?.codes === codes) next = undefined;
  try {
    remember(await askForAreas(codes));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // A line that was cut may be asked again; a code that nobody knows stays as it is.
    if (error.isPassing) for (const code of codes) asked.delete(code);
  }
}

export function useAreaNames() {
  /** The name where it is known by now, the code until then. */
  function areaName(code: string): string {
    if (!code) return "";
    const found = known.get(code);
    if (!found) void areaOf(code);
    return found?.name ?? code;
  }

  /** "RW 001, Contoh Baru, Contoh Utara": the area and what it lies in, up to the district. */
  function areaPath(code: string): string {
    return lineOf(code, Math.min(3, code.split(".").length)).map(areaName).reverse().join(", ");
  }

  /**
   * "RT 002, RW 001, Contoh Baru": as much as tells places of one district apart, for tables. `name` is that of the area
   * itself where the answer has it.
   */
  function areaPlace(code: string, name?: string | null): string {
    const around = placeLineOf(code).slice(0, -1).map(areaName).reverse();
    return [name ?? areaName(code), ...around].join(", ");
  }

  return { areaName, areaPath, areaPlace };
}
