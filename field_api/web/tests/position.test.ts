/** Fixes and places: which fix counts, what is kept of many, how far and in which direction a house lies. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { effectScope } from "vue";
import { envelopeOf } from "@/field/camera/envelope";
import {
  bestOf,
  directionTo,
  isAccurate,
  metresBetween,
  type Sample,
  sampleOf,
  samplesBefore,
  withSample,
} from "@/field/position/fix";
import { useWatchedPosition } from "@/field/position/watch";

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 3, 0, second)).toISOString();
const sample = (second: number, accuracy_mm = 8_000): Sample => ({
  latitude_e7: -61_754_000,
  longitude_e7: 1_068_272_000,
  accuracy_mm,
  at: at(second),
});
const reported = (coords: object) =>
  ({ coords: { latitude: -6.1754, longitude: 106.8272, accuracy: 7.5, ...coords }, timestamp: Date.parse(at(0)) }) as GeolocationPosition;

describe("a sample", () => {
  it("is written in whole numbers", () => {
    expect(sampleOf(reported({}))).toEqual({ ...sample(0), accuracy_mm: 7_500 });
  });

  it("of nowhere is none, and an accuracy beyond sense stays within what the server takes", () => {
    expect(sampleOf(reported({ latitude: NaN }))).toBeUndefined();
    expect(sampleOf(reported({ accuracy: 1e9 }))?.accuracy_mm).toBe(100_000_000);
  });

  it("counts as accurate up to 50 metres", () => {
    expect([50_000, 50_001, null].map((accuracy_mm) => isAccurate({ accuracy_mm }))).toEqual([true, false, false]);
  });
});

describe("of many samples", () => {
  it("the most accurate one counts, the earlier of equals", () => {
    expect(bestOf([sample(0, 30_000), sample(1, 9_000), sample(2, 9_000), sample(3, 20_000)])).toEqual(sample(1, 9_000));
    expect(bestOf([])).toBeUndefined();
  });

  it("the best and the newest stay", () => {
    const kept = Array.from({ length: 30 }, (_each, second) => sample(second, second === 3 ? 4_000 : 9_000)).reduce<Sample[]>(
      (samples, each) => withSample(samples, each, 5),
      [],
    );

    expect(kept.map((each) => each.at)).toEqual([3, 26, 27, 28, 29].map(at));
  });

  it("one that is reported twice is one", () => {
    expect(withSample(withSample([], sample(1)), sample(1))).toHaveLength(1);
  });

  it("those before the shutter are stated with a photo, the newest as its position", () => {
    const samples = [0, 60, 100, 115].map((second) => sample(second));
    const photo = { sha256: "a", original_sha256: "b", original_exif: null, source: "file" as const, kind: "house_front" as const };

    expect(samplesBefore(samples, new Date(at(120)), 60).map((each) => each.at)).toEqual([60, 100, 115].map(at));
    expect(envelopeOf({ ...photo, taken_at: at(120) }, samples).position).toEqual(sample(115));
    // Half a minute later the phone may stand in the next house.
    expect(envelopeOf({ ...photo, taken_at: at(150) }, samples).position).toBeNull();
  });
});

describe("the way to a house", () => {
  const monas = { latitude_e7: -61_753_924, longitude_e7: 1_068_271_528 };
  const istiqlal = { latitude_e7: -61_702_220, longitude_e7: 1_068_314_540 };

  it("is as long as on a map", () => {
    expect(metresBetween(monas, istiqlal)).toBeGreaterThan(730);
    expect(metresBetween(monas, istiqlal)).toBeLessThan(760);
    expect(metresBetween(monas, monas)).toBe(0);
  });

  it.each([
    ["n", 1, 0],
    ["ne", 1, 1],
    ["e", 0, 1],
    ["se", -1, 1],
    ["s", -1, 0],
    ["sw", -1, -1],
    ["w", 0, -1],
    ["nw", 1, -1],
  ])("leads %s", (direction, north, east) => {
    const there = { latitude_e7: monas.latitude_e7 + north * 10_000, longitude_e7: monas.longitude_e7 + east * 10_000 };

    expect(directionTo(monas, there)).toBe(direction);
  });
});

describe("the watch on the position", () => {
  let seconds = 0;
  const clearWatch = vi.fn();
  const watchPosition = vi.fn((take: (reported: GeolocationPosition) => void) => {
    take({ ...reported({}), timestamp: Date.parse(at(seconds++)) } as GeolocationPosition);
    return watchPosition.mock.calls.length;
  });
  const leaveAll: (() => void)[] = [];
  /** A step of a visit that needs the position. */
  const enter = (visit: string, anew = false) => {
    const step = effectScope();
    const position = step.run(() => useWatchedPosition(visit, anew));
    const leave = () => step.stop();
    leaveAll.push(leave);
    return { measured: position?.samples.value.map((each) => each.at), leave };
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("navigator", { geolocation: { watchPosition, clearWatch } });
    seconds = 0;
  });

  afterEach(() => {
    leaveAll.splice(0).forEach((leave) => leave());
    vi.runAllTimers();
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.clearAllMocks();
  });

  it("goes on from one step of a visit to the next, so that a photo taken at once has a position", () => {
    enter("visit").leave();
    vi.advanceTimersByTime(30_000);

    expect(enter("visit").measured).toEqual([at(0)]);
    vi.advanceTimersByTime(120_000);
    expect(clearWatch).not.toHaveBeenCalled();
  });

  it("ends a minute after the last step that needs it", () => {
    enter("visit").leave();

    vi.advanceTimersByTime(59_999);
    expect(clearWatch).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(clearWatch).toHaveBeenCalledTimes(1);
    expect(enter("visit").measured).toEqual([at(1)]);
  });

  it("gives another visit nothing of what was measured before another house", () => {
    enter("visit").leave();

    expect(enter("next visit").measured).toEqual([at(1)]);
    expect(clearWatch).toHaveBeenCalledTimes(1);
  });

  it("begins anew where somebody measures again", () => {
    enter("visit").leave();

    expect(enter("visit", true).measured).toEqual([at(1)]);
  });
});
