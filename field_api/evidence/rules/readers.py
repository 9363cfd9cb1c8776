"""Whose visits and assignments somebody is shown: work in the field is for who does it and for the desk."""

from dataclasses import dataclass
from uuid import UUID

from field_api.scope import Scope


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who sees his own work wherever he has a role, and that of his colleagues within `desk`."""

    user_id: UUID
    desk: Scope

    def sees(self, *, verifier_id: UUID, area_code: str) -> bool:
        """Whether he is shown work of this verifier in this area."""
        return verifier_id == self.user_id or self.desk.covers(area_code)
