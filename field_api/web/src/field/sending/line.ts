/** What the way to the server bears just now, learnt from how the last pieces went; and how long to wait after a failure. */
import { LARGEST_PIECE, type Line, SMALLEST_PIECE } from "@/field/sending/steps";

/** A piece that took less than this may be larger next time. */
const QUICK_MILLISECONDS = 2_000;
const SLOW_MILLISECONDS = 10_000;
const FIRST_PAUSE_MILLISECONDS = 2_000;
const LONGEST_PAUSE_MILLISECONDS = 5 * 60_000;

/** What the browser says of the network; only some say anything. */
export interface Hint {
  effectiveType?: string;
  saveData?: boolean;
}

export function firstLine(hint: Hint | undefined): Line {
  const isGood = hint?.effectiveType === "4g" && hint.saveData !== true;
  return { isGood, pieceBytes: isGood ? LARGEST_PIECE : SMALLEST_PIECE };
}

/** The line after a piece arrived. */
export function afterPiece(line: Line, milliseconds: number): Line {
  if (milliseconds < QUICK_MILLISECONDS) return { ...line, pieceBytes: Math.min(line.pieceBytes * 2, LARGEST_PIECE) };
  if (milliseconds > SLOW_MILLISECONDS) return { ...line, pieceBytes: Math.max(line.pieceBytes / 2, SMALLEST_PIECE) };
  return line;
}

/** The line after something was cut or too large: small pieces, each of which counts once it was answered. */
export function afterFailure(): Line {
  return { isGood: false, pieceBytes: SMALLEST_PIECE };
}

/**
 * Milliseconds until the next try. They double with each failure and lie anywhere in the upper half, so that a whole
 * district does not come back in the same second. `random` is in [0, 1); what the server asks for is a lower bound.
 */
export function pauseAfter(failures: number, random: number, askedSeconds = 0): number {
  const longest = Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** Math.max(failures - 1, 0), LONGEST_PAUSE_MILLISECONDS);
  return Math.max(Math.round(longest * (0.5 + random / 2)), askedSeconds * 1000);
}
