import { describe, expect, it } from "vitest";
import { canonicalJson, sha256OfText } from "@/ground/canonical";

describe("canonical JSON", () => {
  it("sorts keys, leaves no spaces, and keeps letters as they are", () => {
    expect(canonicalJson({ b: [1, true, null], a: { z: 'Ça "x"\n', é: "é" }, ab: -0 })).toBe(
      '{"a":{"z":"Ça \\"x\\"\\n","é":"é"},"ab":0,"b":[1,true,null]}',
    );
  });

  it("leaves out what is undefined", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each([0.5, NaN, Infinity, 2 ** 60])("refuses %d, which has no single spelling", (number) => {
    expect(() => canonicalJson({ number })).toThrow(RangeError);
  });

  it("has the hash that the server computes", async () => {
    // From field_api.journal.rules.canonical_json of the same value.
    expect(await sha256OfText(canonicalJson({ note: "Rumah é 😀", answers: { b: 2, a: [true, null] } }))).toBe("613ef0c4155ecbd01f7028615343e7c3e05b81992ddb9d398a0a6477bc736a1e");
  });
});
