/** Reading what is typed into a field for numbers. */

/**
 * A whole number as Indonesians write it: "1.500.000", "1 500 000" and "1500000" are the same. Empty is null; what is
 * no whole number stays the text it is, so that the page can say so and nothing typed is lost.
 */
export function readNumber(text: string): number | string | null {
  const plain = text.trim();
  if (plain === "") return null;
  const isGrouped = /^-?\d{1,3}([. ]\d{3})+$/.test(plain);
  const digits = isGrouped ? plain.replaceAll(/[. ]/g, "") : plain;
  return /^-?\d{1,15}$/.test(digits) ? Number(digits) : plain;
}
