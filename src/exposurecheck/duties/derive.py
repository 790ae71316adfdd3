"""Turns the facts as given into those that rules are weighed against: the strict gate, and what follows for sure."""

from exposurecheck.duties.facts import Facts, Known, Range, Tri
from exposurecheck.model.base import Bilingual

ANCHORS = ("known_at", "known_at.misconfiguration", "known_at.access")
"""Facts that may start a clock; the earliest counts unless counsel chooses otherwise."""
_EEA = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()  # noqa: SIM905 - codes read at a glance
)
_RESIDENCE = "subjects.by_country."


def settled(facts: Facts) -> Facts:
    """Return the facts with everything applied that needs no judgement."""
    more: dict[str, Known] = {}
    state, coverage = facts.get("exposure.state"), facts.get("logs.coverage")
    if state == "X2" and coverage != "complete":
        said = "none were read" if coverage is None else f"their coverage is {coverage}"
        more["exposure.state"] = Known(
            "X3",
            "engine",
            Bilingual(
                ja="閲覧がなかったと言えるのは、公開期間全体とすべての経路の記録がそろう場合に限られるため、X3として扱います。",
                en=f"X2 needs complete logs of every path for the whole window ({said}), so it is taken as X3.",
            ),
        )
    if state == "X5" and facts.get("cause.improper_purpose") is None:
        more["cause.improper_purpose"] = Known(
            Tri.SUSPECTED,
            "engine",
            Bilingual(ja="X5は不正の目的の疑いを含みます。", en="X5 includes the suspicion of an improper purpose."),
        )
    european = _in_the_eea(facts)
    if european and facts.get(f"{_RESIDENCE}EEA") is None:
        more[f"{_RESIDENCE}EEA"] = Known(
            Range(european, None),
            "engine",
            Bilingual(ja="加盟国の居住者数の合計です。", en="The residents of its member states together."),
        )
    return facts.with_(more) if more else facts


def _in_the_eea(facts: Facts) -> int:
    """Count how many people at least live there, from what is said of its member states."""
    values = {name.removeprefix(_RESIDENCE): facts.get(name) for name in facts.known if name.startswith(_RESIDENCE)}
    known = {code: value.low for code, value in values.items() if isinstance(value, Range)}
    return max(sum(low for code, low in known.items() if code in _EEA), known.get("EU", 0))


_IMPLIED = ("data.my_number", "data.special_care", "data.financial_risk")


def doubts(facts: Facts) -> tuple[Bilingual, ...]:
    """Say which facts sit badly together; nothing is changed because of it."""
    found: list[Bilingual] = list(facts.warnings)
    if facts.get("data.personal") is Tri.FALSE:
        found += [
            Bilingual(
                ja=f"data.personal は false、{name} は {facts.get(name)} です。どちらが正しいか確認してください。",
                en=f"data.personal is false while {name} is {facts.get(name)}: check which of them is right.",
            )
            for name in _IMPLIED
            if facts.get(name) in (Tri.TRUE, Tri.SUSPECTED)
        ]
    if facts.get("exposure.state") == "X5" and facts.get("cause.improper_purpose") is Tri.FALSE:
        found.append(
            Bilingual(
                ja="X5(不正目的の疑い)ですが、cause.improper_purpose が false です。どちらが正しいか確認してください。",
                en="exposure.state is X5 (improper purpose suspected) while cause.improper_purpose is false: "
                "check which of them is right.",
            )
        )
    if facts.get("entruster.notified") is Tri.TRUE and facts.get("jp.role") == "own":
        found.append(
            Bilingual(
                ja="自社のデータ(jp.role: own)ですが、entruster.notified が true です。立場を確認してください。",
                en="jp.role is own while entruster.notified is true: check the role.",
            )
        )
    start = min((t for a in ANCHORS if (t := facts.time(a)) is not None), default=None)
    notified = facts.time("notified_at")
    if start is not None and notified is not None and notified < start:
        found.append(
            Bilingual(
                ja="本人への通知日時(notified_at)が認識日時より前です。日時を確認してください。",
                en="notified_at lies before the time at which it became known: check the times.",
            )
        )
    return tuple(found)
