import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.registry.rules.sealing import KeyRing, KeyRingMalformed, SealBroken, SealingKeyUnknown

OLD = base64.b64encode(b"o" * 32).decode()
NEW = base64.b64encode(b"n" * 32).decode()
HASH_KEY = b"h" * 32
NONCE = bytes(range(12))

RING = KeyRing.parse(f"k1:{NEW},k0:{OLD}", HASH_KEY)
OLD_RING = KeyRing.parse(f"k0:{OLD}", HASH_KEY)


class TestSealing:
    @given(plain=st.text(), context=st.text(max_size=30), nonce=st.binary(min_size=12, max_size=12))
    def test_what_was_sealed_opens_again(self, plain: str, context: str, nonce: bytes) -> None:
        sealed = RING.seal(plain, context=context, nonce=nonce)

        assert RING.open_sealed(sealed, context=context) == plain

    @given(st.integers(min_value=0))
    def test_a_seal_altered_in_any_bit_does_not_open(self, place: int) -> None:
        sealed = bytearray(RING.seal("3171011708450001", context="people.nik", nonce=NONCE))
        bit = place % (len(sealed) * 8)
        sealed[bit // 8] ^= 1 << bit % 8

        with pytest.raises((SealBroken, SealingKeyUnknown)):
            RING.open_sealed(bytes(sealed), context="people.nik")

    @given(st.integers(min_value=0, max_value=47))
    def test_a_seal_that_was_cut_does_not_open(self, length: int) -> None:
        sealed = RING.seal("3171011708450001", context="people.nik", nonce=NONCE)

        with pytest.raises((SealBroken, SealingKeyUnknown)):
            RING.open_sealed(sealed[:length], context="people.nik")

    def test_a_seal_moved_to_another_column_does_not_open(self) -> None:
        sealed = RING.seal("3171011708450001", context="people.nik", nonce=NONCE)

        with pytest.raises(SealBroken):
            RING.open_sealed(sealed, context="people.no_kk")

    def test_the_plain_text_is_nowhere_in_the_seal(self) -> None:
        assert b"3171011708450001" not in RING.seal("3171011708450001", context="x", nonce=NONCE)

    def test_a_nonce_of_another_length_is_a_mistake_of_the_caller(self) -> None:
        with pytest.raises(ValueError, match="12 bytes"):
            RING.seal("x", context="x", nonce=b"short")


class TestRotation:
    def test_a_value_of_an_older_key_opens_and_asks_to_be_sealed_anew(self) -> None:
        sealed = OLD_RING.seal("3171011708450001", context="people.nik", nonce=NONCE)

        assert RING.open_sealed(sealed, context="people.nik") == "3171011708450001"
        assert RING.needs_resealing(sealed)
        assert not OLD_RING.needs_resealing(sealed)

    def test_a_value_of_a_key_not_on_the_ring_names_the_key(self) -> None:
        sealed = RING.seal("3171011708450001", context="people.nik", nonce=NONCE)

        with pytest.raises(SealingKeyUnknown) as refusal:
            OLD_RING.open_sealed(sealed, context="people.nik")

        assert refusal.value.extra["key_id"] == "k1"

    def test_bytes_that_are_no_seal_are_not_asked_about_their_key(self) -> None:
        with pytest.raises(SealBroken):
            RING.needs_resealing(b"3171011708450001")


class TestKeyedHash:
    def test_equal_text_is_found_again_after_the_ring_has_turned(self) -> None:
        assert RING.keyed_hash("x", context="people.nik") == OLD_RING.keyed_hash("x", context="people.nik")
        assert len(RING.keyed_hash("x", context="people.nik")) == 32

    @given(st.tuples(st.text(), st.text()), st.tuples(st.text(), st.text()))
    def test_text_and_context_never_run_into_each_other(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        hashes = [RING.keyed_hash(plain, context=context) for plain, context in (one, other)]

        assert (hashes[0] == hashes[1]) == (one == other)

    def test_a_letter_moved_from_text_to_context_changes_the_hash(self) -> None:
        assert RING.keyed_hash("b", context="a") != RING.keyed_hash("", context="ab")

    def test_another_hash_key_gives_another_hash(self) -> None:
        other = KeyRing.parse(f"k0:{OLD}", b"g" * 32)

        assert other.keyed_hash("x", context="c") != RING.keyed_hash("x", context="c")


class TestParse:
    @pytest.mark.parametrize(
        ("seal_keys", "complaint"),
        [
            ("", "key 1 does not look like"),
            (NEW, "key 1 does not look like"),
            (f"k1:{NEW},", "key 2 does not look like"),
            (f"K1:{NEW}", "key 1 does not look like"),
            ("k1:not base64!", "k1 is not base64"),
            ("k1:c2hvcnQ=", "k1 is not 32 bytes"),
            (f"k1:{NEW},k1:{OLD}", "k1 stands twice"),
        ],
    )
    def test_a_malformed_ring_is_refused_without_showing_a_key(self, seal_keys: str, complaint: str) -> None:
        with pytest.raises(KeyRingMalformed, match=complaint) as refusal:
            KeyRing.parse(seal_keys, HASH_KEY)

        assert NEW not in str(refusal.value)

    def test_a_short_hash_key_is_refused(self) -> None:
        with pytest.raises(KeyRingMalformed, match="shorter than 32"):
            KeyRing.parse(f"k1:{NEW}", b"short")

    def test_one_key_for_both_uses_is_refused(self) -> None:
        with pytest.raises(KeyRingMalformed, match="must differ"):
            KeyRing.parse(f"k1:{NEW}", b"n" * 32)

    def test_a_ring_is_printed_without_its_keys(self) -> None:
        assert repr(RING) == "KeyRing(current='k1')"
