"""Places in whole numbers of 1e-7 degree (WGS 84), and how far apart they lie. On a sphere: good to half a percent."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

E7 = 10_000_000
EARTH_METRES = 6_371_009
# One 1e-7 degree is 11 mm on the ground.
METRES_PER_DEGREE = 111_195


class Place(NamedTuple):
    latitude_e7: int
    longitude_e7: int


def metres_between(one: Place, other: Place) -> int:
    """The distance in whole metres."""
    here, there = radians(one.latitude_e7 / E7), radians(other.latitude_e7 / E7)
    north = sin((there - here) / 2) ** 2
    east = sin(radians((other.longitude_e7 - one.longitude_e7) / E7) / 2) ** 2
    return round(2 * EARTH_METRES * asin(min(1.0, sqrt(north + cos(here) * cos(there) * east))))
