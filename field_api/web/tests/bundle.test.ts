/** What the record of a finished bundle keeps of its photos, and what it gets back. */
import { describe, expect, it } from "vitest";
import { type Capture, withEnvelopes, withoutEnvelopes } from "@/field/store/bundle";

const taken = (name: string): Capture => ({
  sha256: name.repeat(64),
  size: 3,
  kind: "house_front",
  envelope: { v: 1, original_exif: `exif of ${name}` },
  sentBytes: 0,
  stored: false,
});

describe("the photos of a finished bundle", () => {
  it("leave their envelopes to the payload and are otherwise as they were", () => {
    const [one] = withoutEnvelopes([taken("a")]);

    expect(one).not.toHaveProperty("envelope");
    expect({ ...one, envelope: taken("a").envelope }).toEqual(taken("a"));
  });

  it("have them again when the bundle is opened once more", () => {
    const captures = [taken("a"), taken("b")];
    const payload = JSON.stringify({ photos: captures });

    expect(withEnvelopes(withoutEnvelopes(captures), payload)).toEqual(captures);
  });

  it("that never had one get none", () => {
    const bare = withoutEnvelopes([taken("a")]);

    expect(withEnvelopes(bare, JSON.stringify({ photos: [{ sha256: "a".repeat(64) }] }))).toEqual(bare);
  });
});
