/** From the camera's file to a photo that can be sent: hashed, shrunk, stated with its position, signed. */
import { captureOf, envelopeOf, type PhotoKind, type UnsignedEnvelope } from "@/field/camera/envelope";
import { base64Of, jpegHead } from "@/field/camera/jpeg";
import { isSmall, shrink } from "@/field/camera/shrink";
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
  /** Fixes of the phone until now, oldest first. */
  samples: readonly Sample[];
  takenAt: Date;
  /** Signs the envelope with the key of this phone. */
  sign: (envelope: UnsignedEnvelope) => Promise<SignedEnvelope>;
}

/** Throws `PhotoUnreadable` when the file is no picture. One photo at a time, whoever asks. */
export function takePhoto(file: Blob, { kind, samples, takenAt, sign }: Shutter): Promise<Taken> {
  return inTurn(async () => {
    const { sha256: original_sha256, exif, small } = await readOriginal(file);
    const blob = small ? file.slice(0, file.size, "image/jpeg") : await shrink(file);
    const sha256 = small ? original_sha256 : await sha256Of(blob);
    const photo = { sha256, original_sha256, original_exif: exif, kind, taken_at: takenAt.toISOString() };
    const envelope = envelopeOf(photo, samples);
    return { blob, capture: captureOf(envelope, await sign(envelope), blob.size) };
  });
}

/** Reads the camera's file once; its bytes are let go before it is decoded. */
async function readOriginal(file: Blob): Promise<{ sha256: string; exif: string | null; small: boolean }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const head = jpegHead(bytes);
  return {
    sha256: await sha256Of(bytes.buffer),
    exif: head?.exif ? base64Of(head.exif) : null,
    small: isSmall(file.size, head),
  };
}
