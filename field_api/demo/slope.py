"""Where places on a sloping face, a roof or a floor, lie in a picture."""

from field_api.demo.canvas import Point


class Slope:
    """A face in the picture, a roof or a floor: where a place on it, counted in shares, lies on the canvas.

    `far` and `near` are the ends of its far and near edges; `depth` above 1 crowds what is far away.
    """

    def __init__(self, far: tuple[Point, Point], near: tuple[Point, Point], depth: float = 1) -> None:
        self.far, self.near, self.depth = far, near, depth

    @property
    def corners(self) -> list[Point]:
        return [self.far[0], self.far[1], self.near[1], self.near[0]]

    def at(self, across: float, towards: float) -> Point:
        """Give the place at a share `across` (0 left, 1 right) and `towards` the viewer (0 far, 1 near)."""
        share = towards / (self.depth - (self.depth - 1) * towards)
        left = _between(self.far[0], self.near[0], share)
        right = _between(self.far[1], self.near[1], share)
        return _between(left, right, across)

    def patch(self, across: tuple[float, float], towards: tuple[float, float]) -> list[Point]:
        """Give the four corners of a part of the face."""
        return [
            self.at(across[0], towards[0]),
            self.at(across[1], towards[0]),
            self.at(across[1], towards[1]),
            self.at(across[0], towards[1]),
        ]


def _between(first: Point, second: Point, share: float) -> Point:
    return first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share
