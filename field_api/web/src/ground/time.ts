/** Days and moments. The zone is the one of the device: whoever reads stands in it. */

/** The day of a moment as the API writes days: 2026-11-22. */
export function dayOf(moment: Date): string {
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  return `${moment.getFullYear()}-${twoDigits(moment.getMonth() + 1)}-${twoDigits(moment.getDate())}`;
}

/** Whether a period of days is in force on a day; `to` is exclusive and null is open. */
export function holdsOn(day: string, from: string, to: string | null | undefined): boolean {
  return from <= day && (to === null || to === undefined || day < to);
}
