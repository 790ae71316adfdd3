"""Columns at once give what the same values give one by one."""

import re
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.persons import crowd

from exposurecheck.content import judging, series
from exposurecheck.content.catalogue import load
from exposurecheck.content.detector import FOLDS, Detector, Fold
from exposurecheck.content.express import LANES, lanes
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.names import is_kana
from exposurecheck.content.rules import Rule, compile_rules
from exposurecheck.content.strings import Strings, as_series
from exposurecheck.content.validators import VALIDATORS

DETECTORS = load()
ALPHABET = "0123456789-/.()+@ 　〒年月日一二十丁目番号のー様氏髙山田太郎タカヤマあaBzT\t\n,〇'"


def _values() -> list[str]:
    """Return values of all types, and what becomes of them when a sign is changed, added or dropped."""
    random = Random(5)
    values = ["", "0000000000000", "09011111111", "0311111111", "0120444123", "08001234567", "a@b.png", "a@-b.jp"]
    for p in crowd(3, 40):
        values += [
            p.name,
            p.kana,
            p.email,
            p.mobile,
            p.postal,
            p.address,
            p.birthday,
            p.my_number,
            f"{p.family} {p.kana}",
        ]
    for detector in DETECTORS:
        values += [*detector.exclude.values, *detector.tests.match, *detector.tests.no_match]
        for rule in compile_rules((detector,)):
            for text in detector.tests.match:
                values += [match[0] for match in rule.regex.finditer(text)]
    for value in list(values):
        place = random.randrange(len(value) + 1)
        values += [
            value[:place] + random.choice(ALPHABET) + value[place:],
            value[:place] + random.choice(ALPHABET) + value[place + 1 :],
            value[: place - 1] + value[place:],
        ]
    return list(dict.fromkeys(values))


VALUES = _values()


@pytest.mark.parametrize("kind", list(FOLDS))
def test_folding(kind: Fold) -> None:
    assert series.fold_all(kind, as_series(VALUES)).to_list() == [FOLDS[kind](value) for value in VALUES]


@pytest.mark.parametrize("kind", list(FOLDS))
@given(values=st.lists(st.text(ALPHABET, max_size=14), max_size=30))
def test_folding_of_anything(kind: Fold, values: list[str]) -> None:
    assert series.fold_all(kind, as_series(values)).to_list() == [FOLDS[kind](value) for value in values]


@pytest.mark.parametrize("name", list(VALIDATORS))
def test_validators(name: str) -> None:
    check, every = VALIDATORS[name], np.ones(len(VALUES), np.bool_)
    assert series.checked(check, as_series(VALUES), every).tolist() == [check(value) for value in VALUES]


@given(st.sampled_from(["jp_phone", "email_domain", "name_shaped", "birth_date", "mod11_mynumber", "luhn"]), st.data())
def test_frequent_validators_on_anything(name: str, data: st.DataObject) -> None:
    shapes = [
        r"0[05-9]?[0-9]{9}",
        r"[a.\-]{0,3}@[a.\-]{0,3}(\.png|js)?",
        "[山々店課部ー]{0,5}",
        "[12][0-9]{3}-..-..",
        "[0-9]{12,16}",
    ]
    values = data.draw(st.lists(st.one_of([st.from_regex(shape, fullmatch=True) for shape in shapes]), max_size=20))
    every = np.ones(len(values), np.bool_)
    check = VALIDATORS[name]
    assert series.checked(check, as_series(values), every).tolist() == [check(value) for value in values]


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.id)
def test_cells_and_samples(detector: Detector) -> None:
    folded = [FOLDS[detector.fold](value) for value in VALUES]
    column, rule = as_series(folded), detector.cell
    right = [bool(v) and (rule is None or rule.fullmatch(v) is not None) and detector.valid(v) for v in folded]
    assert series.valid(detector, column).tolist() == right
    assert series.samples(detector, column).tolist() == [detector.is_sample(value) for value in folded]
    assert series.matches(re.compile("[ァ-ー]+"), column, whole=True).tolist() == [is_kana(value) for value in folded]


@pytest.mark.parametrize("detector", [d for d in DETECTORS if d.cell], ids=lambda d: d.id)
def test_judging_by_express_and_the_long_way(detector: Detector) -> None:
    assert lanes(detector) == LANES.get(detector.id, ()), "the lane was written for another expression"
    values = [*VALUES, *(VALUES[place] + VALUES[-place] for place in range(0, len(VALUES), 7))]
    folded, good = series.judged(detector, as_series(values))
    assert folded.to_list() == [FOLDS[detector.fold](value) for value in values]
    assert good.tolist() == series.valid(detector, folded).tolist()


@pytest.mark.parametrize("kind", list(LANES))
@given(data=st.data())
def test_judging_by_express_whatever_has_the_shape(kind: str, data: st.DataObject) -> None:
    detector = next(d for d in DETECTORS if d.id == kind)
    signs = {
        "email": "ab.-_@1co:jp",
        "jp.phone": "0590-18",
        "person_name": "山田先生様部課店髙ァーキ 　株",
        "date_of_birth": "0123589-",
        "jp.postal_code": "01-8",
        "jp.postal_address": "東京都三一のー-1番aビ髙号丁市",
    }[kind]
    longer = st.builds("".join, st.lists(st.sampled_from(signs), min_size=24, max_size=110))
    values = data.draw(st.lists(st.one_of(st.text(signs, max_size=14), longer, st.sampled_from(VALUES)), max_size=30))
    folded, good = series.judged(detector, as_series(values))
    expected = [FOLDS[detector.fold](value) for value in values]
    assert folded.to_list() == expected
    assert good.tolist() == series.valid(detector, as_series(expected)).tolist()


@pytest.mark.parametrize("rule", compile_rules(DETECTORS), ids=lambda r: r.detector.id)
def test_few_values_are_judged_like_many(rule: Rule) -> None:
    hasher = Hasher(b"k" * 32)
    few, many = (judge(rule, VALUES, hasher) for judge in (judging._few, judging._many))
    assert few.good.tolist() == many.good.tolist()
    good = np.flatnonzero(few.good)
    few, many = few.take(good), many.take(good)
    for part in judging.Judged.__slots__:
        assert getattr(few, part).tolist() == getattr(many, part).tolist(), part


def test_a_column_behaves_like_a_list() -> None:
    values = [f"v{n}" for n in range(20)]
    column = Strings(as_series(values))
    assert column == values
    assert [column[2], column[-1], column[3:17:4], column[::-1]] == [
        values[2],
        values[-1],
        values[3:17:4],
        values[::-1],
    ]
    assert "v3" in column
    assert "v3" not in repr(column)
    assert as_series(["\ud800"]).to_list() == ["?"]
