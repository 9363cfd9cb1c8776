"""Flags as people read them: with their words in both languages and the part of the case that they belong to."""

from collections.abc import Iterable, Mapping
from typing import Any

from field_api.evidence.rules.checks.catalogue import CHECKS


def flag_views(flags: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Stored flags ({code, severity, details}) with place and words."""
    return [_view(flag) for flag in flags]


def _view(flag: Mapping[str, Any]) -> dict[str, Any]:
    check = CHECKS[flag["code"]]
    words = {language: check.explain(flag["details"], language) for language in ("id", "en")}
    return {**flag, "place": check.place.value, "words": words}
