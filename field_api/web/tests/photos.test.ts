/** How a photo lies in its frame, and which keys the desk listens to. */
import { describe, expect, it, vi } from "vitest";
import { type Match, meaningOf, type Photo, stateOf, stepped, toldOnce, unsettled } from "@/console/photos/photos";
import { kept, moved, pinch, WHOLE, zoomed } from "@/console/photos/zoom";

vi.stubGlobal("localStorage", { getItem: () => null });
const { commandOf, SHORTCUTS } = await import("@/console/review/shortcuts");

const FRAME = { width: 800, height: 600 };

describe("a picture", () => {
  it("is never smaller than whole nor larger than eight times", () => {
    expect(zoomed(WHOLE, 0.2, FRAME)).toEqual(WHOLE);
    expect(zoomed(WHOLE, 100, FRAME).scale).toBe(8);
  });

  it("keeps under the finger what is under the finger", () => {
    const at = { x: 120, y: -40 };
    for (const view of [WHOLE, { scale: 2, x: 50, y: 30 }]) {
      const before = { x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale };
      const after = zoomed(view, 1.5, FRAME, at);
      expect((at.x - after.x) / after.scale).toBeCloseTo(before.x);
      expect((at.y - after.y) / after.scale).toBeCloseTo(before.y);
    }
  });

  it("fills its frame wherever it is moved", () => {
    const far = moved({ scale: 2, x: 0, y: 0 }, { x: 9000, y: -9000 }, FRAME);
    expect(far).toEqual({ scale: 2, x: 400, y: -300 });
    expect(moved(WHOLE, { x: 50, y: 50 }, FRAME)).toEqual(WHOLE);
    expect(kept({ scale: 1, x: 3, y: 3 }, FRAME)).toEqual(WHOLE);
  });

  it("is whole again after reducing it as often as it was enlarged", () => {
    const there = zoomed(zoomed(WHOLE, 1.5, FRAME, { x: 300, y: 200 }), 1.5, FRAME, { x: -300, y: 10 });
    const back = zoomed(zoomed(there, 1 / 1.5, FRAME), 1 / 1.5, FRAME);
    expect([back.scale, back.x, back.y].map((value) => Math.abs(Math.round(value * 1e6) / 1e6))).toEqual([1, 0, 0]);
  });

  it("is held by two fingers in their middle", () => {
    expect(pinch({ x: 0, y: 0 }, { x: 30, y: 40 })).toEqual({ middle: { x: 15, y: 20 }, distance: 50 });
  });
});

describe("photos", () => {
  const photo = (values: object) => ({ stored: true, verdict: "accepted", remarks: [], ...values }) as unknown as Photo;

  it("say in one word how they stand", () => {
    expect(stateOf(photo({ stored: false, verdict: null }))).toBe("missing");
    expect(stateOf(photo({ verdict: null }))).toBe("waiting");
    expect(stateOf(photo({ verdict: "refused", remarks: ["dark"] }))).toBe("refused");
    expect(stateOf(photo({ verdict: "accepted_with_remarks", remarks: ["dark"] }))).toBe("remarked");
    expect(stateOf(photo({}))).toBe("accepted");
  });

  it("that were refused or not seen yet are unsettled", () => {
    const photos = [photo({}), photo({ verdict: null }), photo({ verdict: "refused" })];
    expect(unsettled(photos)).toEqual(photos.slice(1));
  });

  it("stand in a row with two ends", () => {
    expect([stepped(0, -1, 3), stepped(0, 1, 3), stepped(2, 1, 3), stepped(0, 1, 0)]).toEqual([0, 1, 2, 0]);
  });
});

describe("a key", () => {
  const press = { key: "j", ctrlKey: false, metaKey: false, altKey: false, isTyping: false, isInDialog: false };

  it("does what the list says, whatever its case", () => {
    expect(commandOf(press)).toBe("nextCase");
    expect(commandOf({ ...press, key: "X" })).toBe("reject");
    expect(commandOf({ ...press, key: "=" })).toBe("zoomIn");
    expect(commandOf({ ...press, key: "ArrowLeft" })).toBe("previousPhoto");
  });

  it("does nothing while somebody types or reads a dialog, but for sending", () => {
    for (const { keys, name } of SHORTCUTS.filter(({ name }) => name !== "send")) {
      expect(commandOf({ ...press, key: keys[0], isTyping: true }), name).toBeUndefined();
      expect(commandOf({ ...press, key: keys[0], isInDialog: true }), name).toBeUndefined();
    }
    expect(commandOf({ ...press, key: "Enter", ctrlKey: true, isTyping: true })).toBe("send");
    expect(commandOf({ ...press, key: "Enter", ctrlKey: true, isInDialog: true })).toBeUndefined();
  });

  it("leaves to the browser what is the browser's", () => {
    expect(commandOf({ ...press, key: "r", ctrlKey: true })).toBeUndefined();
    expect(commandOf({ ...press, key: "ArrowLeft", altKey: true })).toBeUndefined();
    expect(commandOf({ ...press, key: "Enter" })).toBeUndefined();
    expect(commandOf({ ...press, key: "a", metaKey: true })).toBeUndefined();
  });
});

describe("photos that were also sent elsewhere", () => {
  const match = (values: object) =>
    ({ number: 0, layer: "scene", distance: 12, standing: "reuse", other_came_first: true, other: null, ...values }) as Match;

  it.each([
    [{ layer: "file", distance: 0 }, "file"],
    [{ layer: "stripped", distance: 0 }, "stripped"],
    [{ distance: 48 }, "picture"],
    [{ distance: 49 }, "similar"],
    [{ layer: "file", standing: "same_matter" }, "same_matter"],
  ])("say in one word what that means: %o", (values, meaning) => {
    expect(meaningOf(match(values))).toBe(meaning);
  });

  it("are counted where they lie outside the area, and told one by one within it", () => {
    const seen = (bundle: string) => match({ other: { bundle_id: bundle } });
    const lines = toldOnce([match({}), seen("a"), match({ distance: 20 }), seen("b"), match({ other_came_first: false })]);

    expect(lines.map(({ match: { other }, count }) => [other?.bundle_id, count])).toEqual([
      [undefined, 2],
      ["a", 1],
      ["b", 1],
      [undefined, 1],
    ]);
  });
});
