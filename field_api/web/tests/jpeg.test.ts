/** The head of a photo, read from real files of phones and from files that lie. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { base64Of, jpegHead, scaleWithin } from "@/field/camera/jpeg";
import { isSmall } from "@/field/camera/shrink";

const PHOTOS = new URL("../../../../shared/data/photos/", import.meta.url);
const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(path, PHOTOS)));

interface Known {
  file: string;
  width: number;
  height: number;
}

function known(): Known[] {
  const [names, ...rows] = readFileSync(new URL("manifest.csv", PHOTOS), "utf8").split("\n");
  const place = (name: string) => (names ?? "").split(",").indexOf(name);
  return rows
    .map((row) => row.split(","))
    .filter((cells) => cells[place("type")] === "JPEG")
    .map((cells) => ({
      file: cells[place("file")] ?? "",
      width: Number(cells[place("width")]),
      height: Number(cells[place("height")]),
    }));
}

describe("the size of a photo", () => {
  it("is what other readers find, for every JPEG of the collection but one whose segments do not follow each other", () => {
    const photos = known().filter(({ file }) => file !== "original/Issue_308.jpg");
    expect(photos.length).toBeGreaterThan(60);

    const different = photos.filter(({ file, width, height }) => {
      const head = jpegHead(bytesOf(file));
      return head?.width !== width || head.height !== height;
    });

    expect(different).toEqual([]);
  });

  it("of what is no whole JPEG is unknown, and nothing fails", () => {
    const photo = bytesOf("original/Oppo_R7_Plus.jpg");

    expect(jpegHead(new Uint8Array())).toBeUndefined();
    expect(jpegHead(bytesOf("original/HTC_Desire.webp"))).toBeUndefined();
    for (let length = 0; length < 600; length += 7) expect(jpegHead(photo.subarray(0, length))).toBeUndefined();
    for (const file of readdirSync(PHOTOS, { recursive: true, encoding: "utf8" }).filter((each) => /\.(heic|mpo)$/.test(each))) {
      expect(() => jpegHead(bytesOf(file))).not.toThrow();
    }
  });
});

describe("what the camera wrote", () => {
  it("is kept byte for byte with its marker", () => {
    const photo = bytesOf("original/Apple_iPhone_4.jpg");
    const exif = jpegHead(photo)?.exif;

    expect(exif?.subarray(0, 2)).toEqual(new Uint8Array([0xff, 0xe1]));
    expect(Buffer.from(photo).includes(Buffer.from(exif ?? []))).toBe(true);
    expect(new DataView((exif as Uint8Array).buffer).getUint16(2) + 2).toBe(exif?.length);
    expect(Buffer.from(base64Of(exif as Uint8Array), "base64")).toEqual(Buffer.from(exif as Uint8Array));
  });

  it("is the first of two segments", () => {
    const exif = jpegHead(bytesOf("crafted/two_exif_segments.jpg"))?.exif as Uint8Array;
    const first = Buffer.from(bytesOf("crafted/two_exif_segments.jpg")).indexOf(Buffer.from(exif));

    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(64);
  });
});

describe("a photo is sent as the camera made it", () => {
  it.each([
    [300_000, { width: 1600, height: 1200 }, true],
    [300_000, { width: 1601, height: 1200 }, false],
    [900_000, { width: 1600, height: 1200 }, false],
    [300_000, undefined, false],
  ])("of %i bytes and the size %o: %s", (size, head, isSent) => {
    expect(isSmall(size, head)).toBe(isSent);
  });

  it("or is brought down to its longest side", () => {
    expect(scaleWithin(4160, 3120, 1600) * 4160).toBeCloseTo(1600);
    expect(scaleWithin(3120, 4160, 1600) * 4160).toBeCloseTo(1600);
    expect(scaleWithin(800, 600, 1600)).toBe(1);
  });
});
