"""Whole files through `import_file` and `run_import`, into a real database."""

import hashlib
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from field_api import clock
from field_api.config import Config
from field_api.demo.district import synthetic_district
from field_api.demo.import_file import FaultRates, write_import_csv
from field_api.demo.people import households as invented_households
from field_api.identity.rules import OutsideArea, Role
from field_api.journal.models import JournalEntry
from field_api.journal.rules import SystemAuthor
from field_api.registry.models import (
    FamilyCard,
    Household,
    ImportRejection,
    Membership,
    Person,
    RegistryImport,
)
from field_api.registry.service import imports
from field_api.registry.service.import_batches import ImportOvertaken
from field_api.storage import ObjectMissing, S3Store
from tests.factories import areas as area_factory
from tests.factories import registry as registry_factory
from tests.factories.registry import AT, KEYS, RT

AUTHOR = SystemAuthor("test")
Importer = Callable[..., RegistryImport]


@pytest.fixture
def importing(sessions: sessionmaker[Session], config: Config, rt: str) -> Importer:
    """`importing(path)`: the finished import of a file into RW 008."""

    def run(path: Path, *, area_scope: str = rt[:-4], at: datetime = AT) -> RegistryImport:
        return imports.import_file(
            sessions, config, AUTHOR, path=path, area_scope=area_scope, at=at, progress=lambda _: None
        )

    return run


