"""The rules of the house that no linter knows; each says what to do when it fails."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from field_api.api import Blueprint
from field_api.commands.set_up import OPENAPI, ROOT, openapi_document
from field_api.db import Base, Bound, Immutable
from field_api.journal.rules import Access, Event
from field_api.permissions import Permission
from field_api.tables import METADATA
from workers.main import registered_jobs
from workers.reactions import REACTIONS

TABLES = METADATA.tables
AREAS = sorted(path.name for path in (ROOT / "field_api").iterdir() if list(path.glob("models*")))
# Whoever starts a process reads its environment, once; nobody else does.
READERS_OF_THE_ENVIRONMENT = {
    "field_api/app.py", "field_api/commands/operator.py", "workers/main.py",
}  # fmt: skip
# Wall clocks of the country differ; these turn what somebody wrote as a day into one.
MAY_CUT_A_DAY = {
    "field_api/areas/rules/zones.py", "field_api/evidence/rules/instruments/instrument.py",
    "field_api/commands/areas.py", "field_api/commands/users.py",
}  # fmt: skip
PERSONAL = {"nik", "name", "full_name", "username", "address", "latitude", "longitude", "latitude_e7", "longitude_e7"} | {
    "number", "birth_date", "mother_name", "password", "token", "payload", "content", "query", "path", "url",
}  # fmt: skip
MOST_LINES = {"field_api": 400, "workers": 400, "script": 400, "tests": 600}
LONG_FUNCTION = 35


WEB = ROOT / "field_api" / "web"


def sources(*folders: str) -> list[Path]:
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [path for path in found if WEB not in path.parents]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    yield from (node for node in every_node(path) if isinstance(node, kinds))


@cache
def every_node(path: Path) -> tuple[ast.AST, ...]:
    """All that a file is made of; a dozen rules ask for it."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


def calls(path: Path, attribute: str) -> Iterator[ast.Call]:
    """Calls of `something.attribute(...)`."""
    for node in nodes(path, ast.Call):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == attribute:
            yield node


def place(path: Path, node: ast.AST) -> str:
    return f"{named(path)}:{getattr(node, 'lineno', 0)}"


@pytest.mark.parametrize("folder", MOST_LINES)
def test_no_file_grows_into_a_hall(folder: str) -> None:
    sizes = {named(path): len(path.read_text("utf-8").splitlines()) for path in sources(folder)}

    assert {name: size for name, size in sizes.items() if size > MOST_LINES[folder]} == {}


