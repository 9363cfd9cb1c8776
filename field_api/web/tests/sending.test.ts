/** What the queue promises, whatever is lost on the way: every photo arrives, nothing is told twice as two things. */
import { describe, expect, it } from "vitest";
import type { Door } from "@/field/sending/door";
import { runErrand, type Shelf } from "@/field/sending/errand";
import { afterFailure, afterPiece, firstLine, pauseAfter } from "@/field/sending/line";
import { after, begin, type Errand, LARGEST_PIECE, type Line, nextStep, SMALLEST_PIECE } from "@/field/sending/steps";
import { type Bundle, payloadOf, type VisitBundle } from "@/field/store/bundle";
import { canonicalJson, sha256OfText } from "@/ground/canonical";
import { sha256Of } from "@/ground/hashing";
import { Problem } from "@/ground/problems";
import { FakeServer, lossyDoor, problem, randomOf } from "./sending.fake-server";

const SLOW: Line = { isGood: false, pieceBytes: 1_000 };
const GOOD: Line = { isGood: true, pieceBytes: 1_000 };
const ID = "019ac000-0000-7000-8000-000000000001";

/** A phone with one finished visit. */
class Phone implements Shelf {
  bundle!: Bundle;
  text = "";
  readonly blobs = new Map<string, Blob>();

  static async withPhotos(random: () => number, count: number): Promise<Phone> {
    const phone = new Phone();
    const bundle = { id: ID, kind: "visit", state: "ready", content: { note: "ab" }, captures: [] as unknown[], startedAt: "2026-11-22T01:00:00Z" };
    for (let number = 0; number < count; number++) {
      const blob = new Blob([Uint8Array.from({ length: 1 + Math.floor(random() * 9_000) }, () => random() * 256)]);
      const sha256 = await sha256Of(blob);
      phone.blobs.set(sha256, blob);
      bundle.captures.push({ sha256, size: blob.size, kind: "other", sentBytes: 0, stored: false });
    }
    const draft = bundle as unknown as VisitBundle;
    phone.text = canonicalJson(payloadOf(draft, "2026-11-22T01:10:00Z", "1"));
    phone.bundle = { ...draft, contentSha256: await sha256OfText(phone.text) };
    return phone;
  }

  payload = async () => this.text;
  photo = async (sha256: string) => this.blobs.get(sha256);
  keep = async (change: (bundle: Bundle) => Bundle) => void (this.bundle = change(this.bundle));
  now = () => 0;

  async sendOnce(door: Door, line: Line) {
    return (await runErrand(this.bundle, door, this, line)).end;
  }
}

describe("a visit on a network that loses one in three", () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))("arrives whole and once (seed %i)", async (seed) => {
    const random = randomOf(seed);
    const server = new FakeServer();
    const phone = await Phone.withPhotos(random, 1 + (seed % 5));
    const door = lossyDoor(server, random, 0.35);

    let tries = 0;
    while (phone.bundle.state !== "complete") {
      expect(++tries).toBeLessThan(400);
      const end = await phone.sendOnce(door, random() < 0.5 ? GOOD : SLOW);
      expect(end.how).not.toBe("refused");
      // What the phone believes of a photo is never more than what the server holds.
      for (const capture of phone.bundle.captures) {
        if (capture.stored) expect(server.photos.has(capture.sha256)).toBe(true);
      }
    }

    expect(server.declarations).toEqual([ID]);
    expect([...server.photos.keys()].sort()).toEqual([...phone.blobs.keys()].sort());
    expect(phone.bundle.receipt).toMatchObject({ complete: true, content_sha256: phone.bundle.contentSha256 });
  });
});

describe("a visit on a good line", () => {
  it("goes in one request", async () => {
    const server = new FakeServer();
    const phone = await Phone.withPhotos(randomOf(1), 4);
    const asked: string[] = [];
    const door = lossyDoor(server, () => 1, 0);
    const counted = Object.fromEntries(
      Object.entries(door).map(([name, go]) => [name, (...given: never[]) => (asked.push(name), (go as (...all: never[]) => unknown)(...given))]),
    ) as unknown as Door;

    expect(await phone.sendOnce(counted, GOOD)).toEqual({ how: "complete" });
    expect(asked).toEqual(["declare"]);
  });

  it("takes with it the first photos that fit, and alone on any other line", () => {
    const captures = ["a", "b", "c"].map((sha256) => ({ sha256, size: 1_800_000, sentBytes: 0, stored: false }));
    const errand = begin({ contentSha256: "c", captures } as unknown as Bundle);

    expect(nextStep(errand, GOOD)).toMatchObject({ do: "declare", parts: [{ sha256: "a" }, { sha256: "b" }] });
    expect(nextStep(errand, SLOW)).toEqual({ do: "declare", parts: [] });
  });

  it("goes on in pieces when a proxy takes less at once", async () => {
    const server = new FakeServer();
    const phone = await Phone.withPhotos(randomOf(2), 3);
    const door = lossyDoor(server, () => 1, 0);
    const narrow: Door = {
      ...door,
      declare: async (kind, id, payload, photos) => {
        if (photos.length > 0) throw problem(413, "not_understood");
        return door.declare(kind, id, payload, photos);
      },
      sendTogether: async () => Promise.reject(problem(413, "not_understood")),
    };

    expect(await phone.sendOnce(narrow, GOOD)).toEqual({ how: "complete" });
    expect(server.photos.size).toBe(3);
  });

  it("is not told again when a photo that came with it was wrong", () => {
    const errand = begin({ contentSha256: "c", captures: [{ sha256: "a", size: 9, sentBytes: 0, stored: false }] } as unknown as Bundle);
    const step = nextStep(errand, GOOD);
    if (!step) throw new Error("nothing to do");

    const wrong = after(errand, step, { problem: problem(409, "photo_hash_mismatch", { sha256: "a" }) });

    expect(nextStep(wrong, GOOD)).toEqual({ do: "ask" });
  });
});

