"""Finds the names that a document tells by where they stand: in lists behind a label, beside a post, as who speaks."""

import re
from collections.abc import Iterator
from itertools import pairwise

from exposurecheck.content import fold, names
from exposurecheck.content.bearers import TITLES, Bearer, Told, bearer, glued_name, parts, spaced_name, surname
from exposurecheck.content.called import called
from exposurecheck.content.chats import speakers
from exposurecheck.content.chinese_told import told_in_chinese
from exposurecheck.content.fiction import of_a_work, of_nobody
from exposurecheck.content.grouped_told import told_in_groups
from exposurecheck.content.heading_told import in_headings
from exposurecheck.content.heard_told import told_as_heard
from exposurecheck.content.korean_told import told_in_korean
from exposurecheck.content.latin_told import given_names_told_in_latin, told_in_latin
from exposurecheck.content.leads import Sought
from exposurecheck.content.logged_told import logged
from exposurecheck.content.row_told import mixed, told_in_rows
from exposurecheck.content.said_told import said
from exposurecheck.content.travellers import travellers
from exposurecheck.content.vietnamese_told import told_in_vietnamese

_ROLES = (
    "早番|遅番|日勤|夜勤|中番|朝番|当直|宿直|日直|取締役|監査役|執行役員?|評議員|審査員|指揮|伴奏|作業員|職長"
    "|乗務員|配達員|被疑者|被告人|容疑者|譲受人|譲渡人|受け?|先方|対応|"
    "出席者?|参加者?|欠席者?|列席者?|参列者?|同席者?|遅刻者?|早退者?|オブザーバー|メンバー|委員|来訪者?|来客"
    "|受講者?|当番|日直|選手|代表者|代表取締役|発表者|登壇者"
    "|講師|指導者|引率者?|対応者|報告者|記録者?|記入者|作成者|担当者?|担当医|主治医|相談員|判定者|面談者|面接官"
    "|面接者|司会|書記|議長|議事録|対象者?|対象児童?"
    "|対象生徒|対象社員|利用者|入居者|入所者|相談者|申立人|行為者|通報者|通告者|依頼者|依頼人|相手方|被害者"
    "|加害者|患者|会員|氏名|名前|お名前|本人|保護者|児童|生徒"
    "|園児|学生|従業員|社員|職員|担任|副担任|幹事|発起人|世話人|運転者|当事者|目撃者|面会先|面会者|訪問者|訪問先"
    "|紹介者|申請者|届出人|受付者|受付|宛先|差出人|送信者"
    "|責任者|部員|班員|班長|リーダー|サブリーダー|先鋒|次鋒|中堅|副将|大将|投手|捕手|得点者?|優勝|準優勝|入賞者?"
    "|受賞者?|合格者?|当選者?|新入社員|退職者?|異動者?|転入生"
    "|喪主|施主|故人|新郎|新婦|運転手?|同乗者?"
    "|(?:最優秀|優秀|敢闘|努力)賞|○|×|△|〇|(?<![作著訳編筆読発記])[者人主員](?=[氏名]{0,2}[ 　]{0,2}[:：])"
    "|(?:未(?:納|提出|払い|着)?|欠|休み?"
    "|(?:する|した|された|の)(?:生徒|児童|学生|社員|職員|方|者|人))(?=[ 　]{0,2}[:：])"
)
_NAMED = (
    "出席者?|参加者?|欠席者?|列席者?|同席者?|メンバー|委員|当番|選手|受講者?|対象者|入賞者?|受賞者?|合格者?"
    "|当選者?|新入社員|退職者?|異動者?"
    "|卒業生|卒園児|部員|班員|会員|役員|幹事|講師|審査員|司会|発表者|登壇者|出演者?|参列者?|申込者?|欠員|名簿"
)
"""Words in headings of lists of names."""
_ROLL = re.compile(
    "(?:(?m:^)[ 　\t・●■□◆◇*#>\\-]{0,6}(?:【[^】\n]{1,12}】)?[0-9]{0,2}[.)．）]?[ 　]?[*【\\[（(]{0,3}|(?<=[ 　】]))"
    f"(?:[一-龥ァ-ヶー]{{0,6}}?|[一-龥]{{1,3}}[ぁ-ん]{{1,2}}(?=主))(?P<role>{_ROLES})"
    f"(?:氏名|名|一覧)?(?:[ 　]?[0-9]{{1,2}}[\\-〜~][0-9]{{1,2}})?"
    "[】\\])）*]{0,3}(?:[(（][^)）\n]{0,12}[)）])?(?P<sign>[ 　\t]{0,4}[:：][ 　\t*]{0,4}|[ 　\t]{1,8})"
    "(?P<rest>[^\n]{2,200}?)(?=[ 　]{1,4}[^ 　\n:：]{1,8}[:：]|(?m:$))"
)
_HEADED = re.compile(
    "(?m:^)[ 　\t・●■□◆◇*#>\\-]{0,6}[【\\[（(<＜]?[ ]?(?:[^\n。、：:]{0,12}?"
    f"(?:{_NAMED})(?:氏名|名簿|名|一覧|リスト)?[】\\])）>＞]?[ 　]?(?:[(（][^)）\n]{{0,20}}[)）])?"
    "|[^\n。]{{0,30}}敬称略[^\n。]{{0,12}})"
    "[ 　]?[:：]?[ 　]*\n(?:[ 　]*\n)?(?P<rest>(?:[^\n。：:]{2,120}(?:\n|$)){1,40})"
)
_FOREIGN = re.compile("[ 　]{0,2}(?P<value>[ァ-ヶー]{2,8})(?:さん|氏)?[ 　]{0,2}(?:[(（][^)）\n]{0,12}[)）])?")
_PAIR = re.compile(
    "(?:(?<![一-龥々ァ-ヶー0-9ぁ-ん])|(?<=[一-龥][のとはがや]))(?P<family>[一-龥々〆ヶノツ]{1,5})(?<![様殿])"
    "(?=[ 　]{1,3}(?P<given>[一-龥々]{1,3}(?=[姉兄][ 　（(…、。\n:：])|[一-龥々]{1,4}"
    "|[ぁ-んー]{1,5}|[ァ-ヶー]{2,5}"
    "|[一-龥々ぁ-んァ-ヶ]{2,4})"
    f"(?:[^一-龥々ぁ-んァ-ヶー0-9]|(?<=[一-龥])[はがにをともへで](?![ぁ-ん]{{2}})|の|{TITLES}"
    "|[姉兄](?=[ 　（(…、。\n:：])|$))"
)
_CLOSED = frozenset(("", "（", "(", "「", "、", "，", "\n"))
"""What follows on a name in a list."""
_CLASSED = Sought(
    "(?:[0-9一二三四五六]年[0-9A-Z一二三四五六]{1,2}組[ 　]{1,3}|(?m:^)[ 　]{0,2}私[、，]?[ 　]?)"
    "(?P<value>[一-龥々〆ヶノ]{1,5}[ 　][一-龥々ぁ-んァ-ヶー]{1,4}?)(?=[ 　\n、。（(]|は|儀|$)"
)
_BRACKETED = Sought("(?<![一-龥々])(?P<family>[一-龥々〆ヶノツ]{2,4})[(（](?P<given>[一-龥々]{1,3}|[ぁ-ん]{2,4})[)）]")
_JOINED = Sought(
    "(?<![一-龥々])(?P<family>[一-龥々〆ヶノツ]{1,4})[ 　](?P<given>[一-龥々]{1,3})"
    "(?:[ 　]?[・、&＆][ 　]?|と)(?P<other>[一-龥々]{1,3})(?![一-龥々ぁ-ん])"
)
"""A couple or brothers and sisters with one family name: 鶴巻 敏雄・芳子."""
_SIBLING = re.compile("[)）][、，・ 　]{1,2}(?P<value>[ぁ-ん]{2,4}|[一-龥々]{1,3})[(（][0-9]{1,2}[歳才]?[)）]")
"""Brothers and sisters behind the first, with no more than their given names: 田嶋 れお（4）、りの（2）."""
_ALONE = re.compile(
    "(?m:^)[ 　\t]{0,40}(?P<value>[一-龥々〆ヶノ]{1,4}[ 　]{1,2}(?P<given>[一-龥々]{2,3}))[ 　]{0,3}(?:様|殿|印"
    "|㊞)?[ 　]{0,3}(?m:$)"
)
_POSTED = Sought(
    "(?:(?:総務|人事|購買|営業|経理|海外|開発|製造|品質|企画|広報|法務|システム|技術|管理|生産|物流|資材|監査|財務|店舗"
    "|看護|事務|研究|支援)[一-龥ァ-ヶー一二三0-9]{0,5}|医師|看護師|師長|校長|教頭|主任|院長|園長|所長|警部補?"
    "|巡査|Ns\\.?|Dr\\.?|同僚|妻|夫"
    "|父|母|長男|長女|次男|次女|祖父|祖母|事務長|課長|部長|係長|主査|主事"
    "|民生委員|ケアマネ(?:ジャー)?|カウンセラー|弁護士|リーダー|窓口"
    "|清掃員|警備員)(?:[ 　]|の)"
    "(?P<value>[一-龥々〆ヶノ]{2,4}(?:[ 　][一-龥々ぁ-ん]{1,3})?)(?=[ 　\n、。,)）（(にがはもへ]|$)"
)
_TITLED = re.compile(
    "(?<![一-龥々0-9])"
    "(?P<value>[一-龥々〆ヶノツケ]{2,5}(?:[ 　]?(?![はがにをとのもでへや])(?:[一-龥々ぁ-んァ-ヶー]{1,4}?"
    "|[ぁ-ん]{5,6}))?)[ 　]?"
    f"(?:さん|さま|くん|ちゃん|(?:{TITLES})(?=宅|邸|家|方|側|親子|夫妻|本人|以下|[^一-龥々ァ-ヶー]|$))"
)
_SAID = re.compile(
    "(?:の|、|。|(?m:^)|：|:|は|(?<=し)た)[ 　]?(?P<value>[一-龥々〆ヶノ]{2,5}?(?:[ 　][一-龥々ぁ-ん]{1,3})?)"
    "(?:です[。！!]?(?m:$)|です。|でございます|と申します|といいます|より[、。]?(?:[ 　]|(?m:$)|報告|説明|提案"
    "|共有|連絡|発言))"
)
_EXPLAINED = Sought(
    "(?<![一-龥々ァ-ヶー0-9])(?P<value>[一-龥々〆ヶノ]{1,5}[ 　]?[一-龥々ぁ-んァ-ヶー]{1,4})[ 　]?(?:さん|様|氏"
    "|君|くん|ちゃん)?"
    "[(（](?:[0-9]{1,3}[)）歳才]|[男女][)）性児]|[0-9]{1,3}[歳才]|[父母妻夫兄姉弟妹子孫甥姪]|(?:昭和|平成|令和"
    "|大正|19|20)[0-9]{1,2}|長男|長女|次男|次女"
    "|祖父|祖母|実母|実父|本人|代理"
    "|[一-龥]{0,6}[0-9一二三四五六]年|[一-龥]{1,6}[長員事師士]|[小中高大]学?生|[園児]児|会社役?員|自営業|無職|主婦)",
    *("(", "（"),
)
_AGE = re.compile("[ 　]?[(（][0-9]{1,3}[)）歳才]")
_TAIL = re.compile("[のはがもとにで](?P<name>[一-龥々〆ヶノ]{2,5}(?:[ 　][一-龥々ぁ-んァ-ヶー]{1,4})?)$")
_LISTED = re.compile("(?m:^)[ 　\t]*(?:[・●○■□*\\-]|[0-9]{1,4}|[①-⑳]|[一-龥ァ-ヶー0-9]{1,8}[ 　\t])[^。\n]{2,80}(?m:$)")
_TOKEN = re.compile("[一-龥々〆ヶノ][一-龥々ぁ-んァ-ヶー]{2,6}")
_ONE_SIGN = Sought("(?<![一-龥々ァ-ヶー])(?P<value>[一-龥])(?:さん|くん|様[宅邸方]|(?:様|氏|先生|選手)(?![一-龥]))")
_NO_FAMILY = frozenset("娘兄姉嫁客皆奥婿孫母父弟妹神仏王殿君僕私彼何誰姫爺婆猫犬馬虎鬼星花月山川海谷")
"""Signs before さん that are family names too but mostly something else."""
_HOLDER = Sought(
    "(?:(?:普通|当座|貯蓄|口座番号)[^\n0-9]{0,12}(?:\n[^\n0-9]{0,8})?[0-9]{7}|番号[ 　:：]{0,3}[0-9]{1,7}1)"
    "[ 　]*\n[ 　]*(?:(?:口座)?名義人?)?[:： 　]{0,3}"
    "(?P<value>[ァ-ヶー]{2,8}[ 　][ァ-ヶー]{2,8}|(?P<glued>[ァ-ヶー]{5,14})"
    "|[一-龥々〆ヶノ]{1,4}[ 　][一-龥々ぁ-んァ-ヶー]{1,4})(?![一-龥々ァ-ヶー（(）)])"
)
"""Whose an account is, below its number."""
_YEARED = Sought(
    "(?<![0-9一二三四五六])(?:[1-6一二三四五六]年|[小中高大][1-6一二三四五六])[ 　]{1,2}"
    "(?P<value>[一-龥々〆ヶノツ]{1,4}|[ァ-ヶー]{2,8})(?=[ 　]?(?:[/／、，,（(・\n]|$))"
)
"""Pupils behind their year."""
_SEGMENT = re.compile(
    "(?:PID\\|(?:[^|\n]*\\|){4}|NK1\\|[^|\n]*\\||(?:IN1)\\|(?:[^|\n]*\\|){15})(?P<value>[^|^~\n0-9]{1,24})\\^[^"
    "|\n]{1,80}"
)
"""The family name of a patient or of a next of kin in a message between hospitals (HL7 v2, 3.4.2.5)."""
_GRADED = Sought(
    "(?<![ァ-ヶー一-龥ぁ-ん・])(?P<value>[ァ-ヶー]{2,6}|[ぁ-ん]{2,5})[(（](?:[小中高大年][1-6一二三四五六年少中長]"
    "|[0-9]{1,2}歳|新[小中高]|既卒)"
)
_LATIN_HONOURED = Sought(
    "(?<![A-Za-z])(?P<value>[A-Z][A-Za-z'\\-]{2,20}(?: [A-Z][A-Za-z'\\-]{1,20})?)[ ]?(?:様|さん|氏)(?![一-龥])"
)
_KANA_NAMED = Sought(
    "(?<![ァ-ヶー・])(?P<value>[ァ-ヶー]{2,10}[ 　][ァ-ヶー]{2,10})(?=[ 　]?(?:さん|様|くん|ちゃん)(?![一-龥]))"
    "|(?m:^)[ 　]{0,4}[・●○■*\\-][ 　]?(?P<item>[ァ-ヶー]{2,10}[ 　・][ァ-ヶー]{2,10})(?=[（(])"
)
_SHARE = 0.5
_STRANGER = re.compile("[ 　]{0,2}(?P<value>[一-龥々〆ヶノ]{2,5})(?=[ 　]{0,2}(?:[(（]|$))")
"""An item among names that no dictionary has."""
_SHORT = re.compile("[ 　]{0,2}(?P<value>[一-龥])(?=[ 　]{0,2}(?:[(（]|さん|氏|$))")
_CHOICES = frozenset("明大昭平令男女有無上下左右内外前後父母子夫妻")
"""Signs that are to be marked in a form, and others that are family names too."""
_FEW_SIGNS = re.compile("[一-龥々〆ヶノ]{2,4}")
_ENOUGH = 2
"""Different likely names from which they bear each other out."""
_LISTED_ENOUGH = 3
_ROTA = re.compile(
    "(?m:^)[ 　・]{0,4}[^ 　\t\n]{0,6}[0-9一二三四五六七八九十①-⑳]{1,2}"
    "(?:[日月/班列号組回限時枠番位階区便部週]|コース)[^ 　\t\n]{0,8}"
    "(?:[ 　][^ 　\t\n]{1,4}){0,2}?[ 　\t:：]{1,4}(?P<rest>[^ 　\n][^\n]{0,40}?)[ 　]*(?m:$)"
)
_AND = re.compile("[ 　]?[、，,／/・][ 　]?")


