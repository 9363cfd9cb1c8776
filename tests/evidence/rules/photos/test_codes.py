import re
from pathlib import Path

from field_api.evidence.rules.photos import codes as photo_codes
from field_api.evidence.rules.photos.codes import NEUTRAL_REMARKS, REASONS, REMARKS, is_neutral

RULES = Path(photo_codes.__file__).parent


def test_no_code_is_both_a_reason_and_a_remark() -> None:
    assert not REASONS.keys() & REMARKS.keys()


def test_every_explanation_is_a_sentence() -> None:
    for sentence in (REASONS | REMARKS).values():
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_every_code_of_the_catalogue_is_said_somewhere() -> None:
    sources = [path for path in RULES.glob("*.py") if path.name != "codes.py"]
    sources.append(RULES.parents[3] / "workers" / "darkroom.py")
    said = set(re.findall(r'"([a-z0-9_]+)"', "\n".join(path.read_text() for path in sources)))

    assert (REASONS.keys() | REMARKS.keys()) - said == set()


def test_missing_exif_weighs_nothing_and_an_editor_does() -> None:
    assert is_neutral("exif_absent")
    assert not is_neutral("software_edited")
    assert set(NEUTRAL_REMARKS) < set(REMARKS)
