"""Tells texts whose people are invented: exercises with questions to work out, and scripts of plays."""

import re
from itertools import islice

from exposurecheck.content.leads import Sought

_QUESTION = Sought(
    "(?:いくら|いくつ|どれだけ|どれくらい|何(?:人|にん|個|こ|本|ほん|枚|まい|さつ|冊|分|時|秒|円|日|月|年"
    "|メートル|センチ|ミリ|キロ|グラム|リットル|[mgLkcd]|倍|点|才|歳"
    "|回|ページ|パーセント|%|割|通り|ひき|匹|頭|台|番目|度)"
    "[^。\n]{0,14}?)(?:です|でしょう|ます|ました)か"
    "|(?:求め|答え|計算し|選び|書き|説明し|並べ|述べ|表し)(?:なさい|ましょう|よ(?=[。\n]))"
    "|(?i:how (?:many|much|long|far|old)|what (?:is|was) the (?:total|sum|difference|cost|probability"
    "|ratio))[^?\n]{3,80}\\?"
)
_EXERCISE = Sought(
    "答え|こたえ|問題|もんだい|問[0-9一二三四五(（]|ドリル|プリント|文章題|演習|練習|求め(?:なさい|よ)|テスト"
    "|単元|学習|(?i:answers?|exercise|worksheet"
    "|problem|quiz|solve)"
)
_FEWEST = 3


def exercises(text: str) -> bool:
    """Tell whether a text is a sheet of exercises: several questions to work out, and a word that says so."""
    return _EXERCISE.search(text) is not None and _several(_QUESTION, text)


_SCRIPT = re.compile("台本|脚本|シナリオ|登場人物|配役|ナレーション|ト書き|セリフ|台詞")
_SPOKEN = re.compile("(?m:^)[^「\n]{1,12}[「『][^」』\n]{1,200}[」』]")


def script(text: str) -> bool:
    """Tell whether a text is a script of a play: words for it, and several lines that somebody speaks."""
    return _SCRIPT.search(text) is not None and _several(_SPOKEN, text)


def _several(pattern: re.Pattern[str] | Sought, text: str) -> bool:
    return sum(1 for _ in islice(pattern.finditer(text), _FEWEST)) == _FEWEST


_INDENTED = re.compile("(?m:^)　[^　\\s][^\n]{12,}。(?m:$)")
_QUOTED = re.compile("(?m:^)「[^」\n]{1,200}」(?m:$)|「[^」\n]{2,200}」と(?:言|答|呟|尋|聞|訊|叫|笑|囁)")
_FIGURE = re.compile("[0-9０-９]|@|様|です。(?m:$)")


def story(text: str) -> bool:
    """Tell whether a text is a story: indented paragraphs, people who speak, and no figures, titles or mailboxes."""
    return (
        _QUOTED.search(text) is not None
        and len(list(islice(_INDENTED.finditer(text), 2))) == 2  # noqa: PLR2004 - paragraphs
        and _FIGURE.search(text) is None
    )


_CREATED = re.compile(
    "(?:著者?|作者|訳者?|編著?者?|作家|歌手|作曲|作詞|編曲|原作|原案|脚本|演出|出演|主演|監修|撮影|画|絵|イラスト"
    "|(?i:author|artist|director|composer))"
    "[ 　]{0,2}(?:[:：/／]|(?<=[者家])[ 　])[ 　]{0,2}(?:[^\n。:：]{1,16}[、,・/／])?$"
)
_DIRECTED = re.compile("監督[ 　]{0,2}[:：/／]?[ 　]{0,2}$")
_FILM = re.compile("映画|原作|脚本|上映|主演|出演|配給|公開")
_CREATOR = re.compile("[ 　]?(?:著|訳|編著?|監修|作詞|作曲|原作)(?![一-龥])")
_SIGHT = 40


def of_a_work(text: str, start: int, end: int) -> bool:
    """Tell whether a name is that of who has made a book, a song or a film."""
    before = text[max(0, start - _SIGHT) : start].rpartition("\n")[2]
    return (
        _CREATED.search(before) is not None
        or _CREATOR.match(text, end) is not None
        or (_DIRECTED.search(before) is not None and _FILM.search(text) is not None)
    )
