import { describe, expect, it } from "vitest";
import { isHeic } from "@/field/camera/heic";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a HEIC photo", () => {
  it.each(["heic", "heix", "mif1", "msf1", "hevc"])("of the brand %s is recognised", (brand) => {
    expect(isHeic(bytes(`\0\0\0\x18ftyp${brand}\0\0\0\0`))).toBe(true);
  });

  it.each(["", "\0\0\0\x18ftyp", "\0\0\0\x18ftypisom\0\0\0\0", "\0\0\0\x18moovheic", "JFIF heic heic"])(
    "is not %j",
    (text) => {
      expect(isHeic(bytes(text))).toBe(false);
    },
  );
});
