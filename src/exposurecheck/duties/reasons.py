"""Turns the atoms of a condition and the facts behind them into words for programs and for people."""

from collections.abc import Mapping

from exposurecheck.duties.condition import Answer, Atom, Bounds, Over
from exposurecheck.duties.facts import Facts, Range, Tri, Value
from exposurecheck.duties.vocabulary import FactKind
from exposurecheck.model.base import Bilingual

_STATES = {
    "X0": Bilingual(ja="公開なし", en="not exposed"),
    "X1": Bilingual(ja="公開・個人データ未検出", en="exposed, no personal data found"),
    "X2": Bilingual(ja="公開・閲覧なしを確認", en="exposed, confirmed not viewed"),
    "X3": Bilingual(ja="公開・閲覧の有無は不明", en="exposed, viewing unknown"),
    "X4": Bilingual(ja="第三者の閲覧あり", en="viewed by third parties"),
    "X5": Bilingual(ja="不正目的の疑い", en="improper purpose suspected"),
    "private": Bilingual(ja="民間事業者", en="private business"),
    "administrative": Bilingual(ja="行政機関等", en="administrative organ"),
    "entruster": Bilingual(ja="委託元", en="entruster"),
    "entrustee": Bilingual(ja="委託先", en="entrustee"),
    "own": Bilingual(ja="自社のデータ", en="own data"),
    "anonymous": Bilingual(ja="誰でも", en="anyone"),
    "any_authenticated": Bilingual(ja="同じクラウドの利用者なら誰でも", en="any account holder of the cloud"),
    "link_holder": Bilingual(ja="URLを知る人", en="anyone with the URL"),
    "named_external": Bilingual(ja="特定の社外の者", en="named outsiders"),
    "complete": Bilingual(ja="全期間・全経路", en="complete"),
    "partial": Bilingual(ja="一部", en="partial"),
    "none": Bilingual(ja="なし", en="none"),
    Tri.TRUE: Bilingual(ja="あり", en="yes"),
    Tri.SUSPECTED: Bilingual(ja="疑いあり", en="suspected"),
    Tri.FALSE: Bilingual(ja="なし", en="no"),
}


def code(atom: Atom, facts: Facts) -> str:
    """Say an atom without a language, for example ``subjects 400-1,400, threshold > 1,000``."""
    value = facts.get(atom.fact)
    if isinstance(atom, Over):
        sign = ">=" if atom.inclusive else ">"
        return f"{atom.fact} {value}, threshold {sign} {atom.threshold:,}"
    return f"{atom.fact} is {value}"


def words(atom: Atom, bounds: Bounds, facts: Facts, kinds: Mapping[str, FactKind]) -> Bilingual:
    """Say an atom for people."""
    title = title_of(atom.fact, kinds)
    value = facts.get(atom.fact)
    if isinstance(atom, Over) and isinstance(value, Range):
        sign = Bilingual(ja="以上", en="or more") if atom.inclusive else Bilingual(ja="超", en="over")
        limit_ja = f"基準 {atom.threshold:,}人{sign.ja}"
        limit_en = f"{atom.threshold:,} {sign.en}" if atom.inclusive else f"{sign.en} {atom.threshold:,}"
        doubt = bounds.least is Answer.PERHAPS
        return Bilingual(
            ja=f"{title.ja}: {people(value).ja}({limit_ja}{'。上限で判断' if doubt else ''})",
            en=f"{title.en}: {people(value).en} (threshold: {limit_en}{'; the upper bound counts' if doubt else ''})",
        )
    shown = said(value)
    return Bilingual(ja=f"{title.ja}: {shown.ja}", en=f"{title.en}: {shown.en}")


def people(value: Range) -> Bilingual:
    """Write a number of people; never a number of records."""
    if value.high is None:
        return Bilingual(ja=f"{value.low:,}人以上(上限は不明)", en=f"{value.low:,} or more (no upper bound known)")
    if value.low == value.high:
        return Bilingual(ja=f"{value.high:,}人", en=f"{value.high:,}")
    return Bilingual(ja=f"{value.low:,}〜{value.high:,}人", en=f"{value.low:,}–{value.high:,}")


def said(value: Value | None) -> Bilingual:
    """Write the value of a choice or of a yes or no."""
    if isinstance(value, str) and value in _STATES:
        text = _STATES[value]
        return Bilingual(ja=f"{text.ja}({value})", en=f"{text.en} ({value})") if value[:1] == "X" else text
    return Bilingual(ja=str(value), en=str(value))


def title_of(name: str, kinds: Mapping[str, FactKind]) -> Bilingual:
    """Return the name of a fact for people."""
    if name in kinds:
        return kinds[name].title
    parent, _, code_ = name.rpartition(".")
    title = kinds[parent].title
    return Bilingual(ja=f"{title.ja}({code_})", en=f"{title.en} ({code_})")
