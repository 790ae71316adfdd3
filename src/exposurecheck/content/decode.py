"""Turns bytes of unknown encoding into text: which of those used in and around Japan it is, and how well it fitted.

Order of the tests: byte order mark, NUL positions (UTF-16 and UTF-32), pure ASCII with or without ISO-2022-JP escapes,
strict UTF-8, then CP932 against EUC-JP by what the characters look like, and both against the encodings of the
neighbours. CP932 is used throughout, never Shift_JIS,
which lacks ①, 髙, 﨑 and ～.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from exposurecheck.content.tongues import neighbouring

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ISO_2022 = re.compile(rb"\x1b(?:\$[@B]|\$\([A-Q]|\([IJ])")
_NOT_PLAIN = re.compile(rb"[\x80-\xff]|" + _ISO_2022.pattern)
_JIS_RUN = re.compile(rb"\x1b\$(?:[@B]|\([@-Q])(?P<wide>[\x21-\x7e]*)|\x1b\(I(?P<kana>[\x21-\x5f]*)|\x1b\([BJH]")
_LAST_OF_FIRST_HALF, _LAST_BEFORE_DELETE = 0x5E, 0x5F
"""Where Shift_JIS's two ranges of lead bytes part, and the trail byte 0x7F that it leaves out (JIS X 0208, annex 1)."""
_KANA_WORD = re.compile("(?<![｡-ﾟ])[ｦ-ﾟ]{2,}(?![｡-ﾟ])")
_FREQUENT = frozenset(
    "年月日市区町村県都府道東京大阪名古屋横浜株式会社有限様氏番号電話住所生男女山田中村川本木藤佐高井小野鈴加吉上下一二三四五六七八九十"
    "人事部課長社員数金額円銀行支店口座普通合計注文商品備考有無済未登録更新日時用者先的定不を開始終了送信受付、。ー「」・（）"
)
_SURELY_JAPANESE = 0.5
"""Mean likeness of ordinary prose is 0.6 to 0.9."""
_LOOK = 65_536
"""Bytes from which an encoding is guessed."""
_ASCII = bytes(range(0x80))
_WESTERN = frozenset("áàâãäåæçéèêëíìîïñóòôõöøœúùûüßýÁÀÂÃÄÅÉÈÊËÍÎÑÓÔÕÖØÚÜÇ«»–—‘’“”„…€£§°ºª¿¡•·\xa0".encode("cp1252"))
"""What texts of Western Europe hold; those of its East have other letters at the same places."""
_MISFIT_SHARE = 0.02
"""More unreadable characters than this and the text counts as read in part only (the reader adds a note)."""


_CODECS = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "ms932": "cp932", "iso-2022-jp": "iso2022_jp_ext",
}  # fmt: skip


def codec(declared: str) -> str:
    """Return the codec for the encoding that a text says it has, in lower case: Shift_JIS in Japan is CP932."""
    return _CODECS.get(declared, declared)


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding by its Python name, and the length of the byte order mark before the text."""

    encoding: str
    bom: int = 0


def guess(head: bytes) -> Guess:
    """Return the most likely encoding of text that begins with ``head``, which may end inside a character."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return Guess(name, len(bom))
    wide = _by_nul_positions(head)
    if wide:
        return Guess(wide)
    plain = head.replace(b"\0", b"")
    if plain.isascii():
        return Guess(_seven_bit(plain))
    if _fits(plain, "utf-8"):
        return Guess("utf-8")
    return Guess(_kana_as_utf16(head) or _japanese(plain) or _last_resort(plain))


def _by_nul_positions(head: bytes) -> str | None:
    sample = head[:4096]
    quarter = len(sample) // 4
    if quarter == 0 or b"\0" not in sample:
        return None
    nuls = [sample[offset::4].count(0) / quarter for offset in range(4)]
    most = 0.9
    if nuls[2] > most and nuls[3] > most > nuls[0] and _fits(head, "utf-32-le"):
        return "utf-32-le"
    if nuls[0] > most and nuls[1] > most > nuls[3] and _fits(head, "utf-32-be"):
        return "utf-32-be"
    odd, even = (nuls[1] + nuls[3]) / 2, (nuls[0] + nuls[2]) / 2
    some = 0.03
    if odd > some and even < odd / 4 and _fits(head, "utf-16-le"):
        return "utf-16-le"
    if even > some and odd < even / 4 and _fits(head, "utf-16-be"):
        return "utf-16-be"
    return None


