"""Finds the names in Latin letters that a text tells by where they stand: behind a label, a title, at its end."""

import re
from collections.abc import Iterator

from exposurecheck.content import names
from exposurecheck.content.bearers import LATIN_NAME, Told, bearer, parts
from exposurecheck.content.called import latin_given

_LATIN_TITLED = re.compile(
    f"(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam|Mme|Herr|Frau|Fam|Familie|Sra?|Sig|Mlle|Pan[ií]?)\\.? "
    f"(?P<value>{LATIN_NAME}"
    f"|[A-Z]\\. [A-Z][A-Za-z'’\\-]{{1,24}}|[A-ZÀ-Ž][A-Za-zÀ-ž'’\\-]{{2,24}})(?![A-Za-z])"
)
_LATIN_ROLL = re.compile(
    "(?m:^)[ \t*\\-]{0,6}(?P<role>(?i:(?:patient|full|client|customer|student|pupil|employee|guest|passenger|tenant"
    "|member|contact|account|card ?holder|emergency contact)?"
    " ?(?:name|emergency contact|patient|client|customer|employee|requester|requestor|assignee|assigned to"
    "|reported by|reporter"
    "|witness(?:es)?|attendees?|present|participants?"
    "|absent|apologies|contact|tenant|guest|passenger|student|pupil|parent|guardian|supervisor|manager|line manager"
    "|prepared by|written by|reviewed by|approved by"
    "|cardholder|holder|applicant|claimant|insured|beneficiary|interviewer|candidate|speaker|signed|chair"
    "|minutes by|secretary|next of kin|spouse|driver|victim"
    "|complainant|respondent|physician|doctor|nurse|agent|caller|author|owner|from|to|cc|attn|resident|subject"
    "|caseworker|teacher|coach|captain|winner)))"
    "(?:\\([^)\n]{0,20}\\))?[*]{0,2}[ \t]{0,3}[:：][*]{0,2}[ \t]{0,4}(?P<rest>[^\n]{3,200})"
)
_PERSONAL = re.compile(
    "(?i:(?:patient|full|client|student|pupil|employee|guest|passenger|tenant|card ?holder) ?name|patient|employee"
    "|witness|attendee|present|participants|tenant"
    "|guest|passenger|student|pupil|parent|supervisor|cardholder|holder|applicant|claimant|insured|candidate|signed"
    "|next of kin|spouse|driver|victim|complainant|emergency contact)"
)
"""Labels behind which two words are a name, whatever dictionaries know."""
_LATIN_FULL = re.compile(
    "(?<![A-Za-zÀ-ž.@/_\\-])(?P<given>[A-ZÀ-Ž][a-zà-ž]{2,12}) (?:[A-Z]\\. )?"
    "(?P<family>[A-ZÀ-Ž][a-zà-ž'’]{1,3}?[A-Z]?[A-Za-zà-ž\\-]{1,16})(?![A-Za-zÀ-ž@/_])"
)
_LATIN_CLOSE = re.compile(
    "(?:incerely|aithfully|egards|est wishes|heers|hanks|hank you|espectfully|ruly)(?: yours"
    ")?[,.]?[ ]*\n(?:[ \t]*\n){0,3}[ \t]{0,8}"
    f"(?P<value>{LATIN_NAME}|[A-Z][a-z]{{2,14}})[ ]*(?m:$)"
)
_LATIN_CAPITALS = re.compile("(?<![A-Za-z.\\-])(?P<family>[A-Z]{3,15}),? (?P<given>[A-Z][a-z]{2,14})(?![A-Za-z@/_])")
"""The family name in capitals, as on passports."""
_LATIN_FAMILY = re.compile(
    "(?:(?i:surname|family name|last name)|姓)[ ]{0,2}[:：]?[ ]{1,3}(?P<value>[A-Z][A-Za-z'\\-]{2,24})[ ]*(?m:$)"
)
_LATIN_DEAR = re.compile(
    f"(?m:^)[ \t>]{{0,4}}(?:Dear|Hi|Hello|Hey|Thanks|Thank you),? (?P<value>{LATIN_NAME}|[A-Z][a-z]{{2,14}}"
    f")[ ]?(?:[,:!]|\\.?(?m:$))"
)
_LATIN_AGED = re.compile(
    "(?<![A-Za-z])(?!(?:Complainant|Witness|Victim|Defendant|Claimant|Suspect|Patient|Tenant|Pupil|Student|The) )"
    f"(?P<value>{LATIN_NAME}|[A-ZÀ-Ž][a-zà-ž]{{2,14}})"
    "(?: \\([0-9]{1,2}(?:[,;)/ ]|yo|y/o)|,? aged? [0-9]{1,2}(?![0-9])|, [0-9]{2}, )"
)
_LATIN_SAID = re.compile(
    "(?<![A-Za-z])(?=[A-Za-z])"  # the first says so sooner than all the words
    "(?i:complainant|witness|victim|defendant|claimant|respondent|suspect|applicant|patient|tenant|pupil"
    "|student|employee|officer|constable|sergeant|inspector|detective|superintendent|nurse|judge|councillor|cllr|coach"
    "|sgt|pc|dc|ds|rev|fr|sister|capt|captain|lt|major|uncle|aunt)\\.? (?:[0-9]{2,6} )?"
    f"(?P<value>{LATIN_NAME}|[A-ZÀ-Ž][a-zà-ž'’\\-]{{2,16}})(?![A-Za-z])"
)
_BOARDED = re.compile(
    "(?<![A-Za-z])(?P<value>[A-Z][A-Z'\\-]{1,24}/[A-Z][A-Z'\\- ]{1,24}?)[ ]?(?:MR|MS|MRS|MISS|MSTR|CHD|INF)(?![A-Za-z])"
)
_HELD = re.compile(
    "(?i:holder|cardholder(?:_?name)?|customer_?name|patient)[\"']?[=:][\"' ]{0,2}(?P<value>[A-Z]{2,20} [A-Z]{2,20}"
    ")(?![A-Za-z])"
)
_QUOTED = re.compile(
    "(?i:guest|passenger|customer|patient|client|member|holder|tenant|recipient|applicant|employee|student|subscriber"
    "|caller|payee|payer|insured|resident)(?:_?(?i:name))?[\"']?[=:][ ]?[\"']"
    "(?P<value>[A-ZÀ-Ž][A-Za-zÀ-ž'’\\- ]{1,24},? [A-ZÀ-Ž][A-Za-zÀ-ž'’\\-.]{1,24})[\"']"
)
_NO_ONE = re.compile(
    "(?i:all|team|sir|madam|everyone|everybody|there|customer|user|users|friends?|colleagues?|members?|folks|guys"
    "|parents?|student|students|again|you|for|so|hiring|support|valued|reader)"
)
_NO_ONE_CALLED = re.compile(
    "(?i:^(?:street|road|avenue|hospital|hotel|school|university|college|park|bank|church|house|hall|company"
    "|group|foundation|prize|award|foods?|cafe|coffee|latte|tea|beer|wine|cake|salon|bakery|kitchen|bistro|restaurant|studio"
    "|shop|store|market|mall|farms?|motors|software|systems?|solutions|labs?|technologies|holdings|corp|edition|project"
    "|family|medical|dental|health|team|cup|league|open|series|mountain|valley|hills?|square|garden|tower|festival|month|week|sale"
    "|museum|airport|station|county|city|beach|island|lake|river|day|street|lane|drive|court|cross|cathedral"
    "|library|theatre|theater"
    "|clinic|center|centre|institute|press|inc|ltd|said|is|was|has|and|the|of|for)$)"
)


