"""Tables of the log: nothing in them names a person or a place."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from field_api.db import Base, Immutable


class Leaf(Immutable, Base):
    """What is behind a leaf: 32 bytes that commit to something without showing it. Dense from index 0."""

    __tablename__ = "log_leaves"
    __table_args__ = (
        CheckConstraint("octet_length(commitment) = 32", name="commitment_size"),
        CheckConstraint("index >= 0", name="not_negative"),
    )

    index: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    commitment: Mapped[bytes] = mapped_column(LargeBinary)


class Tile(Base):
    """Up to 256 hashes of one level; a trigger lets it grow and keeps what it held."""

    __tablename__ = "log_tiles"
    __table_args__ = (
        CheckConstraint(
            "octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0", name="whole_hashes"
        ),
    )

    level: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hashes: Mapped[bytes] = mapped_column(LargeBinary)


class SignedCheckpoint(Immutable, Base):
    """A size and root that the log has signed; `note` is the signed text, `verifier_key` the public key that opens it."""

    __tablename__ = "log_checkpoints"
    __table_args__ = (
        CheckConstraint("octet_length(root) = 32", name="root_size"),
        CheckConstraint("size > 0", name="not_empty"),
    )

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str] = mapped_column(Text)
    verifier_key: Mapped[str] = mapped_column(Text)
    signed_at: Mapped[datetime]


class Cosignature(Immutable, Base):
    """That a witness has seen one of our checkpoints; `line` is the signature line that stands under the note."""

    __tablename__ = "log_cosignatures"

    size: Mapped[int] = mapped_column(BigInteger, ForeignKey("log_checkpoints.size"), primary_key=True)
    witness: Mapped[str] = mapped_column(Text, primary_key=True)
    line: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]


class WitnessedLog(Base):
    """The newest checkpoint of another log that we have cosigned; a trigger keeps it from going back."""

    __tablename__ = "log_witnessed"
    __table_args__ = (
        CheckConstraint("octet_length(root) = 32", name="root_size"),
        CheckConstraint("size >= 0", name="not_negative"),
    )

    origin: Mapped[str] = mapped_column(Text, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    cosigned_at: Mapped[datetime | None]
