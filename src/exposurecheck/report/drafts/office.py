"""Turns the Markdown of a draft into a Word document: headings, tables, lists, and blanks that catch the eye."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from exposurecheck.report.drafts.letters import Letter

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from markdown_it.token import Token

_FONTS = {"ja": ("Yu Mincho", "游明朝", "ja-JP"), "en": ("Georgia", "游明朝", "en-GB")}
_BLANK = re.compile(r"(【[^】]*】)")
_HEADING = "Heading "
_MARGIN_CM = 2.5


def document(letter: Letter, at: datetime) -> bytes:
    """Return the letter as .docx; ``at`` is when it was written, which the file says of itself."""
    from docx import Document  # noqa: PLC0415 - a quarter of a second that only drafts need
    from docx.shared import Cm  # noqa: PLC0415
    from markdown_it import MarkdownIt  # noqa: PLC0415

    made = Document()
    for section in made.sections:
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
        _numbered(section.footer.paragraphs[0], letter.title)
    _fonts(made, letter.lang)
    about = made.core_properties
    about.title, about.author, about.comments = letter.title, "exposurecheck", ""
    about.created = about.modified = at.replace(tzinfo=None)
    about.language = _FONTS[letter.lang][2]
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(letter.markdown)
    _Writer(made).blocks(tokens)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _fonts(made: "Document", lang: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    latin, japanese, tag = _FONTS[lang]
    for name, size in (("Normal", 10.5), ("Heading 1", 16), ("Heading 2", 12.5), ("Heading 3", 11)):
        style = made.styles[name]
        style.font.name, style.font.size = latin, Pt(size)
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), japanese)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), tag)
        language.set(qn("w:eastAsia"), "ja-JP")
        style.element.get_or_add_rPr().append(language)


def _numbered(paragraph: "Paragraph", title: str) -> None:
    """Put the title and the number of the page at its foot: loose sheets of a draft are still drafts."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{title}  –  ")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    paragraph._p.append(number)  # noqa: SLF001 - the library has no words for fields


class _Writer:
    """Writes the tokens of a Markdown document in order."""

    def __init__(self, made: "Document") -> None:
        self._made = made
        self._lists: list[str] = []
        self._quoted = False

    def blocks(self, tokens: Sequence["Token"]) -> None:
        """Write every block."""
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type == "table_open":
                end = next(i for i in range(place, len(tokens)) if tokens[i].type == "table_close")
                self._table(tokens[place:end])
                place = end
            elif token.type == "inline":
                self._paragraph(tokens[place - 1], token)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._lists.append("List Bullet" if token.type.startswith("bullet") else "List Number")
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self._lists.pop()
            elif token.type in ("blockquote_open", "blockquote_close"):
                self._quoted = token.type.endswith("open")
            place += 1

    def _paragraph(self, opened: "Token", inline: "Token") -> None:
        if opened.type == "heading_open":
            style = _HEADING + opened.tag[1:]
        elif self._lists:
            style = self._lists[-1]
        else:
            style = "Intense Quote" if self._quoted else "Normal"
        _runs(self._made.add_paragraph(style=style), inline)

    def _table(self, tokens: Sequence["Token"]) -> None:
        rows = list(_rows(tokens))
        table = self._made.add_table(rows=0, cols=max(len(row) for row in rows), style="Table Grid")
        for number, row in enumerate(rows):
            for cell, inline in zip(table.add_row().cells, row, strict=False):
                paragraph = cell.paragraphs[0]
                _runs(paragraph, inline)
                for run in paragraph.runs if number == 0 else ():
                    run.bold = True
        self._made.add_paragraph()


def _rows(tokens: Sequence["Token"]) -> Iterator[list["Token"]]:
    row: list[Token] = []
    for token in tokens:
        if token.type == "inline":
            row.append(token)
        elif token.type == "tr_close":
            yield row
            row = []


def _runs(paragraph: "Paragraph", inline: "Token") -> None:
    from docx.enum.text import WD_COLOR_INDEX  # noqa: PLC0415

    bold = italic = False
    for child in inline.children or ():
        match child.type:
            case "strong_open" | "strong_close":
                bold = child.type.endswith("open")
            case "em_open" | "em_close":
                italic = child.type.endswith("open")
            case "softbreak" | "hardbreak":
                paragraph.add_run().add_break()
            case _:
                for part in filter(None, _BLANK.split(child.content)):
                    run = paragraph.add_run(_printable(part))
                    run.bold, run.italic = bold, italic
                    if child.type == "code_inline":
                        run.font.name = "Consolas"
                    if _BLANK.fullmatch(part):
                        run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _printable(text: str) -> str:
    """XML 1.0 holds no control characters and no lone surrogates."""
    return "".join(c if c in "\t\n" or c.isprintable() or c == "\u3000" else "\ufffd" for c in text)
