"""Tells papers that are given out to everybody, and those of which nobody but authors and officials is named."""

import re

from exposurecheck.content.leads import Sought, several
from exposurecheck.content.word_lists import any_of

_HEAD = 400
"""Characters in which a paper says what it is."""
_HEADING = re.compile(
    "(?im:^)[ 　\t#*=_\\-—–■□◆◇●○★☆▼【［\\[(（<＜~]{0,8}(?:[0-9]{4}[^\n]{0,12}[ 　])?"
    f"(?i:{any_of('public_headings.txt')})(?=[^\n。]{{0,48}}(?:\n|$))"
)
_NOTICE = re.compile(any_of("notices.txt"))
_EVENT = Sought(
    "(?:(?m:^)[ 　\t・●○◆■□\\-*#【\\[0-9.]{0,6}|　)"
    f"(?:(?i:{any_of('public_events.txt')}))(?=[^\n。]{{0,10}}[ 　:：】\\]])"
    f"|{any_of('free_entry.txt')}"
)
_SIGNS = 3
"""Labels of different kinds from which a notice is one of an event."""
_KEPT = re.compile(any_of("kept_papers.txt"))
"""What a paper that is kept or that lists people says of itself."""
_CITED = re.compile("(?<![0-9])(?:1[89]|20)[0-9]{2}[a-z]?(?![0-9])|(?i:doi|arxiv|isbn)[:.]? ?[0-9]")
_ISSUED = re.compile(
    "『[^』\n]{2,60}』|「[^」\n]{4,80}」|《[^》\n]{2,40}》|\\[[JMDC]\\]"
    "|\\b(?i:pp?)\\. ?[0-9]|[0-9]{1,3} ?\\([0-9]{1,3}\\)|\\b(?i:vol|no)\\. ?[0-9]|(?i:doi|arxiv|isbn)[:./ ]"
    "|\\b(?:Press|Proc\\.|Proceedings|Journal|Review|Trans\\.|Lett\\.|Univ\\.|Verlag|Éditions|Editorial|Editora|Ph\\.?D|thesis"
    "|dissertation|Nxb|NXB|Tạp chí)\\b|학회지|출판|학보|논문"
)
_BOOKS = re.compile(f"(?im:^[ 　\t#*【\\[]{{0,6}}(?:[0-9.]{{1,4}} )?{any_of('book_lists.txt')}[】\\] 　:：]*$)")
_MOST_CITED = re.compile(
    "\\b(?i:pp?)\\. ?[0-9]|[0-9]{1,3} ?\\([0-9]{1,3}\\)|(?i:doi|arxiv|isbn)[:./ ]|\\[[JMDC]\\]|Proc\\.|Journal"
)
_CITATIONS = 3
_PRESS = re.compile(
    "(?i:(?:today|has) announced|announced today|gab heute bekannt|gibt bekannt|annonce (?:aujourd'hui|le lancement)"
    "|anunci[óa] hoy|anuncia (?:hoje|o lan[çc]amento)|oggi annuncia)|(?:発売|提供|開始|締結|発表)(?:いた)?します(?=。)"
    "|(?:출시|공개|체결|발표)(?:한다고|했다고) [^\n]{0,12}밝혔다|今日宣布|正式发布"
)
_REPORTED = Sought(
    "(?:長|知事|大臣|議員)[はがも]?[、]?「[^」\n]{4,80}」と(?:あいさつ|呼び[掛か]け|強調|期待|意気込|語っ|話し|述べ)|と(?:あいさつ|意気込)"
    "|約[0-9万千百]{1,8}人が(?:参加|来場|訪れ|集ま)|(?:大会|式典?|まつり|祭り|マラソン|フェスタ|イベント|催し)が[^。\n]{0,16}(?:開かれ|行われ)"
)
"""What a newspaper says of an event."""
_VERSIONS = re.compile(f"(?im:^[#*■【 　]{{0,5}}[^\n]{{0,20}}{any_of('version_notes.txt')})")
_NUMBERED = re.compile("(?<![0-9])[0-9]{1,3}\\.[0-9]{1,3}(?![0-9])")
"""Notes on versions of a program, and the number of one."""
_RECORD = Sought(
    "(?m:^)[ 　\t]{0,4}(?:[0-9]{1,3}[.)．、]?|[①-⑳・●○*\\-])[ 　\t]{0,3}"
    "(?:[^ 　\n、。（(：:]{1,5}[ 　]?[^ 　\n、。（(：:]{1,5}[ 　]{0,2}[（(][0-9]{2}[)）歳才]"
    "|[^\n]{2,40}(?:0[789]0[-( ]?[0-9]{4}|01[0-9][- ][0-9]{4}|1[3-9][0-9]{9}|09[0-9]{2} [0-9]{3}"
    "|(?:sinh|geb\\.|born|né[e]?|생) ?[0-9]))"
)
"""Lines of a list of people, by age, mobile or year of birth."""
_ABOUT = re.compile(
    "(?m:^)[#* ■【]{0,4}(?:About|Über|À propos d|Acerca de|Sobre|会社概要|.{1,16}について|关于)[^\n]{0,40}(?m:$)"
)
"""What firms tell the press, and the part about themselves."""
_LINES = re.compile("[^\n]*[^\\s][^\n]*")
_SPEAKS = Sought(
    "[(（][^()（）\n]{0,20}(?:大学?|学院|高専|研究[所院]|機構|大[院病]|県社協|Univ(?:ersity|\\.)?|Inst(?:itute|\\.)?"
    "|College|U\\.|[A-Z]{3,8}|대|대학교|大學)[^()（）\n]{0,24}[)）]"
)
"""A name of a university in brackets, behind an author."""
_PROGRAMME = re.compile(
    "プログラム|要旨集?|予稿|発表|座長|演題|研究大会|学会|シンポジウム|分科会|セッション"
    "|(?i:programme?|session|proceedings|track|workshop|conference|symposium|abstracts|poster|chair)"
    "|학술|발표|논문집|分会场|议程|議程|hội nghị|hội thảo"
)
_ASKS = re.compile(
    "アレルギー[:：有]|宿泊|領収|振込|連絡先|電話番号|(?i:(?:allerg|dietary|passport|hotel|phone|mobile)[^\n]{0,12}[:,\t|])"
)
"""What an organiser keeps of those who come."""
_SPOKE = Sought("[○〇◯◎][^\n（(。]{1,16}[（(][一-龥々ぁ-んァ-ヶー 　]{2,12}(?:君|議員|さん|委員)[)）]")
"""Who speaks in a parliament, as its minutes put it."""
_PRICED = Sought(
    "(?m:^)[^\n]{3,80}?(?:(?:GBP|USD|EUR|CHF|£|\\$|€|¥|R\\$)[ ]?[0-9]"
    "|[0-9][0-9.,]{1,8}[ ]?(?:円|元|원|€|EUR|đ|VND))[^\n]{0,40}(?m:$)"
)
_GOODS = re.compile(any_of("price_lists.txt"))


