import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from field_api.transparency.rules import merkle
from tests.transparency.rules import naive

ENTRIES = [f"entry {number}".encode() for number in range(300)]


def node(level: int, index: int) -> bytes:
    size = 1 << level
    return naive.tree_hash(ENTRIES[index * size : (index + 1) * size])


sizes = st.integers(1, len(ENTRIES))


def test_the_tree_of_nothing_has_the_hash_of_nothing() -> None:
    assert merkle.root_of(0, node) == naive.tree_hash([])


@given(sizes)
def test_a_root_is_the_one_that_the_standard_defines(size: int) -> None:
    assert merkle.root_of(size, node) == naive.tree_hash(ENTRIES[:size])


@given(sizes, st.data())
def test_hashes_in_memory_give_the_root_and_the_proofs_of_the_standard(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))

    held = merkle.node_of([merkle.leaf_hash(entry) for entry in ENTRIES[:size]])

    assert merkle.root_of(size, held) == naive.tree_hash(ENTRIES[:size])
    assert merkle.inclusion_proof(index, size, held) == naive.path(index, ENTRIES[:size])


@given(sizes, st.data())
def test_an_inclusion_proof_is_the_one_of_the_standard_and_verifies(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))

    proof = merkle.inclusion_proof(index, size, node)

    assert proof == naive.path(index, ENTRIES[:size])
    assert merkle.included(merkle.leaf_hash(ENTRIES[index]), index, size, proof, naive.tree_hash(ENTRIES[:size]))


@given(sizes, st.data())
def test_a_consistency_proof_is_the_one_of_the_standard_and_verifies(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))

    proof = merkle.consistency_proof(old, size, node)

    assert proof == naive.proof(old, ENTRIES[:size])
    assert merkle.consistent(old, size, proof, naive.tree_hash(ENTRIES[:old]), naive.tree_hash(ENTRIES[:size]))


@given(sizes, st.data())
def test_no_other_leaf_place_size_or_step_is_proved(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof, root = naive.path(index, ENTRIES[:size]), naive.tree_hash(ENTRIES[:size])
    leaf = merkle.leaf_hash(ENTRIES[index])
    other = data.draw(st.integers(0, size + 1))
    assume(other != index)

    assert not merkle.included(merkle.leaf_hash(b"another"), index, size, proof, root)
    assert not merkle.included(leaf, other, size, proof, root)
    assert not merkle.included(leaf, index, size, [*proof, bytes(32)], root)
    if proof:
        assert not merkle.included(leaf, index, size, proof[1:], root)


@given(st.integers(2, len(ENTRIES)), st.data())
def test_a_history_that_was_rewritten_is_consistent_with_nothing(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*ENTRIES[:changed], b"rewritten", *ENTRIES[changed + 1 : size]]

    for proof in (naive.proof(old, ENTRIES[:size]), naive.proof(old, rewritten)):
        assert not merkle.consistent(old, size, proof, naive.tree_hash(ENTRIES[:old]), naive.tree_hash(rewritten))


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0)])
def test_no_proof_is_made_for_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="is not in a tree"):
        merkle.inclusion_proof(index, size, node)
    assert not merkle.included(bytes(32), index, size, [], bytes(32))


@pytest.mark.parametrize(("old", "size"), [(0, 5), (6, 5)])
def test_no_proof_is_made_for_a_prefix_that_is_none(old: int, size: int) -> None:
    with pytest.raises(ValueError, match="is no prefix"):
        merkle.consistency_proof(old, size, node)
    assert not merkle.consistent(old, size, [], bytes(32), bytes(32))