def told(text: str) -> list[Told]:
    """Return the names in a text that is read closely, in order, and which of them bear each other out."""
    found = [*speakers(text), *told_in_latin(text), *given_names_told_in_latin(text), *travellers(text)]
    if not text.isascii():
        for rule in (*_IN_KANJI, told_in_chinese, told_in_korean, told_in_vietnamese):
            found += rule(text)
    found = [_without_label(text, one) for one in found if not of_a_work(text, one.start, one.end)]
    different = set(map(fold.name, {text[one.start : one.end] for one in found}))
    sure = any(one.sure for one in found) or len(different) >= _ENOUGH
    figures = different & names.figures()
    if found and (2 * len(figures) >= max(len(different), 2 * _ENOUGH) or of_nobody(text)):
        return []
    if figures:
        found = [one for one in found if fold.name(text[one.start : one.end]) not in figures]
    best: dict[int, Told] = {}
    for one in sorted(found, key=lambda one: (one.start, one.end - one.start)):
        known = best.get(one.start)
        best[one.start] = Told(one.start, one.end, one.sure or (known is not None and known.sure), sure)
    return [best[start] for start in sorted(best)]


def _without_label(text: str, one: Told) -> Told:
    """Leave off the label of the next field of a form: 神保花 アレルギー."""
    name, space, last = text[one.start : one.end].replace("　", " ").rpartition(" ")
    return one._replace(end=one.start + len(name)) if space and last in names.form_labels() else one


