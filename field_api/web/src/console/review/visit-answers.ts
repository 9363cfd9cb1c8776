/** The answers of a visit in the words of its instruments and of the page. */
import { computed, type ComputedRef } from "vue";
import { type Answer, answersOf } from "@/console/review/answers";
import { instrumentOf } from "@/console/review/instruments";
import type { Schemas } from "@/ground/api";
import { useWords } from "@/words";

export type Answered = Pick<Schemas["Dossier"], "visit" | "evaluations">;

export function useAnswers(evidence: () => Answered | undefined): ComputedRef<Answer[]> {
  const { t, language } = useWords();
  return computed(() => {
    const body = evidence();
    if (!body) return [];
    const instruments = body.evaluations.map((each) => instrumentOf(each.instrument_code, each.instrument_version));
    const words = { language: language.value, yes: t("review.yes"), no: t("review.no") };
    return answersOf(body.visit.answers, instruments.filter((each) => each !== undefined), words);
  });
}
