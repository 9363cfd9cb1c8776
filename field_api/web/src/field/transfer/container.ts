/**
 * The file in which unsent work goes to another phone: a line that says what it is, the length of an index, the index
 * as JSON, then the photos byte for byte, one after the other. It is put together out of the stored photos without
 * reading them, so that a hundred of them need no memory. It belongs to one user, and says so.
 */
import type { Bundle } from "@/field/store/bundle";
import { sha256Of } from "@/ground/hashing";

export interface WorkIndex {
  version: 1;
  userId: string;
  exportedAt: string;
  bundles: Bundle[];
  payloads: { id: string; text: string }[];
  /** In the order in which their bytes follow. */
  photos: { bundleId: string; sha256: string; size: number }[];
}

/** other_user: it belongs to somebody else. damaged: cut off, or a photo has other bytes than its name says. */
export type FileFault = "not_a_work_file" | "other_user" | "damaged";

export class BadWorkFile extends Error {
  constructor(readonly fault: FileFault) {
    super(fault);
  }
}

const MAGIC = "field-work 1\n";
const LENGTH_DIGITS = 12;

export function pack(index: WorkIndex, photos: readonly Blob[]): Blob {
  const text = new TextEncoder().encode(JSON.stringify(index));
  const length = `${String(text.length).padStart(LENGTH_DIGITS, "0")}\n`;
  return new Blob([MAGIC, length, text, ...photos], { type: "application/octet-stream" });
}

export interface Unpacked {
  index: WorkIndex;
  /** One photo, read and held against its name. Throws BadWorkFile. */
  photo(number: number): Promise<Blob>;
}

/** Reads the index; throws BadWorkFile when this is no such file, belongs to somebody else, or was cut off. */
export async function unpack(file: Blob, userId: string): Promise<Unpacked> {
  const head = MAGIC.length + LENGTH_DIGITS + 1;
  const said = await file.slice(0, head).text();
  const length = Number(said.slice(MAGIC.length));
  if (!said.startsWith(MAGIC) || !Number.isSafeInteger(length)) throw new BadWorkFile("not_a_work_file");
  const index = parsed(await file.slice(head, head + length).text());
  if (index.userId !== userId) throw new BadWorkFile("other_user");
  const starts: number[] = [];
  let end = head + length;
  for (const photo of index.photos) {
    starts.push(end);
    end += photo.size;
  }
  if (end !== file.size) throw new BadWorkFile("damaged");
  return {
    index,
    photo: async (number) => {
      const named = index.photos[number];
      const start = starts[number];
      if (!named || start === undefined) throw new BadWorkFile("damaged");
      // Read into memory, one at a time, so that the store does not lean on a file that may go away.
      const bytes = await file.slice(start, start + named.size).arrayBuffer();
      if ((await sha256Of(bytes)) !== named.sha256) throw new BadWorkFile("damaged");
      return new Blob([bytes], { type: "image/jpeg" });
    },
  };
}

function parsed(text: string): WorkIndex {
  try {
    const index = JSON.parse(text) as WorkIndex;
    if (index.version === 1 && Array.isArray(index.bundles) && Array.isArray(index.photos)) return index;
  } catch {
    // Cut off in the index.
    throw new BadWorkFile("damaged");
  }
  throw new BadWorkFile("not_a_work_file");
}

/**
 * Whether a bundle of the file takes the place of what is here. What is finished is never changed; of two drafts the
 * newer one stays. So importing twice, or an old file after a new one, changes nothing.
 */
export function isTaken(kept: Bundle | undefined, brought: Bundle): boolean {
  if (!kept) return true;
  if (kept.state !== "draft") return false;
  return brought.state !== "draft" || brought.changedAt > kept.changedAt;
}
