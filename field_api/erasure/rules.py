"""On which basis the data of a person are erased: articles 43 and 44 of UU 27/2022 on personal data. Pure."""

from enum import StrEnum


class LegalBasis(StrEnum):
    """A closed list, so that no free words about a person get into the journal."""

    NO_LONGER_NEEDED = "no_longer_needed"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    SUBJECT_REQUEST = "subject_request"
    UNLAWFUL_PROCESSING = "unlawful_processing"
    RETENTION_ENDED = "retention_ended"
