/** What is typed reaches the disk: soon, in order, and again after the disk has refused. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { endOf } from "@/field/visit/finish";
import { readNumber } from "@/field/visit/typed";
import { createWriter, type WriterState } from "@/field/store/writing";

describe("a writer", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function disk({ isBroken = false } = {}) {
    const kept = { typed: "", written: [] as string[], said: [] as WriterState[], isBroken };
    const write = async () => {
      const text = kept.typed;
      await Promise.resolve();
      if (kept.isBroken) throw new Error("full");
      kept.written.push(text);
    };
    const writer = createWriter(write, (state) => kept.said.push(state), 250);
    const type = (text: string) => {
      kept.typed += text;
      writer.touch();
    };
    return { kept, writer, type };
  }

  it("writes a quarter of a second after the first stroke, not after the last", async () => {
    const { kept, type } = disk();

    for (const letter of "abcdefgh") {
      type(letter);
      await vi.advanceTimersByTimeAsync(50);
    }

    expect(kept.written).toEqual(["abcde"]);
    await vi.advanceTimersByTimeAsync(250);
    expect(kept.written).toEqual(["abcde", "abcdefgh"]);
    expect(kept.said.at(-1)).toBe("saved");
  });

  it("writes at once when the page goes, and waits for what is being written", async () => {
    const { kept, writer, type } = disk();
    type("a");
    const first = writer.flush();
    type("b");

    await Promise.all([first, writer.flush()]);

    expect(kept.written.at(-1)).toBe("ab");
    await writer.flush();
    expect(kept.written).toHaveLength(2);
  });

  it("says that the disk refuses, and writes all of it with the next stroke", async () => {
    const { kept, writer, type } = disk({ isBroken: true });
    type("a");
    await writer.flush();
    expect(kept.said.at(-1)).toBe("failed");

    kept.isBroken = false;
    type("b");
    await writer.flush();

    expect(kept.written).toEqual(["ab"]);
    expect(kept.said.at(-1)).toBe("saved");
  });
});

describe("a number", () => {
  it.each([
    ["1500000", 1_500_000],
    ["1.500.000", 1_500_000],
    [" 1 500 000 ", 1_500_000],
    ["0", 0],
    ["-3", -3],
    ["", null],
    ["  ", null],
    ["1,5", "1,5"],
    ["1.5", "1.5"],
    ["dua", "dua"],
    ["12.34.567", "12.34.567"],
  ])("typed as %j is %j", (typed, read) => {
    expect(readNumber(typed)).toBe(read);
  });
});

describe("the end of a visit", () => {
  it("is now, but never before its beginning when the clock was put back", () => {
    expect(endOf("2026-11-22T03:00:00.000Z", new Date("2026-11-22T03:20:00Z"))).toBe("2026-11-22T03:20:00.000Z");
    expect(endOf("2026-11-22T03:00:00.000Z", new Date("2026-11-21T03:20:00Z"))).toBe("2026-11-22T03:00:00.000Z");
  });
});
