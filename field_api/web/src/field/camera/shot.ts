/** Taking photos into a bundle: `const { shoot, drop, busyWith, fault, ... } = useShots(...)`, for visits and hand-overs. */
import { onMounted, ref } from "vue";
import { useRoute } from "vue-router";
import type { PhotoKind, PhotoSource } from "@/field/camera/envelope";
import { crossOut, type Leaving, lostPhoto, noteLeaving, prefersPageCamera } from "@/field/camera/leaving";
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
  /** The photo that did not arrive because the phone closed the page behind its camera. */
  const lost = ref<Leaving>();
  /** It did so before: the camera inside the page is offered first. */
  const pageFirst = ref(false);
  const { path } = useRoute();

  /** The camera of the phone is about to come before the page, which may not live to see it go. */
  const leave = (kind: PhotoKind): Promise<void> => noteLeaving(userId, { bundleId, kind, page: path });
  /** Back without a photo. */
  const stay = (): Promise<void> => crossOut(userId);

  /** Keeps a photo; one that it replaces goes only when the new one is on the disk. */
  async function shoot(file: Blob, source: PhotoSource, kind: PhotoKind, replaces?: string): Promise<void> {
    if (busyWith.value !== undefined) return;
    busyWith.value = replaces ?? kind;
    fault.value = lost.value = undefined;
    const takenAt = new Date();
    try {
      const { blob, capture } = await takePhoto(file, {
        kind,
        source,
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
      // Not before it is on the disk: to shrink a photo takes memory too.
      await crossOut(userId);
    }
  }

  async function drop(sha256: string): Promise<void> {
    fault.value = undefined;
    show(await removePhoto(userId, bundleId, sha256));
  }

  onMounted(async () => {
    lost.value = await lostPhoto(userId, bundleId);
    pageFirst.value = await prefersPageCamera(userId);
  });

  return { busyWith, fault, lost, pageFirst, leave, stay, shoot, drop };
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
