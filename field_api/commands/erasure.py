"""`field-api erase-person`: the right to be forgotten, from the machine's own command line."""

from uuid import UUID

import click

from field_api import clock
from field_api.commands.operator import OPERATOR, operator_session
from field_api.erasure import service
from field_api.erasure.rules import LegalBasis


@click.command("erase-person")
@click.argument("person_id", type=click.UUID)
@click.option("--legal-basis", type=click.Choice([basis.value for basis in LegalBasis]), required=True)
@click.option("--reason", required=True, help="Why, in words and without naming the person.")
@click.option("--with-photos", is_flag=True, help="Also the photos of households in which the person was alone.")
@click.confirmation_option(prompt="This cannot be undone. Erase the person?")
def erase_person(*, person_id: UUID, legal_basis: str, reason: str, with_photos: bool) -> None:
    """Erase what names PERSON_ID; ids, hashes and outcomes stay, and the record stays verifiable."""
    with operator_session() as session:
        report = service.erase_person(
            session,
            OPERATOR,
            person_id=person_id,
            legal_basis=legal_basis,
            reason=reason,
            with_photos=with_photos,
            at=clock.now(),
        )
    told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(report.counts.items()) if count)
    click.echo(f"Erased: {told or 'the person'}.")
    if report.counts.get("photos"):
        click.echo("A worker removes the photos from the bucket; `field-api jobs status` shows when it is done.")
