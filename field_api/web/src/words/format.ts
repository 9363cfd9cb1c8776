/** Numbers, days and moments as the language of the page writes them. */
import { regionOf, useWords } from "@/words";

export function useFormats() {
  const { language } = useWords();
  return formatsOf(() => language.value);
}

/** The same for what is no part of a page. */
export function formatsOf(language: () => string) {
  const region = () => regionOf(language());

  /** 12.345 */
  function count(value: number): string {
    return value.toLocaleString(region());
  }

  /** 22 Nov 2026, from 2026-11-22 or a moment. */
  function day(value: string | Date): string {
    // A bare day has no zone; read as UTC it would be yesterday west of Greenwich.
    const date = typeof value === "string" ? new Date(value.length === 10 ? `${value}T00:00:00` : value) : value;
    return date.toLocaleDateString(region(), { day: "numeric", month: "short", year: "numeric" });
  }

  /** November 2026, from 2026-11. */
  function month(value: string): string {
    return new Date(`${value}-01T00:00:00`).toLocaleDateString(region(), { month: "long", year: "numeric" });
  }

  /** 22 Nov 2026 14.05, in the zone of the device. */
  function moment(value: string | Date): string {
    const clock = { hour: "2-digit", minute: "2-digit" } as const;
    return `${day(value)} ${new Date(value).toLocaleTimeString(region(), clock)}`;
  }

  /** 850 m, 1,2 km */
  function distance(metres: number): string {
    if (metres < 1000) return `${count(Math.round(metres))} m`;
    return `${(metres / 1000).toLocaleString(region(), { maximumFractionDigits: 1 })} km`;
  }

  /** 340 KB, 1,2 MB, 10,7 GB */
  function size(bytes: number): string {
    if (bytes < 1_000_000) return `${count(Math.ceil(bytes / 1000))} KB`;
    const [unit, name] = bytes < 1_000_000_000 ? [1_000_000, "MB"] : [1_000_000_000, "GB"];
    return `${(bytes / unit).toLocaleString(region(), { maximumFractionDigits: 1 })} ${name}`;
  }

  return { count, day, month, moment, distance, size };
}
