/**
 * Writing what is typed, soon and in order: `const writer = createWriter(write)`.
 *
 * The first change starts a short clock, and whatever is there when it runs out is written: somebody who never pauses
 * is saved too. Knows neither the page nor the database.
 */

export type WriterState = "saved" | "saving" | "failed";

interface Writer {
  /** Something has changed. */
  touch(): void;
  /** Writes now what was not written yet; the promise ends when all of it is written, or has failed. */
  flush(): Promise<void>;
}

/** `write` writes all there is at that moment; `said` hears how it stands. */
export function createWriter(
  write: () => Promise<void>,
  said: (state: WriterState) => void,
  quietMilliseconds: number,
): Writer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();

  async function attempt(): Promise<void> {
    try {
      await write();
      if (timer === undefined) said("saved");
    } catch {
      // A full disk, or one that the browser took away: said on the page, and tried again with the next stroke.
      said("failed");
    }
  }

  function flush(): Promise<void> {
    if (timer === undefined) return writing;
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(attempt);
    return writing;
  }

  function touch(): void {
    said("saving");
    timer ??= setTimeout(() => void flush(), quietMilliseconds);
  }

  return { touch, flush };
}
