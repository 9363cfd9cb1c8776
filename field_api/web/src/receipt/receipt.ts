/** Checking a receipt with nothing but the public key of the log: no server is asked. */
import { canonicalJson, type Json } from "@/ground/canonical";
import { type Bytes, fromBase64, utf8 } from "@/receipt/bytes";
import { isIncluded, leafOf } from "@/receipt/merkle";
import { canVerify, type Checkpoint, checkpointOf, cosignedAt, isSigned, LOG, takenApart, verifierOf, WITNESS } from "@/receipt/notes";

/** Why a receipt does not hold; there are words for each in receipt.*.json. */
export type Fault = "no_ed25519" | "key_wrong" | "witness_wrong" | "no_receipt" | "unsigned" | "not_included";

export interface Statement {
  event: string;
  subject_id: string;
  recorded_at: string;
  data: { after?: { size: number; signed_at: string } };
}

export interface Seen {
  name: string;
  at: Date;
}

export interface Holding {
  statement: Statement;
  index: number;
  origin: string;
  size: number;
  witnesses: number;
  seen: Seen[];
}

interface Parts {
  statement: Statement;
  bytes: Bytes;
  salt: Bytes;
  index: number;
  proof: Bytes[];
  note: { text: string; lines: string[] };
  checkpoint: Checkpoint;
}

const FORMAT = "field-api.receipt.v1";
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** What the receipt proves, or why it does not hold. `witnesses` are public keys, one a line. */
export async function checkReceipt(file: string, key: string, witnesses: string): Promise<Holding | Fault> {
  if (!(await canVerify())) return "no_ed25519";
  const log = await verifierOf(key, LOG);
  if (!log) return "key_wrong";
  const known = await Promise.all(lines(witnesses).map((line) => verifierOf(line, WITNESS)));
  const parts = partsOf(file);
  if (!parts) return "no_receipt";
  const { note, checkpoint } = parts;
  if (checkpoint.origin !== log.name || !(await isSigned(note.text, note.lines, log))) return "unsigned";
  const leaf = await leafOf(parts.salt, parts.bytes);
  if (!(await isIncluded(leaf, parts.index, checkpoint.size, parts.proof, checkpoint.root))) return "not_included";
  const seen: Seen[] = [];
  for (const witness of known) {
    if (!witness) return "witness_wrong";
    const at = await cosignedAt(note.text, note.lines, witness);
    if (at) seen.push({ name: witness.name, at });
  }
  const { origin, size } = checkpoint;
  return { statement: parts.statement, index: parts.index, origin, size, witnesses: known.length, seen };
}

function lines(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** The parts of a receipt, or null when one is missing or has another shape. */
function partsOf(file: string): Parts | null {
  try {
    const { format, statement, salt, index, proof, checkpoint } = JSON.parse(file) as Record<string, unknown>;
    const note = takenApart(String(checkpoint));
    const read = note && checkpointOf(note.text);
    const saltBytes = fromBase64(String(salt));
    const steps = Array.isArray(proof) ? proof.map((step) => fromBase64(String(step))) : [null];
    const isWhole = steps.every((step): step is Bytes => step?.length === HASH_BYTES);
    if (format !== FORMAT || !note || !read || saltBytes?.length !== SALT_BYTES || !isWhole) return null;
    const bytes = utf8(canonicalJson(statement as Json));
    return { statement: statement as Statement, bytes, salt: saltBytes, index: Number(index), proof: steps as Bytes[], note, checkpoint: read };
  } catch {
    return null;
  }
}