def test_nine_functions_of_ten_fit_on_a_screen() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for path in sources("field_api", "workers")
        for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )

    assert lengths[len(lengths) * 9 // 10] <= LONG_FUNCTION


def test_an_init_holds_one_docstring_and_nothing_else() -> None:
    surplus = [
        named(path)
        for path in sources("field_api", "workers")
        if path.name == "__init__.py" and [type(node) for node in ast.parse(path.read_text("utf-8")).body] != [ast.Expr]
    ]

    assert surplus == []


def test_nothing_is_named_after_what_it_is_not() -> None:
    libraries = {WEB / "node_modules", WEB / "dist"}

    assert [
        named(path)
        for path in (ROOT / "field_api").rglob("*")
        if libraries.isdisjoint(path.parents)
        and path.stem in {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
    ] == []


def test_an_exception_to_a_check_gives_its_reason_in_words() -> None:
    bare = re.compile(r"#\s*type:\s*ignore(\[[\w, -]+\])?\s*($|#\s*noqa:[^-]*$)|#\s*noqa(:[\s\w,]+)?\s*$")

    assert [
        f"{named(path)}:{number}"
        for path in sources("field_api", "workers")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if bare.search(line)
    ] == []


def test_the_day_of_a_moment_is_that_of_a_place() -> None:
    """`areas.rules.zones` knows it: by UTC the day begins at seven in the morning or later."""
    invented = {ROOT / "field_api" / "demo", ROOT / "field_api" / "simulation"}

    assert {
        named(path)
        for path in sources("field_api", "workers")
        if invented.isdisjoint(path.parents) and any(calls(path, "date"))
    } == MAY_CUT_A_DAY


def test_every_fact_is_bound_to_the_journal_or_says_why_not() -> None:
    unbound = {mapper.class_.__tablename__ for mapper in Base.registry.mappers if not issubclass(mapper.class_, Bound)}
    facts = {mapper.class_.__tablename__ for mapper in Base.registry.mappers if issubclass(mapper.class_, Immutable)}

    assert facts & unbound == {
        # The log itself, and the entries that it holds.
        "journal_entries", "journal_positions", "log_leaves", "log_checkpoints", "log_cosignatures",
        # Looks are no evidence of a visit, and an entry for each would double them.
        "access_log",
        # Areas come from published files, whose hashes the entries name; they are read again from there.
        "area_editions", "area_successions", "area_findings",
        # What was refused of a file; nothing rests on it.
        "import_rejections",
        # Made of inspections, which are bound, and found again by another search.
        "photo_scenes", "photo_matches",
        # Committed only together with an entry of its own.
        "erasures",
    }  # fmt: skip


class TestEdges:
    def test_every_route_is_guarded_or_openly_open(self, app: Flask) -> None:
        unmarked = [
            rule.rule
            for rule in app.url_map.iter_rules()
            if rule.endpoint != "api-docs.openapi_json"
            and not isinstance(getattr(app.view_functions[rule.endpoint], "permission", "unmarked"), Permission | None)
        ]

        assert unmarked == [], "put @blp.requires(Permission...) or @blp.open on it"

    def test_a_view_that_is_not_marked_would_be_noticed(self) -> None:
        blueprint = Blueprint("test", "test")

        @blueprint.route("/x")
        def view() -> None:
            """Do nothing"""

        assert not hasattr(view, "permission")

    def test_every_permission_opens_a_door(self, app: Flask) -> None:
        used = {getattr(view, "permission", None) for view in app.view_functions.values()}

        assert set(Permission) - used == set(), "remove the permission or the role that holds it for nothing"

    def test_the_committed_interface_document_is_the_one_the_code_makes(self, app: Flask) -> None:
        assert OPENAPI.read_text("utf-8") == openapi_document(app), "field-api openapi > docs/openapi.json"

    def test_only_edges_commit(self) -> None:
        assert [
            place(path, call)
            for area in AREAS
            for path in sources(f"field_api/{area}")
            for verb in ("commit", "rollback")
            for call in calls(path, verb)
            # A savepoint may be taken back; the transaction belongs to the edge.
            if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") in {"session", "connection"}
        ] == []

    def test_only_who_starts_a_process_reads_the_environment(self) -> None:
        readers = {
            named(path)
            for path in sources("field_api", "workers")
            for node in nodes(path, ast.Attribute)
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
        }

        assert readers <= READERS_OF_THE_ENVIRONMENT

    def test_only_the_clock_reads_the_time(self) -> None:
        assert [
            place(path, call)
            for path in sources("field_api", "workers")
            if named(path) != "field_api/clock.py"
            for verb in ("now", "utcnow", "today")
            for call in calls(path, verb)
            if isinstance(call.func, ast.Attribute)
            and isinstance(call.func.value, ast.Name)
            and call.func.value.id in {"datetime", "date"}
        ] == []


class TestJobs:
    def deferred(self) -> dict[str, str]:
        """Names of jobs that areas defer, each with a place where this happens."""
        found: dict[str, str] = {}
        for path in sources("field_api"):
            for call in calls(path, "defer"):
                if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "jobs":
                    name = call.args[1]
                    assert isinstance(name, ast.Constant), f"{place(path, call)}: write the name out"
                    found[str(name.value)] = place(path, call)
        return found

    def test_every_deferred_name_is_registered(self) -> None:
        known = registered_jobs()

        assert {name: where for name, where in self.deferred().items() if name not in known} == {}

    def test_every_registered_job_is_started_by_somebody(self) -> None:
        reacting = {name for reactions in REACTIONS.values() for name, _ in reactions}
        by_the_clock = {name for name, job in registered_jobs().items() if job.cron}

        assert set(registered_jobs()) - set(self.deferred()) - reacting - by_the_clock == set()

    def test_a_job_is_called_after_its_file(self) -> None:
        assert [
            name
            for name, job in registered_jobs().items()
            if job.function.__module__ != f"workers.{name.split('.')[0]}"
        ] == []


class TestJournal:
    @pytest.mark.parametrize("kind", [Event, Access])
    def test_what_can_happen_happens_somewhere(self, kind: type[Event | Access]) -> None:
        used = {
            node.attr
            for path in sources("field_api")
            if named(path) != "field_api/journal/rules.py"
            for node in nodes(path, ast.Attribute)
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == kind.__name__
        }

        assert {member.name for member in kind} - used == set(), "remove it or append it"

    def test_immutable_classes_and_triggers_are_the_same(self, session: Session) -> None:
        declared = {
            mapper.local_table.description for mapper in Base.registry.mappers if issubclass(mapper.class_, Immutable)
        }
        for suffix in ("immutable", "immutable_all"):
            guarded = session.scalars(
                text(
                    "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = tgrelid::regclass::text || '_' || :x"
                ),
                {"x": suffix},
            )
            assert set(guarded) == declared


class TestLogs:
    def logged(self) -> Iterator[tuple[str, ast.Call]]:
        for path in sources("field_api", "workers"):
            for verb in ("debug", "info", "warning", "error", "exception", "critical"):
                for call in calls(path, verb):
                    if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "log":
                        yield place(path, call), call

    def test_the_event_of_a_line_is_a_constant(self) -> None:
        assert [
            where
            for where, call in self.logged()
            if not all(isinstance(argument, ast.Constant) for argument in call.args)
        ] == []

    def test_no_line_carries_a_person_or_a_place(self) -> None:
        assert [
            f"{where} {keyword.arg}"
            for where, call in self.logged()
            for keyword in call.keywords
            if keyword.arg in PERSONAL
        ] == []

    def test_no_line_carries_a_traceback_with_its_messages(self) -> None:
        assert [
            where for where, call in self.logged() for keyword in call.keywords if keyword.arg in {"exc_info", "error"}
        ] == [], "use observability.trace_of"


class TestSlots:
    @pytest.mark.parametrize("slot", ["routes", "queries"])
    def test_routes_and_queries_are_private_to_their_area(self, slot: str) -> None:
        graph = grimp.build_graph("field_api", "workers", cache_dir=None)
        foreign = []
        for module in sorted(graph.modules):
            parts = module.split(".")
            if len(parts) < 3 or parts[0] != "field_api" or parts[2] != slot:
                continue
            area = ".".join(parts[:2])
            importers = graph.find_modules_that_directly_import(module)
            foreign += [
                f"{importer} -> {module}"
                for importer in sorted(importers)
                if not importer.startswith(f"{area}.") and not (slot == "routes" and importer == "field_api.app")
            ]

        assert foreign == [], "speak to the area's service"
