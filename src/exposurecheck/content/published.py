"""Tells texts that are written for everybody to read: press releases, notes on software, histories, programmes."""

import re
from itertools import islice

from exposurecheck.content.leads import Sought

_LIVED = Sought(
    "(?<![A-Za-z])[A-ZÀ-Ž][A-Za-zÀ-ž'’.\\-]{1,20} \\((?:born |b\\. |c\\. ?)?1[0-9]{3} ?[-–—] ?1[0-9]{3}[;,)]"
)
"""Somebody who was born and died long ago."""
_FOR_THE_PUBLIC = re.compile(
    "(?i:for immediate release|(?m:^)(?:press release|media contacts?:|press contacts?:|notes? to editors))"
    "|(?m:^)[#=\\[ ]{0,5}(?:Version |Release |v)?[0-9]{1,4}\\.[0-9]{1,3}(?:\\.[0-9]{1,4})?\\]?"
    "[ ]?[(\\-–—][ ]?20[0-9]{2}-"
    "|(?m:^)#{0,4} ?(?:Changelog|CHANGELOG|Release [Nn]otes|Contributors|Authors|AUTHORS)[ ]*(?m:$)"
)
"""What press releases and the papers of published software begin with."""
_PAGE = re.compile(
    "(?m:^)[#=* ]{0,5}(?i:our team|meet the team|about us|who we are|our story|song ?book|play ?list|set ?list|karaoke"
    "|track ?list|discography|filmography|bibliography|reading list|book list|credits)[*: ]{0,4}(?m:$)"
    "|(?i:copyright|©|\\(c\\))[ ](?:\\(c\\)[ ]|©[ ])?[12][0-9]{3}[^@]{0,400}"
    "(?i:licen[cs]ed under|permission is hereby|redistribution)"
    "|(?m:^)[^\\n]{0,20}(?i:keynote|plenary|panel discussion|invited talk)[^\\n]{0,4}:"
)
"""What stands on pages for visitors and readers: headings, a notice of rights, a programme of talks."""
_YEAR = Sought("(?<![0-9A-Za-z.,/\\-])1[0-9]{3}(?![0-9A-Za-z/\\-]|[.,][0-9])")
_LATE = Sought("(?<![0-9])(?:19[2-9][0-9]|20[0-9]{2})(?![0-9])")
_PAST = Sought("(?<![a-z])(?:in|since|until|from|by|of) 1[0-9]{3}(?![0-9])")


def for_everybody(text: str) -> bool:
    """Tell whether a text is written for everybody to read, or tells of the past."""
    known = _LIVED.search(text) or _FOR_THE_PUBLIC.search(text) or _PAGE.search(text)
    return known is not None or (
        _PAST.search(text) is not None
        and len(list(islice(_YEAR.finditer(text), 2))) == 2  # noqa: PLR2004 - years
        and _LATE.search(text) is None
    )