def fitting(data: bytes, encodings: Iterable[str]) -> str | None:
    """Return a text in the first of ``encodings`` that its bytes fit, or None."""
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _seven_bit(head: bytes) -> str:
    return "iso2022_jp_ext" if b"\x1b" in head and _ISO_2022.search(head) else "ascii"


def _fits(data: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _japanese(data: bytes) -> str | None:
    scores: list[tuple[float, str]] = []
    for name in ("cp932", "euc_jp", "euc_jis_2004"):
        try:
            text = codecs.getincrementaldecoder(name)("strict").decode(data, final=False)
        except UnicodeDecodeError:
            continue
        scores.append((_likeness(text), name))
        if name == "euc_jp":
            break
    best = max(scores, default=(0.0, ""))
    if best[0] < _SURELY_JAPANESE and (other := neighbouring(data, best[0])):
        return other
    return best[1] if best[0] > 0 else None


def _likeness(text: str) -> float:
    """Mean score of the non-ASCII characters: above zero for text that looks Japanese."""
    score, count, kana = 0.0, 0, 0
    for index, char in enumerate(text):
        if char < "\x80":
            continue
        count += 1
        if "\u3041" <= char <= "\u30fe" or char in _FREQUENT:
            score += 1.0
        elif "\u4e00" <= char <= "\u9fff":
            alone = 0 < index < len(text) - 1 and text[index - 1].isascii() and text[index - 1].isalpha()
            score += -0.5 if alone and text[index + 1].isascii() and text[index + 1].isalpha() else 0.25
        elif "\uff61" <= char <= "\uff9f":
            kana += 1
        elif "\ue000" <= char <= "\uf8ff":
            score -= 2.0
        elif "\u3000" <= char <= "\u3020" or "\uff01" <= char <= "\uff5e":
            score += 0.5
    # Half-width kana come in words; EUC-JP read as CP932 shows single ones, and every second one is punctuation.
    words = sum(len(word) for word in _KANA_WORD.findall(text)) if kana else 0
    score += 0.3 * kana if kana >= 0.9 * count else 0.3 * words - 0.5 * (kana - words)
    return score / count if count else 0.0


def _kana_as_utf16(head: bytes) -> str | None:
    """Return UTF-16 without mark and without any ASCII, known by the kana block's high byte."""
    sample = head[: min(len(head), 4096) & ~1]
    for name, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[offset::2]
        if high.count(0x30) > 0.1 * len(high) and _fits(head, name):
            text = head[: len(head) & ~1].decode(name, "ignore")
            other = head.decode("cp932", "replace")
            if _likeness(text) > max(_SURELY_JAPANESE, _likeness(other)):
                return name
    return None


def _last_resort(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 30 ms to import, and seldom needed

    best = from_bytes(data[:8192], steps=3, chunk_size=512).best()
    name = best.encoding if best else "cp932"
    if name.startswith(("cp12", "iso8859", "latin")) and _WESTERN.issuperset(data[:8192].translate(None, _ASCII)):
        return "cp1252"
    return "cp932" if name in {"utf_8", "ascii"} else codecs.lookup(name).name


class Decoder:
    """Decodes blocks of one text in order, and remembers how much did not fit."""

    def __init__(self, encoding: str) -> None:
        """Start with a guess; ``ascii`` is looked at again as soon as a block is not."""
        self.encoding = encoding
        self.chars = 0
        self.misfits = 0

    @property
    def damaged(self) -> bool:
        """Whether so much was unreadable that the text counts as read in part."""
        return self.misfits > _MISFIT_SHARE * self.chars

    def look(self, block: bytes) -> None:
        """Settle the encoding when everything up to now was ASCII."""
        if self.encoding != "ascii" or (block.isascii() and b"\x1b" not in block):
            return
        first = _NOT_PLAIN.search(block)
        if first:
            begin = max(block.rfind(b"\n", 0, first.start()) + 1, first.start() - _LOOK // 2)
            found = guess(block[begin : begin + _LOOK].replace(b"\0", b"")).encoding
            self.encoding = "utf-8" if found.startswith(("utf-16", "utf-32")) else found

    def decode(self, block: bytes) -> str:
        """Return the text of a block that holds whole characters."""
        self.look(block)
        try:
            text = block.decode(self.encoding)
        except UnicodeDecodeError:
            text = self._line_by_line(block)
        self.chars += len(text)
        return text.replace("\0", "") if "\0" in text else text

    def _line_by_line(self, block: bytes) -> str:
        """Logs mix encodings: give each line the first that fits it."""
        if self.encoding == "iso2022_jp_ext":
            return decode_jis(block)
        if self.encoding.startswith(("utf-16", "utf-32")):
            return self._replace(block)
        return "".join(self._line(line) for line in block.splitlines(keepends=True))

    def _line(self, line: bytes) -> str:
        text = fitting(line, (self.encoding, "utf-8", "cp932", "euc_jp"))
        return self._replace(line) if text is None else text

    def _replace(self, data: bytes) -> str:
        text = data.decode(self.encoding, "replace")
        self.misfits += text.count("\ufffd")
        return text

    def cut(self, data: bytes) -> int:
        """Return where to cut ``data`` so that the first part ends with a line, or at least with a whole character."""
        if self.encoding.startswith(("utf-16", "utf-32")):
            return self._cut_wide(data)
        end = data.rfind(b"\n") + 1 or data.rfind(b"\r", 0, -1) + 1
        if end:
            return end
        decoder = codecs.getincrementaldecoder("utf-8" if self.encoding == "ascii" else self.encoding)("replace")
        decoder.decode(data, final=False)
        pending = decoder.getstate()[0]
        return len(data) - len(pending) or len(data)

    def _cut_wide(self, data: bytes) -> int:
        unit = 2 if self.encoding.startswith("utf-16") else 4
        newline = "\n".encode(self.encoding)
        end = data.rfind(newline)
        while end > 0 and end % unit:
            end = data.rfind(newline, 0, end + unit - 1)
        if end >= 0 and end % unit == 0:
            return end + unit
        whole = len(data) // unit * unit
        high = data[whole - 1] if self.encoding == "utf-16-le" else data[whole - 2] if whole else 0
        splits_pair = unit == 2 and 0xD8 <= high <= 0xDB  # noqa: PLR2004 - UTF-16 high surrogates, RFC 2781
        return whole - unit if splits_pair and whole > unit else whole


def decoded(data: bytes) -> tuple[str, str]:
    """Return a whole text by what its bytes look like, and its encoding; what fits none is replaced."""
    found = guess(data[:_LOOK])
    decoder = Decoder(found.encoding)
    return decoder.decode(data[found.bom :]), decoder.encoding


def decode_jis(data: bytes) -> str:
    """Return 7-bit JIS text, with the vendor characters (①, ㈱, 髙) that mail programs write and codecs refuse."""
    return _JIS_RUN.sub(_to_cp932, data).decode("cp932", "replace")


def _to_cp932(match: re.Match[bytes]) -> bytes:
    if match["kana"] is not None:
        return bytes(byte | 0x80 for byte in match["kana"])
    if match["wide"] is None:
        return b""
    out = bytearray()
    run = match["wide"]
    for high, low in zip(run[::2], run[1::2], strict=False):
        odd = high & 1
        out.append((high - 0x21 >> 1) + (0x81 if high <= _LAST_OF_FIRST_HALF else 0xC1))
        out.append(low + (0x1F + (low > _LAST_BEFORE_DELETE) if odd else 0x7E))
    return bytes(out)
