"""The findings about waivers themselves: expired, approved by their owner, outgrown by the data, matching nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from exposurecheck.model.base import Bilingual
from exposurecheck.model.finding import Evidence, Finding, FindingStatus, Severity, fingerprint
from exposurecheck.runs.waiver_file import Entry

Flaw = Literal["waiver-expired", "waiver-self-approved", "waiver-outgrown", "waiver-unused"]


@dataclass(frozen=True, slots=True)
class _Words:
    severity: Severity
    title: Bilingual
    because: Bilingual
    remediation: Bilingual


WORDS: Final[Mapping[Flaw, _Words]] = {
    "waiver-expired": _Words(
        Severity.MEDIUM,
        Bilingual(ja="期限切れの対象外指定", en="A waiver that has expired"),
        Bilingual(
            ja="例外として認めた期間が過ぎているため、この指定は無効です。対象の検出結果は再び集計されます。",
            en="The time for which the exception was granted is over, so it no longer holds: "
            "what it set aside counts again.",
        ),
        Bilingual(
            ja="設定を是正するか、必要性を改めて確認し、別の人の承認を得て期限を更新してください。不要なら削除してください。",
            en="Fix the setting; or examine the need again, have somebody else approve it and set a new day. "
            "Remove the entry when it is no longer needed.",
        ),
    ),
    "waiver-self-approved": _Words(
        Severity.MEDIUM,
        Bilingual(ja="申請者自身が承認した対象外指定", en="A waiver that its owner approved"),
        Bilingual(
            ja="申請者と承認者が同じため、二重の確認になっていません。この指定は無効です。",
            en="Owner and approver are the same person, so nobody checked it twice. The waiver does not hold.",
        ),
        Bilingual(
            ja="申請者とは別の人の承認を得て、approver を書き換えてください。",
            en="Have somebody other than the owner approve it, and name that person as approver.",
        ),
    ),
    "waiver-outgrown": _Words(
        Severity.MEDIUM,
        Bilingual(ja="認めた範囲を超えた対象外指定", en="A waiver that the data has outgrown"),
        Bilingual(
            ja="認めたときより重い種類のデータ、又は多くの人数が外部から読める状態のため、この保管先では指定が無効です。",
            en="Outsiders can reach other classes of data, or more people, than the waiver was given for. "
            "It does not hold for this store.",
        ),
        Bilingual(
            ja="公開を止めるか、増えたデータを移してください。"
            "例外を続けるなら、categories と subjects を見直し、改めて承認を得てください。",
            en="Close the access or move the added data away. To keep the exception, review categories and subjects "
            "and have it approved again.",
        ),
    ),
    "waiver-unused": _Words(
        Severity.LOW,
        Bilingual(ja="何にも当てはまらない対象外指定", en="A waiver that matches nothing"),
        Bilingual(
            ja="今回の検査では、この指定に当てはまる検出結果がありません。残しておくと、将来の問題を気付かないうちに隠します。",
            en="No finding of this scan fits the entry. Left where it is, it silently hides a later mistake.",
        ),
        Bilingual(
            ja="書き間違いでないか(検査項目のID、保管先の名前)を確かめ、不要なら削除してください。",
            en="Look for a typing mistake in the check or the resource; remove the entry when it is no longer needed.",
        ),
    ),
}
CHECKS: Final = tuple(WORDS)
"""Ids of these findings' checks."""


def about(flaw: Flaw, entry: Entry, place: str, resource: str | None = None, note: str = "") -> Finding:
    """Return the finding on one waiver; ``place`` is its file and line, ``resource`` the store it is about if any."""
    words = WORDS[flaw]
    on = resource or entry.name
    extract = f"check: {entry.check}, owner: {entry.owner}, approver: {entry.approver}, expires: {entry.expires}"
    return Finding(
        check=flaw,
        resource=on,
        status=FindingStatus.FAIL,
        severity=words.severity,
        title=words.title,
        because=_with(words.because, note),
        remediation=words.remediation,
        evidence=(Evidence(source=place, pointer=entry.name, extract=extract),),
        fingerprint=fingerprint(flaw, on),
    )


def _with(text: Bilingual, note: str) -> Bilingual:
    return Bilingual(ja=f"{text.ja}({note})", en=f"{text.en} ({note})") if note else text
