/** Taking photos into a bundle: `const { shoot, drop, busyWith, fault } = useShots(...)`, for visits and hand-overs. */
import { ref } from "vue";
import type { PhotoKind } from "@/field/camera/envelope";
import { HeicUnreadable, PhotoUnreadable } from "@/field/camera/shrink";
import { takePhoto } from "@/field/camera/take";
import { sign } from "@/field/device/sign";
import type { Sample } from "@/field/position/fix";
import type { Capture } from "@/field/store/bundle";
import { addPhoto, removePhoto } from "@/field/store/photos";

/** Why a photo was not kept: no picture, a HEIC one, the same one again, no room on the phone. */
export type ShotFault = "unreadable" | "heic" | "twice" | "full";

interface Shots {
  userId: string;
  bundleId: string;
  /** The photos of the bundle as they are known now. */
  captures: () => readonly Capture[];
  /** Takes over the list after each change. */
  show: (captures: Capture[]) => void;
  /** Fixes of the phone until now. */
  samples: () => readonly Sample[];
}

export function useShots({ userId, bundleId, captures, show, samples }: Shots) {
  /** What the photo that is being worked on is for. */
  const busyWith = ref<string>();
  const fault = ref<ShotFault>();

  /** Keeps a photo; one that it replaces goes only when the new one is on the disk. */
  async function shoot(file: File, kind: PhotoKind, replaces?: string): Promise<void> {
    if (busyWith.value !== undefined) return;
    busyWith.value = replaces ?? kind;
    fault.value = undefined;
    const takenAt = new Date();
    try {
      const { blob, capture } = await takePhoto(file, {
        kind,
        samples: samples(),
        takenAt,
        sign: (envelope) => sign(userId, envelope),
      });
      const isKnown = captures().some((each) => isSamePhoto(each, capture));
      if (isKnown) fault.value = "twice";
      else {
        show(await addPhoto(userId, bundleId, blob, capture));
        if (replaces !== undefined) show(await removePhoto(userId, bundleId, replaces));
      }
    } catch (error) {
      fault.value = faultOf(error);
    } finally {
      busyWith.value = undefined;
    }
  }

  async function drop(sha256: string): Promise<void> {
    fault.value = undefined;
    show(await removePhoto(userId, bundleId, sha256));
  }

  return { busyWith, fault, shoot, drop };
}

/** The server takes a photo once in a manifest; the same original shrunk twice may differ in a byte. */
export function isSamePhoto(one: Pick<Capture, "sha256" | "envelope">, other: Pick<Capture, "sha256" | "envelope">): boolean {
  const original = one.envelope?.["original_sha256"];
  return one.sha256 === other.sha256 || (original !== undefined && original === other.envelope?.["original_sha256"]);
}

function faultOf(error: unknown): ShotFault {
  if (error instanceof HeicUnreadable) return "heic";
  if (error instanceof PhotoUnreadable) return "unreadable";
  if (error instanceof DOMException && error.name === "QuotaExceededError") return "full";
  throw error;
}
