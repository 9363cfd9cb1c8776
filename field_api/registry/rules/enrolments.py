"""The statuses an enrolment can have; which one is in force on a day is a query over dated rows."""

from enum import StrEnum


class Status(StrEnum):
    """`proposed` waits for a letter, `active` is paid, `suspended` may return, `ended` is over."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"