def count(session: Session, model: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def rejections(session: Session) -> list[tuple[int, str, str]]:
    session.expire_all()
    return [
        (each.row, each.field, each.code)
        for each in session.scalars(select(ImportRejection).order_by(ImportRejection.number))
    ]


class TestGoodRows:
    def test_rows_of_one_card_form_a_household(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        card = registry_factory.a_family_card()
        rows = [a_row(no_kk=card), a_row(no_kk=card, relationship="ANAK", name="Budi")]

        record = importing(csv_file(rows))

        assert (record.status, record.rows_read, record.households_stored, record.people_stored) == (
            "finished",
            2,
            1,
            2,
        )
        (home,) = session.scalars(select(Household))
        (kept,) = session.scalars(select(FamilyCard))
        assert (home.area_code, home.latitude_e7, home.longitude_e7) == (RT, -61_234_567, 1_069_876_543)
        assert KEYS.open_sealed(kept.number_sealed, context="family_cards.number") == card
        assert {each.relationship for each in session.scalars(select(Membership))} == {"head", "child"}

    def test_a_person_without_a_nik_is_taken(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        importing(csv_file([a_row(nik="")]))

        assert session.scalars(select(Person)).one().nik_status == "absent"

    def test_a_nik_of_another_region_is_a_finding_and_no_rejection(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        importing(csv_file([a_row(nik=registry_factory.a_nik(region="351202"))]))

        assert [each["code"] for each in session.scalars(select(Person)).one().findings] == ["nik_region_differs"]

    def test_a_nik_that_stands_twice_is_a_finding_of_the_later_person(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        nik = registry_factory.a_nik()

        record = importing(csv_file([a_row(nik=nik), a_row(nik=nik, name="Rahmawati"), a_row(nik=nik)]))

        people = session.scalars(select(Person).order_by(Person.name)).all()
        found = sorted(each["code"] for person in people for each in person.findings)
        assert (record.people_stored, record.rows_rejected) == (3, 0)
        assert found == ["nik_doubled", "person_doubled"]

    def test_a_semicolon_and_indonesian_headings_are_understood(
        self, session: Session, importing: Importer, a_row: Any, tmp_path: Path
    ) -> None:
        row = a_row()
        path = tmp_path / "daftar.csv"
        heading = "Nomor KK;NIK;Nama Lengkap;L/P;Tanggal Lahir;SHDK;Kode Wilayah;Alamat;Catatan"
        cells = (row["no_kk"], row["nik"], "Siti", "P", "17/08/1984", "Kepala Keluarga", RT, "Jl. A; No. 1", "x")
        quoted = ";".join(f'"{cell}"' for cell in cells)
        path.write_text(f"\ufeff{heading}\r\n{quoted}\r\n", encoding="utf-8")

        importing(path)

        person = session.scalars(select(Person)).one()
        assert (person.name, person.sex, str(person.birth_date)) == ("Siti", "F", "1984-08-17")
        assert session.scalars(select(Household)).one().address == "Jl. A; No. 1"

    def test_a_workbook_is_read_like_a_csv(self, importing: Importer, a_row: Any, xlsx_file: Any) -> None:
        record = importing(xlsx_file([a_row(), a_row(birth_date=datetime(1984, 8, 17))]))  # noqa: DTZ001 - as Excel does

        assert (record.status, record.people_stored, record.rows_rejected) == ("finished", 2, 0)

    def test_nothing_is_written_in_clear(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        row = a_row()
        importing(csv_file([row, a_row(nik="317506")]))

        person = session.scalars(select(Person)).one()
        assert person.nik_sealed is not None
        assert row["nik"].encode() not in person.nik_sealed
        dumped = repr([each.data for each in session.scalars(select(JournalEntry))])
        assert row["nik"] not in dumped
        assert row["name"] not in dumped


class TestBadRows:
    @pytest.mark.parametrize(
        ("overrides", "rejected"),
        [
            ({"nik": "3175061313840001"}, ("nik", "nik_invalid")),
            ({"no_kk": "317506"}, ("no_kk", "family_card_invalid")),
            ({"no_kk": ""}, ("no_kk", "household_key_missing")),
            ({"household_id": "17"}, ("household_id", "household_id_invalid")),
            ({"area_code": "3175061004"}, ("area_code", "invalid_area_code")),
            ({"area_code": "31.75.06.1004.008.099"}, ("area_code", "area_unknown")),
            ({"area_code": "31.73.06.1003.001.001"}, ("area_code", "area_outside")),
            ({"area_code": "31.75"}, ("area_code", "area_too_large")),
            ({"name": " "}, ("name", "name_missing")),
            ({"name": '=HYPERLINK("x")'}, ("name", "formula_cell")),
            ({"occupation": "@SUM(A1)"}, ("occupation", "formula_cell")),
            ({"address": "Jl.\x00"}, ("address", "control_character")),
            ({"sex": "X"}, ("sex", "sex_unknown")),
            ({"birth_date": "31/02/1984"}, ("birth_date", "date_unreadable")),
            ({"birth_date": "2999-01-01"}, ("birth_date", "date_implausible")),
            ({"relationship": "TETANGGA"}, ("relationship", "relationship_unknown")),
            ({"lat": "selatan"}, ("lat", "position_unreadable")),
            ({"lon": "196.5"}, ("lon", "position_out_of_range")),
            ({"lat": ""}, ("lat", "position_half")),
        ],
    )
    def test_a_bad_row_is_rejected_and_the_rest_is_stored(
        self,
        session: Session,
        importing: Importer,
        a_row: Any,
        csv_file: Any,
        overrides: dict[str, str],
        rejected: tuple[str, str],
    ) -> None:
        record = importing(csv_file([a_row(), a_row(**overrides), a_row()]))

        assert (record.rows_read, record.rows_rejected, record.people_stored) == (3, 1, 2)
        assert rejections(session) == [(3, *rejected)]

    def test_every_reason_of_a_row_is_told_at_once(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        record = importing(csv_file([a_row(nik="1", sex="X", name="")]))

        assert record.rows_rejected == 1
        assert [field for _, field, _ in rejections(session)] == ["name", "sex", "nik"]

    def test_the_row_number_is_that_of_the_spreadsheet(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        path = csv_file([a_row(address="Jl. A\nRT 3"), a_row(nik="1")])
        heading, rest = path.read_bytes().split(b"\r\n", 1)
        path.write_bytes(heading + b"\r\n\r\n" + rest)

        importing(path)

        assert [row for row, _, _ in rejections(session)] == [4]

    def test_no_reason_repeats_the_value_it_speaks_of(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        importing(csv_file([a_row(nik="3175061313849876", birth_date="17 Agustus")]))

        text = repr([(each.detail, each.remedy) for each in session.scalars(select(ImportRejection))])
        assert "3175061313849876" not in text
        assert "17 Agustus" not in text

    def test_one_household_cannot_lie_in_two_areas(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        area_factory.area(session, "31.75.06.1004.008.004")
        card = registry_factory.a_family_card()

        importing(csv_file([a_row(no_kk=card), a_row(no_kk=card, area_code="31.75.06.1004.008.004")]))

        assert rejections(session) == [(3, "area_code", "household_area_differs")]

    def test_real_lists_with_their_faults_are_counted_to_the_last_row(
        self, session: Session, importing: Importer, tmp_path: Path
    ) -> None:
        district = synthetic_district(3)
        area_factory.area(session, district.areas[0].code)
        for code in [area.code for area in district.areas[1:]]:
            area_factory.area(session, code)
        path = tmp_path / "contoh.csv"
        written = write_import_csv(
            path,
            invented_households(district, count=300, seed=5, made_at=AT),
            faults=FaultRates(nik_double=0.02),
            seed=5,
        )

        record = importing(path, area_scope="35.99")

        by_field: dict[str, int] = {}
        for _, field, _ in rejections(session):
            by_field[field] = by_field.get(field, 0) + 1
        assert record.rows_read == written.rows
        assert record.rows_read - record.rows_rejected == record.people_stored
        assert by_field["nik"] == written.faults["nik_invalid"]
        assert by_field["no_kk"] == written.faults["no_kk_invalid"]


class TestRefusedFiles:
    def refused(self, session: Session, record: RegistryImport) -> dict[str, Any]:
        assert record.status == "refused"
        assert count(session, Household) == 0
        assert record.refusal is not None
        return record.refusal

    def test_a_file_with_the_marks_of_a_spreadsheet_is_refused_before_anything_is_stored(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        rows = [a_row(nik=registry_factory.a_nik(born=date(1940 + age, 8, 17))[:15] + "0") for age in range(60)]

        (problem,) = self.refused(session, importing(csv_file(rows)))["problems"]
        assert (problem["pointer"], problem["code"]) == ("nik", "trailing_zeros")

    def test_one_number_in_scientific_notation_is_enough(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        rows = [a_row() for _ in range(5)] + [a_row(nik="3,17506E+15")]

        assert "3,17E+15" in self.refused(session, importing(csv_file(rows)))["detail"]

    def test_numeric_cells_of_a_workbook_show_the_damage(
        self, session: Session, importing: Importer, a_row: Any, xlsx_file: Any
    ) -> None:
        numbers = [int(registry_factory.a_nik(born=date(1940 + age, 8, 17))) for age in range(60)]
        rows = [a_row(nik=number // 10 * 10) for number in numbers]

        self.refused(session, importing(xlsx_file(rows)))

    def test_a_heading_without_a_name_column_is_refused_with_the_names_it_may_have(
        self, session: Session, importing: Importer, tmp_path: Path
    ) -> None:
        path = tmp_path / "x.csv"
        path.write_text("no_kk,nik,area_code\n1,2,3\n", encoding="utf-8")

        refusal = self.refused(session, importing(path))
        assert refusal["code"] == "heading_unusable"
        (problem,) = refusal["problems"]
        assert (problem["pointer"], problem["code"]) == ("row 1, name", "column_missing")
        assert "nama lengkap" in problem["remedy"]

    def test_the_refusal_leaves_an_entry(self, session: Session, importing: Importer, tmp_path: Path) -> None:
        path = tmp_path / "x.csv"
        path.write_bytes(b"")

        record = importing(path)

        (entry,) = session.scalars(select(JournalEntry).where(JournalEntry.event == "import.finished"))
        assert (entry.subject_id, entry.data["status"]) == (record.id, "refused")


class TestRepeating:
    def test_the_same_file_again_doubles_nobody(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        path = csv_file([a_row(), a_row(nik="")])
        importing(path)

        again = importing(path)

        assert (again.rows_read, again.people_stored, again.households_stored) == (2, 0, 0)
        assert (count(session, Person), count(session, Household), count(session, FamilyCard)) == (2, 2, 2)

    def test_a_corrected_file_adds_only_what_was_rejected(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        good, bad = a_row(), a_row(nik="317")
        importing(csv_file([good, bad]))

        again = importing(csv_file([good, bad | {"nik": registry_factory.a_nik()}]))

        assert (again.people_stored, again.rows_rejected) == (1, 0)
        assert count(session, Person) == 2

    def test_an_import_adds_and_never_overwrites(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        row = a_row()
        importing(csv_file([row]))

        importing(csv_file([row | {"name": "Nama Lain", "address": "Jl. Lain"}]))

        assert session.scalars(select(Person)).one().name == row["name"]
        assert session.scalars(select(Household)).one().address == row["address"]


class TestJournal:
    def test_an_import_leaves_a_request_an_entry_per_batch_and_an_end(
        self, session: Session, importing: Importer, a_row: Any, csv_file: Any
    ) -> None:
        record = importing(csv_file([a_row(), a_row(nik="1")]))

        entries = session.scalars(
            select(JournalEntry).where(JournalEntry.subject_id == record.id).order_by(JournalEntry.seq)
        ).all()
        assert [each.event for each in entries] == ["import.requested", "import.batch_stored", "import.finished"]
        ids = sorted([*session.scalars(select(Household.id)), *session.scalars(select(Person.id))])
        assert entries[1].data == {
            "rows": [1, 2],
            "rejected": 1,
            "households": 1,
            "people": 1,
            "ids_sha256": hashlib.sha256(b"".join(each.bytes for each in ids)).hexdigest(),
        }


@pytest.mark.usefixtures("rt")
class TestStoredImports:
    """Imports whose file lies in the object store and that a worker runs."""

    def request(self, session: Session, store: S3Store, content: bytes, **overrides: Any) -> RegistryImport:
        values = {
            "import_id": clock.new_id(),
            "area_code": "31.75",
            "file_name": "keluarga.csv",
            "content": io.BytesIO(content),
            "at": AT,
        } | overrides
        record = imports.request_import(session, AUTHOR, store, **values)
        session.commit()
        return record

    def run(self, sessions: sessionmaker[Session], store: S3Store, record: RegistryImport) -> RegistryImport:
        return imports.run_import(sessions, store, KEYS, AUTHOR, import_id=record.id, now=lambda: AT)

    def test_the_file_is_removed_from_the_store_when_the_import_is_settled(
        self, session: Session, sessions: sessionmaker[Session], store: S3Store, a_row: Any, csv_file: Any
    ) -> None:
        record = self.request(session, store, csv_file([a_row()]).read_bytes())

        done = self.run(sessions, store, record)

        assert (done.status, done.people_stored) == ("finished", 1)
        with pytest.raises(ObjectMissing):
            store.get(record.object_key)

    def test_a_settled_import_is_left_alone(
        self, session: Session, sessions: sessionmaker[Session], store: S3Store, a_row: Any, csv_file: Any
    ) -> None:
        record = self.request(session, store, csv_file([a_row()]).read_bytes())
        self.run(sessions, store, record)

        again = self.run(sessions, store, record)

        assert (again.status, again.rows_read) == ("finished", 1)

    def test_a_run_that_died_between_two_batches_goes_on_where_it_stopped(
        self,
        session: Session,
        sessions: sessionmaker[Session],
        store: S3Store,
        a_row: Any,
        csv_file: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("field_api.registry.service.import_reading.BATCH_ROWS", 2)
        record = self.request(session, store, csv_file([a_row() for _ in range(7)]).read_bytes())
        seen: list[int] = []

        def die_after_two(progress: RegistryImport) -> None:
            seen.append(progress.rows_read)
            if len(seen) == 2:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            imports.run_import(
                sessions, store, KEYS, AUTHOR, import_id=record.id, now=lambda: AT, progress=die_after_two
            )
        done = self.run(sessions, store, record)

        assert (done.rows_read, done.people_stored, done.households_stored) == (7, 7, 7)
        assert count(session, Person) == 7
        batches = session.scalars(select(JournalEntry).where(JournalEntry.event == "import.batch_stored")).all()
        assert sorted(each.data["rows"] for each in batches) == [[1, 2], [3, 4], [5, 6], [7, 7]]

    def test_of_two_runs_at_once_the_overtaken_one_stops(
        self,
        session: Session,
        sessions: sessionmaker[Session],
        store: S3Store,
        a_row: Any,
        csv_file: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("field_api.registry.service.import_reading.BATCH_ROWS", 2)
        record = self.request(session, store, csv_file([a_row() for _ in range(5)]).read_bytes())

        def be_overtaken(_: RegistryImport) -> None:
            self.run(sessions, store, record)

        with pytest.raises(ImportOvertaken):
            imports.run_import(
                sessions, store, KEYS, AUTHOR, import_id=record.id, now=lambda: AT, progress=be_overtaken
            )

        assert count(session, Person) == 5

    def test_a_file_that_is_gone_fails_the_import_and_says_so(
        self, session: Session, sessions: sessionmaker[Session], store: S3Store
    ) -> None:
        record = self.request(session, store, b"name,no_kk,area_code\n")
        store.delete(record.object_key)

        assert self.run(sessions, store, record).status == "failed"

    def test_the_same_request_again_is_no_error(self, session: Session, store: S3Store) -> None:
        record = self.request(session, store, b"abc")

        assert self.request(session, store, b"abc", import_id=record.id).id == record.id

    def test_another_file_under_the_same_id_is_a_conflict(self, session: Session, store: S3Store) -> None:
        record = self.request(session, store, b"abc")

        with pytest.raises(imports.ImportConflict):
            self.request(session, store, b"abd", import_id=record.id)

    def test_nobody_imports_beyond_the_own_area(self, session: Session, store: S3Store, make_actor: Any) -> None:
        actor = make_actor(Role.DINSOS_REVIEWER, "31.75")

        with pytest.raises(OutsideArea):
            imports.request_import(
                session, actor, store, import_id=clock.new_id(), area_code="31", file_name="x", content=io.BytesIO(b"x"),
                at=AT,
            )  # fmt: skip
