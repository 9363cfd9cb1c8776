import { describe, expect, it } from "vitest";
import { sha256Of } from "@/ground/hashing";
import { newId } from "@/ground/ids";
import { dayOf, holdsOn } from "@/ground/time";

describe("an id", () => {
  it("is a UUIDv7 that sorts by its time", () => {
    const ids = [newId(1_700_000_000_000), newId(1_700_000_000_001), newId(1_800_000_000_000)];

    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(newId(1_700_000_000_000).replace("-", "").slice(0, 12), 16)).toBe(1_700_000_000_000);
  });
});

describe("a hash", () => {
  it("is the SHA-256 that everybody else computes", async () => {
    expect(await sha256Of(new Blob(["abc"]))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

describe("a period of days", () => {
  it.each([
    ["2026-01-01", null, true],
    ["2026-11-22", null, true],
    ["2026-11-23", null, false],
    ["2026-01-01", "2026-11-22", false],
    ["2026-01-01", "2026-11-23", true],
  ])("from %s to %s holds on the 22nd: %s", (from, to, holds) => {
    expect(holdsOn(dayOf(new Date(2026, 10, 22, 23, 59)), from, to)).toBe(holds);
  });
});
