"""RFC 9162, section 2.1, spelled out from its definitions and from nothing of ours: slow and plainly right."""

import hashlib


def split(count: int) -> int:
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def tree_hash(entries: list[bytes]) -> bytes:
    """MTH(D[n])."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    middle = split(len(entries))
    return hashlib.sha256(b"\x01" + tree_hash(entries[:middle]) + tree_hash(entries[middle:])).digest()


def path(index: int, entries: list[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(entries) == 1:
        return []
    middle = split(len(entries))
    if index < middle:
        return [*path(index, entries[:middle]), tree_hash(entries[middle:])]
    return [*path(index - middle, entries[middle:]), tree_hash(entries[:middle])]


def proof(old: int, entries: list[bytes]) -> list[bytes]:
    """PROOF(m, D[n])."""
    return subproof(old, entries, whole=True)


def subproof(old: int, entries: list[bytes], *, whole: bool) -> list[bytes]:
    if old == len(entries):
        return [] if whole else [tree_hash(entries)]
    middle = split(len(entries))
    if old <= middle:
        return [*subproof(old, entries[:middle], whole=whole), tree_hash(entries[middle:])]
    return [*subproof(old - middle, entries[middle:], whole=False), tree_hash(entries[:middle])]
