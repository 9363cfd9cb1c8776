/**
 * The one spelling of a JSON value that is hashed or signed, the same as `canonical_json` of the server: sorted keys,
 * no spaces, whole numbers only. Refuses fractions, since a fraction has no single spelling.
 */
import { hexOf } from "@/ground/ids";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Members that are undefined are left out, as JSON does. Throws a RangeError for a fraction. */
export function canonicalJson(value: Json): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new RangeError("Only whole numbers are hashed: coordinates as integers of 1e-7 degree.");
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value)
    .filter((member): member is [string, Json] => member[1] !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(",")}}`;
}

/** SHA-256 (hex) of the UTF-8 bytes of a text. */
export async function sha256OfText(text: string): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

// Array.isArray does not narrow a readonly list.
function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
