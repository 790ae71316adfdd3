"""Turns the rules that are not in force into items to watch, and the day asked about into doubts."""

from collections.abc import Iterator
from datetime import date

from exposurecheck.duties.regimes import Regimes
from exposurecheck.model.base import Bilingual
from exposurecheck.model.duty import LawStatus, Watch


def coming(law: Regimes, as_of: date) -> Iterator[Watch]:
    """Yield law that is on its way; it asks for nothing yet."""
    for rule in law.rules:
        text = rule.text
        on_its_way = text.status in (LawStatus.PROMULGATED_NOT_IN_FORCE, LawStatus.PROPOSED)
        if on_its_way or (text.effective_from is not None and text.effective_from > as_of):
            yield Watch(
                id=text.id,
                regime=rule.regime,
                title=text.title,
                text=text.notes[0] if text.notes else text.title,
                status=text.status if on_its_way else LawStatus.PROMULGATED_NOT_IN_FORCE,
                promulgated=text.promulgated,
                effective_latest=text.effective_latest or text.effective_from,
                source=text.source,
                citation=text.citation,
                confidence=text.confidence,
                mark=text.mark,
            )
        for item in text.watch:
            yield Watch(
                id=text.id,
                regime=rule.regime,
                title=item.title,
                text=item.text,
                status=item.status,
                source=item.source,
                citation=item.citation,
                confidence=item.confidence,
                mark=item.mark,
            )


def dated(law: Regimes, as_of: date) -> Iterator[Bilingual]:
    """Say aloud when the rules are asked about a day they were not checked for."""
    if as_of > law.law_as_of:
        yield Bilingual(
            ja=f"規則は{law.law_as_of}時点の法令に基づいて確認したものです。{as_of}時点の改正の有無を確認してください。",
            en=f"The rules were checked against the law of {law.law_as_of}; look for changes up to {as_of}.",
        )
    for rule in law.rules:
        latest = rule.text.effective_latest
        if latest is not None and latest <= as_of:
            yield Bilingual(
                ja=f"{rule.text.id}: 遅くとも{latest}までに施行されるとされた改正です。施行の有無を確認してください。",
                en=f"{rule.text.id} was to be in force by {latest} at the latest: check whether it is.",
            )
