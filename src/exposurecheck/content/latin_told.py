"""Finds names in Latin letters by where they stand: behind a label, a title or a tie, or at the end of a letter."""

import re
from collections import Counter
from collections.abc import Iterator

from exposurecheck.content.bearers import LATIN_NAME, Bearer, Told, bearer, parts
from exposurecheck.content.leads import Sought, several
from exposurecheck.content.names import latin_given_name, latin_surnames, latin_word
from exposurecheck.content.romaji import rare_name
from exposurecheck.content.word_lists import any_of, lines

_TITLED = Sought(
    f"(?<![A-Za-z]){any_of('latin_titles.txt')}\\.? "
    f"(?P<value>{LATIN_NAME}"
    "|[A-Z]\\. [A-Z][A-Za-z'’\\-]{1,24}|[A-ZÀ-Ž][A-Za-zÀ-ž'’\\-]{2,24})(?![A-Za-z])"
)
_ROLL = Sought(
    "(?m:^)[ \t*\\-]{0,6}(?P<role>(?i:(?:patient|full|client|customer|student|pupil|employee|guest|passenger|tenant"
    "|member|contact|account|card ?holder|emergency contact)?"
    f" ?(?:{any_of('english_labels.txt')}|{any_of('european_labels.txt')})"
    "(?: (?:present|details|involved|interviewed|concerned|affected|signature))?))"
    "(?:\\([^)\n]{0,20}\\))?[*]{0,2}[ \t]{0,3}[:：][*]{0,2}[ \t]{0,4}(?P<rest>[^\n]{3,200})"
)
_TURNED = re.compile(
    "(?P<value>(?P<family>[A-ZÀ-Ž][A-Za-zÀ-ž'’\\-]{1,24}), (?P<given>[A-ZÀ-Ž][A-Za-zÀ-ž'’\\-]{1,24})(?: [A-Z]\\.)?)"
    "(?=[ ]{0,3}(?:[(\n]|$))"
)
"""Family name first, and nothing else behind the label."""
_AFTER_WHOM = re.compile(
    " (?:GmbH|AG|KG|Ltd|Limited|Inc|LLC|LLP|PLC|plc|Corp|Co|Pte|Pty|BV|SARL|SA|SpA|Srl|Oy|AB|Ward|Unit|Wing|Building"
    "|Hall|House|Cent(?:re|er)|School|College|Library|Award|Prize|Foundation|Trust|Memorial|Street|Road|Avenue|Square"
    "|Park|Hospital|Lecture|Room|Theat(?:re|er)|Stadium|Airport|Bridge|Suite|Stand|Lounge|Arena|Gardens?)(?![a-z])"
)
"""What is named after somebody."""
_FORM = re.compile(
    "(?i:nationality|date of birth|(?<![a-z])d\\.?o\\.?b|passport n|gender|marital status|geburtsdatum|staatsangeh"
    "|fecha de nacimiento|data di nascita|date de naissance|data de nascimento)[^\n:]{0,12}:"
)
"""What else a form asks somebody."""
_FORM_SIGHT = 200
_SENTENCE = re.compile("(?<=[a-zà-ž]{3})\\. ")
_AND = re.compile(" (?:and|&|und|et|y|e) ")
_LINE = Sought(
    "(?m:^)[ \t]{0,4}(?:(?:[0-9]{1,2}[:.h][0-9]{2}|[0-9]{1,3}[.)]?|[\\-*•])[ \t]{1,3})?"
    "(?P<value>(?P<given>[A-ZÀ-Ž][a-zà-ž'’\\-]{1,16}) (?:[A-Z]\\. |(?:de|da|di|van|von|der|bin|al) ){0,2}"
    "(?P<family>[A-ZÀ-Ž][A-Za-zà-ž'’\\-]{1,20}))(?=[ ]{0,2}(?:[,(:;\t\n]|[-–—] |  |$))"
)
"""A name at the begin of a line, behind a time, a number or nothing, and what is said of it."""
_WITH_PHONE = Sought(
    "(?<![A-Za-zÀ-ž.@/_\\-])"
    "(?P<value>(?P<given>[A-ZÀ-Ž][a-zà-ž'’\\-]{1,16}) (?P<family>[A-ZÀ-Ž][A-Za-zà-ž'’\\-]{1,20}))"
    "[ ,:\\-–\t]{1,4}\\(?[+0(][0-9][0-9 ().\\-]{7,16}[0-9]"
)
"""Who can be reached by a number."""
_TURNED_LINE = Sought(
    "(?m:^)[ \t]{0,4}(?:[0-9]{1,3}[.)]? )?"
    "(?P<value>(?P<family>[A-ZÀ-Ž][A-Za-zà-ž'’\\-]{1,20}), (?P<given>[A-ZÀ-Ž][a-zà-ž'’\\-]{1,16}))"
    "(?=[ ]{2}|\t| [(\\-–—]|[ ]?(?m:$))"
)
_BEHIND_DASH = Sought(
    "(?m:^)[ \t*•]{0,4}[A-Za-z0-9][A-Za-z0-9 /&]{1,24} [\\-–—] "
    "(?P<value>(?P<given>[A-ZÀ-Ž][a-zà-ž'’\\-]{1,16}) (?P<family>[A-ZÀ-Ž][A-Za-zà-ž'’\\-]{1,20}))"
    "(?=[ ]{0,2}(?:[,(;/\t\n]|$))"
)
"""Who does what: Year 1 - Beth Carnegie."""
_LISTED = 2
"""Names that a dictionary knows from which such lines are a list of people."""
_OF_PEOPLE = re.compile(f"(?i:{any_of('english_labels_of_people.txt')})")
"""Labels behind which two words are a name, whatever dictionaries know."""
_FULL = Sought(
    "(?<![A-Za-zÀ-ž.@/_\\-])(?P<given>[A-ZÀ-Ž][a-zà-ž]{2,12})(?= (?:[A-Z]\\. )?"
    "(?P<family>[A-ZÀ-Ž][a-zà-ž'’]{1,3}?[A-Z]?[A-Za-zà-ž\\-]{1,16})(?![A-Za-zÀ-ž@/_]))"
)
_NO_FAMILY = frozenset(lines("english_no_family_names.txt"))
_NO_GIVEN = frozenset(
    (
        "royal",
        "king",
        "queen",
        "sir",
        "santa",
        "san",
        "oral",
        "ward",
        "saint",
        "port",
        "mount",
        "new",
        "sie",
        "ihr",
        "bitte",
        "und",
        "die",
        "der",
        "das",
        "den",
        "mit",
        "von",
        "les",
        "los",
        "las",
    )
)
"""Words of other languages that are given names in some."""
_BRANDS = frozenset(lines("brands_like_names.txt"))
_CLOSE = re.compile(
    "(?:incerely|aithfully|egards|est wishes|heers|hanks|hank you|espectfully|ruly"
    "|ordialement|alutations|Grüßen|Gruß|Gruss|aludos?|tentamente|aluti|umprimentos|tenciosamente)(?: yours"
    ")?[,.]?[ ]*\n(?:[ \t]*\n){0,3}[ \t]{0,8}"
    f"(?P<value>{LATIN_NAME}|[A-Z][a-z]{{2,14}})[ ]*(?m:$)"
)
"""Who closes a letter; a capital or a small letter begins the words before."""
_CAPITALS = Sought("(?<![A-Za-z.\\-])(?P<family>[A-Z]{3,15}),? (?P<given>[A-Z][a-z]{2,14})(?![A-Za-z@/_])")
"""The family name in capitals, as on passports."""
_FAMILY = Sought(
    "(?:(?i:surname|family name|last name)|姓)[ ]{0,2}[:：]?[ ]{1,3}(?P<value>[A-Z][A-Za-z'\\-]{2,24})"
    "[ 　]*(?:(?m:$)|(?=名|(?i:given|first name|forename)))"
)
_DEAR = re.compile(
    f"(?m:^)[ \t>]{{0,4}}(?:Dear|Hi|Hello|Hey|Thanks|Thank you),? (?P<value>{LATIN_NAME}|[A-Z][a-z]{{2,14}}"
    ")[ ]?(?:[,:!]|\\.?(?m:$))"
)
_AGED = Sought(
    "(?<![A-Za-z])(?!(?:Complainant|Witness|Victim|Defendant|Claimant|Suspect|Patient|Tenant|Pupil|Student|The) )"
    f"(?P<value>{LATIN_NAME}|[A-ZÀ-Ž][a-zà-ž]{{2,14}})"
    "(?: \\([0-9]{1,2}(?:[,;)/ ](?! ?(?:pax|people|persons|members|seats|pcs))|yo|y/o)"
    "|,? aged? [0-9]{1,2}(?![0-9])|, [0-9]{2}, )"
)
_SAID = Sought(
    "(?<![A-Za-z])(?=[A-Za-z])"  # the first says so sooner than all the words
    f"(?i:{any_of('english_roles.txt')})\\.? (?:[0-9]{{2,6}} )?"
    f"(?P<value>{LATIN_NAME}|[A-ZÀ-Ž][a-zà-ž'’\\-]{{2,16}})(?![A-Za-z])"
)
_SIGNED = Sought(
    "(?m:^)[ \t]{0,8}(?i:signed)(?: by)?[,:]?[ ]{1,3}"
    f"(?P<value>[A-Z]\\.? (?:[A-Z]\\.? )?[A-Z][a-z'’\\-]{{2,20}}|{LATIN_NAME})(?=[ ]*(?:[,(\n]|$))"
)
_RUNG = Sought(
    "(?<![A-Za-z])(?i:ring|call|text|phone|ask for|speak to|contact) "
    "(?P<value>[A-Z][a-z]{2,14})(?=[ ,:]{1,3}[+0(][0-9])"
)
"""Who signs, and who is to be called, by a number behind the name."""
_ACTED = Sought(
    "(?<![A-Za-z])(?i:driver|picker|operator|operative|worker|technician|engineer|cleaner|porter|paramedic|passenger"
    "|cyclist|pedestrian|resident|neighbou?r|colleague|guest|customer|client|carer|trainee|apprentice|visitor|member"
    "|supervisor|manager|teacher|doctor|landlord|landlady)"
    f" (?P<value>{LATIN_NAME}) (?:was|is|has|had|said|fell|hit|felt|told|took|saw|left|went|[a-z]{{2,12}}ed)(?![a-z])"
)
"""Who did something, or to whom something was done, behind what they do."""
_DID = Sought(
    "(?:(?m:^)|[.!?–—] |- |, |and |when |that |because )(?P<value>[A-ZÀ-Ž][a-zà-ž]{2,14}) "
    "(?:had|was|refused|fell|felt|ate|slept|went|came|took|told|said|hit|bit|kicked|threw|vomited|declined"
    "|became|appeared|complained|returned|needs?|seemed|requested|reported|asked|attended|woke)(?![a-z])"
)
"""Who did something, by the given name, as notes of those who care for somebody say."""
_CARE = Sought(
    "(?<![A-Za-z])(?i:seizures?|meds|medication|bath|shower|toilet|pad|appetite|asleep|nap|mood|mum|mom|dad|carers?|nursery|temperature"
    "|doctor|nurse|gp|hospital|incident|behaviou?r|upset|restrain(?:ed|t)|distressed|agitated|tablets?|bruis(?:e|ing)|fluids)(?![a-z])"
)
"""What such notes are about."""
_WORDS_TOO = frozenset(
    (
        "will",
        "may",
        "mark",
        "hope",
        "grace",
        "rose",
        "amber",
        "april",
        "june",
        "august",
        "faith",
        "joy",
        "art",
        "drew",
        "chase",
    )
)
"""Given names that other words are too."""
_SELF = Sought(
    "(?<![A-Za-z])(?i:my name is|name'?s|mein name ist|ich heiße|je m'appelle|je soussignée?|me llamo"
    "|mi nombre es|mi chiamo|o meu nome é) "
    f"(?P<value>{LATIN_NAME})(?![A-Za-z])"
)
"""Who says what they are called."""
_CALLING = Sought(
    "(?<![A-Za-z])(?:[Tt]his is|[Ii]t'?s|[Ii]'?m|[Ii] am|[Hh]ere is|[Hh]ier ist|[Ii]ci) "
    "(?P<value>(?P<given>[A-ZÀ-Ž][a-zà-ž]{2,14}) (?P<family>[A-ZÀ-Ž][A-Za-zà-ž'’\\-]{1,20}))"
    "(?= (?:from|here|at|in|aus|von|de)(?![a-z])|[.,])"
)
"""Who calls, and from where."""
_FOREIGNER = Sought("(?m:^)[ 　]{0,4}[・●○*\\-][ 　]?(?P<value>[A-Z]{2,20}(?: [A-Z]{2,20}){1,3})(?=[（(]|さん|様|氏)")
"""Somebody from abroad in a list in Japanese, in capitals as on a passport."""
_FOREIGN_ONE = Sought(
    "(?:(?:被災|負傷|受傷|対象|当事|申請|在留|相談|被保険|従業)者(?:氏名|名)?|実習生(?:氏名|名)?|氏名|本人|患者(?:氏名|名)?)"
    "[ 　\t]{0,3}[:：\n|｜][ 　\t]{0,3}(?P<value>[A-Z]{2,20}(?: [A-Z]{2,20}){1,4})(?=[ 　]{0,2}(?:[（(、\n]|さん|様|$))"
)
"""The same behind a label, or on the line below it."""
_ACCOUNT = Sought(
    "(?i:account|acct|a/c|iban)[^\n(]{0,12}[A-Z0-9][A-Z0-9 ]{6,30}"
    "\\((?:[A-Z]\\.? ){1,2}(?P<value>[A-Z][a-z'’\\-]{1,20})\\)"
)
"""Whose account it is, in brackets."""
_BOARDED = Sought(
    "(?<![A-Za-z])(?P<value>[A-Z][A-Z'\\-]{1,24}/[A-Z][A-Z'\\- ]{1,24}?|[A-Z][a-z'\\-]{1,24}/[A-Z][a-z'\\-]{1,24})[ ]?"
    "(?:MR|MS|MRS|MISS|MSTR|CHD|INF|Mr|Ms|Mrs|Miss|Mstr)(?![A-Za-z])"
)
"""Passengers, as airlines write them: SUZUKI/HANAKO MS."""
_HELD = Sought(
    "(?i:holder(?:_?name)?|cardholder(?:_?name)?|customer_?name|card_?name|name_on_card|patient)[\"']?[=:][\"' ]{0,2}"
    "(?P<value>[A-Z]{2,20}(?: |\\+|%20)[A-Z]{2,20})(?![A-Za-z])"
)
_KEYED = Sought(
    "(?<![A-Za-z])(?i:name)[\"']?[=:][\"' ]{1,2}(?P<value>[A-Z][A-Za-z]{1,15} [A-Z][A-Za-z]{1,15})(?=[\"'])"
)
"""A key of so many things that only two words that are a name of Japan count."""
_QUOTED = Sought(
    f"(?i:{any_of('english_keys.txt')})(?:_?(?i:name))?[\"']?[=:][ ]?[\"']"
    "(?P<value>[A-ZÀ-Ž][A-Za-zÀ-ž'’\\- ]{1,24},? [A-ZÀ-Ž][A-Za-zÀ-ž'’\\-.]{1,24})[\"']"
)
_NO_ONE = re.compile(f"(?i:{any_of('english_no_names.txt')}\\b)")
_SAN = Sought("(?<![A-Za-z])(?P<value>[A-ZÀ-Ž][A-Za-zà-ž]{2,14})-(?:san|sama|sensei|kun|chan)(?![a-z])")
_KIN = Sought(
    f"(?<![A-Za-z])(?:{any_of('english_kin.txt')}"
    "|M(?:um|om|other)|D(?:ad|aughter)|Father|S(?:on|ister)|Brother|Husband|Wife|Partner)"
    ",? (?:is |was |named |called |\\()?"
    "(?P<value>[A-ZÀ-Ž][a-zà-ž]{2,14}(?: [A-ZÀ-Ž][A-Za-zà-ž'’\\-]{2,16})?)(?![A-Za-z])"
)
_BULLET = re.compile(
    "(?m:^)[ \t]{0,4}[\\-*•][ ]{1,2}(?P<value>[A-ZÀ-Ž][a-zà-ž]{2,12}(?: [A-Z]\\.)?)(?:-[A-Z][a-z]+)?"
    "(?: (?:&|and) (?P<other>[A-ZÀ-Ž][a-zà-ž]{2,12}))?(?: \\([^)\n]{1,20}\\))?:[ ]"
)
_ONE = Sought(
    f"(?m:^)[ \t*\\-]{{0,6}}(?i:{any_of('english_labels_of_one.txt')})"
    "[*]{0,2}[ ]?:[*]{0,2}[ ]{1,3}(?P<value>[A-ZÀ-Ž][a-zà-ž]{2,14}(?: [A-Z]\\.)?)(?=[ ]*(?:[,(\n/&]|and|$))"
)


