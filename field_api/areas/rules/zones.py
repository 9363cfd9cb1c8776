"""The three zones of Indonesia, by province (Keppres 41/1987): what a clock on the wall of an area shows."""

from datetime import date, datetime, timedelta, timezone

WIB, WITA, WIT = (timezone(timedelta(hours=hours), name) for hours, name in ((7, "WIB"), (8, "WITA"), (9, "WIT")))
_WITA_PROVINCES = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
_WIT_PROVINCES = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})


def zone_of(area_code: str) -> timezone:
    """The zone of an area: WIB unless its province lies in the middle or the east."""
    province = area_code[:2]
    if province in _WITA_PROVINCES:
        return WITA
    return WIT if province in _WIT_PROVINCES else WIB


def local_day(at: datetime, area_code: str) -> date:
    """The calendar day of a moment where the area lies (X1)."""
    return at.astimezone(zone_of(area_code)).date()


def national_day(at: datetime) -> date:
    """The calendar day in the capital, for what speaks of no area or of several."""
    return local_day(at, "")
