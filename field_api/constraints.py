"""The name of a broken constraint, in the words of the interface: one table for the whole database.

A constraint that is missing here still answers with a conflict that names it; it only has no words of its own.
"""

from sqlalchemy.exc import IntegrityError

from field_api.errors import Conflict, DomainError, Forbidden

_MEANINGS: dict[str, tuple[type[DomainError], str, str]] = {
    "guard_immutable": (Conflict, "immutable", "What is recorded is never changed. Record a correction instead."),
    "guard_bundle_complete": (Conflict, "photos_missing", "A photo of the manifest has not arrived yet."),
    "guard_decision_complete": (
        Conflict,
        "visit_incomplete",
        "The visit is not complete: photos are missing, so nothing can be decided on it yet.",
    ),
    "guard_list_sealed": (Conflict, "list_sealed", "The list is sealed. Nothing on it can be changed any more."),
    "guard_list_numbered": (Conflict, "list_unnumbered", "An item of the list has no number; it cannot be sealed."),
    "guard_approver_is_not_reviewer": (
        Forbidden,
        "approver_is_reviewer",
        "You decided a case on this list yourself. Another approver must endorse it.",
    ),
    "ck_decisions_reviewer_is_not_verifier": (
        Forbidden,
        "reviewer_is_verifier",
        "You made this visit yourself. Another reviewer must decide on it.",
    ),
    "ck_second_reviews_reviewer_is_another": (
        Forbidden,
        "second_reviewer_not_independent",
        "You decided this case or made the visit. Leave it to another reviewer.",
    ),
    "guard_back_check_verifier": (
        Forbidden,
        "verifier_is_first",
        "This verifier made the first visit. Choose another verifier of the area.",
    ),
    "uq_decisions_case_id_visit_id": (Conflict, "already_decided", "This visit has been decided upon already."),
    "uq_endorsement_list_items_determination_id": (
        Conflict,
        "already_on_a_list",
        "A determination can stand on one list only, and one of these stands on another.",
    ),
    "uq_endorsement_lists_letter_number": (
        Conflict,
        "letter_number_taken",
        "Another list carries a letter with this number and date.",
    ),
    "uq_users_username": (Conflict, "username_taken", "Somebody else has this user name."),
    "ex_role_grants_period": (Conflict, "role_already_held", "The user holds this role for this area already."),
    "ex_memberships_person_period": (
        Conflict,
        "already_a_member",
        "The person belongs to another household on that day. End that membership first.",
    ),
    "uq_people_verified_nik": (Conflict, "nik_taken", "Another person carries this NIK, confirmed by Dukcapil."),
    "uq_enrolments_subject": (Conflict, "already_enrolled", "This enrolment exists already."),
    "guard_erasure_recorded": (Conflict, "erasure_not_recorded", "Nothing is erased that the journal does not tell."),
    "uq_hand_overs_delivered": (
        Conflict,
        "already_handed_over",
        "This package has been handed over already, and somebody confirmed it.",
    ),
    "uq_allocations_round_id_enrolment_id": (
        Conflict,
        "already_allocated",
        "This enrolment has a package in this round already.",
    ),
    "uq_cases_open_household": (Conflict, "case_open", "The household has an open case already."),
    "guard_area_versions": (Conflict, "area_versions_overlap", "Two versions of one area would be in force at once."),
    "ex_area_polygons_code_period": (
        Conflict,
        "polygon_versions_overlap",
        "Two polygons of one area would be in force at once.",
    ),
    "uq_devices_key_thumbprint": (Conflict, "device_key_taken", "This device key is registered already."),
}


def explain(error: IntegrityError) -> DomainError:
    """The domain's error for a broken constraint; never shows the values of a row."""
    diagnostics = getattr(error.orig, "diag", None)
    name = getattr(diagnostics, "constraint_name", None) or "unknown"
    kind, code, detail = _MEANINGS.get(
        name, (Conflict, "constraint_violated", f"This contradicts what is recorded ({name}).")
    )
    return kind(detail, code=code, extra={"constraint": name})
