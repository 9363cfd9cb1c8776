/** The doors of the server through which a bundle goes. Each throws the Problem when it does not open. */
import type { Part, Receipt } from "@/field/sending/steps";
import type { BundleKind } from "@/field/store/bundle";
import { LONG_PATIENCE_MILLISECONDS, send } from "@/ground/api";

export interface Door {
  /** Tells the server the content, letter by letter as it was hashed, and gives it the first of its photos with it. */
  declare(kind: BundleKind, id: string, payload: string, photos: readonly Blob[]): Promise<Receipt>;
  ask(kind: BundleKind, id: string): Promise<Receipt>;
  sendTogether(id: string, parts: readonly Part[], body: Blob): Promise<Receipt>;
  /** Appends bytes of a photo; returns how many the server holds then. */
  sendPiece(sha256: string, offset: number, body: Blob): Promise<number>;
}

const PLURAL: Record<BundleKind, string> = { visit: "visits", hand_over: "hand-overs" };

async function receiptIn(answer: Response): Promise<Receipt> {
  return (await answer.json()) as Receipt;
}

export const serverDoor: Door = {
  declare: async (kind, id, payload, photos) => {
    const alone = photos.length === 0;
    const body = alone ? payload : new Blob([payload, "\n", ...photos]);
    const headers = { "Content-Type": alone ? "application/json" : "application/vnd.field-api.bundle" };
    const path = `/v1/${PLURAL[kind]}/${id}` as const;
    return receiptIn(await send(path, { method: "PUT", body, headers }, LONG_PATIENCE_MILLISECONDS));
  },

  ask: async (kind, id) => receiptIn(await send(`/v1/${PLURAL[kind]}/${id}/receipt`)),

  sendTogether: async (id, parts, body) => {
    const named = parts.map((part) => `${part.sha256};offset=${part.sent}`).join(", ");
    const headers = { "Content-Type": "application/octet-stream", "Photo-Parts": named };
    return receiptIn(await send(`/v1/bundles/${id}/photos`, { method: "POST", body, headers }, LONG_PATIENCE_MILLISECONDS));
  },

  sendPiece: async (sha256, offset, body) => {
    const headers = {
      "Content-Type": "application/offset+octet-stream",
      "Tus-Resumable": "1.0.0",
      "Upload-Offset": String(offset),
    };
    const answer = await send(`/v1/photos/${sha256}`, { method: "PATCH", body, headers }, LONG_PATIENCE_MILLISECONDS);
    // Taken as a whole, and perhaps there was more already; a number that says less was cut on its way.
    return Math.max(offset + body.size, Number(answer.headers.get("Upload-Offset")));
  },
};