def _rolls(text: str) -> Iterator[Told]:
    for match in _ROLL.finditer(text):
        colon, begin = ":" in match["sign"] or "：" in match["sign"], match.start("rest")
        spans = list(parts(text, begin, match.end("rest")))
        items = [bearer(text, *span) for span in spans]
        people = [one for one in items if one is not None]
        known = sum(one.known for one in people)
        if known:
            for short in filter(None, (_SHORT.match(text, *span) for span in spans)):
                if short["value"] not in _CHOICES and (one_sign := _one_sign(text, *short.span("value"))) is not None:
                    yield Told(one_sign.start, one_sign.end, sure=False)
            for begin, end in spans:
                stranger = _STRANGER.match(text, begin, end) if 1 < known >= _SHARE * len(spans) else None
                if stranger and bearer(text, begin, end) is None:
                    yield Told(*stranger.span("value"), sure=False)
                if foreign := _FOREIGN.fullmatch(text, begin, end):
                    yield Told(*foreign.span("value"), sure=False)
        for one in people:
            if one.known or (one.full and colon and len(people) * 2 > len(items)):
                yield Told(one.start, one.end, sure=one.full or colon or len(people) > 1)


def _headed(text: str) -> Iterator[Told]:
    """Yield names below a heading that says who they are, separated by commas or one on each line."""
    for match in _HEADED.finditer(text):
        begin, spans = match.start("rest"), list[tuple[int, int]]()
        for line in match["rest"].splitlines(keepends=True):
            end = begin + len(line.rstrip("\n、，, 　"))
            spans += parts(text, begin, end)
            begin += len(line)
        people = [one for span in spans if (one := bearer(text, *span)) is not None]
        known = [one for one in people if one.known]
        if len(known) >= _ENOUGH and len(known) * 2 > len(spans):
            yield from (Told(one.start, one.end, sure=True) for one in people if one.known or one.full)
            yield from (
                Told(*span, sure=False)
                for span in spans
                if _FEW_SIGNS.fullmatch(text, *span) and not bearer(text, *span)
            )


