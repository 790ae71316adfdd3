"""Drafts for counsel: filled with what is known, blank where it is not, and careful in what they say and show."""

import re
from datetime import date

import pytest
from markdown_it import MarkdownIt

from exposurecheck import bundled
from exposurecheck.duties.attach import assessment_of, attached
from exposurecheck.duties.engine import assess
from exposurecheck.duties.facts import Facts
from exposurecheck.model.dates import japanese_years
from exposurecheck.report.case.case import Case
from exposurecheck.report.drafts.letters import NAMES, letter, letters
from exposurecheck.report.messages import LANGS, Lang
from exposurecheck.report.overview import Reach
from tests.duties.facts import assessed
from tests.duties.test_properties import _sets
from tests.report.sample import sample

TODAY = date(2026, 11, 26)
BLANK = re.compile(r"【[^】]+】")
ITEMS = (
    "概要",
    "個人データの項目",
    "本人の数",
    "原因",
    "二次被害",
    "本人への対応",
    "公表の実施状況",
    "再発防止",
    "その他参考",
)


def case(**facts: str) -> Case:
    return Case(assessed(**facts), TODAY)


def scanned() -> Case:
    report = sample()
    return Case.of(attached(report, assessment_of(report)), TODAY)


def written(name: str, lang: Lang = "ja", **facts: str) -> str:
    found = next(n for n in NAMES if name in n)
    return letter(case(**facts), found, lang).markdown


@pytest.mark.parametrize(
    ("lang", "draft", "advice"), [("ja", "(案)", "法的助言ではありません"), ("en", "(draft)", "not legal advice")]
)
def test_every_letter_says_that_it_is_a_draft_and_no_advice(lang: Lang, draft: str, advice: str) -> None:
    for found in (case(data__special_care="true"), scanned(), Case(assess(Facts()), TODAY)):
        for name in NAMES:
            text = letter(found, name, lang).markdown
            assert draft in text.splitlines()[0]
            assert text.count(advice) == 2


def test_any_facts_fill_every_letter() -> None:
    for facts, _ in _sets(25):
        for made in letters(Case(assess(facts), TODAY)):
            assert not re.search(r"\bNone\b(?!\.)|Undefined|\{\{|\{%", made.markdown), (made.name, made.lang)
            assert BLANK.search(made.markdown), made.name


def test_both_languages_have_the_same_letters() -> None:
    folder = bundled.templates() / "drafts"

    assert {p.name for p in (folder / "ja").iterdir()} == {p.name for p in (folder / "en").iterdir()}
    assert {f"{name}.md.j2" for name in NAMES} < {p.name for p in (folder / "ja").iterdir()}


def test_english_drafts_hold_no_japanese_but_the_marks() -> None:
    for found in (case(data__my_number="true", cause__improper_purpose="suspected"), scanned()):
        for name in NAMES:
            text = re.sub("`[^`]*`", "", letter(found, name, "en").markdown)  # names of stores are what they are
            assert not re.findall(".*[\u3040-\u30ff\u4e00-\u9fff].*", text)


@pytest.mark.parametrize("report", ["preliminary", "final"])
def test_the_reports_have_the_nine_items_in_order(report: str) -> None:
    headings = re.findall(r"^## (\d)\. (.*)$", written(report, data__special_care="true"), re.MULTILINE)

    assert [number for number, _ in headings] == [str(n) for n in range(1, 10)]
    assert all(item in heading for item, (_, heading) in zip(ITEMS, headings, strict=True))


def test_the_notice_has_the_five_items_and_admits_nothing() -> None:
    text = written("notice-to-persons", data__special_care="true", exposure__state="X3")

    assert len(re.findall(r"^## \d\. ", text, re.MULTILINE)) == 5
    assert "閲覧の有無を確認できていません" in text
    assert "【要記入: お詫びの文言。責任を認める趣旨の文言は弁護士の確認を経て記載】" in text


def test_what_is_known_is_filled_in_and_what_is_not_is_left_open() -> None:
    known = written("preliminary", data__special_care="suspected", subjects="{low: 400, best: 900, high: 1400}")
    assert "| 発覚日 | 2026年11月23日(月) 10:00(JST) |" in known
    assert "最大1,400人" in known
    assert "| 要配慮個人情報が含まれる個人データの漏えい等(1号) | 該当する可能性があります※ |" in known
    assert "| 事業者の区分 | 民間事業者 |" in known

    unknown = written("preliminary", known_at="unknown", subjects="unknown", jp__entity="unknown")
    assert "【要記入: 社内のいずれかの部署が最初に把握した日時】" in unknown
    assert "【要記入: 本人の数。確定していない場合は上限】" in unknown
    assert "【要記入: 民間事業者・行政機関等の別、業種】" in unknown


