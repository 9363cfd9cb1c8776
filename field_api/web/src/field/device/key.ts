/**
 * The key of one user on this phone. It signs what the camera takes and cannot leave the device: neither a page nor
 * an export can read it. It is made when it is first needed, also without a network, and registered with the account
 * as soon as there is one.
 */
import { keepSetting, setting } from "@/field/store/settings";
import { api, data } from "@/ground/api";
import { newId } from "@/ground/ids";

export interface DeviceKey {
  /** The id under which the public key is registered. */
  deviceId: string;
  pair: CryptoKeyPair;
  registeredAt?: string;
}

const SETTING = "device";
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;

/** Two pages that open at once must not make two keys. */
const making = new Map<string, Promise<DeviceKey>>();

export function deviceKey(userId: string): Promise<DeviceKey> {
  const known = making.get(userId);
  if (known) return known;
  const made = keptOrNew(userId);
  making.set(userId, made);
  made.catch(() => making.delete(userId));
  return made;
}

async function keptOrNew(userId: string): Promise<DeviceKey> {
  return await navigator.locks.request(`device-key-${userId}`, async () => (await keptKey(userId)) ?? (await newKey(userId)));
}

function keptKey(userId: string): Promise<DeviceKey | undefined> {
  return setting<DeviceKey>(userId, SETTING);
}

async function newKey(userId: string): Promise<DeviceKey> {
  const isExtractable = false;
  const pair = await crypto.subtle.generateKey(ALGORITHM, isExtractable, ["sign", "verify"]);
  const fresh: DeviceKey = { deviceId: newId(), pair };
  await keepSetting(userId, SETTING, fresh);
  return fresh;
}

/** Registers the public key with the account, once. Throws the Problem when the server cannot be reached or refuses. */
export async function registerDevice(userId: string, label: string): Promise<void> {
  const key = await deviceKey(userId);
  if (key.registeredAt) return;
  // The public half may be read; only the private one cannot.
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", key.pair.publicKey);
  const registered = await data(
    api.PUT("/v1/me/devices/{device_id}", {
      params: { path: { device_id: key.deviceId } },
      body: { label, public_key: { kty, crv, x, y } },
    }),
  );
  key.registeredAt = registered.registered_at ?? new Date().toISOString();
  await keepSetting(userId, SETTING, key);
}

/** A name by which its owner recognises the phone in a list of devices. */
export function deviceLabel(userAgent: string = navigator.userAgent): string {
  const inBrackets = /\(([^)]+)\)/.exec(userAgent)?.[1] ?? "";
  const model = /Android [^;]*; ([^;)]+)/.exec(userAgent)?.[1] ?? inBrackets.split(";")[0] ?? "";
  return (model.trim() || "phone").slice(0, 100);
}
