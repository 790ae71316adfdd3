"""The catalogues of both languages are complete, agree with each other, and hold nothing that nobody says."""

import re
import string
from collections.abc import Iterator
from enum import StrEnum
from typing import get_args

import pytest

from exposurecheck import bundled
from exposurecheck.errors import RenderError
from exposurecheck.model.base import Bilingual
from exposurecheck.model.duty import DutyKind, LawStatus, RuleState
from exposurecheck.model.exposure import ExposureClass, Permission
from exposurecheck.model.finding import Severity
from exposurecheck.model.gap import GapReason
from exposurecheck.model.inspection import Category, InspectionStatus
from exposurecheck.model.party import PartyKind
from exposurecheck.model.report import Scope
from exposurecheck.model.resource import ProviderName
from exposurecheck.report import messages
from exposurecheck.report.actions import State
from exposurecheck.report.case.triggers import Track
from exposurecheck.report.messages import both, catalogue
from exposurecheck.report.overview import Reach
from exposurecheck.report.sections import SECTIONS, heading

FAMILIES: dict[str, type[StrEnum]] = {
    "category.{}.name": Category,
    "category.{}.short": Category,
    "severity.{}.name": Severity,
    "severity.{}.when": Severity,
    "reach.{}": Reach,
    "audience.{}": ExposureClass,
    "state.{}.label": State,
    "state.{}.sentence": State,
    "gap.reason.{}": GapReason,
    "inspection.{}": InspectionStatus,
    "ability.{}": Permission,
    "cloud.{}": ProviderName,
    "duties.kind.{}": DutyKind,
    "duties.states.{}": RuleState,
    "duties.status.{}": LawStatus,
    "case.track.{}": Track,
    "outside.kind.{}": PartyKind,
}
"""Keys that are put together from the model; every member needs its text."""

OPEN_SETS = ("type.", "tool.", "fact.", "case.supplier.", "case.cause.", "case.source.")
"""Looked up when they exist: detectors, tools and facts may be the user's own."""


def keys(lang: messages.Lang) -> set[str]:
    return {re.sub(r"\.(one|other)$", "", key) for key in catalogue(lang)}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def families() -> Iterator[str]:
    for family, members in FAMILIES.items():
        yield from (family.format(m) for m in members if m not in {Permission.READ, Permission.LIST})
    yield from (heading(section) for section in SECTIONS)
    yield from (f"method.content_{mode}" for mode in get_args(Scope.model_fields["content"].annotation))


def told() -> set[str]:
    """Texts about a case: each key is a word of the module that says it."""
    folder = bundled.templates().parents[1] / "src/exposurecheck/report/case"
    found = set()
    for module, prefix, parts in (
        ("decisions", "decision", ("title", "detail")),
        ("counsel", "ask", ("title", "why")),
        ("unconfirmed", "unconfirmed", ("what", "how")),
    ):
        words = re.findall(r'"([a-z_]+)"', (folder / f"{module}.py").read_text("utf-8"))
        found |= {f"case.{prefix}.{word}.{part}" for word in words for part in parts}
    return found


def sources() -> str:
    templates = [p.read_text("utf-8") for p in bundled.templates().rglob("*.j2")]
    modules = [p.read_text("utf-8") for p in bundled.templates().parents[1].glob("src/exposurecheck/report/**/*.py")]
    assert modules
    return "\n".join(templates + modules)


def test_both_languages_have_the_same_keys() -> None:
    assert keys("ja") == keys("en")


def test_every_member_of_the_model_has_its_text() -> None:
    assert not set(families()) - keys("en")


def test_both_languages_use_the_same_placeholders() -> None:
    """A singular may leave out its number, so plural forms are compared together."""
    found: dict[messages.Lang, dict[str, set[str]]] = {"ja": {}, "en": {}}
    for lang, texts in found.items():
        for key, text in catalogue(lang).items():
            texts.setdefault(re.sub(r"\.(one|other)$", "", key), set()).update(placeholders(text))

    assert found["ja"] == found["en"]


def test_every_text_is_used() -> None:
    text = sources()
    literals = set(re.findall(r'["\']([a-z_]+(?:\.[a-z_]+)+)["\']', text))
    dynamic = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)*[._])" ~', text))
    looped = {f"{p}{name}" for p in dynamic for name in re.findall(r'"([a-z_]+)"', text)}

    unused = {k for k in keys("en") - literals - looped - set(families()) - told() if not k.startswith(OPEN_SETS)}

    assert not unused


def test_every_key_that_a_template_or_module_names_exists() -> None:
    named = set(re.findall(r'\b(?:t|both|say|heading)\(\s*["\']([a-z_.]+[a-z])["\']', sources()))

    assert len(named) > 80
    assert not named - keys("en")


def test_plural_and_separators_follow_the_language() -> None:
    assert both("people.exact", n=1) == Bilingual(ja="1人", en="1 person")
    assert both("people.exact", n=1240) == Bilingual(ja="1,240人", en="1,240 people")


def test_a_bilingual_value_is_said_in_the_language_of_its_sentence() -> None:
    text = both("action.inform.detail", people=Bilingual(ja="最大3人", en="at most 3 people"))

    assert text.ja.startswith("最大3人分")
    assert text.en.startswith("Data of at most 3 people")


def test_a_value_is_never_read_as_a_pattern() -> None:
    assert both("footer.made", version="{n}{0}").en == "Made by exposurecheck {n}{0}"


def test_an_unknown_key_names_itself_and_the_file() -> None:
    with pytest.raises(RenderError, match=r"'no\.such' is missing in messages/ja\.yaml"):
        both("no.such")


PERSONS = re.compile(r"\b(people|persons?|individuals?)\b", re.IGNORECASE)


def counted() -> Iterator[tuple[str, str, str, str]]:
    """Yield key, placeholder, the Japanese unit after it and the English text."""
    english: dict[str, str] = {}
    for key, text in catalogue("en").items():
        base = re.sub(r"\.(one|other)$", "", key)
        english[base] = f"{english.get(base, '')} {text}"
    for key, text in catalogue("ja").items():
        base = re.sub(r"\.(one|other)$", "", key)
        for name, unit in re.findall(r"\{(\w+)\}\s*(人|件)", text):
            yield base, name, unit, english[base]


def test_people_are_counted_as_nin_and_records_as_ken_and_never_the_other_way() -> None:
    """人 stands where the English text counts people, 件 where it counts records, files or findings."""
    found = list(counted())

    assert {unit for _, _, unit, _ in found} == {"人", "件"}
    for key, name, unit, english in found:
        if unit == "人":
            assert PERSONS.search(english) or key.startswith(("people.", "changes.people")), (key, english)
        else:
            assert not re.search(rf"\{{{name}\}} (people|persons?)\b", english), (key, english)


def test_whoever_counts_people_in_english_counts_them_in_japanese() -> None:
    for key, text in catalogue("en").items():
        for name in re.findall(r"\{(\w+)\} (?:people|persons?)\b", text):
            japanese = catalogue("ja").get(key) or catalogue("ja")[re.sub(r"\.(one|other)$", "", key)]
            assert re.search(rf"\{{{name}\}}\s*人", japanese), (key, japanese)
