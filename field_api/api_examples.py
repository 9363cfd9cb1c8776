"""A whole example for every JSON body of the OpenAPI document, put together from its fields.

A field names an example of its own where its type does not say enough; so an example can never fall behind its schema.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from apispec import APISpec, BasePlugin

JSON = "application/json"
# What a text of a format may look like.
_OF_FORMAT = {
    "uuid": "01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90",
    "date": "2026-11-20",
    "date-time": "2026-11-20T09:12:00+07:00",
    "uri": "https://dinsos.example.go.id/",
}
_OF_TYPE: Mapping[str, Any] = {"boolean": True, "integer": 1, "number": 1, "null": None}
_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_NOTE = "Rumah paling ujung, atap bocor"
_REASON = "Foto dapur terlalu gelap"
# A name means the same in every schema, so what it may hold is said once for all of them. Nobody of these exists.
_OF_NAME: Mapping[str, Any] = {
    "address": "Jl. Melati No. 7", "app_version": "1.4.0", "area_code": "35.99.01.1001.001.002", "area_name": "Mekarsari",
    "birth_place": "Banyuwangi", "channel": "field_app", "checkpoint": "dinsos.example/log\n8\n…", "code": "bps-14",
    "component": "elementary_school", "condition": "school_age", "content_sha256": _SHA256, "cursor": "WyIzNS45OSJd",
    "detail": "Kolom NIK berisi 15 angka", "document_sha256": _SHA256, "drafted_by_name": "Adi Nugroho",
    "education": "primary", "endorsed_by_name": "Sri Wahyuni", "failure": "not_at_home", "family_cards_masked": "3599************",
    "file_name": "rumah-tangga.csv", "file_sha256": _SHA256, "first_verifier_name": "Budi Santoso",
    "found_root": _SHA256, "full_name": "Budi Santoso",
    "goods": "10 kg beras", "head_name": "Siti Aminah", "instrument_code": "bps-14", "instrument_version": "2005",
    "kind": "house_front", "large_url": "/v1/bundles/01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90/photos/0/large",
    "legal_basis": "Permensos 1/2018", "letter_number": "460/1234/2026", "letter_sha256": _SHA256, "level": "rw",
    "mother_name": "Sumiati", "name": "Siti Aminah", "next": "WyIzNS45OSJd", "nik": "3599014107840001",
    "nik_masked": "3599************", "nik_status": "recorded", "note": _NOTE, "occupation": "Buruh tani",
    "old_password": "kata sandi yang lama", "origin": "dinsos.example/log", "outcome": "visited", "pair": "full/crop5",
    "parent_code": "35.99.01", "password": "kata sandi yang panjang", "period": "2026-11", "photo_kinds": "house_front",
    "position_missing_reason": "Langit tertutup, tidak ada sinyal", "programme_code": "pkh", "proof": _SHA256,
    "reason": _REASON, "reason_code": "photo_unclear", "reasons": "too_large", "received_by": "self",
    "receiver_name": "Siti Aminah", "receiver_relationship": "self", "recipient_name": "Siti Aminah",
    "recommendation": "eligible", "relationship": "head",
    "remarks": "accuracy_low", "remedy": "Write the column as text", "remedy_indonesian": "Tulis kolom sebagai teks",
    "request_id": "8c1f0b7e2d5a4c3f9e6b1a2d3c4f5e6a", "return_photo_kinds": "kitchen", "return_reason": _REASON,
    "root": _SHA256, "salt": "c2FsdCBvZiBhbiBlbnRyeQ", "school": "SDN 2 Mekarsari", "sealed_by_name": "Adi Nugroho",
    "sealed_root": _SHA256, "seen_within": "35.99.01", "sex": "F", "sha256": _SHA256, "signatory_name": "Sri Wahyuni",
    "source": "Kepmensos 262/2022", "source_sha256": _SHA256, "status": "open", "subject": _SHA256,
    "thumb_url": "/v1/bundles/01931b6e-9d6a-7c3e-8f21-5d0c6a4b1e90/photos/0/thumb", "title": "Paket sembako November",
    "token": "fa_1f0c9b7e2d5a4c3f", "upload_url": f"/v1/photos/{_SHA256}", "username": "verifikator",
    "verdict": "accepted", "verifier_name": "Budi Santoso", "version": "2005",
    "id": "Posisi berada 320 m di luar wilayah", "en": "The position lies 320 m outside the area",
}  # fmt: skip

Json = Mapping[str, Any]


class ExampleBodies(BasePlugin):
    """Gives each JSON body of an operation an example; wants to stand behind the plugin that knows the schemas."""

    def init_spec(self, spec: APISpec) -> None:
        super().init_spec(spec)
        self._schemas = spec.components.schemas

    def operation_helper(self, path: str | None = None, operations: dict[str, Any] | None = None, **_: Any) -> None:
        """Add `example` beside `schema` wherever a body is JSON."""
        del path
        for operation in (operations or {}).values():
            for content in _contents(operation):
                if JSON in content and "schema" in content[JSON]:
                    content[JSON]["example"] = example_of(content[JSON]["schema"], self._schemas)


def example_of(schema: Json, schemas: Mapping[str, Json]) -> Any:
    """One value that fits a schema; `schemas` are those that a reference can name. `NoExample` when nothing says which."""
    return _example(schema, schemas, name="", inside=())


class NoExample(LookupError):
    """A programming error: a text whose field has neither an example nor a name that stands in the list above."""


def _contents(operation: Json) -> Iterator[dict[str, Any]]:
    for body in (operation.get("requestBody", {}), *operation.get("responses", {}).values()):
        if "content" in body:
            yield body["content"]


def _example(schema: Json, schemas: Mapping[str, Json], *, name: str, inside: tuple[str, ...]) -> Any:
    if "$ref" in schema:
        named = schema["$ref"].rpartition("/")[2]
        # What holds itself, such as a condition of conditions, ends here.
        return {} if named in inside else _example(schemas[named], schemas, name=name, inside=(*inside, named))
    for given in (schema.get("examples"), schema.get("enum")):
        if given:
            return given[0]
    for choice in ("allOf", "anyOf", "oneOf"):
        if choice in schema:
            return _example(schema[choice][0], schemas, name=name, inside=inside)
    return _of_type(schema, schemas, name=name, inside=inside)


def _of_type(schema: Json, schemas: Mapping[str, Json], *, name: str, inside: tuple[str, ...]) -> Any:
    types = schema.get("type", "object")
    kind = next((each for each in types if each != "null"), "null") if isinstance(types, list) else types
    if kind == "object":
        return {
            field: _example(each, schemas, name=field, inside=inside)
            for field, each in schema.get("properties", {}).items()
        }
    if kind == "array":
        return [_example(schema.get("items", {}), schemas, name=name, inside=inside)]
    if kind == "string":
        known = _OF_FORMAT.get(schema.get("format", ""), _OF_NAME.get(name))
        if known is None:
            raise NoExample(f"give the field {name!r} an example in its metadata, or say in _OF_NAME what it may hold")
        return known
    return schema.get("minimum", _OF_TYPE[kind])
