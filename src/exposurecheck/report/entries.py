"""Turns a report into one entry per finding, together with the store it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from exposurecheck.model.finding import Finding
from exposurecheck.model.inspection import Category, Subjects
from exposurecheck.model.report import Report
from exposurecheck.model.resource import Resource
from exposurecheck.report import quoting, reasons
from exposurecheck.report.messages import Lang, both
from exposurecheck.report.overview import OUTSIDE, Overview, Store
from exposurecheck.report.wording import people

ID_LIMIT = 1024
"""Characters of a store's id in formats that other programs read; an S3 key is no longer than this."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding and its store."""

    finding: Finding
    store: Store | None
    """None for a finding on something that is not a listed store, for example an account."""

    @property
    def name(self) -> str:
        """The id of the store on one line, with everything invisible made visible."""
        return quoting.name(self.finding.resource, ID_LIMIT)

    @property
    def resource(self) -> Resource | None:
        """The store itself."""
        return None if self.store is None else self.store.resource

    @property
    def subjects(self) -> Subjects | None:
        """People whose data outsiders can reach; None when the content was not looked at or nobody can reach it."""
        if self.store is None or self.store.resource.personal_data is None or self.store.reach not in OUTSIDE:
            return None
        return self.store.subjects

    @property
    def categories(self) -> tuple[Category, ...]:
        """Legal categories of that data, gravest first."""
        data = None if self.store is None else self.store.resource.personal_data
        if data is None or self.subjects is None:
            return ()
        return tuple(sorted(data.categories, key=list(Category).index))

    @property
    def suite(self) -> str:
        """Cloud and account, for example ``aws/111122223333``; ``account`` where neither is known."""
        if self.store is None:
            return "account"
        resource = self.store.resource
        return f"{resource.provider}/{quoting.name(resource.account)}" if resource.account else str(resource.provider)


def entries(report: Report) -> Iterator[Entry]:
    """Yield every finding in its order of rank; muted and undecided ones too."""
    stores = {store.resource.id: store for store in Overview(report).stores}
    for finding in report.findings:
        yield Entry(finding, stores.get(finding.resource))


def told(entry: Entry, lang: Lang) -> str:
    """Tell one finding in a few lines: what, where, who can read, how many people, what is missing."""
    finding, resource, subjects = entry.finding, entry.resource, entry.subjects
    lines = [f"{quoting.name(finding.title.get(lang), 300)}: {entry.name}"]
    if resource is not None and resource.exposure is not None:
        lines.append(quoting.name(resource.exposure.explanation.get(lang), 600))
    if subjects is not None and subjects.high:
        lines.append(f"{both('findings.people').get(lang)}: {people(subjects).get(lang)}")
    if finding.missing:
        lines.append(f"{both('undecided.missing').get(lang)}: {', '.join(_fact(t, lang) for t in finding.missing)}")
    return "\n".join(lines)


def _fact(text: str, lang: Lang) -> str:
    label, shown = reasons.missing(text).label, quoting.name(text, 300)
    return shown if label is None else f"{label.get(lang)} [{shown}]"
