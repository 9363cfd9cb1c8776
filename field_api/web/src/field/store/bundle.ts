/**
 * A bundle is what one visit or one hand-over becomes on its way: typed, photographed, ready, sent, confirmed.
 * Here are its shape and the rules on it, without any database.
 */
import type { Schemas } from "@/ground/api";
import type { FieldProblem } from "@/ground/problems";
import type { Json } from "@/ground/canonical";

export type BundleKind = "visit" | "hand_over";

/**
 * draft: still being typed · ready: finished, not sent yet · sending: the server is being told ·
 * photos_pending: the server has the content, photos are missing · complete: the server has confirmed all of it ·
 * refused: the server does not take it as it is, and somebody has to decide.
 */
export type BundleState = "draft" | "ready" | "sending" | "photos_pending" | "complete" | "refused";

/** States of work that is finished here and not yet confirmed there. */
export const UNSENT: readonly BundleState[] = ["ready", "sending", "photos_pending"];

/** A photo as the manifest will name it, and how much of it the server holds. */
export type Capture = Schemas["Capture"] & { sentBytes: number; stored: boolean };

type Unfinished<Payload> = Partial<Omit<Payload, "photos" | "started_at" | "finished_at" | "channel" | "app_version">>;
export type VisitContent = Unfinished<Schemas["VisitSubmission"]>;
export type HandOverContent = Unfinished<Schemas["HandOverReport"]>;

export interface RefusedBecause {
  code: string;
  detail: string;
  fields: FieldProblem[];
}

export interface BundleOf<Kind extends BundleKind, Content> {
  /** UUIDv7, the id of the visit or hand-over on the server too. */
  id: string;
  kind: Kind;
  /** The assignment of a visit, the allocation of a hand-over; "" for a visit that nobody asked for. */
  subjectId: string;
  householdId: string;
  /** What the lists call it, kept because the assignment is gone once it is done. */
  label: string;
  state: BundleState;
  /** Where the user is. */
  step: string;
  content: Content;
  /** What only this phone needs to go on with a draft. */
  local?: Record<string, string>;
  captures: Capture[];
  startedAt: string;
  changedAt: string;
  finishedAt?: string;
  /** SHA-256 of the payload as it is sent; set when the bundle is finished, and what the receipt has to say too. */
  contentSha256?: string;
  problem?: RefusedBecause;
  receipt?: Schemas["BundleReceipt"];
}

export type VisitBundle = BundleOf<"visit", VisitContent>;
export type HandOverBundle = BundleOf<"hand_over", HandOverContent>;
export type Bundle = VisitBundle | HandOverBundle;

/** What a page writes of a draft. */
export type Words = Pick<Bundle, "id" | "content" | "local" | "step">;

/** They as the database takes them: reactive objects of a page cannot be cloned. */
export function plainWords({ id, content, local, step }: Words): Words {
  return JSON.parse(JSON.stringify({ id, content, local, step })) as Words;
}

export interface BundleStart<Kind extends BundleKind> {
  kind: Kind;
  subjectId: string;
  householdId: string;
  label: string;
  step: string;
}

/**
 * The payload as the server gets it. It is made once, when the bundle is finished, and kept: a newer version of the
 * app must not send other content under the same id.
 */
export function payloadOf(bundle: Bundle, finishedAt: string, appVersion: string): Json {
  const photos = bundle.captures.map(declared);
  const payload =
    bundle.kind === "hand_over"
      ? { ...bundle.content, handed_over_at: bundle.content.handed_over_at ?? finishedAt, photos }
      : { ...bundle.content, photos, channel: "field_app", app_version: appVersion, started_at: bundle.startedAt, finished_at: finishedAt };
  return payload as unknown as Json;
}

function declared(capture: Capture): Schemas["Capture"] {
  const manifest: Partial<Capture> & Schemas["Capture"] = { ...capture };
  delete manifest.sentBytes;
  delete manifest.stored;
  return manifest;
}

/**
 * The photos of a finished bundle as its record names them: without their envelopes, which stand in the payload. They
 * hold the camera's own EXIF, and fifty visits of them read for a list take more memory than a cheap phone has.
 */
export function withoutEnvelopes(captures: readonly Capture[]): Capture[] {
  return captures.map((capture) => {
    const light: Capture = { ...capture };
    delete light.envelope;
    return light;
  });
}

/** The photos with their envelopes out of the payload again, for a bundle that is to be changed once more. */
export function withEnvelopes(captures: readonly Capture[], payload: string): Capture[] {
  const { photos } = JSON.parse(payload) as { photos: Schemas["Capture"][] };
  const envelopes = new Map(photos.map(({ sha256, envelope }) => [sha256, envelope]));
  return captures.map((capture) => {
    const envelope = envelopes.get(capture.sha256);
    return envelope ? { ...capture, envelope } : capture;
  });
}

/** How many bytes of the photos the server holds, and how many there are. */
export function bytesOf(bundle: Bundle): { sent: number; total: number } {
  return {
    sent: bundle.captures.reduce((sum, each) => sum + (each.stored ? each.size : each.sentBytes), 0),
    total: bundle.captures.reduce((sum, each) => sum + each.size, 0),
  };
}

/** Whether the server has told that it holds this bundle: then its content is fixed. */
export function isDeclared(bundle: Bundle): boolean {
  return bundle.receipt !== undefined;
}