def announced(text: str) -> bool:
    """Tell whether a text is for everybody to read, so that whom it names may be named to everybody."""
    if _KEPT.search(text) is not None:
        return False
    head = text.lstrip("\ufeff \n")[:_HEAD]
    if several(_RECORD, text, 2):
        return _scholarly(text)
    told_press = _PRESS.search(text) is not None and _ABOUT.search(text) is not None
    if told_press or several(_REPORTED, text, 2) or (_VERSIONS.search(head) and _NUMBERED.search(head)):
        return True
    return _HEADING.search(head) is not None or _scholarly(text) or _of_an_assembly(text)


def invites(text: str, *, named: bool) -> bool:
    """Tell whether a text invites to something: a notice with labels for time, place, price and who speaks.

    ``named``: it names people, who may be the guests of a meeting, so that it must call itself a notice.
    """
    if _KEPT.search(text) is not None or (named and _NOTICE.search(text[:_HEAD]) is None):
        return False
    return len({one[0].lower().strip("　") for one in _EVENT.finditer(text)}) >= _SIGNS


def _scholarly(text: str) -> bool:
    """Tell whether a text is a list of what has been written, or of what is read at a conference."""
    return bibliography(text) or (
        _PROGRAMME.search(text) is not None and several(_SPEAKS, text, _CITATIONS) and _ASKS.search(text) is None
    )


def bibliography(text: str) -> bool:
    """Tell whether most lines of a text cite a book or a paper."""
    found = [line[0] for line in _LINES.finditer(text)]
    cited = [line for line in found if _CITED.search(line) is not None and _ISSUED.search(line) is not None]
    if len(cited) < _CITATIONS or 2 * len(cited) < len(found):
        return False
    return _BOOKS.search(text) is not None or 2 * sum(map(bool, map(_MOST_CITED.search, cited))) >= len(cited)


def _of_an_assembly(text: str) -> bool:
    return several(_SPOKE, text, _CITATIONS) and re.search("議会|会議録|本会議|委員会", text) is not None


def price_list(text: str) -> bool:
    """Tell whether a text lists goods with their prices."""
    return _GOODS.search(text[:_HEAD]) is not None and several(_PRICED, text, _CITATIONS)
