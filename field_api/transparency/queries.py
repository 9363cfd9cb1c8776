"""Reading leaves, tiles and checkpoints. Nothing here is personal, so no scope is asked for."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from field_api.transparency.models import Cosignature, Leaf, SignedCheckpoint, Tile, WitnessedLog

_NO_LOG_SO_LARGE = 1 << 62


def newest_checkpoint(session: Session) -> SignedCheckpoint | None:
    """The checkpoint with the most leaves; None for a log without any."""
    return session.scalars(select(SignedCheckpoint).order_by(SignedCheckpoint.size.desc()).limit(1)).first()


def checkpoint_covering(session: Session, index: int) -> SignedCheckpoint | None:
    """The first checkpoint that holds a leaf; None while none does."""
    return session.scalars(
        select(SignedCheckpoint).where(SignedCheckpoint.size > index).order_by(SignedCheckpoint.size).limit(1)
    ).first()


def checkpoints_of_sizes(session: Session, sizes: Collection[int]) -> Sequence[SignedCheckpoint]:
    """The checkpoints of these sizes."""
    # A phone may name any number; those that no log ever reaches are not asked for.
    wanted = [size for size in sizes if 0 < size < _NO_LOG_SO_LARGE]
    return session.scalars(select(SignedCheckpoint).where(SignedCheckpoint.size.in_(wanted))).all()


def cosignatures_of(session: Session, size: int) -> list[str]:
    """The lines that witnesses have put under the checkpoint of this size, by the name of the witness."""
    found = select(Cosignature.line).where(Cosignature.size == size).order_by(Cosignature.witness)
    return list(session.scalars(found))


def cosigned_covering(session: Session, index: int) -> SignedCheckpoint | None:
    """The first checkpoint that holds a leaf and that a witness has cosigned; None while there is none."""
    return session.scalars(
        select(SignedCheckpoint)
        .join(Cosignature, Cosignature.size == SignedCheckpoint.size)
        .where(SignedCheckpoint.size > index)
        .order_by(SignedCheckpoint.size)
        .limit(1)
    ).first()


def newest_cosigned(session: Session, witness: str) -> int:
    """The size of the newest checkpoint that a witness has cosigned; 0 when there is none."""
    return session.scalar(select(func.max(Cosignature.size)).where(Cosignature.witness == witness)) or 0


def witnessed_log(session: Session, origin: str) -> WitnessedLog | None:
    """What we have last cosigned of another log, locked until the commit."""
    return session.scalar(select(WitnessedLog).where(WitnessedLog.origin == origin).with_for_update())


def tile(session: Session, level: int, number: int) -> bytes | None:
    return session.scalar(select(Tile.hashes).where(Tile.level == level, Tile.number == number))


def tiles(session: Session, keys: Collection[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """Those of the tiles that exist, by level and number."""
    rows = session.execute(
        select(Tile.level, Tile.number, Tile.hashes).where(tuple_(Tile.level, Tile.number).in_(keys))
    )
    return {(row.level, row.number): row.hashes for row in rows}


def leaves_from(session: Session, index: int, *, limit: int) -> Sequence[tuple[int, bytes]]:
    """Leaves from `index` on, in their order: index and commitment."""
    rows = session.execute(
        select(Leaf.index, Leaf.commitment).where(Leaf.index >= index).order_by(Leaf.index).limit(limit)
    )
    return [(index, bytes(commitment)) for index, commitment in rows]


def tile_keys(session: Session) -> set[tuple[int, int]]:
    """Level and number of every tile."""
    return {(row.level, row.number) for row in session.execute(select(Tile.level, Tile.number))}


def checkpoints(session: Session) -> Iterator[SignedCheckpoint]:
    """Every checkpoint, the smallest first, in flat memory."""
    yield from session.scalars(
        select(SignedCheckpoint).order_by(SignedCheckpoint.size).execution_options(yield_per=1000)
    )
