"""Turns the report of a scan into the facts that a scan can know; what it cannot know stays unknown."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from exposurecheck.duties.facts import Facts, Known, Range, Tri
from exposurecheck.duties.ladder import Situation, state
from exposurecheck.model.base import Bilingual
from exposurecheck.model.exposure import Exposure, ExposureClass
from exposurecheck.model.inspection import Category, Confidence, Detection
from exposurecheck.model.report import Report

_AUDIENCES = ("anonymous", "any_authenticated", "link_holder", "named_external")
_BY_CLASS = {
    ExposureClass.BEARER_TOKEN: "link_holder",
    ExposureClass.EXTERNAL_ACCOUNT: "named_external",
    ExposureClass.NETWORK_RESTRICTED: "named_external",
}
_TELLS_PERSON = frozenset({Category.MY_NUMBER, Category.IDENTITY})
_TELLS_PERSON_TYPES = frozenset({"person_name", "credit_card"})
"""Descriptions that must be deleted from pseudonymously processed information (APPI enforcement rules art. 31)."""


def scanned(report: Report, first_known_at: datetime | None = None) -> Facts:
    """Return what ``report`` says about the state of exposure, the audience, the data, the people and the logs.

    ``first_known_at``: when an earlier run already found it; otherwise this run starts the clock.
    """
    reached = [(r, audience) for r in report.resources if (audience := _audience(r.exposure)) is not None]
    if not reached:
        return Facts(warnings=_unseen(report))
    stores = [resource for resource, _ in reached]
    data = [d for r in stores if r.personal_data is not None for d in r.personal_data.data]
    whole = all(r.personal_data is not None and r.personal_data.complete for r in stores)
    personal = _personal(data, whole=whole)
    known: dict[str, Known] = dict(_data(data, whole=whole))
    with_data = [(r, a) for r, a in reached if r.personal_data is not None and r.personal_data.data] or reached
    widest = min((a for _, a in with_data), key=_AUDIENCES.index)
    known["exposure.audience"] = Known(widest, "scan")
    found = state(Situation(exposed=True, personal_data=personal))
    if found is not None:
        known["exposure.state"] = found
    if personal is not None:
        known["data.personal"] = Known(personal, "scan")
    if report.subjects is not None:
        known["subjects"] = _subjects(report, whole=whole)
    if all(r.settings.access_logging is False for r in stores):
        known["logs.coverage"] = Known(
            "none", "scan", Bilingual(ja="アクセス記録が取得されていません。", en="Access logging is off.")
        )
    if personal in (Tri.TRUE, Tri.SUSPECTED):
        known["known_at.misconfiguration"] = _clock(report, first_known_at)
    return Facts(MappingProxyType(known), _unseen(report))


def exposed(report: Report) -> Mapping[str, tuple[Category, ...]]:
    """Return the stores whose personal data outsiders can reach, and its classes: what starts the time limits."""
    return {
        r.id: r.personal_data.categories
        for r in report.resources
        if _audience(r.exposure) is not None and r.personal_data is not None and r.personal_data.data
    }


def _audience(exposure: Exposure | None) -> str | None:
    """Return who can read the content; None where nobody outside can, or it is not known."""
    if exposure is None:
        return None
    if exposure.anonymous_read:
        return "anonymous"
    if exposure.any_authenticated_read:
        return "any_authenticated"
    return _BY_CLASS.get(exposure.exposure)


def _personal(data: Iterable[Detection], *, whole: bool) -> Tri | None:
    """Judge detections: identifiers that only point to a person through other data are a suspicion."""
    found = list(data)
    if any(d.confidence is Confidence.HIGH and d.category is not Category.INDIRECT for d in found):
        return Tri.TRUE
    if found:
        return Tri.SUSPECTED
    return Tri.FALSE if whole else None


def _data(data: list[Detection], *, whole: bool) -> Mapping[str, Known]:
    known = {
        "data.my_number": _any(data, {Category.MY_NUMBER}, whole=whole),
        "data.special_care": _special_care(data, whole=whole),
        "data.financial_risk": _financial(data, whole=whole),
    }
    if any(d.type == "kr.rrn" for d in data):
        sure = any(d.type == "kr.rrn" and d.confidence is Confidence.HIGH for d in data)
        known["data.kr_sensitive_or_unique_id"] = Known(Tri.TRUE if sure else Tri.SUSPECTED, "scan")
    if data:
        known["data.strong_encryption"] = Known(
            Tri.FALSE,
            "scan",
            Bilingual(
                ja="閲覧できる範囲のデータが平文で読み取れました。",
                en="The data that outsiders can reach was readable in clear.",
            ),
        )
    if any(_tells_person(d) for d in data):
        known["data.pseudonymised"] = Known(
            Tri.FALSE,
            "scan",
            Bilingual(
                ja="氏名や番号など、個人を識別できる記述がそのまま含まれています。",
                en="Names or numbers that identify people stand in it as they are.",
            ),
        )
    return {name: value for name, value in known.items() if value is not None}


def _tells_person(found: Detection) -> bool:
    tells = found.category in _TELLS_PERSON or found.type in _TELLS_PERSON_TYPES
    return tells and found.confidence is Confidence.HIGH


def _any(data: list[Detection], categories: set[Category], *, whole: bool) -> Known | None:
    found = [d for d in data if d.category in categories]
    if found:
        sure = any(d.confidence is Confidence.HIGH for d in found)
        return Known(Tri.TRUE if sure else Tri.SUSPECTED, "scan")
    return Known(Tri.FALSE, "scan") if whole else None


def _special_care(data: list[Detection], *, whole: bool) -> Known | None:
    """Suspect at most: data that only lets one infer such a fact does not count, and a person must tell."""
    found = _any(data, {Category.SPECIAL_CARE}, whole=whole)
    if found is None or found.value is Tri.FALSE:
        return found
    because = Bilingual(
        ja="要配慮個人情報かどうかは、人による確認が必要です。",
        en="A person must confirm that it is special-care data.",
    )
    return Known(Tri.SUSPECTED, "scan", because)


def _financial(data: list[Detection], *, whole: bool) -> Known | None:
    """A card number is enough (PPC Q&A 6-12); accounts, passwords and the rest depend on what they open."""
    if any(d.type == "credit_card" and d.confidence is Confidence.HIGH for d in data):
        return Known(Tri.TRUE, "scan", Bilingual(ja="カード番号が含まれています。", en="Card numbers are in it."))
    found = _any(data, {Category.FINANCIAL, Category.CREDENTIAL}, whole=whole)
    return found if found is None or found.value is Tri.FALSE else Known(Tri.SUSPECTED, "scan")


def _subjects(report: Report, *, whole: bool) -> Known:
    subjects = report.subjects
    if subjects is None:
        raise ValueError("no content was opened")
    if whole:
        return Known(Range(subjects.low, subjects.high, subjects.best), "scan")
    because = Bilingual(
        ja="閲覧できる範囲のすべてを確認したわけではないため、上限は不明です。",
        en="Not everything that outsiders can reach was inspected, so there is no upper bound.",
    )
    return Known(Range(subjects.low, None, subjects.best), "scan", because)


def _clock(report: Report, first_known_at: datetime | None) -> Known:
    because = Bilingual(
        ja="走査により把握した日時です。より早く把握していた場合は、その日時を known_at に入力してください。",
        en="When a scan found it. If it was known earlier, state that time as known_at.",
    )
    return Known(min(first_known_at or report.generated_at, report.generated_at), "scan", because)


def _unseen(report: Report) -> tuple[Bilingual, ...]:
    """Say what the scan could not see, because silence would read as safety."""
    found = [
        Bilingual(
            ja="公開期間は確認していません。現在遮断済みの領域も、過去に閲覧できた可能性があります。",
            en="The exposure window was not read: stores that are closed now may have been readable before.",
        )
    ]
    undecided = [r for r in report.resources if r.exposure is None or r.exposure.exposure is ExposureClass.UNKNOWN]
    if undecided or not report.coverage.complete:
        found.append(
            Bilingual(
                ja="走査で確認できなかった事項があります。報告書の「確認できなかった事項」をご確認ください。",
                en="The scan could not see everything: see what was not checked in its report.",
            )
        )
    return tuple(found)
