/** Whether hashes lead from a leaf to the root of a tree (RFC 9162, section 2.1.3.2). */
import { type Bytes, isEqual, sha256 } from "@/receipt/bytes";

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** The hash of a leaf over the salted commitment to a statement. */
export async function leafOf(salt: Bytes, statement: Bytes): Promise<Bytes> {
  return await sha256(LEAF, await sha256(salt, statement));
}

export async function isIncluded(leaf: Bytes, index: number, size: number, proof: Bytes[], root: Bytes): Promise<boolean> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  // Halved and not shifted: a log may be larger than 32 bits.
  let place = index;
  let last = size - 1;
  let found = leaf;
  const up = () => {
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  };
  for (const step of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      found = await sha256(NODE, step, found);
      while (place % 2 === 0 && place !== 0) up();
    } else {
      found = await sha256(NODE, found, step);
    }
    up();
  }
  return last === 0 && isEqual(found, root);
}