def told_in_latin(text: str) -> Iterator[Told]:
    """Yield names in Latin letters."""
    for match in _LATIN_ROLL.finditer(text):
        listed = [bearer(text, *span) for span in parts(text, match.start("rest"), match.end("rest"))]
        people = [one for one in listed if one is not None and one.full and text[one.start].isascii()]
        if any(one.known for one in people) or _PERSONAL.match(match["role"]):
            yield from (Told(one.start, one.end, sure=True) for one in people)
    for match in _LATIN_FULL.finditer(text):
        if latin_given(match["given"]) and _NO_ONE_CALLED.search(match["family"]) is None:
            yield Told(*match.span(), sure=False)
    for match in _LATIN_CAPITALS.finditer(text):
        if match["family"].lower() in names.latin_surnames() or latin_given(match["given"]):
            yield Told(*match.span(), sure=False)
    for pattern, sure in (
        (_LATIN_TITLED, True),
        (_LATIN_AGED, False),
        (_LATIN_SAID, False),
        (_LATIN_FAMILY, True),
        (_LATIN_CLOSE, True),
        (_LATIN_DEAR, False),
        (_BOARDED, True),
        (_HELD, True),
        (_QUOTED, True),
    ):
        for match in pattern.finditer(text):
            value = match["value"]
            if _NO_ONE.match(value) is None and bearer(value.replace("/", " "), 0, len(value)) is not None:
                yield Told(match.start("value"), match.end("value"), sure=sure or " " in value)
