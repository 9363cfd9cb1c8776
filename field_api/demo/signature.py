"""What a head of region puts under the draft of a letter, which alone is no letter."""

_SIGNATURE = b"% signed\n%%EOF\n"


def signed(draft: bytes) -> bytes:
    """The draft (PDF) as it comes back from whoever signs it: still a PDF, and another file."""
    return draft + _SIGNATURE
