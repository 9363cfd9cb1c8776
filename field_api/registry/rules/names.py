"""Names of people made comparable: for search and for finding one person in two lists.

Refuses to decide that two people are one: a key only brings candidates together (date of birth, mother's name
and region decide). A name may be a single word; there is no family name to block on.
"""

import re
import unicodedata


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MUHAMMAD = _words(
    "M MD MHD MOH MUH MOHD MUHD MOCH MUCH MUHAMMAD MUHAMAD MUHAMMED MUHAMED MOHAMMAD MOHAMAD MOHAMMED"
    " MOHAMED MOCHAMMAD MOCHAMAD MUCHAMMAD MUCHAMAD MOKHAMMAD MOKHAMAD MUKHAMMAD MUKHAMAD"
)
_SITI = _words("SITI SITTI SITY ST STI")
_ABDUL = _words("ABD ABDL ABDOEL ABDUL")

_TITLES_BEFORE = _words(
    "H HJ HAJI HAJJAH KH DR DRS DRA DRG DRH IR PROF RADEN UST USTAD USTADZ ALM ALMH ALMARHUM ALMARHUMAH"
    " BPK BAPAK IBU TN NY NN SDR SDRI"
)
_TITLES_AFTER = _words(
    "ALM ALMH ALMARHUM ALMARHUMAH SPD SPDI MPD MPDI SH MH SE MM ST MT SKOM MKOM SSOS SAG MAG SIP SKM SKEP"
    " SKEB SSTP SPT SP SKED SFARM APT NERS AMD AMDKEB AMDKEP MSI MSC MBA PHD BA BSC LC SHI SEI SPSI STP SST"
)
_TITLES = _TITLES_BEFORE | _TITLES_AFTER
_CONNECTORS = _words("BIN BINTI BT BTI")

# Spelling before the reform of 1972 (Ejaan yang Disempurnakan); many birth certificates still carry it.
_OLD_SPELLINGS = (("OE", "U"), ("DJ", "J"), ("TJ", "C"), ("SJ", "SY"))

_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bb\u02bc]")
_NOT_LETTERS = re.compile(r"[^A-Z0-9]+")
_DOTTED_TITLE = re.compile(r"\b(?:[A-Za-z]{1,4}\.){2,}(?:[A-Za-z]{1,4}\b)?|\b[A-Za-z]{1,3}\.[A-Za-z]{1,4}\b\.?")
_DOUBLED = re.compile(r"([A-Z])\1+")
_TO_MODERNISE = re.compile(r"OE|DJ|TJ|SJ|([A-Z])\1")


def tidy_name(name: str) -> str:
    """The name as people read it: single spaces, composed Unicode; nothing else changes."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def search_name(name: str) -> str:
    """Upper-case ASCII words for search by prefix or trigram; titles and spelling stay as typed."""
    plain = _APOSTROPHES.sub("", name)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(_NOT_LETTERS.sub(" ", plain.upper()).split())


def match_name(name: str) -> str:
    """The key under which spellings of one name meet; empty only for a name without letters.

    Drops titles, degrees, "almarhum" and bin/binti; writes Muhammad, Siti and Abdul one way; turns the
    spelling of before 1972 into today's (oe/u, dj/j, tj/c, sj/sy); joins doubled letters. Case, accents,
    dots and surplus spaces make no difference. Source: domain notes on names.
    """
    words = _without_titles(search_name(_close_up_degrees(name)).split())
    words = [word for place, word in enumerate(words) if place == 0 or word not in _CONNECTORS]
    return " ".join(_modern(word) for word in _one_way(words))


def match_words(name: str) -> tuple[str, ...]:
    """The words of the key in alphabetical order, for lists that turn given and last name around."""
    return tuple(sorted(match_name(name).split()))


def _close_up_degrees(name: str) -> str:
    """Write degrees such as "S.Pd." as one word, so that they can be known as titles."""
    return _DOTTED_TITLE.sub(lambda found: _closed_up(found.group()), name) if "." in name else name


def _closed_up(dotted: str) -> str:
    compact = dotted.replace(".", "")
    is_title = compact.upper() in _TITLES
    return f" {compact} " if is_title else f" {dotted.replace('.', ' ')} "


def _without_titles(words: list[str]) -> list[str]:
    """Strip titles from both ends; the last remaining word stays, for a name may look like a title."""
    first, last = 0, len(words)
    while last - first > 1 and words[first] in _TITLES_BEFORE:
        first += 1
    while last - first > 1 and words[last - 1] in _TITLES_AFTER:
        last -= 1
    return words[first:last]


def _one_way(words: list[str]) -> list[str]:
    """Write the most abbreviated given names in full; "M" and "St" only where another word follows."""
    return [_full_form(word, leads=place == 0, alone=len(words) == 1) for place, word in enumerate(words)]


def _full_form(word: str, *, leads: bool, alone: bool) -> str:
    if word in _MUHAMMAD and (len(word) > 1 or (leads and not alone)):
        return "MUHAMAD"
    if word in _SITI and leads and not alone:
        return "SITI"
    return "ABDUL" if word in _ABDUL else word


def _modern(word: str) -> str:
    """Joining doubled letters may uncover an old spelling ("ddj"), so both are done until nothing changes."""
    if _TO_MODERNISE.search(word) is None:
        return word
    changed = _DOUBLED.sub(r"\1", word)
    for old, new in _OLD_SPELLINGS:
        changed = changed.replace(old, new)
    return _modern(changed)
