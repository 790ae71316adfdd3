"""What a newcomer sees after a scan, in full; and what no name can do to a terminal."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from rich.cells import cell_len

from exposurecheck.model.report import ResourceCoverage
from exposurecheck.model.resource import ProviderName
from exposurecheck.report.html import render as page
from exposurecheck.report.messages import LANGS, Lang
from exposurecheck.report.terminal import render
from tests.report.sample import large, sample
from tests.report.test_html import HOSTILE, poisoned


def test_summary_in_japanese() -> None:
    assert render(sample(), "ja", 100) == snapshot("""\
外部から個人データを閲覧できる状態です
社外の不特定の人が入れる保管先が5か所あります。特定の社外の相手に許可したものを含め、4か所で最大
1,793人分の個人データを外部から閲覧できる状態です。
判定と実際の応答が食い違う保管先が1か所あります。

13か所の保管先を確認   ■ 緊急 4   ▲ 重大 3   ◆ 要対応 4   ● 改善推奨 2   ○ 参考 6

優先して対応する保管先
  ■ 緊急    acme-hr-mynumber           誰でも内容を取得できます / 128〜131人
                                       (個人番号、氏名・生年月日・連絡先)
  ■ 緊急    acme-exports               誰でも内容を取得できます / 1,203〜1,240人
                                       (カード・口座、氏名・生年月日・連絡先)
  ▲ 重大    acme-line-campaign-応募者  同じクラウドの利用者なら誰でも取得できます / 402人
                                       (氏名・生年月日・連絡先)
  ◆ 要対応  acme-logs                  誰でも一覧を取得できます
  ◆ 要対応  acme-vendor-share          社外のアカウントに許可しています / 88〜110人
                                       (氏名・生年月日・連絡先)
  ほか3か所に検出結果があります。

いま行うこと
  1. 4か所の公開を止める
  2. 報告・通知の要否を判断する責任者を本日決める
  3. 確認に必要な権限を2件付与し、再度スキャンする

確認できなかった事項
  対象外の指定により、検出結果1件を集計から外しています。
  2か所の保管先は、公開されているか判断できません。
  外部から読めるファイル312件のうち、内容をすべて確認したのは289件です。
  s3:GetBucketPolicy  2か所  権限不足
  content             1か所  大きさの上限超過
  objects             1か所  スキャン全体の上限に到達
  s3:GetBucketAcl     1か所  権限不足

""")


def test_summary_in_english() -> None:
    assert render(sample(), "en", 88) == snapshot("""\
Personal data is readable from outside now
Strangers can get into 5 stores. Counting what named outsiders may read, personal data
of at most 1,793 people can be read from outside in 4 stores.
In 1 store the verdict and the real answer disagree.

13 stores checked   ■ Critical 4   ▲ High 3   ◆ Medium 4   ● Low 2   ○ Info 6

Deal with these stores first
  ■ Critical  acme-hr-mynumber           Anyone can read / 128 to 131 people (My Number,
                                         names and contact details)
  ■ Critical  acme-exports               Anyone can read / 1,203 to 1,240 people (cards
                                         or bank accounts, names and contact details)
  ▲ High      acme-line-campaign-応募者  Any account holder of this cloud can read / 402
                                         people (names and contact details)
  ◆ Medium    acme-logs                  Anyone can list
  ◆ Medium    acme-vendor-share          Granted to an external account / 88 to 110
                                         people (names and contact details)
  3 more stores have findings.

Do now
  1. Close 4 stores
  2. Name today who decides on reporting and notice
  3. Grant 2 missing permissions and scan again

What was not checked
  1 finding is not counted because somebody set it aside.
  2 stores cannot be judged open or closed.
  Of 312 files readable from outside, 289 were read completely.
  s3:GetBucketPolicy  2 stores  permission denied
  content             1 store   over the size limit
  objects             1 store   limit of the scan reached
  s3:GetBucketAcl     1 store   permission denied

""")


def test_summary_of_an_empty_run() -> None:
    report = sample()
    coverage = report.coverage.model_copy(update={"gaps": (), "complete": True, "resources": ResourceCoverage()})
    empty = report.model_copy(update={"resources": (), "findings": (), "coverage": coverage})

    assert render(empty, "en", 80).splitlines()[0] == "No store readable from outside was found"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [40, 72, 100, 160])
def test_no_line_is_wider_than_the_terminal(lang: Lang, width: int) -> None:
    """A Japanese character takes two cells."""
    assert max(cell_len(line) for line in render(sample(), lang, width).splitlines()) <= width


def test_a_large_estate_is_no_wall_of_text() -> None:
    assert len(render(large(stores=500, opened=300), "en", 100).splitlines()) < 45


def test_colour_is_ansi_only_when_asked_for() -> None:
    plain, coloured = render(sample(), "en", 100), render(sample(), "en", 100, color=True)

    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()


def obeyed(text: str) -> set[str]:
    return {c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_in_every_field_sends_no_control_to_the_terminal(name: str) -> None:
    shown = render(poisoned(sample(), name), "en", 100)

    assert obeyed(shown) == set()
    assert max(cell_len(line) for line in shown.splitlines()) <= 100
    assert len(shown.splitlines()) < 120


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec=None), min_size=1, max_size=60))
def test_no_text_at_all_sends_a_control_to_the_terminal(name: str) -> None:
    assert obeyed(render(poisoned(sample(), name), "ja", 80)) == set()


def test_a_cloud_that_was_skipped_is_named_with_the_reason() -> None:
    scope = sample().scope.model_copy(update={"skipped": {ProviderName.AZURE: "nobody is signed in\x1b[2J"}})
    report = sample().model_copy(update={"scope": scope})

    assert "  Azure was not audited: nobody is signed in" in render(report, "en")
    assert "  Azureは検査していません:" in render(report, "ja")
    assert "\x1b[2J" not in render(report, "en")
    assert "Azure was not audited:" in page(report)