def _listed(text: str) -> Iterator[Told]:
    """Yield names written as one word on lines of a list of people."""
    found: list[Bearer] = []
    for line in _LISTED.finditer(text):
        for token in _TOKEN.finditer(text, line.start(), line.end()):
            if glued_name(token[0]):
                found.append(Bearer(token.start(), token.end(), full=True, known=True))
                break
    if len({text[one.start : one.end] for one in found}) >= _LISTED_ENOUGH:
        yield from (Told(one.start, one.end, sure=True) for one in found)


def _on_duty(text: str) -> Iterator[Told]:
    """Yield the family names of a plan that has a date or a number and names on each line."""
    found: list[Told] = []
    strangers: list[Told] = []
    lines = 0
    for line in _ROTA.finditer(text):
        begin, end = line.span("rest")
        cuts = [(begin, begin), *(cut.span() for cut in _AND.finditer(text, begin, end)), (end, end)]
        spans = [(one[1], other[0]) for one, other in pairwise(cuts)]
        people = [_one_sign(text, *span) or bearer(text, *span) for span in spans]
        lines += 1
        known = [Told(one.start, one.end, sure=False) for one in people if one is not None and one.known]
        if len(known) == len(spans):
            found += known
        else:
            strangers += known
            strangers += [Told(*span, sure=False) for span in spans if _FOREIGN.fullmatch(text, *span)]
    different = {text[one.start : one.end] for one in found}
    if (
        len(found) >= _LISTED_ENOUGH
        and 2 * len(found) >= lines
        and 2 * len(different & names.places()) < len(different)
    ):
        yield from (*found, *strangers)


