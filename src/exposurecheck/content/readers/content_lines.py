"""Puts lines together again that vCard and iCalendar have folded: a line break, and a space that begins the rest."""

import re

_FOLD = re.compile("\r?\n[ \t]")


def unfolded(text: str) -> str:
    """Return a text with one line for each content line (RFC 6350, 3.2, and RFC 5545, 3.1)."""
    return _FOLD.sub("", text)