def told_in_latin(text: str) -> Iterator[Told]:
    """Yield names in Latin letters."""
    for match in _ROLL.finditer(text):
        listed = [bearer(text, *span) for span in _items(text, *match.span("rest"))]
        people = [one for one in listed if one is not None and one.full and text[one.start].isascii()]
        named = match["role"].lower().endswith("name")
        around = text[max(0, match.start() - _FORM_SIGHT) : match.end() + _FORM_SIGHT] if named else ""
        form = named and (_TURNED.match(match["rest"]) is not None or _FORM.search(around) is not None)
        if form or any(one.known or _begins_known(text, one) for one in people) or _OF_PEOPLE.match(match["role"]):
            yield from (Told(one.start, one.end, sure=True) for one in people)
    yield from _full(text)
    for match in _CAPITALS.finditer(text):
        if match["family"].lower() in latin_surnames() or latin_given_name(match["given"]):
            yield Told(*match.span(), sure=False)
    yield from _listed(text)
    yield from _calling(text)
    for pattern, sure in (
        (_TITLED, True),
        (_AGED, False),
        (_SAID, False),
        (_ACTED, True),
        (_SIGNED, True),
        (_RUNG, False),
        (_SELF, True),
        (_ACCOUNT, True),
        (_FOREIGNER, False),
        (_FOREIGN_ONE, True),
        (_FAMILY, True),
        (_CLOSE, True),
        (_DEAR, False),
        (_BOARDED, True),
        (_HELD, True),
        (_QUOTED, True),
    ):
        for match in pattern.finditer(text):
            value = match["value"]
            if _NO_ONE.match(value) is None and _bears(value):
                yield Told(match.start("value"), match.end("value"), sure=sure or " " in value)
            if _may_be_name(match["value"]):
                yield Told(match.start("value"), match.end("value"), sure=sure or " " in match["value"])


