"""Which of the three zones a province keeps (Keputusan Presiden 41/1987), from the first two digits of an area code."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

WIB, WITA, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")

_ELSEWHERE: Mapping[str, ZoneInfo] = {
    **dict.fromkeys(("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"), WITA),
    **dict.fromkeys(("81", "82", "91", "92", "93", "94", "95", "96"), WIT),
}


def zone_of(area_code: str) -> ZoneInfo:
    """The zone of an area; western time for the country as a whole."""
    return _ELSEWHERE.get(area_code[:2], WIB)
