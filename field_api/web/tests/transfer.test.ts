import { describe, expect, it } from "vitest";
import type { Bundle } from "@/field/store/bundle";
import { BadWorkFile, isTaken, pack, unpack, type WorkIndex } from "@/field/transfer/container";
import { sha256Of } from "@/ground/hashing";

const USER = "019ac000-0000-7000-8000-000000000001";
const PHOTOS = [new Blob(["first photo"]), new Blob(["second é photo"])];

async function workFile(): Promise<Blob> {
  const photos = await Promise.all(PHOTOS.map(async (blob, number) => ({ bundleId: `b${number}`, sha256: await sha256Of(blob), size: blob.size })));
  const bundles = [{ id: "b0", label: "Jalan Kenanga é" }] as Bundle[];
  const index: WorkIndex = { version: 1, userId: USER, exportedAt: "2026-11-22T01:00:00Z", bundles, payloads: [{ id: "b0", text: "{}" }], photos };
  return pack(index, PHOTOS);
}
const faultOf = (trying: Promise<unknown>) => trying.then(() => "none", (error: unknown) => (error as BadWorkFile).fault);

describe("a work file", () => {
  it("gives back what was put in, byte for byte", async () => {
    const { index, photo } = await unpack(await workFile(), USER);

    expect(index.bundles).toMatchObject([{ label: "Jalan Kenanga é" }]);
    expect(index.payloads).toEqual([{ id: "b0", text: "{}" }]);
    expect(await (await photo(0)).text()).toBe("first photo");
    expect(await (await photo(1)).text()).toBe("second é photo");
  });

  it("is for the user alone who made it", async () => {
    expect(await faultOf(unpack(await workFile(), "somebody else"))).toBe("other_user");
  });

  it("is refused wherever it is cut off", async () => {
    const file = await workFile();
    const faults = new Set<string>();
    for (let end = 0; end < file.size; end += 7) faults.add(await faultOf(unpack(file.slice(0, end), USER)));

    expect([...faults].sort()).toEqual(["damaged", "not_a_work_file"]);
  });

  it("names a photo of which a byte has changed", async () => {
    const bytes = new Uint8Array(await (await workFile()).arrayBuffer());
    bytes[bytes.length - 1] = 0;
    const { photo } = await unpack(new Blob([bytes]), USER);

    expect(await faultOf(photo(0))).toBe("none");
    expect(await faultOf(photo(1))).toBe("damaged");
  });

  it.each(["", "field-work 2\n000000000002\n{}", "PK\u0003\u0004 something else entirely, long enough"])("is not %j", async (text) => {
    expect(await faultOf(unpack(new Blob([text]), USER))).toBe("not_a_work_file");
  });
});

describe("a bundle of the file", () => {
  const bundle = (state: string, changedAt = "2026-11-22T01:00:00Z") => ({ id: "b", state, changedAt }) as Bundle;

  it.each([
    ["is taken when it is not here", undefined, bundle("draft"), true],
    ["changes nothing the second time", bundle("draft"), bundle("draft"), false],
    ["takes the place of an older draft", bundle("draft"), bundle("draft", "2026-11-22T02:00:00Z"), true],
    ["leaves a newer draft alone", bundle("draft", "2026-11-22T02:00:00Z"), bundle("draft"), false],
    ["is taken when it was finished there and not here", bundle("draft", "2026-11-22T02:00:00Z"), bundle("ready"), true],
    ["never changes what is finished here", bundle("complete"), bundle("ready", "2026-11-22T02:00:00Z"), false],
  ])("%s", (_said, kept, brought, taken) => {
    expect(isTaken(kept, brought)).toBe(taken);
  });
});