def _calling(text: str) -> Iterator[Told]:
    for match in _CALLING.finditer(text):
        if _likely(match["given"], match["family"]):
            yield Told(*match.span("value"), sure=True)
    for match in _KEYED.finditer(text):
        if rare_name(match["value"].lower().split()):
            yield Told(*match.span("value"), sure=True)


def _may_be_name(value: str) -> bool:
    """Tell whether a value is no greeting and no word of a company; one in a query must have a word of a name."""
    name = value.replace("+", " ").replace("%20", " ")
    if name != value and not (any(map(latin_word, name.split())) or rare_name(name.lower().split())):
        return False
    return _NO_ONE.match(name) is None and _bears(name)


def _full(text: str) -> Iterator[Told]:
    """Yield a given name that a dictionary knows with the word behind it, wherever they stand."""
    end = 0
    for match in _FULL.finditer(text):
        if (
            match.start() >= end
            and _AFTER_WHOM.match(text, match.end("family")) is None
            and _likely(match["given"], match["family"])
        ):
            end = match.end("family")
            yield Told(match.start(), end, sure=False)


def _bears(value: str) -> bool:
    """Tell whether a value is a name; one of a passenger in small letters, Okafor/Chinwe, has a known given name."""
    if "/" in value and not (value.isupper() or any(map(latin_given_name, value.split("/")))):
        return False
    return bearer(value.replace("/", " "), 0, len(value)) is not None


