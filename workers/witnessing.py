"""Asking witnesses: after each signing, every witness that is configured is sent the newest checkpoint.

Each witness has a beat of its own, so one that is away keeps nobody waiting, least of all the log. Nothing is called when
none is configured.
"""

import structlog
import urllib3
from sqlalchemy.orm import Session

from field_api import clock
from field_api.config import WitnessAddress
from field_api.transparency import service as log
from field_api.transparency.rules.cosignatures import WitnessVerifier

_PATIENCE = urllib3.Timeout(connect=3, read=5)
_OK, _CONFLICT = 200, 409
# The longest answer that is read: a few signature lines, or a number.
_MOST_BYTES = 16 * 1024

logger = structlog.get_logger()


class WitnessRefused(Exception):
    """The witness answered with something else than a cosignature; the status says what."""


class Asking:
    """One witness: where he is and by which key he is known. `NoteInvalid` when the key is none of a witness."""

    def __init__(self, address: WitnessAddress) -> None:
        self.witness = WitnessVerifier.parse(address.verifier)
        self._url = f"{address.url}/add-checkpoint"
        self._pool = urllib3.PoolManager(maxsize=1, timeout=_PATIENCE, retries=False)

    def ask(self, session: Session) -> bool:
        """Have the newest checkpoint cosigned, when it is not yet. A witness that is behind or ahead says where he is."""
        known: int | None = None
        for _ in range(2):
            submission = log.submission_to(session, self.witness, known=known)
            if submission is None:
                return False
            status, text = self._send(submission.body())
            if status == _OK and log.record_cosignature(
                session, self.witness, note=submission.note, answer=text, at=clock.now()
            ):
                return False
            if status != _CONFLICT or not text.strip().isdecimal() or int(text) == submission.old:
                break
            known = int(text)
        logger.warning("witness_refused", witness=self.witness.name, status=status)
        raise WitnessRefused(f"{self.witness.name} answered {status}")

    def _send(self, body: str) -> tuple[int, str]:
        answer = self._pool.request(
            "POST", self._url, body=body.encode(), headers={"Content-Type": "text/plain"}, preload_content=False
        )
        try:
            return answer.status, answer.read(_MOST_BYTES).decode("utf-8", errors="replace")
        finally:
            answer.release_conn()
