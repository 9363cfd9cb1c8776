/** What is asked of the journal and the access log: days of a person become moments of the API. */
export const EVENTS = [
  "areas.imported", "area.polygon_repaired", "user.created", "user.changed", "user.password_changed", "role.granted",
  "role.revoked", "session.opened", "session.revoked", "device.registered", "device.revoked", "household.registered",
  "household.changed", "person.registered", "person.changed", "person.erased", "membership.started",
  "membership.ended", "family_card.recorded", "programme.defined", "enrolment.created", "enrolment.status_changed",
  "import.requested", "import.batch_stored", "import.finished", "numbers.resealed", "digests.begun",
  "instrument.published", "thresholds.set", "visit.assigned", "assignment.changed", "assignment.withdrawn",
  "visit.submitted", "photo.stored", "visit.completed", "visit.checked", "photo.inspected", "photo.reuse_found",
  "case.opened", "case.resubmitted", "case.decided", "sample.drawn", "second_review.taken", "second_review.answered",
  "back_check.assigned", "back_check.answered", "list.drafted", "list.changed", "list.sealed", "list.endorsed",
  "round.opened", "round.batch_allocated", "round.allocated", "round.closed", "package.handed_over",
  "package.not_handed_over", "hand_over.completed", "hand_over.checked",
] as const;
export const LOOKS = ["photo.viewed", "nik.unmasked", "dossier.viewed", "rows.exported", "letter.viewed", "list_item.proved"] as const;

type Set = Readonly<Record<string, string | undefined>>;

/** "visit.completed" as the last part of the key of its word. */
export function wordOf(event: string): string {
  return event.replace(".", "_");
}

/** The filters as the API takes them: `from` and `to` are days of this device, both inclusive. */
export function askedOf({ from, to, ...others }: Set): Set {
  return { ...others, ...(from && { since: startOf(from) }), ...(to && { until: startOf(to, 1) }) };
}

function startOf(day: string, later = 0): string {
  const moment = new Date(`${day}T00:00:00`);
  moment.setDate(moment.getDate() + later);
  return moment.toISOString();
}
