"""Turns a report into the body of a webhook: counts and a link, and never a name of a store, a key or a person."""

import json
from enum import StrEnum
from urllib.parse import urlsplit

from pydantic import JsonValue

from exposurecheck.model.report import Report
from exposurecheck.report.messages import Lang

_TEAMS_HOSTS = (".webhook.office.com", ".logic.azure.com", ".powerplatform.com")
_SLACK_HOST = "hooks.slack.com"
_WORDS = {
    "ja": {
        "title": "exposurecheck: クラウド保管先の検査結果",
        "failed": "重大 {critical} / 高 {high} / 中 {medium} / 低 {low}",
        "stores": "保管先 {total} 件のうち {unknown} 件は判定できませんでした",
        "changes": "前回から: 新規 {new}、解消 {fixed}、悪化 {worse}、判定不能へ {unknown}",
        "complete": "検査は完了しています", "incomplete": "検査は完了していません(読めなかったものがあります)",
        "link": "レポートを開く",
    },
    "en": {
        "title": "exposurecheck: cloud storage scan",
        "failed": "critical {critical} / high {high} / medium {medium} / low {low}",
        "stores": "{total} stores, {unknown} of them undecided",
        "changes": "since the last run: {new} new, {fixed} fixed, {worse} worse, {unknown} now unknown",
        "complete": "The scan is complete", "incomplete": "The scan is incomplete: something could not be read",
        "link": "Open the report",
    },
}  # fmt: skip


class Style(StrEnum):
    """What the receiver understands."""

    SLACK = "slack"
    TEAMS = "teams"
    GENERIC = "generic"


def style_of(url: str) -> Style:
    """Guess from the host; anything else gets plain JSON."""
    host = urlsplit(url).hostname or ""
    if host == _SLACK_HOST:
        return Style.SLACK
    return Style.TEAMS if host.endswith(_TEAMS_HOSTS) else Style.GENERIC


def render(report: Report, style: Style, lang: Lang, link: str | None, status: int) -> bytes:
    """Return the body as JSON in UTF-8; ``status`` is the exit status of the scan."""
    lines = _lines(report, lang)
    words = _WORDS[lang]
    body: JsonValue
    match style:
        case Style.SLACK:
            text = "\n".join([f"*{lines[0]}*", *lines[1:], *([f"<{link}|{words['link']}>"] if link else [])])
            body = {"text": text}
        case Style.TEAMS:
            body = _card(lines, words["link"], link)
        case Style.GENERIC:
            body = _counts(report, link, status)
    return json.dumps(body, ensure_ascii=False).encode()


def _lines(report: Report, lang: Lang) -> list[str]:
    words, summary, changes = _WORDS[lang], report.summary, report.changes
    lines = [words["title"], words["failed"].format(**summary.model_dump())]
    lines.append(words["stores"].format(**report.coverage.resources.model_dump()))
    if changes is not None:
        counted = {name: len(getattr(changes, name)) for name in ("new", "fixed", "worse", "unknown")}
        lines.append(words["changes"].format(**counted))
    lines.append(words["complete" if report.coverage.complete else "incomplete"])
    return lines


def _card(lines: list[str], label: str, link: str | None) -> JsonValue:
    """Source: Microsoft Learn, "Create Incoming Webhooks: Adaptive Cards"."""
    blocks: list[JsonValue] = [{"type": "TextBlock", "text": lines[0], "weight": "bolder", "wrap": True}]
    blocks += [{"type": "TextBlock", "text": line, "wrap": True} for line in lines[1:]]
    actions: list[JsonValue] = [{"type": "Action.OpenUrl", "title": label, "url": link}] if link else []
    card: JsonValue = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard", "version": "1.4", "body": blocks, "actions": actions,
    }  # fmt: skip
    attachment: JsonValue = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "attachments": [attachment]}


def _counts(report: Report, link: str | None, status: int) -> JsonValue:
    changes = report.changes
    return {
        "schema": "exposurecheck.notice/1",
        "run_id": report.run_id,
        "generated_at": report.generated_at.isoformat(),
        "exit_status": status,
        "complete": report.coverage.complete,
        "summary": {str(name): number for name, number in report.summary.model_dump().items()},
        "stores": {str(name): number for name, number in report.coverage.resources.model_dump().items()},
        "changes": None
        if changes is None
        else {name: len(getattr(changes, name)) for name in ("new", "fixed", "worse", "unknown")},
        "link": link,
    }
