"""The whole labelled corpus: what must be found, what must not, and how many people; the same with both searches."""

import pickle

import pytest
from tests.corpus.case import table
from tests.corpus.persons import crowd
from tests.corpus.quality import SECRET, Quality, corpus, judge

from exposurecheck.content.engine import Engine
from exposurecheck.content.inspect import inspect
from exposurecheck.content.source import MemorySource
from exposurecheck.content.triggers import HyperscanSearch, PlainSearch


@pytest.fixture(scope="module")
def quality() -> Quality:
    return judge(corpus())


def test_the_corpus_is_large_and_mixed(quality: Quality) -> None:
    assert quality.files["positive"] + quality.files["decoy"] >= 150
    assert quality.files["decoy"] >= 50


def test_files_are_told_apart(quality: Quality) -> None:
    assert quality.precision() >= 0.97, quality.wrong
    assert quality.recall() >= 0.97, quality.wrong
    assert quality.decoys_flagged() <= 0.02, quality.wrong


def test_categories_are_told_apart(quality: Quality) -> None:
    assert quality.category_precision() >= 0.95, quality.wrong
    assert quality.category_recall() >= 0.95, quality.wrong


def test_no_file_that_the_rules_were_written_for_is_told_wrong(quality: Quality) -> None:
    assert quality.precision() == quality.recall() == 1.0, quality.wrong
    assert quality.category_precision() == quality.category_recall() == 1.0, quality.wrong


def test_people_are_counted(quality: Quality) -> None:
    assert quality.people_inside() >= 0.95, quality.wrong
    assert quality.people_error() <= 0.03, quality.wrong


def test_both_searches_give_the_same_inspections() -> None:
    pytest.importorskip("hyperscan", reason="the extra `fast` is not installed")
    engines = Engine(search=HyperscanSearch), Engine(search=PlainSearch)
    for case in corpus()[::3]:
        one, other = (inspect(case.name, MemorySource(case.data), secret=SECRET, engine=e).inspection for e in engines)
        assert one == other, case.name


def test_nothing_that_is_returned_holds_a_value() -> None:
    people = crowd(7, 30)
    rows = [
        ["氏名", "メールアドレス", "個人番号", "備考"],
        *([p.name, p.email, p.my_number, f"携帯 {p.mobile}"] for p in people),
    ]
    result = inspect("canary.csv", MemorySource(table(rows).encode()), secret=SECRET)
    told = repr(result) + result.inspection.model_dump_json() + repr(pickle.dumps(result))
    assert result.inspection.subjects.best == 30
    for person in people:
        for value in (person.family, person.email, person.my_number, person.mobile):
            assert value not in told
            assert repr(value.encode())[2:-1] not in told
