/** One tab types a visit at a time: `const release = await hold(name)`, undefined when another tab has it. */

/** A page that is being left gives its hold up a moment later. */
const PATIENCE_MILLISECONDS = 3_000;

export function hold(name: string): Promise<(() => void) | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
  return new Promise((answer) => {
    const held = navigator.locks.request(name, { signal }, () => new Promise<void>((release) => answer(release)));
    held.catch(() => answer(undefined));
  });
}
