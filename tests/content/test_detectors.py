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
