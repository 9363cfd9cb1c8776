"""Somebody who goes to doors, with or without a token, and leaves everything behind as it was."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Connection

from field_api.identity.rules import PERMISSIONS, Role
from field_api.permissions import Permission
from field_api.spreadsheets import XLSX_TYPE
from tests.doors.door import Detail, Door, Everywhere, Listing
from tests.doors.table import DOORS
from tests.doors.world import Place, World


def said(answer: Any) -> str:
    """What an answer says as text; of a workbook, its only sheet."""
    if answer.content_type != XLSX_TYPE:
        return str(answer.text)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


class Walker:
    """Goes to a door as somebody, and leaves everything behind it as it was."""

    def __init__(self, app: Flask, connection: Connection, world: World) -> None:
        self.app, self.world = app, world
        self._connection = connection
        self._methods = {
            rule.endpoint: next(iter(rule.methods - {"HEAD"} or rule.methods))
            for rule in app.url_map.iter_rules()
            if rule.methods
        }

    def method_of(self, endpoint: str) -> str:
        return self._methods[endpoint]

    @contextmanager
    def nothing_stays(self) -> Iterator[None]:
        """Whatever is written inside is gone afterwards."""
        savepoint = self._connection.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()

    def permission_of(self, endpoint: str) -> Permission:
        return self.app.view_functions[endpoint].permission  # type: ignore[attr-defined, no-any-return]

    def holders(self, endpoint: str) -> list[Role]:
        return [role for role in Role if self.permission_of(endpoint) in PERMISSIONS[role]]

    def others(self, endpoint: str) -> list[Role]:
        return [role for role in Role if self.permission_of(endpoint) not in PERMISSIONS[role]]

    def go(self, endpoint: str, path: str, *, token: str | None, **options: Any) -> Any:
        headers = {**options.pop("headers", {}), **({"Authorization": f"Bearer {token}"} if token else {})}
        with self.nothing_stays():
            return self.app.test_client().open(path, method=self._methods[endpoint], headers=headers, **options)

    def go_to_row(self, endpoint: str, place: Place, role: Role, *, token: str | None) -> Any:
        """Ask a `Detail` for the row of `place`; `role` says whose row, where each role has its own."""
        door = DOORS[endpoint]
        assert isinstance(door, Detail)
        options: dict[str, Any] = {"headers": dict(door.headers(place, role))}
        if door.form is not None:
            options |= {"data": door.form(place), "content_type": "multipart/form-data"}
        if door.body is not None:
            body = door.body(self.world, place, role)
            options["data" if isinstance(body, bytes) else "json"] = body
        return self.go(endpoint, door.path(place, role), token=token, **options)

    def go_anyhow(self, endpoint: str, place: Place, role: Role, *, token: str | None) -> Any:
        """Ask whatever door it is, in the shape it wants."""
        door: Door = DOORS[endpoint]
        if isinstance(door, Detail):
            return self.go_to_row(endpoint, place, role, token=token)
        if isinstance(door, Listing):
            return self.go_to_list(endpoint, token=token)
        assert isinstance(door, Everywhere)
        options: dict[str, Any] = {} if door.json is None else {"json": dict(door.json)}
        if door.form is not None:
            options |= {"data": door.form(), "content_type": "multipart/form-data"}
        return self.go(endpoint, door.path, token=token, **options)

    def go_to_list(self, endpoint: str, *, token: str | None, area: str | None = None) -> Any:
        """Ask a `Listing`, with `area` for that area only."""
        door = DOORS[endpoint]
        assert isinstance(door, Listing)
        asked = {door.area_parameter: area} if area and door.area_parameter else {}
        if door.json is not None:
            return self.go(endpoint, door.path(self.world), token=token, json={**door.json, **asked})
        path = door.path(self.world)
        if "?" in path:
            return self.go(endpoint, path, token=token)
        return self.go(endpoint, path, token=token, query_string={"limit": 500} | asked)