describe("an errand", () => {
  const held = { sha256: "a", size: 10, kind: "other", offset: 4, upload_url: "" };
  const receipt = { id: ID, content_sha256: "c", complete: false, completed_at: null, received_at: "", repeated: false, photo_count: 1, missing: [held] };
  const bundle = { contentSha256: "c", captures: [{ sha256: "a", size: 10, sentBytes: 0, stored: false }] } as unknown as Bundle;
  const uploading = after(begin(bundle), { do: "declare", parts: [] }, { receipt });
  const piece = { do: "sendPiece", sha256: "a", offset: 4, end: 10 } as const;

  it("continues where the server stands", () => {
    expect(nextStep(uploading, SLOW)).toEqual(piece);
  });

  it("moves to the offset that the server names", () => {
    const moved = after(uploading, piece, { problem: problem(409, "offset_mismatch", { offset: 7 }) });

    expect(nextStep(moved, SLOW)).toMatchObject({ do: "sendPiece", offset: 7 });
  });

  it("begins a photo again whose bytes were wrong", () => {
    const again = after(uploading, piece, { problem: problem(409, "photo_hash_mismatch", { sha256: "a" }) });

    expect(nextStep(again, SLOW)).toMatchObject({ do: "sendPiece", offset: 0 });
  });

  it("does not go round for ever with a photo that stays wrong", () => {
    let errand: Errand = uploading;
    for (let round = 0; round < 5; round++) errand = after(errand, piece, { problem: problem(409, "photo_hash_mismatch", { sha256: "a" }) });

    expect(errand.end).toMatchObject({ how: "refused", problem: { code: "photo_hash_mismatch" } });
  });

  it("asks again before it believes that all is there", () => {
    const sent = after(uploading, piece, { offset: 10 });

    expect(nextStep(sent, SLOW)).toEqual({ do: "ask" });
    expect(sent.end).toBeUndefined();
  });

  it("does not believe a receipt of other content", () => {
    const strange = after(uploading, { do: "ask" }, { receipt: { ...receipt, complete: true, missing: [], content_sha256: "d" } });

    expect(strange.end).toMatchObject({ how: "refused", problem: { code: "receipt_of_other_content" } });
  });

  it("tells a server again that has forgotten it", () => {
    const forgotten = after({ ...uploading, isCurrent: false }, { do: "ask" }, { problem: problem(404, "visit_not_found") });

    expect(nextStep(forgotten, SLOW)).toEqual({ do: "declare", parts: [] });
  });

  it.each([
    [problem(401, "unauthenticated"), "login"],
    [problem(503, "unavailable"), "later"],
    [problem(429, "too_many_requests"), "later"],
    [Problem.local("offline"), "later"],
    [problem(422, "visit_incomplete"), "refused"],
    [problem(409, "already_handed_over"), "refused"],
    [problem(403, "forbidden"), "refused"],
  ])("answers %s with %s", (trouble, how) => {
    expect(after(uploading, piece, { problem: trouble }).end?.how).toBe(how);
  });

  it("is refused when the browser has cleared its photos", async () => {
    const phone = await Phone.withPhotos(randomOf(3), 2);
    phone.blobs.clear();

    expect(await phone.sendOnce(lossyDoor(new FakeServer(), () => 1, 0), SLOW)).toMatchObject({ problem: { code: "not_on_this_phone" } });
    expect(phone.bundle.state).toBe("refused");
  });

  it.each([SLOW, GOOD])("is refused when the browser has cleared a photo, after all the rest has gone", async (line) => {
    const phone = await Phone.withPhotos(randomOf(3), 2);
    const [first, second] = [...phone.blobs.keys()];
    phone.blobs.delete(second ?? "");
    const server = new FakeServer();

    expect(await phone.sendOnce(lossyDoor(server, () => 1, 0), line)).toMatchObject({ problem: { code: "not_on_this_phone" } });
    expect(phone.bundle.state).toBe("refused");
    expect(server.declarations).toEqual([ID]);
    expect([...server.photos.keys()]).toEqual([first]);
  });
});

describe("the line", () => {
  it("is good where the browser says so and nobody saves data", () => {
    expect(firstLine({ effectiveType: "4g" })).toEqual({ isGood: true, pieceBytes: LARGEST_PIECE });
    expect(firstLine({ effectiveType: "4g", saveData: true }).isGood).toBe(false);
    expect(firstLine(undefined)).toEqual({ isGood: false, pieceBytes: SMALLEST_PIECE });
  });

  it("takes larger pieces while they go quickly, and smaller ones when they do not", () => {
    const quick = afterPiece(afterFailure(), 500);

    expect(quick.pieceBytes).toBe(2 * SMALLEST_PIECE);
    expect(afterPiece(quick, 15_000).pieceBytes).toBe(SMALLEST_PIECE);
    expect(afterPiece(afterPiece(afterPiece(quick, 1), 1), 1).pieceBytes).toBe(LARGEST_PIECE);
  });

  it("waits longer after each failure, never all phones at once, never longer than five minutes", () => {
    const pauses = [1, 2, 3, 20].map((failures) => [pauseAfter(failures, 0), pauseAfter(failures, 0.999)]);

    expect(pauses).toEqual([[1_000, 1_999], [2_000, 3_998], [4_000, 7_996], [150_000, 299_850]]);
    expect(pauseAfter(1, 0, 60)).toBe(60_000);
  });
});
