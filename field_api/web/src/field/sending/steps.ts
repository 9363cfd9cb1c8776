/**
 * How one bundle gets to the server: a state and what follows from it, without clock, network or database.
 *
 *   begin(bundle) -> nextStep(errand, line) -> somebody does it -> after(errand, step, answer) -> nextStep ...
 *
 * Whatever is lost on the way, the errand asks the server what it holds and goes on from there. It ends well only
 * when the receipt says complete and names the content that was sent.
 */
import { type Bundle, type Capture, isDeclared } from "@/field/store/bundle";
import type { Schemas } from "@/ground/api";
import type { Problem } from "@/ground/problems";

export type Receipt = Schemas["BundleReceipt"];

/** One photo: how many bytes the server holds, and whether it has accepted the whole. */
export interface Part {
  sha256: string;
  size: number;
  sent: number;
  stored: boolean;
}

export interface Errand {
  contentSha256: string;
  /** Whether the server has the content under this id. */
  isDeclared: boolean;
  parts: readonly Part[];
  /** Whether `parts` is what the server said in this errand; otherwise it is asked first. */
  isCurrent: boolean;
  /** Times that the server said something that should not happen twice; too many end the errand. */
  surprises: number;
  end?: End;
}

export type End =
  | { how: "complete" }
  | { how: "refused"; problem: Refusal }
  /** Later: the network or the server is not ready. */
  | { how: "later"; problem: Problem }
  /** The token is no longer accepted. */
  | { how: "login" };

/** Why the server, or the comparison with what it says, does not let the bundle pass. */
export type Refusal = Pick<Problem, "code" | "detail" | "fields">;

export type Step =
  /** The content, and behind it in the same body as many of its photos as go together, which may be none. */
  | { do: "declare"; parts: readonly Part[] }
  | { do: "ask" }
  /** Several photos in one body, each from an offset to its end. */
  | { do: "sendTogether"; parts: readonly Part[] }
  | { do: "sendPiece"; sha256: string; offset: number; end: number };

export type Answer = { receipt: Receipt } | { offset: number } | { problem: Problem };

/** What the way to the server bears: whether photos go together, and how large a piece is. */
export interface Line {
  isGood: boolean;
  pieceBytes: number;
}

export const SMALLEST_PIECE = 64 * 1024;
export const LARGEST_PIECE = 256 * 1024;
/** What one request may take with it on a good line; the server takes 32 MB, a proxy on the way less. */
const TOGETHER_BYTES = 4 * 1024 * 1024;
const MOST_SURPRISES = 5;

/** Problems that say that the server does not know the bundle after all, so that it is told again. */
const UNKNOWN_THERE = new Set(["bundle_not_found", "visit_not_found", "hand_over_not_found", "photo_not_declared"]);

export function begin(bundle: Bundle): Errand {
  return {
    contentSha256: bundle.contentSha256 ?? "",
    isDeclared: isDeclared(bundle),
    parts: bundle.captures.map(({ sha256, size, sentBytes, stored }) => ({ sha256, size, sent: sentBytes, stored })),
    isCurrent: false,
    surprises: 0,
  };
}

/** What to do now; undefined when the errand has ended. */
export function nextStep(errand: Errand, line: Line): Step | undefined {
  if (errand.end) return undefined;
  if (!errand.isDeclared) return { do: "declare", parts: line.isGood ? fitting(errand.parts) : [] };
  if (!errand.isCurrent) return { do: "ask" };
  const missing = errand.parts.filter((part) => !part.stored);
  const first = missing[0];
  if (!first) return { do: "ask" };
  if (line.isGood) return { do: "sendTogether", parts: fitting(missing) };
  return { do: "sendPiece", sha256: first.sha256, offset: first.sent, end: Math.min(first.sent + line.pieceBytes, first.size) };
}

/** The first ones, as many as fit into one request, at least one. */
function fitting(parts: readonly Part[]): Part[] {
  let bytes = 0;
  return parts.filter((part, index) => (bytes += part.size - part.sent) <= TOGETHER_BYTES || index === 0);
}

/** Whether a step takes more with it than the smallest that would do. */
export function isLarge(step: Step): boolean {
  return step.do === "sendTogether" || (step.do === "declare" && step.parts.length > 0);
}