def test_unverified_citations_carry_their_mark() -> None:
    text = written("questions", data__special_care="true", subjects="2000")

    assert "同法施行規則7条4号、ガイドライン(通則編)3-5-3-1※(原文との照合が未了)" in text
    assert "同法施行規則7条1号(公開資料で確認)" in text


def test_while_sixty_days_are_not_confirmed_the_final_report_names_both_limits() -> None:
    text = written("final-report", exposure__state="X4", cause__improper_purpose="suspected")

    assert "2026年12月22日(火)" in text
    assert "2027年1月21日(木)" in text
    assert "弁護士等の確認があるまでは" in text


def test_the_entruster_is_told_of_its_own_people_only() -> None:
    text = written("entruster", jp__role="entrustee", data__special_care="true")

    assert "貴社分の人数。他社分を含めない" in text
    assert "速報" in text
    assert "規則9条" in text


def test_the_list_of_harm_follows_the_types_of_data() -> None:
    text = letter(scanned(), "08-secondary-harm", "ja").markdown

    assert "番号法7条2項" in text
    assert "人数ではない" in text
    assert "クレジットカード" not in written("secondary-harm", data__financial_risk="false")


def test_years_by_era() -> None:
    with japanese_years():
        assert "令和8年11月26日" in written("preliminary", data__special_care="true")


def test_where_nothing_points_to_a_rule_the_draft_says_so_first() -> None:
    head = written("preliminary").split("##", 1)[0]

    assert "足りない事実の確認を先に" in head
    assert "義務なし" not in head


def test_no_key_no_principal_and_no_living_name_in_any_draft() -> None:
    """Names of stores are quoted; keys of objects and names of people that let somebody in are not there at all."""
    report = sample()
    evil = '<script>alert(1)</script>|**x** [y](https://evil.example) "'
    worst = max(report.resources, key=lambda r: 0 if r.personal_data is None else r.personal_data.subjects.high)
    assert worst.exposure is not None
    renamed = worst.model_copy(
        update={
            "id": f"s3://{evil}",
            "exposure": worst.exposure.model_copy(
                update={"external_accounts": ("hanako@example.jp",), "cause": ("policy:user:hanako@example.jp",)}
            ),
        }
    )
    changed = report.model_copy(
        update={
            "resources": tuple(renamed if r is worst else r for r in report.resources),
            "findings": tuple(
                f.model_copy(update={"resource": renamed.id}) if f.resource == worst.id else f for f in report.findings
            ),
        }
    )
    keys = {i.path for r in report.resources if r.personal_data for i in r.personal_data.inspections}
    assert keys
    for made in letters(Case.of(attached(changed, assessment_of(changed)), TODAY)):
        assert "hanako" not in made.markdown
        assert not {key for key in keys if key in made.markdown}
        page = MarkdownIt("commonmark", {"html": True}).enable("table").render(made.markdown)
        assert "<script" not in page
        assert "<a " not in page


def test_a_letter_to_one_outsider_names_no_store_that_others_could_read() -> None:
    found = scanned()
    assert found.overview is not None
    text = letter(found, "06-deletion-request", "ja").markdown
    named = {s.resource.id for s in found.overview.with_people if s.reach is Reach.NAMED}

    assert named
    assert {s.resource.id for s in found.overview.stores if f"`{s.resource.id}`" in text} == named


def test_people_are_counted_as_nin_and_records_as_ken() -> None:
    texts = [letter(found, name, "ja").markdown for found in (scanned(), case(subjects="2000")) for name in NAMES]

    for text in texts:
        assert not re.search(r"本人の数[^\n|]{0,40}\d件", text)
        for line in re.findall(r".*\d件.*", text):
            assert "人数ではない" in line or "本人の数ではない" in line or line.startswith("| "), line


def test_every_language_has_every_letter() -> None:
    made = list(letters(case()))

    assert [(m.lang, m.name) for m in made] == [(lang, name) for lang in LANGS for name in NAMES]
