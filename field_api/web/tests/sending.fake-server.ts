/** A server in memory that behaves as the real one does towards a phone, on a network that loses what a seed says. */
import type { Door } from "@/field/sending/door";
import type { Part, Receipt } from "@/field/sending/steps";
import type { BundleKind } from "@/field/store/bundle";
import { sha256OfText } from "@/ground/canonical";
import { sha256Of } from "@/ground/hashing";
import { Problem } from "@/ground/problems";

interface Manifest {
  photos: { sha256: string; size: number; kind: string }[];
}

interface Declared extends Manifest {
  contentSha256: string;
}

/** Numbers in [0, 1) that a seed repeats (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function problem(status: number, code: string, more: Record<string, unknown> = {}): Problem {
  return new Problem({ status, code, title: "", detail: "", request_id: null, ...more });
}

export class FakeServer {
  readonly bundles = new Map<string, Declared>();
  readonly photos = new Map<string, Blob>();
  readonly declarations: string[] = [];
  /** What arrived of photos that are not whole yet. */
  readonly pieces = new Map<string, Blob>();

  async declare(id: string, payload: string, behind = new Blob()): Promise<Receipt> {
    const contentSha256 = await sha256OfText(payload);
    const known = this.bundles.get(id);
    if (known && known.contentSha256 !== contentSha256) throw problem(409, "other_content");
    if (!known) {
      this.declarations.push(id);
      this.bundles.set(id, { contentSha256, photos: (JSON.parse(payload) as Manifest).photos });
    }
    let start = 0;
    for (const { sha256, size } of this.bundles.get(id)?.photos ?? []) {
      const here = this.pieces.get(sha256)?.size ?? 0;
      const rest = behind.slice(start + here, start + size);
      if (rest.size > 0) await this.append(sha256, here, rest);
      start += size;
    }
    return this.receipt(id);
  }

  receipt(id: string): Receipt {
    const known = this.bundles.get(id);
    if (!known) throw problem(404, "visit_not_found");
    const missing = known.photos.filter((photo) => !this.photos.has(photo.sha256));
    return {
      id,
      content_sha256: known.contentSha256,
      complete: missing.length === 0,
      completed_at: null,
      received_at: "2026-11-22T01:00:00Z",
      repeated: false,
      photo_count: known.photos.length,
      missing: missing.map((photo) => ({
        ...photo,
        offset: this.pieces.get(photo.sha256)?.size ?? 0,
        upload_url: `/v1/photos/${photo.sha256}`,
      })),
    };
  }

  async append(sha256: string, offset: number, body: Blob): Promise<number> {
    const size = this.sizeOf(sha256);
    if (this.photos.has(sha256)) return size;
    const here = this.pieces.get(sha256) ?? new Blob();
    if (offset !== here.size) throw problem(409, "offset_mismatch", { offset: here.size });
    const grown = new Blob([here, body]);
    this.pieces.set(sha256, grown);
    if (grown.size < size) return grown.size;
    this.pieces.delete(sha256);
    if ((await sha256Of(grown)) !== sha256) throw problem(409, "photo_hash_mismatch", { sha256, offset: 0 });
    this.photos.set(sha256, grown);
    return size;
  }

  async appendTogether(id: string, parts: readonly Part[], body: Blob): Promise<Receipt> {
    let start = 0;
    for (const part of parts) {
      const piece = body.slice(start, start + part.size - part.sent);
      if (piece.size > 0) await this.append(part.sha256, part.sent, piece);
      start += part.size - part.sent;
    }
    return this.receipt(id);
  }

  private sizeOf(sha256: string): number {
    const declared = [...this.bundles.values()].flatMap((each) => each.photos).find((each) => each.sha256 === sha256);
    if (!declared) throw problem(404, "photo_not_declared");
    return declared.size;
  }
}

/** Doors on a network that sometimes loses the request, sometimes the answer, and sometimes cuts a body in the middle. */
export function lossyDoor(server: FakeServer, random: () => number, loss: number): Door {
  const cut = (body: Blob) => body.slice(0, Math.floor(random() * body.size));

  async function through<Told>(arrive: () => Promise<Told>, partly?: () => Promise<unknown>): Promise<Told> {
    const luck = random();
    if (luck < loss / 3) throw Problem.local("offline");
    if (luck < (2 * loss) / 3) {
      await partly?.().catch(() => undefined);
      throw Problem.local("timeout");
    }
    const told = await arrive();
    if (luck < loss) throw Problem.local("offline");
    return told;
  }

  return {
    declare: (_kind: BundleKind, id, payload, photos) => {
      const behind = new Blob([...photos]);
      return through(() => server.declare(id, payload, behind), () => server.declare(id, payload, cut(behind)));
    },
    ask: (_kind, id) => through(async () => server.receipt(id)),
    sendTogether: (id, parts, body) =>
      through(() => server.appendTogether(id, parts, body), () => server.appendTogether(id, parts, cut(body))),
    sendPiece: (sha256, offset, body) =>
      through(() => server.append(sha256, offset, body), () => server.append(sha256, offset, cut(body))),
  };
}
