"""Every route of the product by its endpoint: the one place that a new route must be added to."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from field_api import api, clock
from field_api.identity.rules import Role
from tests.doors.door import Body, Detail, Door, Everywhere, Listing, Unguarded
from tests.doors.world import EDITION, FAMILY_CARD, NEIGHBOUR, Place
from tests.factories import distribution as distribution_factory
from tests.factories import evidence as evidence_factory
from tests.factories import registry as registry_factory
from tests.factories import review as review_factory

PIECE = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
TEN_BYTES = b"0123456789"


def path(template: str, **names: Callable[[Place, Role], Any]) -> Callable[[Place, Role], str]:
    """The path of a row: `path("/v1/cases/{case}", case=...)`."""
    return lambda place, role: template.format(**{name: of(place, role) for name, of in names.items()})


def row(template: str, name: str) -> Callable[[Place, Role], str]:
    """`row("/v1/cases/{}", "case")`: the path of the row of that name in a place."""
    return lambda place, _: template.format(getattr(place, name).id)


def match(name: str) -> Callable[[Place, Role], Mapping[str, str]]:
    """If-Match with the version of the row, as somebody would send it who had read it."""
    return lambda place, _: {"If-Match": api.etag_of(getattr(place, name).version)}


def fixed(text: str) -> Callable[[Any, Any], str]:
    return lambda *_: text


def new(template: str) -> Callable[[Place, Role], str]:
    """A path that ends with an id made by the caller."""
    return lambda *_: template.format(clock.new_id())


def json(content: Callable[[Place, Role], Mapping[str, Any]]) -> Body:
    return lambda _, place, role: content(place, role)


def exported(
    endpoint: str, listed: str, mark: Callable[[Place], Any], area_parameter: str | None = None
) -> dict[str, Door]:
    """The two files of the table that stands at the path `listed`: what is marked in the list is marked in them."""
    return {
        endpoint + suffix: Listing(
            fixed(f"{listed}/export.{ending}"), lambda _, place: str(mark(place)), area_parameter
        )
        for suffix, ending in (("", "csv"), ("_xlsx", "xlsx"))
    }


def unfinished_photo(place: Place, role: Role) -> str:
    return evidence_factory.sha256_of(f"{place.unfinished[role].id}/0")


def a_visit(place: Place, _: Role) -> dict[str, Any]:
    photos = [
        {"sha256": evidence_factory.sha256_of(str(clock.new_id())), "size": 1000, "kind": kind}
        for kind in evidence_factory.KINDS
    ]
    return evidence_factory.visit_payload(place.household.id, photos)


def a_decision(*_: Any) -> dict[str, Any]:
    return {
        "id": str(clock.new_id()),
        "verdict": "return_visit",
        "reason_code": "members_incomplete",
        "reason": "Anggota keluarga belum lengkap.",
    }


def an_assignment(place: Place, _: Role) -> dict[str, Any]:
    return {
        "household_id": str(place.household.id),
        "verifier_id": str(place.users[Role.VERIFIER].id),
        "instrument": {"code": "bps-14", "version": "2005"},
    }


def a_back_check(place: Place, _: Role) -> dict[str, Any]:
    return {"assignment_id": str(clock.new_id()), "verifier_id": str(place.users[Role.VERIFIER].id)}


def a_list(place: Place, _: Role) -> dict[str, Any]:
    names = {"title": "Penetapan baru", "period": "2026-11", "programme_code": "sembako"}
    return {"id": str(clock.new_id()), "area_code": place.code, **names}


def a_round(place: Place, _: Role) -> dict[str, Any]:
    return {
        "id": str(clock.new_id()),
        "programme_code": "sembako",
        "area_code": place.code,
        "title": "Tahap 2",
        "package": "10 kg beras",
        "starts_on": "2026-06-01",
        "ends_on": "2026-06-05",
    }


def a_user(place: Place, _: Role) -> dict[str, Any]:
    return {
        "username": f"baru-{clock.new_id().hex[-10:]}",
        "full_name": "Pengguna Baru",
        "password": "kata sandi uji coba",
        "roles": [{"role": "rt", "area_code": place.rt, "valid_from": "2026-01-01"}],
    }


def a_list_of_areas() -> Mapping[str, Any]:
    content = f"kode,nama\n{NEIGHBOUR}.009,RW 009\n".encode()
    fields = {"kind": "codes", "title": "Daftar RW", "valid_from": "2026-01-01", "code_columns": "kode"}
    return {**fields, "name_column": "nama", "file": (io.BytesIO(content), "rw.csv")}


def a_file_of_people(place: Place) -> Mapping[str, Any]:
    content = f"no_kk,area_code,name\n{registry_factory.a_family_card()},{place.rt},Budi\n".encode()
    return {"area_code": place.code, "file": (io.BytesIO(content), "orang.csv")}


def a_letter(_: Place) -> Mapping[str, Any]:
    return {
        "number": f"460/{clock.new_id().hex[-8:]}/2026",
        "date": "2026-03-02",
        "signatory_name": "Ani Lestari",
        "signatory_capacity": "kepala_daerah",
        "letter": (io.BytesIO(review_factory.PDF), "surat.pdf"),
    }


def a_device() -> dict[str, Any]:
    key = {"kty": "EC", "crv": "P-256", "x": clock.new_id().hex, "y": clock.new_id().hex}
    return {"label": "Redmi 12C", "public_key": key}


A_PROGRAMME = {
    "name": "Paket uji",
    "unit": "household",
    "components": [{"code": "package", "name": "Paket"}],
    "valid_from": "2026-01-01",
}
HOUSEHOLD, PERSON, ROUND = "/v1/households/{}", "/v1/people/{}", "/v1/rounds/{}"
# Decisions of the walk are of 2026.
MEASURED = "?period=2026&by=verifier"
BUNDLE_PHOTO = "/v1/bundles/{}/photos/0/thumb"

IDENTITY: Mapping[str, Door] = {
    "identity.log_in": Unguarded("/v1/sessions", "nobody has a token before"),
    "identity.log_out": Everywhere("/v1/sessions/current", 204),
    "identity.show_me": Everywhere("/v1/me"),
    "identity.change_my_password": Everywhere("/v1/me/password", 422, json={}),
    "identity.list_my_devices": Everywhere("/v1/me/devices"),
    "identity.register_my_device": Detail(new("/v1/me/devices/{}"), elsewhere=200, body=json(lambda *_: a_device())),
    "identity.revoke_my_device": Detail(
        path("/v1/me/devices/{phone}", phone=lambda place, role: place.phones[role].id), 204
    ),
    "identity.list_users": Listing(lambda _: "/v1/users", lambda _, place: str(place.users[Role.VERIFIER].id)),
    **exported("identity.export_users", "/v1/users", lambda place: place.users[Role.VERIFIER].id),
    "identity.list_verifiers": Detail(path("/v1/verifiers?area={rt}", rt=lambda place, _: place.rt), 200, 403),
    "identity.create_user": Detail(fixed("/v1/users"), 201, 403, body=json(a_user)),
    "identity.show_user": Detail(row("/v1/users/{}", "colleague")),
    "identity.change_user": Detail(
        row("/v1/users/{}", "colleague"), body=json(lambda *_: {"full_name": "Nama Lain"}), headers=match("colleague")
    ),
    "identity.set_user_password": Detail(
        row("/v1/users/{}/password", "colleague"), 204, body=json(lambda *_: {"password": "sandi yang baru sekali"})
    ),
    "identity.grant_role": Detail(
        row("/v1/users/{}/roles", "colleague"),
        201,
        body=json(lambda place, _: {"role": "rw", "area_code": place.rw, "valid_from": "2026-01-01"}),
    ),
    "identity.revoke_role": Detail(
        path(
            "/v1/users/{user}/roles/{grant}",
            user=lambda place, _: place.colleague.id,
            grant=lambda place, _: place.colleague_grant,
        ),
        204,
    ),
}

EVIDENCE: Mapping[str, Door] = {
    "assignments.list_assignments": Listing(
        lambda _: "/v1/assignments", lambda _, place: str(place.assignment.id), "area"
    ),
    **exported("assignments.export_assignments", "/v1/assignments", lambda place: place.assignment.id, "area"),
    "assignments.put_assignment": Detail(new("/v1/assignments/{}"), 201, body=json(an_assignment)),
    "assignments.show_assignment": Detail(row("/v1/assignments/{}", "assignment")),
    "assignments.change_assignment": Detail(
        row("/v1/assignments/{}", "assignment"),
        body=json(lambda *_: {"due_on": "2026-12-01"}),
        headers=match("assignment"),
    ),
    "assignments.withdraw_assignment": Detail(row("/v1/assignments/{}", "assignment"), headers=match("assignment")),
    "checks.list_checks": Everywhere("/v1/checks"),
    "checks.set_thresholds": Everywhere("/v1/check-thresholds", 422, json={}),
    "assignments.list_instruments": Everywhere("/v1/instruments"),
    "assignments.publish_instrument": Everywhere("/v1/instruments", 422, json={"document": {}}),
    "assignments.show_instrument": Everywhere("/v1/instruments/bps-14/2005"),
    "visits.put_visit": Detail(new("/v1/visits/{}"), 201, body=json(a_visit)),
    "visits.show_receipt": Detail(row("/v1/visits/{}/receipt", "visit")),
    "visits.show_proof": Detail(row("/v1/visits/{}/proof", "visit")),
    "visits.list_visits": Listing(lambda _: "/v1/visits", lambda _, place: str(place.visit.id), "area"),
    "visits.show_visit": Detail(row("/v1/visits/{}", "visit")),
    "photos.describe_upload": Unguarded("/v1/photos/{}".format("0" * 64), "says only which protocol is spoken"),
    "photos.show_offset": Detail(path("/v1/photos/{photo}", photo=unfinished_photo)),
    "photos.append_piece": Detail(
        path("/v1/photos/{photo}", photo=unfinished_photo), 204, body=lambda *_: TEN_BYTES, headers=lambda *_: PIECE
    ),
    "photos.append_photos": Detail(
        path("/v1/bundles/{bundle}/photos", bundle=lambda place, role: place.unfinished[role].id),
        body=lambda *_: TEN_BYTES,
        headers=lambda place, role: PIECE | {"Photo-Parts": f"{unfinished_photo(place, role)};offset=0"},
    ),
    "photos.show_photo": Detail(row(BUNDLE_PHOTO, "visit")),
}

REVIEW: Mapping[str, Door] = {
    "review.list_cases": Listing(lambda _: "/v1/cases", lambda _, place: str(place.case.id), "area"),
    "review.show_case": Detail(row("/v1/cases/{}", "case")),
    "review.decide_case": Detail(
        row("/v1/cases/{}/decisions", "case"), 201, body=json(a_decision), headers=match("case")
    ),
    "sampling.list_second_reviews": Listing(
        fixed("/v1/second-reviews"), lambda _, place: str(place.second_review.id), "area"
    ),
    "sampling.take_second_review": Detail(row("/v1/second-reviews/{}/take", "second_review")),
    "sampling.show_second_review": Detail(row("/v1/second-reviews/{}", "taken_second_review")),
    "sampling.answer_second_review": Detail(
        row("/v1/second-reviews/{}/answer", "taken_second_review"),
        body=json(lambda *_: {"finding": "eligible", "reason": "Sesuai bukti"}),
    ),
    "sampling.list_back_checks": Listing(fixed("/v1/back-checks"), lambda _, place: str(place.back_check.id), "area"),
    "sampling.assign_back_check": Detail(
        row("/v1/back-checks/{}/assignment", "back_check"), body=json(a_back_check)
    ),
    # A verifier of each place is measured in it, and nowhere else.
    "sampling.show_quality": Listing(
        fixed("/v1/quality" + MEASURED), lambda _, place: str(place.back_check.first_verifier_id)
    ),
    "sampling.export_quality": Listing(
        fixed("/v1/quality/export.csv" + MEASURED), lambda _, place: str(place.back_check.first_verifier_id)
    ),
    "sampling.export_quality_xlsx": Listing(
        fixed("/v1/quality/export.xlsx" + MEASURED), lambda _, place: str(place.back_check.first_verifier_id)
    ),
    "endorsement.list_determinations": Listing(
        lambda _: "/v1/determinations", lambda _, place: str(place.ready.id), "area"
    ),
    "endorsement.list_lists": Listing(lambda _: "/v1/lists", lambda _, place: str(place.draft.id), "area"),
    **exported("endorsement.export_lists", "/v1/lists", lambda place: place.draft.id, "area"),
    "endorsement.draft_list": Detail(fixed("/v1/lists"), 201, 403, body=json(a_list)),
    "endorsement.show_list": Detail(row("/v1/lists/{}", "endorsed")),
    "endorsement.list_items": Detail(row("/v1/lists/{}/items", "endorsed")),
    "endorsement.add_items": Detail(row("/v1/lists/{}/items", "draft"), body=json(lambda *_: {}), headers=match("draft")),
    "endorsement.remove_item": Detail(
        path("/v1/lists/{of}/items/{item}", of=lambda place, _: place.draft.id, item=lambda place, _: place.on_draft.id),
        headers=match("draft"),
    ),
    "endorsement.seal_list": Detail(row("/v1/lists/{}/seal", "draft"), headers=match("draft")),
    "endorsement.check_seal": Detail(row("/v1/lists/{}/seal", "sealed")),
    "erasure.erase_person": Detail(
        row("/v1/people/{}/erasure", "person"),
        body=json(lambda *_: {"legal_basis": "subject_request", "reason": "uji coba pintu"}),
    ),
    "endorsement.prove_item": Detail(row("/v1/lists/{}/items/1/proof", "sealed")),
    "endorsement.draw_letter": Detail(row("/v1/lists/{}/letter-draft.pdf", "sealed")),
    "endorsement.endorse_list": Detail(row("/v1/lists/{}/endorsement", "sealed"), form=a_letter, headers=match("sealed")),
    "endorsement.read_letter": Detail(row("/v1/lists/{}/letter.pdf", "endorsed")),
    "endorsement.export_list": Detail(row("/v1/lists/{}/export.csv", "endorsed")),
    "endorsement.export_list_xlsx": Detail(row("/v1/lists/{}/export.xlsx", "endorsed")),
}  # fmt: skip

DISTRIBUTION: Mapping[str, Door] = {
    "distribution.open_round": Detail(fixed("/v1/rounds"), 201, 403, body=json(a_round)),
    "distribution.list_rounds": Listing(lambda _: "/v1/rounds", lambda _, place: str(place.round.id)),
    **exported("distribution.export_rounds", "/v1/rounds", lambda place: place.round.id),
    "distribution.show_round": Detail(row(ROUND, "round")),
    "distribution.close_round": Detail(row(ROUND + "/close", "round"), headers=match("round")),
    "distribution.list_allocations": Listing(
        lambda world: f"/v1/rounds/{world.shared_round.id}/allocations",
        lambda world, place: str(world.shared_allocations[place.code].id),
        "area",
    ),
    "distribution.export_allocations": Listing(
        lambda world: f"/v1/rounds/{world.shared_round.id}/allocations/export.csv",
        lambda world, place: str(world.shared_allocations[place.code].id),
    ),
    "distribution.export_allocations_xlsx": Listing(
        lambda world: f"/v1/rounds/{world.shared_round.id}/allocations/export.xlsx",
        lambda world, place: str(world.shared_allocations[place.code].id),
    ),
    "distribution.show_progress": Listing(
        lambda world: f"/v1/rounds/{world.shared_round.id}/progress", lambda _, place: place.rw
    ),
    "distribution.export_progress": Listing(
        lambda world: f"/v1/rounds/{world.shared_round.id}/progress/export.csv", lambda _, place: place.rw
    ),
    "distribution.export_progress_xlsx": Listing(
        lambda world: f"/v1/rounds/{world.shared_round.id}/progress/export.xlsx", lambda _, place: place.rw
    ),
    "distribution.put_hand_over": Detail(
        new("/v1/hand-overs/{}"), 201, body=json(lambda place, _: distribution_factory.payload(place.allocation.id))
    ),
    "distribution.show_hand_over_receipt": Detail(
        path("/v1/hand-overs/{attempt}/receipt", attempt=lambda place, role: place.attempts[role].id)
    ),
    "distribution.list_hand_overs": Listing(
        lambda _: "/v1/hand-overs", lambda _, place: str(place.handed_over.id), "area"
    ),
    **exported("distribution.export_hand_overs", "/v1/hand-overs", lambda place: place.handed_over.id, "area"),
    "distribution.show_hand_over": Detail(row("/v1/hand-overs/{}", "handed_over")),
}

AREAS: Mapping[str, Door] = {
    "areas.list_areas": Everywhere("/v1/areas"),
    "areas.show_area_at": Everywhere("/v1/areas/at?lat=-6.195&lon=106.905"),
    "areas.show_area": Everywhere(f"/v1/areas/{NEIGHBOUR}"),
    "areas.show_polygon": Everywhere(f"/v1/areas/{NEIGHBOUR}/polygon"),
    "areas.list_editions": Everywhere("/v1/area-editions"),
    "areas.list_findings": Everywhere(f"/v1/area-editions/{EDITION}/findings"),
    # Rows outside one's own area become findings of the report.
    "areas.import_areas": Everywhere("/v1/areas/imports", form=a_list_of_areas),
}

REGISTRY: Mapping[str, Door] = {
    "households.list_households": Listing(fixed("/v1/households"), lambda _, place: str(place.household.id), "area"),
    "households.find_households": Listing(
        fixed("/v1/households/search"), lambda _, place: str(place.household.id), json={"family_card": FAMILY_CARD}
    ),
    "households.export_households": Listing(
        fixed("/v1/households/export.csv"), lambda _, place: str(place.household.id), "area"
    ),
    "households.export_households_xlsx": Listing(
        fixed("/v1/households/export.xlsx"), lambda _, place: str(place.household.id), "area"
    ),
    "households.show_household": Detail(row(HOUSEHOLD, "household")),
    "households.show_households": Listing(
        lambda world: "/v1/households/details?" + "&".join(f"id={place.household.id}" for place in (world.own, world.neighbour)),
        lambda _, place: str(place.household.id),
    ),
    "households.put_household": Detail(
        new(HOUSEHOLD), 200, 403, body=json(lambda place, _: {"area_code": place.rt, "address": "Jl. Kenanga No. 3"})
    ),
    "households.correct_household": Detail(
        row(HOUSEHOLD, "household"), body=json(lambda *_: {"address": "Jl. Lain"}), headers=match("household")
    ),
    "households.record_family_card": Detail(
        row(HOUSEHOLD + "/family-cards", "household"),
        201,
        body=json(lambda *_: {"number": registry_factory.a_family_card(), "valid_from": "2026-01-01"}),
    ),
    "people.find_people": Listing(
        fixed("/v1/people/search"), lambda _, place: str(place.person.id), "area", json={"name": "siti", "limit": 500}
    ),
    "people.show_person": Detail(row(PERSON, "person")),
    "people.put_person": Detail(
        new(PERSON),
        body=json(
            lambda place, _: {"household_id": str(place.household.id), "name": "Budi", "relationship": "child"}
        ),
    ),
    "people.correct_person": Detail(
        row(PERSON, "person"), body=json(lambda *_: {"occupation": "Penjahit"}), headers=match("person")
    ),
    "people.move_person": Detail(
        row(PERSON + "/moves", "person"),
        201,
        body=json(
            lambda place, _: {
                "household_id": str(place.other_household.id), "relationship": "head", "moved_on": "2026-02-01",
            }
        ),
    ),
    "people.end_membership": Detail(
        row(PERSON + "/departures", "person"), 201, body=json(lambda *_: {"cause": "died", "left_on": "2026-02-01"})
    ),
    "people.unmask_nik": Detail(
        row(PERSON + "/clear-nik", "person"), body=json(lambda *_: {"reason": "Dicocokkan dengan kartu."})
    ),
    "enrolments.list_programmes": Everywhere("/v1/programmes"),
    "enrolments.show_programme": Everywhere("/v1/programmes/sembako"),
    "enrolments.put_programme": Everywhere("/v1/programmes/baru", json=A_PROGRAMME),
    "enrolments.list_enrolments": Listing(fixed("/v1/enrolments"), lambda _, place: str(place.enrolment.id), "area"),
    "enrolments.show_enrolment": Detail(row("/v1/enrolments/{}", "enrolment")),
    "imports.list_imports": Listing(fixed("/v1/imports"), lambda _, place: str(place.registry_import.id)),
    **exported("imports.export_imports", "/v1/imports", lambda place: place.registry_import.id),
    "imports.request_import": Detail(fixed("/v1/imports"), 202, 403, form=a_file_of_people),
    "imports.show_import": Detail(row("/v1/imports/{}", "registry_import")),
    "imports.list_rejections": Detail(row("/v1/imports/{}/rejections", "registry_import")),
    "imports.download_rejections": Detail(row("/v1/imports/{}/rejections.csv", "registry_import")),
    "imports.download_rejections_xlsx": Detail(row("/v1/imports/{}/rejections.xlsx", "registry_import")),
}  # fmt: skip

JOURNAL: Mapping[str, Door] = {
    "journal.list_entries": Listing(lambda _: "/v1/journal", lambda _, place: f'"{place.code}"', "area"),
    "journal.export_entries": Listing(
        lambda _: "/v1/journal/export.csv", lambda _, place: f",{place.code},", "area"
    ),
    "journal.export_entries_xlsx": Listing(
        lambda _: "/v1/journal/export.xlsx", lambda _, place: f">{place.code}<", "area"
    ),
    "journal.list_looks": Listing(lambda _: "/v1/access-log", lambda _, place: f'"{place.code}"', "area"),
    "journal.export_looks": Listing(
        lambda _: "/v1/access-log/export.csv", lambda _, place: f",{place.code},", "area"
    ),
    "journal.export_looks_xlsx": Listing(
        lambda _: "/v1/access-log/export.xlsx", lambda _, place: f">{place.code}<", "area"
    ),
}  # fmt: skip

MACHINES: Mapping[str, Door] = {
    "health.alive": Unguarded("/healthz", "a machine asks whether the process lives"),
    "health.ready": Unguarded("/readyz", "a machine asks whether it may send people here"),
    "health.metrics": Unguarded("/metrics", "figures without a person in them; kept behind the proxy"),
    "log.show_checkpoint": Unguarded("/log/checkpoint", "anybody may hold a checkpoint against us"),
    "log.show_key": Unguarded("/log/key", "it is the public half"),
    "log.show_tile": Unguarded("/log/tile/0/000.p/1", "salted commitments show no person and no place"),
    "witness.add_checkpoint": Unguarded(
        "/witness/add-checkpoint", "a signature of a known log opens it, and nothing else"
    ),
    "api-docs.openapi_json": Unguarded("/openapi.json", "the interface is public, the data are not"),
}

PAGES: Mapping[str, Door] = {
    "pages.chooser": Unguarded("/", "leads to the two apps"),
    "pages.field_app": Unguarded("/field/", "an empty page; what it shows it fetches with a token"),
    "pages.console": Unguarded("/console/", "an empty page; what it shows it fetches with a token"),
    "pages.receipt_page": Unguarded("/receipt/", "anybody may check a receipt"),
    "pages.field_file": Unguarded("/field/manifest.webmanifest", "as the page itself"),
    "pages.console_file": Unguarded("/console/cases", "as the page itself"),
    "pages.asset": Unguarded("/assets/none.js", "scripts and styles, the same for everybody"),
    "pages.settings": Unguarded("/settings.json", "where the background of maps comes from"),
}

DOORS: Mapping[str, Door] = {
    **IDENTITY,
    **AREAS,
    **REGISTRY,
    **EVIDENCE,
    **REVIEW,
    **DISTRIBUTION,
    **JOURNAL,
    **MACHINES,
    **PAGES,
}
