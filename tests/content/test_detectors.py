"""Every shipped detector finds its own examples, on every search, and nothing in its counter-examples."""

import pytest

from exposurecheck.content.catalogue import load
from exposurecheck.content.detector import Detector
from exposurecheck.content.engine import Engine
from exposurecheck.content.hashing import Hasher
from exposurecheck.content.triggers import HyperscanSearch, PlainSearch, Search
from exposurecheck.content.units import Text
from exposurecheck.model.inspection import Confidence

ENGINES: dict[str, type[Search]] = {"hyperscan": HyperscanSearch, "plain": PlainSearch}


@pytest.fixture(scope="module", params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "hyperscan":
        pytest.importorskip("hyperscan", reason="the extra `fast` is not installed")
    return Engine(search=ENGINES[request.param])


def _found(engine: Engine, text: str) -> dict[str, Confidence]:
    detected = engine.detect([Text(text)], Hasher(b"k" * 32))
    return {d.type: d.confidence for d in detected.findings.detections()}


@pytest.mark.parametrize("detector", load(), ids=lambda d: d.id)
def test_examples_match(engine: Engine, detector: Detector) -> None:
    for example in detector.tests.match:
        assert detector.id in _found(engine, example)


@pytest.mark.parametrize("detector", load(), ids=lambda d: d.id)
def test_counter_examples_do_not_match(engine: Engine, detector: Detector) -> None:
    for example in detector.tests.no_match:
        assert _found(engine, example).get(detector.id, Confidence.LOW) is Confidence.LOW


def test_japanese_glued_to_a_value_does_not_hide_it(engine: Engine) -> None:
    assert "email" in _found(engine, "メールtaro.s@sakura-mail.jpまでご連絡を")
    assert "credit_card" in _found(engine, "カード4539578763621486です")


def test_full_width_values_are_found(engine: Engine) -> None:
    assert "jp.phone" in _found(engine, "携帯　０９０−３４２１−７７６５　まで")
    assert "email" in _found(engine, "ｔａｒｏ＠ｓａｋｕｒａ－ｍａｉｌ．ｊｐ")


def test_a_my_number_without_a_word_beside_it_is_only_low(engine: Engine) -> None:
    assert _found(engine, "id=123456789026") == {"jp.my_number": Confidence.LOW}
    assert _found(engine, "マイナンバーは 123456789026 です")["jp.my_number"] is Confidence.HIGH


def test_a_name_beside_special_care_required_data_is_that_of_the_person_they_are_about(engine: Engine) -> None:
    told = engine.detect([Text("福留直美さんは双極性障害により10月から休職")], Hasher(b"k" * 32))
    assert "medical" in {d.type for d in told.findings.detections() if d.confidence is not Confidence.LOW}
    assert told.people.subjects().best == 1
    alone = engine.detect([Text("福留直美さんは10月から出張")], Hasher(b"k" * 32))
    assert alone.people.subjects().best == 0


@pytest.mark.parametrize(
    "text", ["マリア・オリベイラさん 豚肉不可", "早乙女蓮と申します。注文の変更を希望します", "候補者 早乙女 蓮"]
)
def test_foreign_names_with_a_title_and_names_in_introductions_are_names(engine: Engine, text: str) -> None:
    assert "person_name" in _found(engine, text)


def test_followers_of_a_creed_are_of_that_creed_only_beside_a_person(engine: Engine) -> None:
    assert _found(engine, "アフマド・アルハリリ様はイスラム教徒")["creed"] is not Confidence.LOW
    assert _found(engine, "世界のイスラム教徒は増えている").get("creed", Confidence.LOW) is Confidence.LOW


def test_firms_with_katakana_names_and_a_title_are_nobody(engine: Engine) -> None:
    assert "person_name" not in _found(engine, "ニューヨーク・タイムズさんの記事とカスタマー・サポート様")
