"""Who can log in to the demo: one user for each role, a second reviewer, and a neighbour who must see nothing of the others.

Nobody looks a second time at what he has decided himself, hence the second one.

The passwords are printed and follow from the user names, so they open a door that everybody knows. They are refused
wherever the configuration says production.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from field_api.config import Config
from field_api.errors import Forbidden
from field_api.identity.rules import Role


class DemoInProduction(Forbidden):
    """Known passwords and invented people do not belong among real ones."""

    code = "demo_in_production"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A user of the demo; `area_code` "" is the whole country, `does` says what to try as this user."""

    username: str
    full_name: str
    role: Role
    area_code: str
    does: str

    @property
    def password(self) -> str:
        return f"demo-{self.username}-2026"


LOGINS = (
    DemoLogin("verifikator", "Vera Verifikator", Role.VERIFIER, "35.99.01", "visits houses of Contoh Utara"),
    DemoLogin("tetangga", "Teguh Tetangga", Role.VERIFIER, "35.99.02", "visits houses next door, sees nothing here"),
    DemoLogin("ketua-rt", "Rita Ketua RT", Role.RT, "35.99.01.1001.001.001", "hands over packages in one RT"),
    DemoLogin("ketua-rw", "Rudi Ketua RW", Role.RW, "35.99.01.1001.001", "hands over packages in one RW"),
    DemoLogin("kelurahan", "Kartika Lurah", Role.KELURAHAN, "35.99.01.1001", "follows the round of a kelurahan"),
    DemoLogin("penelaah", "Putri Penelaah", Role.DINSOS_REVIEWER, "35.99", "reviews cases, assigns visits"),
    DemoLogin(
        "penelaah-lain", "Laras Penelaah", Role.DINSOS_REVIEWER, "35.99", "looks again at drawn decisions, blind"
    ),
    DemoLogin("pengesah", "Prasetyo Pengesah", Role.DINSOS_APPROVER, "35.99", "endorses lists, opens rounds"),
    DemoLogin("auditor", "Aulia Auditor", Role.AUDITOR, "35.99", "reads everything, changes nothing"),
    DemoLogin("admin", "Adi Administrator", Role.ADMINISTRATOR, "", "users, areas, programmes, instruments"),
)


def refuse_in_production(config: Config) -> None:
    """Raise `DemoInProduction` unless the configuration says demo or test."""
    if config.environment == "production":
        raise DemoInProduction(
            "Demonstration data have passwords that everybody knows. Set FIELD_API_ENV=demo on a database of its own."
        )


def login_table() -> Iterator[str]:
    """The logins as lines of text, in columns, headings first."""
    rows = [("user", "password", "area", "does")]
    rows += [(each.username, each.password, each.area_code or "(country)", each.does) for each in LOGINS]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
