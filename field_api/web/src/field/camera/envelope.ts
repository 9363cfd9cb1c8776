/**
 * The capture envelope: what the phone states about a photo at the shutter, and signs. Whole numbers only, no clock.
 *
 * A browser takes the position out of a photo that is picked, so the app states its own; what the camera wrote is kept
 * beside it as a second opinion (evidence A5).
 */
import type { SignedEnvelope } from "@/field/device/sign";
import { type Sample, samplesBefore } from "@/field/position/fix";
import type { Schemas } from "@/ground/api";

export type PhotoKind = Schemas["Capture"]["kind"];

/**
 * "file": what the camera app handed over, or somebody picked. "page": taken by the camera inside the page, which
 * writes no EXIF of a camera.
 */
export type PhotoSource = "file" | "page";

/** A fix that is older says where the phone was, not where the photo was taken. */
const FRESH_SECONDS = 30;
const SAMPLED_SECONDS = 120;
const MOST_SAMPLES = 20;

export type Photographed = {
  /** SHA-256 of the file that is sent, and of the one the camera made. */
  sha256: string;
  original_sha256: string;
  /** APP1 of the camera's file in base64, or null when it had none. */
  original_exif: string | null;
  source: PhotoSource;
  kind: PhotoKind;
  taken_at: string;
};

export type UnsignedEnvelope = Photographed & { v: 1; samples: Sample[]; position: Sample | null };
/** The envelope before it is signed, with the samples of the last two minutes. */
export function envelopeOf(photo: Photographed, samples: readonly Sample[]): UnsignedEnvelope {
  const moment = new Date(photo.taken_at);
  const recent = samplesBefore(samples, moment, SAMPLED_SECONDS).slice(-MOST_SAMPLES);
  const position = samplesBefore(recent, moment, FRESH_SECONDS).at(-1) ?? null;
  return { v: 1, ...photo, samples: recent, position };
}

/** How the manifest names the photo. */
export function captureOf(envelope: UnsignedEnvelope, signed: SignedEnvelope, size: number): Schemas["Capture"] {
  const { sha256, kind, taken_at, position } = envelope;
  return {
    sha256,
    size,
    kind,
    taken_at,
    latitude_e7: position?.latitude_e7 ?? null,
    longitude_e7: position?.longitude_e7 ?? null,
    accuracy_mm: position?.accuracy_mm ?? null,
    envelope: signed,
  };
}
