from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from field_api.registry.rules.names import match_name, match_words, search_name, tidy_name

NAMES = st.text(alphabet="abcdejkmnostuyADEHMOSTUY .,'-", max_size=40)


class TestTidyName:
    def test_surplus_space_goes_and_the_rest_stays(self) -> None:
        assert tidy_name("  Drs.  H. Soe\u0308harto\t") == "Drs. H. Soëharto"


class TestSearchName:
    def test_accents_dots_and_apostrophes_are_gone(self) -> None:
        assert search_name("Nur\u2018aini, S.Pd. Rosé") == "NURAINI S PD ROSE"

    @given(st.text(max_size=40))
    def test_searching_for_a_search_name_finds_itself(self, name: str) -> None:
        assert search_name(search_name(name)) == search_name(name)


class TestMatchName:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Soekarno", "Sukarno"),
            ("Djoko Tjahjono", "Joko Cahjono"),
            ("Sjahrir", "Syahrir"),
            ("Muhammad Ali", "M. Ali"),
            ("Mochamad Ali", "Moh Ali"),
            ("Achmad Muhamad", "Achmad Moh."),
            ("Siti Aminah", "St. Aminah"),
            ("Abd. Rahman", "Abdul Rahman"),
            ("H. Umar bin Khatab, S.Pd., M.M.", "umar khatab"),
            ("Hj. Siti Aminah (Almh)", "SITI AMINAH"),
            ("Drs. Budi Santoso SH", "Budi Santoso"),
            ("Dewi Lestari, A.Md.Keb", "Dewi Lestari"),
            ("Annisa", "Anisa"),
        ],
    )
    def test_spellings_of_one_name_meet(self, one: str, other: str) -> None:
        assert match_name(one) == match_name(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("Suharto", "Suharti"), ("M", "Muhammad"), ("Siti", "Sati"), ("Umar H", "Umar")]
    )
    def test_different_names_stay_apart(self, one: str, other: str) -> None:
        assert match_name(one) != match_name(other)

    def test_a_name_that_looks_like_a_title_stays(self) -> None:
        assert match_name("Haji") == "HAJI"

    def test_a_single_name_is_a_whole_name(self) -> None:
        assert match_name("Suharto") == "SUHARTO"

    def test_without_letters_there_is_no_key(self) -> None:
        assert match_name(" -- ") == ""

    @given(NAMES)
    def test_case_and_surplus_space_make_no_difference(self, name: str) -> None:
        assert match_name(f"  {name.upper()}  ") == match_name(name.lower())

    @given(NAMES)
    def test_a_key_holds_no_old_spelling_and_no_doubled_letter(self, name: str) -> None:
        for word in match_name(name).split():
            assert not any(old in word for old in ("OE", "DJ", "TJ", "SJ"))
            assert all(left != right for left, right in pairwise(word))


class TestMatchWords:
    def test_the_order_of_the_words_does_not_count(self) -> None:
        assert match_words("Santoso Budi") == match_words("Budi Santoso") == ("BUDI", "SANTOSO")
