/** What a second reviewer is shown, in the shape of the parts of the review desk, with nothing of what was decided. */
import type { Schemas } from "@/ground/api";

/** Flags, remarks, decisions, enrolments, matches and the history stay empty: the server does not send them either. */
export function evidenceOf(blind: Schemas["BlindDossier"]): Schemas["Dossier"] {
  const { review, visit } = blind;
  return {
    ...blind,
    case: {
      id: review.id, area_code: review.area_code, household_id: blind.household?.id ?? "", visit_id: visit.id,
      state: "awaiting_review", rank: 0, opened_at: visit.finished_at,
    },
    visit: { ...visit, remarks: [] },
    check: null,
    photo_matches: [],
    lacks_field_evidence: false,
    earlier_visits: [],
    incomplete_visit_ids: [],
    decisions: [],
    enrolments: [],
    journal: [],
  };
}
