"""Comparing the sealed numbers of household members with the keyed hash beside them, which the journal binds."""

import hmac
from collections.abc import Iterator

from sqlalchemy.orm import Session

from field_api.errors import DomainError
from field_api.evidence.queries import visits as queries
from field_api.registry.rules.sealing import KeyRing
from field_api.registry.service.keys import NIK_CONTEXT, hash_nik
from field_api.transparency.rules.faults import Fault


def audit_members(session: Session, keys: KeyRing) -> Iterator[Fault]:
    """Open every sealed NIK and name those that cannot be opened or are another number (`seal_differs`); flat memory."""
    for visit_id, number, sealed, nik_hash in queries.sealed_members(session):
        if not _fits(keys, sealed, nik_hash):
            yield Fault(
                "seal_differs", f"visit_members {visit_id}/{number}", "The sealed number is not the hashed one."
            )


def _fits(keys: KeyRing, sealed: bytes | None, nik_hash: bytes | None) -> bool:
    if sealed is None or nik_hash is None:
        return sealed is nik_hash
    try:
        return hmac.compare_digest(hash_nik(keys, keys.open_sealed(sealed, context=NIK_CONTEXT)), nik_hash)
    except DomainError:
        return False