/** The errand after a step was answered. */
export function after(errand: Errand, step: Step, answer: Answer): Errand {
  if ("receipt" in answer) return afterReceipt(errand, answer.receipt);
  if ("offset" in answer) return step.do === "sendPiece" ? held(errand, step.sha256, answer.offset) : errand;
  return afterProblem(errand, step, answer.problem);
}

function afterReceipt(errand: Errand, receipt: Receipt): Errand {
  const declared = { ...errand, isDeclared: true, isCurrent: true };
  if (receipt.content_sha256 !== errand.contentSha256) return refused(declared, "receipt_of_other_content");
  const missing = new Map(receipt.missing.map((photo) => [photo.sha256, photo.offset]));
  const parts = errand.parts.map((part) => {
    const offset = missing.get(part.sha256);
    return offset === undefined ? { ...part, sent: part.size, stored: true } : { ...part, sent: offset, stored: false };
  });
  if (receipt.complete) return { ...declared, parts, end: { how: "complete" } };
  // Incomplete, and nothing of ours missing: the server means photos that this phone does not know.
  if (parts.every((part) => part.stored)) return surprised({ ...declared, parts }, "receipt_of_other_photos");
  return { ...declared, parts };
}

/** The server holds so many bytes of a photo. The last byte was checked against the hash, so it is stored. */
function held(errand: Errand, sha256: string, offset: number): Errand {
  return withPart(errand, sha256, (part) => ({ ...part, sent: offset, stored: offset >= part.size }));
}

function afterProblem(errand: Errand, step: Step, problem: Problem): Errand {
  if (problem.status === 401) return { ...errand, end: { how: "login" } };
  if (problem.isPassing) return { ...errand, end: { how: "later", problem } };
  const sha256 = step.do === "sendPiece" ? step.sha256 : String(problem.more["sha256"] ?? "");
  const offset = problem.more["offset"];
  if (problem.code === "offset_mismatch" && sha256 && typeof offset === "number") {
    return surprised(held(errand, sha256, offset), problem);
  }
  if (problem.code === "offset_mismatch") return surprised({ ...errand, isCurrent: false }, problem);
  if (problem.code === "photo_hash_mismatch") {
    // Only this photo begins again, what it came with is there; of the others the receipt will tell.
    return surprised({ ...held(errand, sha256, 0), isDeclared: true, isCurrent: step.do === "sendPiece" }, problem);
  }
  if (UNKNOWN_THERE.has(problem.code)) {
    return surprised({ ...errand, isDeclared: false, isCurrent: false }, problem);
  }
  return { ...errand, end: { how: "refused", problem } };
}

function withPart(errand: Errand, sha256: string, change: (part: Part) => Part): Errand {
  return { ...errand, parts: errand.parts.map((part) => (part.sha256 === sha256 ? change(part) : part)) };
}

/** A surprise is answered by going on; one after the other without end would be a loop. */
function surprised(errand: Errand, why: Problem | string): Errand {
  const surprises = errand.surprises + 1;
  if (surprises < MOST_SURPRISES) return { ...errand, surprises };
  return typeof why === "string" ? refused(errand, why) : { ...errand, end: { how: "refused", problem: why } };
}

function refused(errand: Errand, code: string): Errand {
  return { ...errand, end: { how: "refused", problem: { code, detail: "", fields: [] } } };
}

/** The bundle as the errand leaves it: what the phone shows, and what survives a flat battery. */
export function settled(bundle: Bundle, errand: Errand, receipt: Receipt | undefined): Bundle {
  const parts = new Map(errand.parts.map((part) => [part.sha256, part]));
  const captures = bundle.captures.map((capture): Capture => {
    const part = parts.get(capture.sha256);
    return part ? { ...capture, sentBytes: part.sent, stored: part.stored } : capture;
  });
  const next = { ...bundle, captures, ...(receipt && { receipt }), state: stateAfter(errand) } as Bundle;
  delete next.problem;
  if (errand.end?.how === "refused") {
    const { code, detail, fields } = errand.end.problem;
    next.problem = { code, detail, fields: [...fields] };
  }
  return next;
}

function stateAfter(errand: Errand): Bundle["state"] {
  if (errand.end?.how === "complete" || errand.end?.how === "refused") return errand.end.how;
  if (errand.isDeclared) return "photos_pending";
  return errand.end ? "ready" : "sending";
}
