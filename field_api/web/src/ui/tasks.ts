/** What every page does with the server: read something, or do something once, and show what went wrong. */
import { ref, shallowRef } from "vue";
import { asProblem, type Problem } from "@/ground/problems";

/** Something that is done when a button is pressed; while it runs it is not begun a second time. */
export function useTask() {
  const isBusy = ref(false);
  const problem = shallowRef<Problem>();

  /** Whether it succeeded. */
  async function run(work: () => Promise<void>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    problem.value = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      problem.value = asProblem(error);
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  return { isBusy, problem, run };
}

/** Something that is read from the server. An answer that was overtaken by a later question is thrown away. */
export function useLoaded<Body>(load: () => Promise<Body>) {
  const body = shallowRef<Body>();
  const problem = shallowRef<Problem>();
  let latest = 0;

  async function reload(): Promise<void> {
    const mine = ++latest;
    problem.value = undefined;
    try {
      const answered = await load();
      if (mine === latest) body.value = answered;
    } catch (error) {
      if (mine === latest) problem.value = asProblem(error);
    }
  }

  return { body, problem, reload };
}
