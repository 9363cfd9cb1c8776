/** Signing what the camera took: `const envelope = await sign(userId, { v: 1, sha256, kind, taken_at, ... })`. */
import { heldCheckpoint } from "@/field/device/checkpoint";
import { deviceKey } from "@/field/device/key";
import { APP_VERSION } from "@/field/store/bundles";
import { canonicalJson, type Json } from "@/ground/canonical";

export type Envelope = { readonly [key: string]: Json };
export type SignedEnvelope = Envelope & { device_id: string; app_version: string; signature: string };

const SIGNATURE = { name: "ECDSA", hash: "SHA-256" } as const;

/**
 * The envelope with the newest checkpoint that the phone holds (`after`), the phone, the version of the app and the signature: base64url of the 64 bytes of an ECDSA
 * signature (P-256, SHA-256) over the canonical JSON of all the rest. Whole numbers only.
 */
export async function sign(userId: string, envelope: Envelope): Promise<SignedEnvelope> {
  const key = await deviceKey(userId);
  const after = await heldCheckpoint(userId);
  const signed = { ...envelope, ...(after && { after }), device_id: key.deviceId, app_version: APP_VERSION };
  const bytes = new TextEncoder().encode(canonicalJson(signed));
  const signature = await crypto.subtle.sign(SIGNATURE, key.pair.privateKey, bytes);
  return { ...signed, signature: base64url(new Uint8Array(signature)) };
}

/** Base64 for addresses and JSON, without padding. */
export function base64url(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
