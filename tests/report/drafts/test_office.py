"""The Word documents say what the Markdown says, and show where something is to be filled in."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from exposurecheck.report.case.case import Case
from exposurecheck.report.drafts.letters import NAMES, Letter, letter
from exposurecheck.report.drafts.office import document
from exposurecheck.report.messages import Lang
from tests.duties.facts import assessed

AT = datetime(2026, 11, 26, tzinfo=UTC)


def opened(name: str, lang: Lang = "ja") -> tuple[Letter, Opened]:
    found = Case(assessed(data__special_care="true", data__my_number="suspected"), date(2026, 11, 26))
    made = letter(found, name, lang)
    return made, Document(io.BytesIO(document(made, AT)))


def plain(made: Opened) -> str:
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "".join([*(p.text for p in made.paragraphs), *cells])


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_markdown_is_in_the_document(name: str, lang: Lang) -> None:
    made, read = opened(name, lang)
    marks = str.maketrans("", "", "#*>|`-\\ \n")
    text = plain(read).translate(marks)

    for line in made.markdown.splitlines():
        for cell in line.split("|"):
            words = cell.lstrip("> -#0123456789.").translate(marks)
            assert words in text or not words, (name, cell)


def test_headings_tables_and_lists_are_those_of_word() -> None:
    _, read = opened("01-preliminary-report")
    styles = [p.style.name for p in read.paragraphs if p.style is not None]

    assert styles[0] == "Heading 1"
    assert styles.count("Heading 2") == 10
    assert "List Bullet" in styles
    assert len(read.tables) == 3
    assert read.tables[0].cell(0, 0).paragraphs[0].runs[0].bold


def test_blanks_are_highlighted_and_nothing_else_is() -> None:
    _, read = opened("01-preliminary-report")
    runs = [run for table in read.tables for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs]
    marked = [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]

    assert "【要記入: 13桁の法人番号】" in marked
    assert all(text.startswith("【") and text.endswith("】") for text in marked)
    assert all(run.text in marked or "【要記入" not in run.text for run in runs)


def test_japanese_has_a_japanese_face_and_its_language() -> None:
    _, read = opened("03-notice-to-persons")
    properties = read.styles["Normal"].element.rPr

    assert properties.rFonts.get(qn("w:eastAsia")) == "游明朝"
    assert properties.find(qn("w:lang")).get(qn("w:eastAsia")) == "ja-JP"


def test_the_document_points_nowhere_and_says_when_it_was_made() -> None:
    made, read = opened("02-final-report")
    with zipfile.ZipFile(io.BytesIO(document(made, AT))) as archive:
        related = "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".rels"))

    assert 'TargetMode="External"' not in related
    assert read.core_properties.title == "個人データの漏えい等に関する報告書(確報)(案)"
    assert read.core_properties.created == datetime(2026, 11, 26, tzinfo=UTC)


def test_each_page_says_what_it_belongs_to_and_has_a_number() -> None:
    _, read = opened("04-public-statement")
    foot = read.sections[0].footer.paragraphs[0]

    assert foot.text.startswith("個人データが閲覧可能な状態にあったことについてのお知らせ(案)")
    assert "PAGE" in foot._p.xml


def test_what_xml_cannot_hold_is_replaced() -> None:
    made = Letter("x", "en", "# A\n\nb \ud800 \x01 c 髙\n")

    assert "b \ufffd \ufffd c 髙" in plain(Document(io.BytesIO(document(made, AT))))