def _coupled(text: str) -> Iterator[Told]:
    """Yield given names that share a family name, and family names with the given name in brackets."""
    for match in _JOINED.finditer(text):
        if match["other"] in names.given_names() and spaced_name(match["family"], match["given"]):
            yield Told(*match.span("other"), sure=False)
    for match in _SIBLING.finditer(text):
        if match["value"] in names.given_names() or match["value"] in names.given_readings():
            yield Told(*match.span("value"), sure=False)
    for match in _BRACKETED.finditer(text):
        if surname(match["family"]) and spaced_name(match["family"], match["given"]):
            yield Told(match.start(), match.end(), sure=False)


def _one_sign(text: str, start: int, end: int) -> Bearer | None:
    """Return a family name of one sign, which only a list bears out."""
    word = text[start:end].replace("　", " ").rpartition(" ")[2]
    listed = len(word) == 1 and word in names.family_names() and word not in _NO_FAMILY
    return Bearer(end - len(word), end, full=False, known=True) if listed else None


def _paired(text: str) -> Iterator[Told]:
    perhaps: list[Told] = []
    known: set[str] = set()
    for match in _PAIR.finditer(text):
        one = Told(match.start(), match.end("given"), sure=False)
        if spaced_name(match["family"], match["given"]):
            known.add(match["family"])
            yield one
        elif surname(match["family"]) and text[one.end : one.end + 1] in _CLOSED:
            perhaps.append(one)
    if len(known) >= _ENOUGH:  # in a list of people a given name that no dictionary has is one too
        yield from perhaps
    classed = [one_of for match in _CLASSED.finditer(text) if (one_of := bearer(text, *match.span("value")))]
    known_there = any(one_of.full and one_of.known for one_of in classed)
    yield from (Told(one_of.start, one_of.end, sure=one_of.known) for one_of in classed if one_of.full and known_there)
    for match in _ALONE.finditer(text):
        if match["given"] in names.given_names():
            yield Told(*match.span("value"), sure=False)


