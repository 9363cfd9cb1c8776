/** What is wrong with one field, in the language of the page. */
import type { FieldProblem } from "@/ground/problems";
import { useWords } from "@/words";

/** The words of a page for a problem; where they have none, those of the server, which are English. */
export function useFieldProblems() {
  const { t, has } = useWords();
  const textOf = ({ code, detail, remedy }: FieldProblem): string =>
    has(`problem.field.${code}`) ? t(`problem.field.${code}`) : `${detail} ${remedy ?? ""}`.trim();
  return { textOf };
}
