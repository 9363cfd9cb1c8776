/** How light a photo is. */
import { describe, expect, it } from "vitest";
import { luminanceOf } from "@/field/camera/light";

const pixels = (...colours: [number, number, number][]) => new Uint8ClampedArray(colours.flatMap((colour) => [...colour, 255]));

describe("the light of a photo", () => {
  it("is the mean of its pixels", () => {
    expect(luminanceOf(pixels([0, 0, 0]))).toBe(0);
    expect(luminanceOf(pixels([255, 255, 255]))).toBeCloseTo(255);
    expect(luminanceOf(pixels([0, 0, 0], [100, 100, 100]))).toBeCloseTo(50);
  });

  it("weighs green most and blue least, as the eye does", () => {
    const [red, green, blue] = [luminanceOf(pixels([255, 0, 0])), luminanceOf(pixels([0, 255, 0])), luminanceOf(pixels([0, 0, 255]))];

    expect(green).toBeGreaterThan(red);
    expect(red).toBeGreaterThan(blue);
  });
});