def _titled_one(text: str, start: int, end: int) -> Bearer | None:
    """Return the name before a title, behind a particle that stands before it, or with a rare family name."""
    one = bearer(text, start, end)
    if one is None and (tail := _TAIL.search(text[start:end])):
        start += tail.start("name")
        one = bearer(text, start, end)
    if one is None and any(
        surname(text[start:cut]) and text[cut:end] in names.given_names() for cut in range(start + 2, end - 1)
    ):
        return Bearer(start, end, full=True, known=True)
    return one or mixed(text, start, end)


def _titled(text: str) -> Iterator[Told]:
    for pattern in (_TITLED, _SAID, _EXPLAINED, _POSTED):
        for match in pattern.finditer(text):
            one = _titled_one(text, *match.span("value"))
            if one is None or not one.known:
                continue
            if match[0].startswith("は") and not one.full and text[one.start : one.end] not in names.surnames():
                continue  # 来月は干潟です
            if one.full or pattern is not _EXPLAINED or _AGE.match(text, one.end):
                private = pattern in {_EXPLAINED, _SAID}
                yield Told(one.start, one.end, sure=one.full and private)


def _marked(text: str) -> Iterator[Told]:
    """Yield names beside a mark of few other words: a title behind one sign, a year of school, a bank account."""
    for match in _ONE_SIGN.finditer(text):
        if match["value"] in names.family_names() and match["value"] not in _NO_FAMILY:
            yield Told(*match.span("value"), sure=False)
    for pattern in (_LATIN_HONOURED, _KANA_NAMED):
        for match in pattern.finditer(text):
            yield Told(*match.span(match.lastgroup or 0), sure=False)


def _of_records(text: str) -> Iterator[Told]:
    """Yield pupils behind their year, patients of messages between hospitals, and who holds an account."""
    pupils = [match for match in _YEARED.finditer(text) if _pupil(match["value"])]
    if len(pupils) >= _LISTED_ENOUGH:
        yield from (Told(*match.span("value"), sure=False) for match in _YEARED.finditer(text))
    for match in _GRADED.finditer(text):
        if names.hiragana(match["value"]) in names.given_readings():
            yield Told(*match.span("value"), sure=False)
    yield from (Told(*match.span("value"), sure=True) for match in _SEGMENT.finditer(text))
    for match in _HOLDER.finditer(text):
        if not match["glued"] or names.full_reading(match["glued"]):
            yield Told(*match.span("value"), sure=True)


def _pupil(word: str) -> bool:
    one_sign = len(word) == 1 and word in names.family_names()
    return surname(word) or one_sign or word in names.kana_names() or names.hiragana(word) in names.given_readings()


_IN_KANJI = (
    *(
        in_headings,
        logged,
        _rolls,
        _headed,
        _listed,
        _on_duty,
        _paired,
        _coupled,
        _titled,
        _marked,
        _of_records,
        called,
    ),
    *(told_as_heard, told_in_groups, told_in_rows, said),
)
