/** From the camera's file to a photo that can be sent: hashed, shrunk, stated with its position, signed. */
import { captureOf, envelopeOf, type PhotoKind, type PhotoSource, type UnsignedEnvelope } from "@/field/camera/envelope";
import { isHeic } from "@/field/camera/heic";
import { base64Of, jpegHead } from "@/field/camera/jpeg";
import { HeicUnreadable, isSmall, PhotoUnreadable, shrink } from "@/field/camera/shrink";
import { inTurn } from "@/field/camera/turns";
import type { SignedEnvelope } from "@/field/device/sign";
import type { Sample } from "@/field/position/fix";
import type { Schemas } from "@/ground/api";
import { sha256Of } from "@/ground/hashing";

export interface Taken {
  /** What is stored and sent. */
  blob: Blob;
  capture: Schemas["Capture"];
}

export interface Shutter {
  kind: PhotoKind;
  source: PhotoSource;
  /** Fixes of the phone until now, oldest first. */
  samples: readonly Sample[];
  takenAt: Date;
  /** Signs the envelope with the key of this phone. */
  sign: (envelope: UnsignedEnvelope) => Promise<SignedEnvelope>;
}

/**
 * Throws `PhotoUnreadable` when this browser cannot show the file, `HeicUnreadable` when that is for its form. A HEIC
 * photo that it can show is shrunk to a JPEG like any other. One photo at a time, whoever asks.
 */
export function takePhoto(file: Blob, { kind, source, samples, takenAt, sign }: Shutter): Promise<Taken> {
  return inTurn(async () => {
    const { sha256: original_sha256, exif, small, heic } = await readOriginal(file);
    const blob = small ? file.slice(0, file.size, "image/jpeg") : await shrunk(file, heic);
    const sha256 = small ? original_sha256 : await sha256Of(blob);
    const photo = { sha256, original_sha256, original_exif: exif, source, kind, taken_at: takenAt.toISOString() };
    const envelope = envelopeOf(photo, samples);
    return { blob, capture: captureOf(envelope, await sign(envelope), blob.size) };
  });
}

async function shrunk(file: Blob, heic: boolean): Promise<Blob> {
  try {
    return await shrink(file);
  } catch (error) {
    throw heic && error instanceof PhotoUnreadable ? new HeicUnreadable() : error;
  }
}

interface Original {
  sha256: string;
  exif: string | null;
  small: boolean;
  heic: boolean;
}

/** Reads the camera's file once; its bytes are let go before it is decoded. */
async function readOriginal(file: Blob): Promise<Original> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const head = jpegHead(bytes);
  return {
    sha256: await sha256Of(bytes.buffer),
    exif: head?.exif ? base64Of(head.exif) : null,
    small: isSmall(file.size, head),
    heic: isHeic(bytes),
  };
}
