/** What is wrong with one field, in the language of the page. */
import { type FieldProblem, fieldOf, rowOf } from "@/ground/problems";
import { useWords } from "@/words";

/** The words of a page for a problem; where they have none, those of the server, which are English. */
export function useFieldProblems() {
  const { t, has } = useWords();
  const textOf = ({ code, detail, remedy }: FieldProblem): string =>
    has(`problem.field.${code}`) ? t(`problem.field.${code}`) : `${detail} ${remedy ?? ""}`.trim();
  /** As the page calls the field; as the API does where the page has no word for it. */
  const nameOf = (field: string): string => (has(`problem.place.${field}`) ? t(`problem.place.${field}`) : field);
  /** "Row 12, name": where in a file, and which field. */
  const placeOf = (problem: FieldProblem): string => {
    const row = rowOf(problem);
    return [row === undefined ? "" : t("problem.row", { row }), nameOf(fieldOf(problem))].filter(Boolean).join(", ");
  };
  return { textOf, nameOf, placeOf };
}
