"""Ties what one document says of somebody: names that are short for longer ones, and mailboxes that spell a name."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from exposurecheck.content import fold, names
from exposurecheck.content.codes import Offsets
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.hits import KIND, KINDS, NAME_PART, Hits
from exposurecheck.content.judging import KANA_NAME, OWN_KEY
from exposurecheck.content.page import Page
from exposurecheck.content.same_person import full_names, somebody_else, sound

_NAMES, _MAILBOXES = 1_000, 200
"""Names of one block that are compared with each other, and mailboxes with these."""
_FEW_KANA = 40
"""Names in kana, and others, that are compared one by one."""
_FEWEST = 4
"""Names and numbers in turn from which these are a list."""
_SHORT = 4_000
"""Characters of a text that is about one person."""
_TELLING = 4
"""Letters of a part of a mailbox that says whose it is."""
_RELATIVE = re.compile(
    "(?:[亡義実養]?(?:父|母|祖父|祖母|妻|夫)|長男|次男|三男|長女|次女|三女|息子|娘|弟|妹|兄|姉|孫|甥|姪|嫁|婿"
    "|家族)(?:様|さま|さん)?(?:の|[ 　・、:：（(]{0,2})$"
)


def shorten(page: Page, hits: Hits, end: int, in_tables: Sequence[str], hasher: Hasher) -> None:
    """Let names that are short for longer ones of the same document, up to ``end``, count as these.

    ``in_tables`` are the names, folded, that small tables of the document have.
    """
    named = np.flatnonzero((hits.part == NAME_PART) & (hits.start < end))
    if in_tables and 0 < named.size <= _NAMES:
        _name_as_in_tables(page, hits, named, in_tables, hasher)
    if not 1 < named.size <= _NAMES:
        return
    spans = list(zip(hits.start[named].tolist(), hits.end[named].tolist(), strict=True))
    folded = [fold.name(page.text[start:stop]) for start, stop in spans]
    kin = [_RELATIVE.search(page.text, max(0, start - 8), start) is not None for start, _ in spans]
    others = {name for name, is_kin in zip(folded, kin, strict=True) if not is_kin}
    relatives = frozenset(name for name, is_kin in zip(folded, kin, strict=True) if is_kin) - others
    whole = named[_beside_spelt(hits.line[named].tolist(), folded, full_names(folded, relatives))]
    hits.hashes[named] = hits.hashes[whole]
    hits.key[named] = hits.key[whole]
    _tell_apart(hits, named, folded)


def _tell_apart(hits: Hits, named: Offsets, folded: Sequence[str]) -> None:
    """Let names in kana that are no reading of any other name of the text stand alone: はせがわ beside 鬼頭."""
    kana = [place for place, name in zip(named.tolist(), folded, strict=True) if names.is_kana(name)]
    others = {name for name in folded if not name.isascii() and not names.is_kana(name)}
    if 0 < len(kana) <= _FEW_KANA and 0 < len(others) <= _FEW_KANA:
        said = dict(zip(named.tolist(), folded, strict=True))
        for place in kana:
            if hits.key[place] & KIND == KANA_NAME and somebody_else(said[place], others):
                hits.key[place] += OWN_KEY - KANA_NAME


def _beside_spelt(lines: Sequence[int], folded: Sequence[str], whole: Sequence[int]) -> list[int]:
    """Let a name in Latin letters count as the only one in kanji on its line whose family name is read so."""
    found = list(whole)
    kanji: dict[int, list[int]] = {}
    for place, (line, name) in enumerate(zip(lines, folded, strict=True)):
        if not name.isascii() and not names.is_kana(name):
            kanji.setdefault(line, []).append(place)
    for place, (line, name) in enumerate(zip(lines, folded, strict=True)):
        others = kanji.get(line, []) if name.isascii() and " " in name else []
        if len(others) == 1 and not _spellings_of(name).isdisjoint(_spellings(folded[others[0]])):
            same, other = whole[place], whole[others[0]]
            found = [other if one == same else one for one in found]
    return found


def _spellings_of(name: str) -> set[str]:
    return set(map(sound, name.split()))


def _name_as_in_tables(page: Page, hits: Hits, named: Offsets, others: Sequence[str], hasher: Hasher) -> None:
    spans = zip(hits.start[named].tolist(), hits.end[named].tolist(), strict=True)
    whole = full_names([*others, *(fold.name(page.text[start:stop]) for start, stop in spans)])[len(others) :]
    for place, other in zip(named.tolist(), whole, strict=True):
        if other < len(others):
            hits.hashes[place] = hasher.many([others[other]], "person_name")[0]
            kind = KANA_NAME if names.is_kana(others[other]) else OWN_KEY
            hits.key[place] = hits.key[place] // KINDS * KINDS + kind


def tie_numbers(page: Page, hits: Hits, record: Offsets) -> None:
    """Take numbers of several kinds, each of which a short text has one of, for those of the only one it names.

    ``record`` says which hits are about one person, and is changed.
    """
    own = np.flatnonzero(hits.unique & hits.person & hits.convincing)
    if own.size < 2 or len(page.text) > _SHORT:  # noqa: PLR2004 - a single one is tied to nothing
        return
    named = (hits.part == NAME_PART) & hits.person & hits.convincing
    kinds, values = np.unique(hits.key[own]).size, np.unique(hits.hashes[own]).size
    if 1 < kinds == values and np.unique(hits.hashes[named & (hits.key & KIND != KANA_NAME)]).size <= 1:
        record[np.isin(record, record[own]) | named] = record[own[0]]


def tie_in_turn(hits: Hits, record: Offsets) -> None:
    """Take the number of a page that stands behind each name before the next for that of the person, if all have one.

    ``record`` says which hits are about one person, and is changed.
    """
    named = (hits.part == NAME_PART) & hits.person & hits.convincing
    told = np.flatnonzero(named | (hits.unique & hits.person & hits.convincing))
    if not _FEWEST <= told.size <= _NAMES or np.unique(hits.key[told[~named[told]]]).size != 1:
        return
    first = np.ones(told.size, np.bool_)
    first[1:] = (named[told[1:]] != named[told[:-1]]) | (
        (record[told[1:]] != record[told[:-1]]) & (hits.hashes[told[1:]] != hits.hashes[told[:-1]])
    )
    turns = told[first]
    if turns.size >= _FEWEST and not turns.size % 2 and named[turns[::2]].all() and not named[turns[1::2]].any():
        for name, number in zip(record[turns[::2]].tolist(), record[turns[1::2]].tolist(), strict=True):
            record[record == number] = name


def tie_mailboxes(page: Page, hits: Hits, record: Offsets, email: int, end: int) -> None:
    """Give mailboxes without a name beside them to the only one whose name they spell: nakachi@ to 仲地.

    ``record`` says which hits are about one person, and is changed.
    """
    mailboxes = np.flatnonzero((hits.detector == email) & hits.person & (hits.start < end))
    named = np.flatnonzero((hits.part == NAME_PART) & hits.person & hits.convincing & (hits.start < end))
    if not (0 < mailboxes.size <= _MAILBOXES and 0 < named.size <= _NAMES):
        return
    taken = set(record[mailboxes].tolist())
    with_name = set(record[named].tolist())
    spelt: dict[str, set[int]] = {}
    first: dict[int, int] = {}
    for place in named.tolist():
        key = int(hits.hashes[place])
        if key not in first or (int(record[first[key]]) in taken and int(record[place]) not in taken):
            first[key] = place
        for word in _spellings(fold.name(page.text[int(hits.start[place]) : int(hits.end[place])])):
            spelt.setdefault(word, set()).add(key)
    for place in mailboxes.tolist():
        if int(record[place]) in with_name:
            continue
        local = page.text[int(hits.start[place]) : int(hits.end[place])].lower().partition("@")[0]
        words = [sound(word) for word in re.split("[^a-z]+", local) if len(word) >= _TELLING]
        whose = set().union(*(spelt.get(word, set()) for word in words))
        if len(whose) == 1 and int(record[first[key := whose.pop()]]) not in taken:
            record[place] = record[first[key]]
            taken.add(int(record[place]))


def _spellings(name: str) -> Iterator[str]:
    """Yield how the family name, or each word in Latin letters, is spelt in a mailbox."""
    if name.isascii():
        yield from (sound(word) for word in re.split("[ -]", name) if len(word) >= _TELLING)
        return
    for size in range(1, len(name) + 1):
        known = name[:size] in names.kana_family_names()
        for reading in [name[:size]] if known else names.family_readings().get(name[:size], ()):
            if len(spelt := sound(names.romanise(reading))) >= _TELLING:
                yield spelt
