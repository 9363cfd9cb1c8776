/**
 * Signed notes, checkpoints and cosignatures, as c2sp.org has them (signed-note, tlog-checkpoint, tlog-cosignature):
 * text, an empty line, and a line for each signature, "— <name> <base64 of 4 bytes of key id and the signature>".
 */
import { type Bytes, fromBase64, isEqual, joined, sha256, utf8 } from "@/receipt/bytes";

/** The byte before a key: which kind of signature it makes. */
export const LOG = 1;
export const WITNESS = 4;

export interface Verifier {
  name: string;
  algorithm: number;
  keyId: Bytes;
  key: Bytes;
}

export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
}

const KEY_BYTES = 32;
const ID_BYTES = 4;
const TIME_BYTES = 8;

/** Reads "name+id+key" of the given kind; null when it is none, or its id is not that of its key. */
export async function verifierOf(text: string, algorithm: number): Promise<Verifier | null> {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const raw = fromBase64(encoded ?? "");
  if (!name || !id || raw?.length !== 1 + KEY_BYTES || raw[0] !== algorithm) return null;
  const keyId = (await sha256(utf8(`${name}\n`), raw)).slice(0, ID_BYTES);
  const hex = Array.from(keyId, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex === id ? { name, algorithm, keyId, key: raw.slice(1) } : null;
}

/** Whether this browser can check an Ed25519 signature at all. */
export async function canVerify(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(KEY_BYTES), "Ed25519", false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

/** The text of a note with its last newline, and its signature lines; null when it is none. */
export function takenApart(note: string): { text: string; lines: string[] } | null {
  const place = note.lastIndexOf("\n\n");
  return place < 0 ? null : { text: note.slice(0, place + 1), lines: note.slice(place + 2).split("\n") };
}

export function checkpointOf(text: string): Checkpoint | null {
  const [origin, size, root] = text.split("\n");
  const raw = fromBase64(root ?? "");
  if (!origin || !/^(0|[1-9][0-9]{0,14})$/.test(size ?? "") || raw?.length !== KEY_BYTES) return null;
  return { origin, size: Number(size), root: raw };
}

/** Whether the log's key has signed the text. */
export async function isSigned(text: string, lines: string[], log: Verifier): Promise<boolean> {
  for (const signature of signaturesOf(lines, log)) {
    if (await verifies(log, signature, text)) return true;
  }
  return false;
}

/** When a witness saw the checkpoint; null when he did not. */
export async function cosignedAt(text: string, lines: string[], witness: Verifier): Promise<Date | null> {
  for (const raw of signaturesOf(lines, witness)) {
    if (raw.length <= TIME_BYTES) continue;
    const seconds = new DataView(raw.buffer, raw.byteOffset).getBigUint64(0);
    if (await verifies(witness, raw.slice(TIME_BYTES), `cosignature/v1\ntime ${seconds}\n${text}`)) {
      return new Date(Number(seconds) * 1000);
    }
  }
  return null;
}

function signaturesOf(lines: string[], { name, keyId }: Verifier): Bytes[] {
  const found: Bytes[] = [];
  for (const line of lines) {
    const [, said, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const raw = fromBase64(encoded ?? "");
    if (said === name && raw && isEqual(raw.slice(0, ID_BYTES), keyId)) found.push(joined(raw.slice(ID_BYTES)));
  }
  return found;
}

async function verifies({ key }: Verifier, signature: Bytes, text: string): Promise<boolean> {
  const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return await crypto.subtle.verify("Ed25519", imported, signature, utf8(text));
}