def _likely(given: str, family: str) -> bool:
    """Tell whether two words are a given name that a dictionary knows, and what can be a family name."""
    given, family = given.lower(), family.lower()
    return (
        given not in _NO_GIVEN
        and family not in _NO_FAMILY
        and f"{given} {family}" not in _BRANDS
        and latin_given_name(given)
    )


def _begins_known(text: str, one: Bearer) -> bool:
    words = text[one.start : one.end].split()
    return _likely(words[0], words[-1])


def _items(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield begins and ends of what may be names behind a label: one that is turned round, or several."""
    turned = _TURNED.match(text, begin, end)
    if turned is not None and bearer(text, *turned.span("given")):
        yield turned.span("value")
        begin = turned.end()
    sentence = _SENTENCE.search(text, begin, end)
    for first, last in parts(text, begin, sentence.start() if sentence else end):
        for gap in _AND.finditer(text, first, last):
            yield first, gap.start()
            first = gap.end()  # noqa: PLW2901 - what is left
        yield first, last


def _listed(text: str) -> Iterator[Told]:
    """Yield the names of a list that has one in the same place on most lines."""
    for shape in (_LINE, _WITH_PHONE, _TURNED_LINE, _BEHIND_DASH):
        yield from _alike(shape, text)


def _alike(shape: Sought, text: str) -> Iterator[Told]:
    lines = [(match, _likely(match["given"], match["family"])) for match in shape.finditer(text)]
    people = [(match, known) for match, known in lines if match["family"].lower() not in _NO_FAMILY]
    known = sum(is_known for _, is_known in people)
    if known >= _LISTED and known * 2 > len(lines):
        yield from (
            Told(*match.span("value"), sure=False)
            for match, _ in people
            if bearer(match["value"], 0, len(match["value"])) is not None
        )


def given_names_told_in_latin(text: str) -> Iterator[Told]:
    """Yield single given names that are told by the tie, the label or the bullet before them, or by -san behind."""
    yield from (Told(*match.span("value"), sure=False) for match in _SAN.finditer(text))
    bullets = [match for match in _BULLET.finditer(text) if _known(match)]
    for match in bullets if len(bullets) > 1 else ():
        yield Told(*match.span("value"), sure=False)
        if match["other"] and latin_given_name(match["other"]):
            yield Told(*match.span("other"), sure=False)
    yield from _doing(text)
    for pattern in (_KIN, _ONE):
        yield from (Told(*match.span("value"), sure=False) for match in pattern.finditer(text) if _known(match))


def _doing(text: str) -> Iterator[Told]:
    """Yield given names of people who do several things, each with a verb of its own behind it."""
    if not several(_CARE, text, 2):
        return
    found = [m for m in _DID.finditer(text) if latin_given_name(m["value"]) and m["value"].lower() not in _WORDS_TOO]
    often = Counter(match["value"] for match in found)
    yield from (Told(*match.span("value"), sure=True) for match in found if often[match["value"]] > 1)


def _known(match: re.Match[str]) -> bool:
    return latin_given_name(match["value"].split()[0])
