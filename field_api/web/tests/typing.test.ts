/** A draft is typed in until its end, and what comes later neither changes nor breaks anything. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { HandOverBundle, Words } from "@/field/store/bundle";
import { BundleFinished } from "@/field/store/bundles";
import { createTyping } from "@/field/store/typing";

const NOTE = { note: "Diterima di teras." };

function handOver(state = "draft"): HandOverBundle {
  return { id: "1", kind: "hand_over", state, content: { outcome: "delivered" }, captures: [] } as unknown as HandOverBundle;
}

/** A store that refuses whatever comes once the bundle is finished, as the database does. */
function store({ isFull = false } = {}) {
  const kept = { content: {} as object, writes: 0, isFinished: false, isFull, lastWords: undefined as object | undefined };
  const save = async (typed: Words) => {
    const content = typed.content;
    await Promise.resolve();
    if (kept.isFull) throw new Error("full");
    if (kept.isFinished) throw new BundleFinished(typed.id);
    kept.content = content;
    kept.writes += 1;
  };
  const keepLastWords = (typed: Words) => void (kept.lastWords = typed.content);
  const finish = async () => {
    await Promise.resolve();
    kept.isFinished = true;
  };
  return { kept, disk: { save, keepLastWords }, finish };
}

describe("a draft", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("window", new EventTarget());
    vi.stubGlobal("document", new EventTarget());
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is finished with its last content; a fix that comes during or after it is not taken", async () => {
    const { kept, disk, finish } = store();
    const typing = createTyping(handOver(), true, disk);
    const late = { position: { latitude_e7: 1, longitude_e7: 2, accuracy_mm: 3 } };

    const ending = typing.end(NOTE, async () => {
      typing.change(late);
      await finish();
    });
    typing.change(late);
    await ending;
    typing.change(late);
    await vi.advanceTimersByTimeAsync(1_000);
    await typing.leave();

    expect(kept.content).toEqual({ outcome: "delivered", ...NOTE });
    expect(kept.writes).toBe(1);
  });

  it("that another tab has finished says so, and writes nothing more", async () => {
    const { kept, disk, finish } = store();
    const typing = createTyping(handOver(), true, disk);
    await finish();

    typing.change(NOTE);
    await vi.advanceTimersByTimeAsync(1_000);

    expect(typing.state.value).toBe("finished");
    await expect(typing.end(NOTE, finish)).rejects.toBeInstanceOf(BundleFinished);
    expect(kept.writes).toBe(0);
  });

  it("that the disk does not take is not finished, and may be typed in again", async () => {
    const { kept, disk, finish } = store({ isFull: true });
    const typing = createTyping(handOver(), true, disk);
    await expect(typing.end(NOTE, finish)).rejects.toThrow("not on the disk");
    expect(typing.saveState.value).toBe("failed");

    kept.isFull = false;
    await typing.end({ note: "Diterima di dapur." }, finish);

    expect(kept).toMatchObject({ isFinished: true, content: { note: "Diterima di dapur." } });
  });

  it("is written at once when the page is hidden", async () => {
    const { kept, disk } = store();
    const typing = createTyping(handOver(), true, disk);
    typing.change(NOTE);
    document.dispatchEvent(new Event("visibilitychange"));

    await typing.flush();

    expect(kept.content).toMatchObject(NOTE);
  });

  it("leaves its last words when the page goes, and none when all is saved", async () => {
    const { kept, disk } = store();
    const typing = createTyping(handOver(), true, disk);
    window.dispatchEvent(new Event("pagehide"));
    expect(kept.lastWords).toBeUndefined();

    typing.change(NOTE);
    window.dispatchEvent(new Event("pagehide"));

    // Before anything was awaited: the page is gone after this.
    expect(kept.lastWords).toMatchObject(NOTE);
    expect(kept.writes).toBe(0);
    await typing.leave();
  });

  it("is only shown where another tab types, or after its end", () => {
    const { disk } = store();
    for (const [found, isHeld, state] of [[handOver(), false, "elsewhere"], [handOver("ready"), true, "finished"]] as const) {
      const typing = createTyping(found, isHeld, disk);
      typing.change(NOTE);
      expect(typing.state.value).toBe(state);
      expect(typing.bundle.value.content).toEqual({ outcome: "delivered" });
    }
  });
});
