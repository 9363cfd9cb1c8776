"""The hashes of all photos in a file of this machine, laid out for scanning: a copy of PostgreSQL that may be lost.

A file instead of memory: ten million photos are 960 MB, of which the kernel keeps what is searched, shares it among all
workers of the machine and takes it back when it needs the room. Positions never change, so the copy is only
continued; whatever happens to it, it is made again and gives the same answers.
"""

import fcntl
import json
import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from sqlalchemy.orm import Session

from field_api.evidence.queries import scenes as queries
from field_api.evidence.queries.scenes import HashRow
from field_api.evidence.rules.reuse.probes import WORDS, Probe
from field_api.evidence.rules.reuse.search import PIECE_BYTES, PIECE_ROWS, PIECE_SHAPE, Hit, nearest_rows
from field_api.evidence.service.scene_file import MappedPieces

FORM = 1
"""Raise it when the layout of the file changes: a copy in another form is made anew."""
BATCH_ROWS = 50_000
NO_HASH = bytes(32)
SPARE_SHARE = 8
"""The file grows by an eighth more than it must, so that it is seldom mapped anew."""


class SceneIndex:
    """Searches all photos below a position. One object serves all threads of a worker.

    Several processes may share `folder`; without one the copy lives in a temporary folder as long as this object does.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._temporary = tempfile.TemporaryDirectory(prefix="field-api-scenes-") if folder is None else None
        self._folder = Path(self._temporary.name) if self._temporary else Path(folder or "")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._one_thread = threading.Lock()
        self._pieces: MappedPieces | None = None
        self._rows = 0
        self._last: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget the file, and remove it when it was this object's own."""
        self._pieces = None
        if self._temporary:
            self._temporary.cleanup()

    @property
    def size(self) -> int:
        """Positions of the copy as this object last saw it."""
        return self._rows

    def nearest(self, session: Session, probes: Sequence[Probe], *, radius: int, before: int) -> list[Hit]:
        """Everything below the position `before` within `radius` bits of a probe; `row` of a hit is its position.

        All positions below `before` must be committed, as they are when `before` is.
        """
        if before == 0:
            return []
        return nearest_rows(self._reaching(session, before), probes, radius=radius, before=before)

    def _reaching(self, session: Session, before: int) -> MappedPieces:
        """The pieces, with everything below `before` in them."""
        with self._one_thread:
            if self._pieces is None or self._rows < before:
                with self._one_process():
                    self._load(session)
                    self._continue(session, before)
            assert self._pieces is not None  # noqa: S101 - loading maps the file
            return self._pieces

    def _load(self, session: Session) -> None:
        """Take over what another process or an earlier run has written, if it is a copy of this database."""
        state = self._state()
        rows, last = (int(state["rows"]), state["last"]) if state.get("form") == FORM else (0, None)
        if self._pieces is not None and (rows, last) == (self._rows, self._last):
            return
        if rows and queries.capture_at(session, rows - 1) != last:
            # Of another database, or of this one before it was restored: ids are never given twice.
            rows, last = 0, None
        if not rows:
            # Removed instead of emptied: whoever still reads the old file keeps it.
            self._file.unlink(missing_ok=True)
        # What is mapped may be a file that another process has removed.
        self._pieces = None
        self._rows, self._last = rows, last
        self._map(rows)

    def _continue(self, session: Session, before: int) -> None:
        while self._rows < before:
            batch = queries.hashes_from(session, self._rows, limit=BATCH_ROWS)
            if not batch or batch[-1][0] != self._rows + len(batch) - 1:
                raise RuntimeError("the order of the photos has a gap")
            self._map(self._rows + len(batch))
            self._write(batch)
            self._rows += len(batch)
            self._last = queries.capture_at(session, self._rows - 1)
            self._keep()

    def _write(self, batch: Sequence[HashRow]) -> None:
        """Put rows into their pieces; doing it twice writes the same."""
        assert self._pieces is not None  # noqa: S101 - mapped by the caller
        for frame in range(PIECE_SHAPE[0]):
            digests = b"".join(hashes[frame] or NO_HASH for _, hashes in batch)
            columns = np.frombuffer(digests, dtype=np.uint64).reshape(-1, WORDS).T
            done = 0
            while done < len(batch):
                piece, row = divmod(self._rows + done, PIECE_ROWS)
                count = min(PIECE_ROWS - row, len(batch) - done)
                self._pieces.words[piece, frame, :, row : row + count] = columns[:, done : done + count]
                done += count

    def _map(self, rows: int) -> None:
        """Map the file, grown when it is too small for so many rows."""
        needed = max(1, -(-rows // PIECE_ROWS))
        if self._pieces is not None and len(self._pieces) >= needed:
            return
        with self._file.open("ab") as file:
            if file.tell() < needed * PIECE_BYTES:
                # Taken from the disk at once: writing into a hole on a full disk would end the process.
                os.posix_fallocate(file.fileno(), 0, (needed + needed // SPARE_SHARE) * PIECE_BYTES)
        self._pieces = MappedPieces(self._file)

    def _keep(self) -> None:
        """Say how far the copy reaches, once that is on the disk: what a crash cuts off is then written again."""
        assert self._pieces is not None  # noqa: S101 - written to by the caller
        self._pieces.flush()
        fresh = self._folder / f"scenes.{os.getpid()}.tmp"
        fresh.write_text(json.dumps({"form": FORM, "rows": self._rows, "last": self._last}), encoding="ascii")
        fresh.replace(self._folder / "scenes.json")

    def _state(self) -> dict[str, Any]:
        with suppress(FileNotFoundError, ValueError):
            state = json.loads((self._folder / "scenes.json").read_text(encoding="ascii"))
            if self._file.exists() and self._file.stat().st_size >= int(state["rows"]) / PIECE_ROWS * PIECE_BYTES:
                return dict(state)
        return {}

    @property
    def _file(self) -> Path:
        return self._folder / "scenes.words"

    @contextmanager
    def _one_process(self) -> Iterator[None]:
        """Keep other processes of this machine from writing; the kernel lets go when this one dies."""
        with (self._folder / "scenes.lock").open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
