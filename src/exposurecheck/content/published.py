"""Tells texts that are written for everybody to read: press releases, notes on software, histories, programmes."""

from exposurecheck.content.announced import price_list
from exposurecheck.content.leads import Sought, several

_LIVED = Sought(
    "(?<![A-Za-z])[A-ZÀ-Ž][A-Za-zÀ-ž'’.\\-]{1,20} \\((?:(?:born |b\\. |c\\. ?)?1[0-9]{3} ?[-–—] ?1[0-9]{3}[;,)]"
    "|[^()\n0-9]{2,24}1[0-8][0-9]{2} ?[-–—] ?[^()\n0-9]{0,24}1[0-9]{3}\\))"
    "|[一-龥가-힣][（(]1[0-8][0-9]{2}年?[-–—―~〜～][12][0-9]{3}年?[)）]"
)
"""Somebody who was born and died long ago."""
_HEADED = Sought(
    "(?m:^)(?:[#=* ]{0,5}(?i:our team|meet the team|about us|who we are|our story|song ?book|play ?list|set ?list"
    "|karaoke|track ?list|discography|filmography|bibliography|reading list|book list|credits"
    "|wine list|drinks list|cast|the cast|cast list|cast and crew|dramatis personae)[*: ]{0,4}(?m:$)"
    "|[#* ]{0,5}(?i:for immediate release|press release|media contacts?:|press contacts?:|notes? to editors)"
    "|[#=\\[ ]{0,5}(?:Version |Release |v)?[0-9]{1,4}\\.[0-9]{1,3}(?:\\.[0-9]{1,4})?\\]?[ ]?[(\\-–—][ ]?20[0-9]{2}-"
    "|#{0,4} ?(?:Changelog|CHANGELOG|Release [Nn]otes|Contributors|Authors|AUTHORS)[ ]*(?m:$)"
    "|[^\n]{1,60}\\((?:19|20)[0-9]{2}\\)[^\n]{0,20}(?i:director|directed by|starring|screenplay)"
    "|[^\n]{0,20}(?i:keynote|plenary|panel discussion|invited talk)[^\n:]{0,4}:)"
)
"""What press releases, papers of published software, pages for visitors and programmes begin with."""
_RIGHTS = Sought(
    "(?i:copyright|©|\\(c\\))[ ](?:\\(c\\)[ ]|©[ ])?[12][0-9]{3}[^@]{0,400}"
    "(?i:licen[cs]ed under|permission is hereby|redistribution)"
)
"""A notice of rights that gives some away."""
_YEAR = Sought("(?<![0-9A-Za-z.,/\\-])1[0-9]{3}(?![0-9A-Za-z/\\-]|[.,][0-9])")
_LATE = Sought("(?<![0-9])(?:19[2-9][0-9]|20[0-9]{2})(?![0-9])")
_PAST = Sought("(?<![a-z])(?:in|since|until|from|by|of) 1[0-9]{3}(?![0-9])")
_REVIEW = Sought("(?<![a-z])(?i:reviews?|summary|synopsis|published in|stars|bestsell(?:er|ing)|sequel|debut)(?![a-z])")
_WORK = Sought(
    "(?<![a-z])(?i:(?:first|second|third|debut|latest) novel|novelist|(?:the|a) novel (?:was|is|by)|protagonist"
    "|heroine|memoir|studio album|movie"
    "|thriller|film by)(?![a-z])"
)
_SPORT = Sought(
    "(?<![a-z])(?i:match report|goals? from|scored|kick-?off|half-?time|strikers?|midfielders?"
    "|goal ?keeper|keeper|penalty|hat-?trick|substitutes?|league|innings|wickets?)(?![a-z])"
)
_BIBLIOGRAPHY = Sought(
    "(?m:^)(?:@(?i:book|article|inproceedings|incollection|misc|phdthesis|mastersthesis|techreport|online|proceedings)\\{"
    "|(?:TY  - [A-Z]{4}|AU  - |%A |PMID- [0-9]))"
)
"""A work in BibTeX, RIS, EndNote or MEDLINE."""
_BOOK = Sought("(?<![0-9])97[89][0-9 \\-]{10,14}(?![0-9])|ISBN")
_LENT = Sought("貸出|借|利用者|会員|返却|予約|氏名|延滞|購入者|注文|[様殿]|さん|@|(?<![0-9])0[0-9]{1,3}-[0-9]{2,4}-")
"""What is said of whoever reads a book."""
_OLD_YEAR = Sought("(?<![0-9])1?[0-9]{3}年")
_NEW_YEAR = Sought("(?<![0-9])(?:19[2-9][0-9]|20[0-9]{2})(?![0-9])|(?:昭和|平成|令和)[ 　]?[0-9元]")
_SCORE = Sought("(?<![0-9-])[0-9]{1,2}[-–][0-9]{1,2}(?![0-9-])")


def for_everybody(text: str) -> bool:
    """Tell whether a text is written for everybody to read, or tells of the past."""
    known = _LIVED.search(text) or _HEADED.search(text) or _RIGHTS.search(text)
    if known is not None or (_WORK.search(text) is not None and _REVIEW.search(text) is not None):
        return True
    if several(_BIBLIOGRAPHY, text, 2) or _books(text) or price_list(text):
        return True
    if several(_OLD_YEAR, text, 3) and _NEW_YEAR.search(text) is None:
        return True
    if several(_SPORT, text, 3) and _SCORE.search(text) is not None:
        return True
    return _PAST.search(text) is not None and several(_YEAR, text, 2) and _LATE.search(text) is None


def _books(text: str) -> bool:
    """Tell whether most lines of a text are books with their numbers, and none says who reads them."""
    lines = sum(1 for line in text.splitlines() if line.strip())
    return several(_BOOK, text, max(3, (lines + 1) // 2)) and _LENT.search(text) is None
