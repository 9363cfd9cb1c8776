/** One after the other: a cheap phone has room for one decoded photo, never for two. */
let last: Promise<unknown> = Promise.resolve();

/** Runs the task once all that were given before have ended, well or badly. */
export function inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
  const mine = last.then(task, task);
  last = mine.catch(() => undefined);
  return mine;
}
