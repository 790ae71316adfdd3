"""Turns what was found in a sample of objects into what that means for the objects that were not opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from exposurecheck.model.base import Bilingual
from exposurecheck.model.inspection import Sampling

_RULE_OF_THREE: Final = 3.0
"""No hit in n independent draws: the share is below 3/n with 95 % confidence (Hanley and Lippman-Hand, JAMA 1983)."""
_FEWEST: Final = 5
"""Sampled objects from which anything is said about those that were not opened."""
_DEVIATIONS: Final = 3
"""Rather than two: with samples of skewed sizes the usual interval covers the truth too seldom."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One object that was opened."""

    size: int
    read: int
    people: int
    """At most so many."""
    drawn: bool
    """Chosen by chance, rather than for its name or size."""


def sampling(seen: Sequence[Seen], *, of_objects: int, of_bytes: int, found: bool) -> Sampling | None:
    """Say what a partial reading means; None when everything was read.

    The number of people is never extended to what was not read: ``people_in_rest_at_most`` stands apart and is an
    upper bound, by the Hansen-Hurwitz estimator for samples with chances that grow with size.
    """
    read = sum(min(one.read, one.size) for one in seen)
    if len(seen) >= of_objects and read >= of_bytes:
        return None
    drawn = [one for one in seen if one.drawn and one.size]
    rest = of_bytes - sum(one.size for one in seen)
    at_most = people = None
    if rest > 0 and len(drawn) >= _FEWEST:
        if not any(one.people for one in drawn):
            at_most = min(1.0, _RULE_OF_THREE / len(drawn))
        people = None if at_most is not None else _rest(drawn, rest)
    share_bytes = read / of_bytes if of_bytes else 1.0
    share_objects = len(seen) / of_objects if of_objects else 1.0
    return Sampling(
        share_of_objects=round(share_objects, 6),
        share_of_bytes=round(share_bytes, 6),
        unread_share_at_most=at_most,
        people_in_rest_at_most=people,
        meaning=_meaning(len(seen), of_objects, share_bytes, at_most, people, found=found),
    )


def _rest(drawn: Sequence[Seen], rest: int) -> int:
    rates = [one.people / one.size for one in drawn]
    mean = sum(rates) / len(rates)
    spread = sqrt(sum((rate - mean) ** 2 for rate in rates) / (len(rates) - 1))
    return round(rest * (mean + _DEVIATIONS * spread / sqrt(len(rates))))


def _meaning(
    opened: int, objects: int, share: float, at_most: float | None, people: int | None, *, found: bool
) -> Bilingual:
    percent = f"{100 * share:.3g}"
    ja = f"公開範囲のオブジェクト {objects:,} 個のうち {opened:,} 個、容量の {percent}% を調べた結果です。"
    en = f"This rests on {opened:,} of {objects:,} reachable objects and {percent} % of their bytes. "
    if not found:
        ja += "調べた範囲では個人データは見つかりませんでしたが、残りにないことを意味しません。"
        en += "Nothing was found in them, which does not mean that there is nothing in the rest. "
    else:
        ja += "人数は調べた範囲だけの数で、残りは含みません。"
        en += "The number of people is that of the part that was read; the rest is not in it. "
    if at_most is not None:
        limit = f"{100 * at_most:.2g}"
        ja += f"無作為に選んだ分からは見つからず、残りのうち個人データを含むのは容量の {limit}% 未満です(信頼度95%)。"
        en += "None of the objects drawn by chance held any: "
        en += f"with 95 % confidence, less than {limit} % of the unread bytes are in objects that do."
    elif people is not None:
        ja += f"残りが無作為に選んだ分と同様なら、残りに含まれるのは多くとも約 {people:,} 人です(重複を含む)。"
        en += "If the rest is like the objects drawn by chance, "
        en += f"it holds at most about {people:,} people, repeats included."
    else:
        ja += "残りについて推定できるだけの無作為な抽出はありません。"
        en += "Too few were drawn by chance to say anything about the rest."
    return Bilingual(ja=ja, en=en)
