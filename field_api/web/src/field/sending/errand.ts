/** Doing the steps of one errand until it ends, and keeping after each of them where it stands. */
import type { Door } from "@/field/sending/door";
import { afterFailure, afterPiece } from "@/field/sending/line";
import { after, type Answer, begin, type End, type Errand, isLarge, type Line, nextStep, type Receipt, settled, type Step } from "@/field/sending/steps";
import type { Bundle } from "@/field/store/bundle";
import { Problem } from "@/ground/problems";

/** Where the errand gets what it sends, and where it writes down how far it is. */
export interface Shelf {
  payload(): Promise<string | undefined>;
  photo(sha256: string): Promise<Blob | undefined>;
  keep(change: (bundle: Bundle) => Bundle): Promise<void>;
  now(): number;
}

export interface Outcome {
  end: End;
  /** What was learnt about the way to the server. */
  line: Line;
}

/** The code of the refusal when a photo or the payload is not on this phone any more. */
const LOST = "not_on_this_phone";

export async function runErrand(bundle: Bundle, door: Door, shelf: Shelf, line: Line): Promise<Outcome> {
  let errand = begin(bundle);
  let receipt: Receipt | undefined = bundle.receipt;
  for (let step = nextStep(errand, line); step; step = nextStep(errand, line)) {
    const began = shelf.now();
    const answer = await answerTo(step, bundle, door, shelf);
    if ("receipt" in answer) receipt = answer.receipt;
    if ("offset" in answer) line = afterPiece(line, shelf.now() - began);
    if ("problem" in answer) [errand, line] = afterTrouble(errand, step, answer.problem, line);
    else errand = after(errand, step, answer);
    const reached = errand;
    await shelf.keep((kept) => settled(kept, reached, receipt));
  }
  return { end: errand.end as End, line };
}

function afterTrouble(errand: Errand, step: Step, problem: Problem, line: Line): [Errand, Line] {
  const isTooLarge = problem.status === 413 && isLarge(step) && problem.code !== "photo_too_long";
  // A proxy on the way takes less at once than the server does.
  if (isTooLarge) return [errand, afterFailure()];
  // Somewhere in many bytes the line was cut: what arrived is asked for, and goes on in pieces.
  const wasCut = problem.isOfTheLine && isLarge(step);
  return [after(errand, step, { problem }), wasCut ? afterFailure() : line];
}

async function answerTo(step: Step, bundle: Bundle, door: Door, shelf: Shelf): Promise<Answer> {
  try {
    return await done(step, bundle, door, shelf);
  } catch (error) {
    if (error instanceof Problem) return { problem: error };
    throw error;
  }
}

async function done(step: Step, { kind, id }: Bundle, door: Door, shelf: Shelf): Promise<Answer> {
  const photoOf = async (sha256: string) => present(await shelf.photo(sha256));
  switch (step.do) {
    case "declare": {
      const photos: Blob[] = [];
      // The content goes even where the browser has cleared a photo; what lies behind that one cannot come along.
      for (const { sha256 } of step.parts) {
        const photo = await shelf.photo(sha256);
        if (!photo) break;
        photos.push(photo);
      }
      return { receipt: await door.declare(kind, id, present(await shelf.payload()), photos) };
    }
    case "ask":
      return { receipt: await door.ask(kind, id) };
    case "sendPiece": {
      const photo = await photoOf(step.sha256);
      return { offset: await door.sendPiece(step.sha256, step.offset, photo.slice(step.offset, step.end)) };
    }
    case "sendTogether": {
      const photos = await Promise.all(step.parts.map(async (part) => (await photoOf(part.sha256)).slice(part.sent)));
      return { receipt: await door.sendTogether(id, step.parts, new Blob(photos)) };
    }
  }
}

/** Something that must be here and is not: the browser has cleared it. Nothing that waiting would heal. */
function present<Thing>(thing: Thing | undefined): Thing {
  if (thing !== undefined) return thing;
  throw new Problem({ status: 410, code: LOST, title: "", detail: "", request_id: null });
}
