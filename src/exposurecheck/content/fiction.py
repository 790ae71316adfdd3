"""Tells texts whose people are nobody to protect: exercises, plays, lives of old, what is for the public."""

import re

from exposurecheck.content.leads import Sought, several
from exposurecheck.content.published import for_everybody

_QUESTION = Sought(
    "(?:いくら|いくつ|どれだけ|どれくらい|何(?:人|にん|個|こ|本|ほん|枚|まい|さつ|冊|分|時|秒|円|日|月|年"
    "|メートル|センチ|ミリ|キロ|グラム|リットル|[mgLkcd]|倍|点|才|歳"
    "|回|ページ|パーセント|%|割|通り|ひき|匹|頭|台|番目|度)"
    "[^。\n]{0,14}?)(?:です|でしょう|ます|ました)か"
    "|(?<=[はがをにもで])[（(][ 　]{1,8}[）)]|(?:求め|答え|入れ|計算し|選び|書き|説明し|並べ|述べ|表し)(?:なさい"
    "|ましょう|よ(?=[。\n]))"
    "|(?i:how (?:many|much|long|far|old)|what (?:is|was) the (?:total|sum|difference|cost|probability"
    "|ratio))[^?\n]{3,80}\\?"
)
_EXERCISE = Sought(
    "答え|こたえ|問題|もんだい|問[0-9一二三四五(（]|ドリル|プリント|文章題|演習|練習|求め(?:なさい|よ)|テスト"
    "|単元|学習|(?i:answers?|exercise|worksheet"
    "|problem|quiz|solve)"
)
_FEWEST = 3
_LESSON = Sought(
    "(?m:^)[ \t#*\\-【]{0,4}(?i:unit|lesson|exercise|grammar|worksheet|chapter|part|lektion|übung|le[cç]on|exercice"
    "|lecci[oó]n|unidad|ejercicio|unità|esercizio|제 ?[0-9]{1,2} ?과|第[0-9一二三四五六七八九十]{1,3}[课課])"
    "[ ]?[0-9IVX:.]{0,4}"
    "|(?m:^)[ \t　0-9一二三四五六.．、(（)）]{0,6}次の(?:英文|日本文|文|各文|会話|対話|単語|語句)"
)
"""A heading of a lesson in a language."""
_TASK = Sought(
    "(?i:fill in the|complete the (?:sentences?|dialog(?:ue)?s?|text|table)|choose the (?:correct|right|best)"
    "|correct form|answer the (?:following )?questions?|read the (?:dialog(?:ue)?|passage|text|story)"
    "|translate (?:the|into|these)|rewrite the|put the words|match the|true or false|listen (?:and|to the)"
    "|ergänzen sie|setzen sie|bilden sie|ordnen sie|beantworten sie|übersetzen sie|complétez|conjuguez|traduisez"
    "|complet[ae] (?:las?|el|los|le|il)|traduce|traduci|rellena)"
    "|(?:英語|日本語|英文|和文|ドイツ語|フランス語|中国語|韓国語)に(?:直し|訳し|しなさい)|(?:英訳|和訳)し|空所"
    "|選びなさい|答えなさい|並べ[かが替]え|書き[かが換替]え(?:なさい|よ)"
    "|填空|翻译|选择正确|빈칸|번역하"
)
"""What a sheet of exercises in a language asks for."""
_GAP = Sought("_{3,}|\\( ?[a-z]{2,12} ?\\)|（ {1,6}）|\\( {2,}\\)")
_WORDS = Sought("(?m:^)[ \t]{0,4}(?:[0-9]{1,3}[.)]? )?[a-z][a-z .'’~\\-]{1,30} [-–—=…]{1,3} ?[ぁ-んァ-ヶー一-龥가-힣]")
"""A word of a foreign language, and what it means."""
_PAIRS = Sought("(?:(?m:^)|[;,:] )[A-Za-zäöüß'() ]{3,30} [-–=] [a-z'() ]{3,30}(?=[;,.]|(?m:$))")
_GLOSSARY = Sought(
    "(?i:dictionary|wörterbuch|vokabel|vocabulaire|dictionnaire|diccionario|vocabulary"
    "|glossary|word ?list|new words|phrases)|単語|語彙|熟語|英単|단어"
)
_STEP = Sought("(?m:^)[ \t]{0,4}(?:\\(?[QA]?[0-9]{1,2}[.):]|[A-Z][a-z]{0,12}:)[ ]")


def lesson(text: str) -> bool:
    """Tell whether a text is a lesson in a language: words with their meaning, or sentences and a task for them."""
    if _GLOSSARY.search(text) is not None and (several(_WORDS, text, _FEWEST) or several(_PAIRS, text, _FEWEST)):
        return True
    heading = _LESSON.search(text) is not None
    if not heading and _EXERCISE.search(text) is None:
        return False
    task = _TASK.search(text) is not None
    return (task or several(_GAP, text, _FEWEST)) and (several(_STEP, text, _FEWEST) or (heading and task))


_ASKED = Sought("(?m:^)(?:問題文?|設問|例題|例文)[^:：\n]{0,6}[:：]")
"""A cell of a column of questions, behind its header."""


def exercises(text: str) -> bool:
    """Tell whether a text is a sheet of exercises: several questions to work out, and a word that says so."""
    if several(_ASKED, text, _FEWEST):
        return True
    return _EXERCISE.search(text) is not None and several(_QUESTION, text, _FEWEST)


_SCRIPT = Sought(
    "台本|脚本|シナリオ|登場人物|配役|ナレーション|ト書き|セリフ|台詞"
    "|(?m:^)[ \t]*(?:ACT|SCENE|Act|Scene) (?:[IVX]{1,4}|[0-9]{1,2}|[A-Z][A-Za-z]{2,8})(?![a-z])"
    "|(?m:^)[ \t]*(?:INT|EXT)\\. [A-Z]|[Dd]ramatis [Pp]ersonae|DRAMATIS PERSONAE"
)
_SPOKEN = re.compile(
    "(?m:^)[^「\n]{1,12}[「『][^」』\n]{1,200}[」』]|(?m:^)[ \t]*[A-Z][A-Z. '’]{1,20}(?:\\([^)\n]{1,40}\\))?[:.] [A-Z(]"
)


_FREQUENT = Sought(
    "(?m:^)[ 　]{0,2}(?:[■●◆▼]|#{1,4})?[ ]?(?:Q|問|質問)[ 　]?[0-9]{0,3}[.．:：)）]?[ 　]?"
    "[^\n]{4,80}(?:か。?|[？?])(?m:$)"
)
_ASKED_OFTEN = Sought("よくあるご?質問|(?i:faq|frequently asked|q ?& ?a)|Ｑ＆Ａ")


def questions(text: str) -> bool:
    """Tell whether a text answers questions that anybody may ask."""
    return _ASKED_OFTEN.search(text) is not None and several(_FREQUENT, text, 2)


def script(text: str) -> bool:
    """Tell whether a text is a script of a play: words for it, and several lines that somebody speaks."""
    return _SCRIPT.search(text) is not None and several(_SPOKEN, text, _FEWEST)


_VERBS = "(?:said|asked|replied|murmured|whispered|shouted|cried|answered|added|muttered)"
_SPEECH = Sought(
    "[,.!?…]['\"”’»“] "
    f"(?:(?:[a-z]{{1,8}} )?{_VERBS}|(?:[A-Z][a-z]+ ){{1,3}}{_VERBS})(?![a-z])"
    "|(?<![a-z])said: ['\"“‘]"
    "|['\"”“»],? (?:sagte|fragte|murmelte|rief|flüsterte|antwortete|dit-il|dit-elle|dijo|preguntó|disse)(?![a-z])"
    "|[”」』][^。！？\n]{0,12}道[。，]|道：[“「]"
    "|(?m:^)[-–—][^\n]{2,80}[-–—] ?(?:dijo|preguntó|respondió|murmuró|disse|perguntou|respondeu|dit|demanda|répondit"
    "|nói|hỏi)(?![a-z])"
)
"""Somebody's words, and who speaks them, as in novels and in the press."""
_ENTRY = Sought(
    "(?m:^)[ \t]{0,4}[-*•]?[ ]?[A-Za-zÀ-ž. /]{2,30}[:：][ ]|@|\\+?[0-9][0-9 ()\\-]{8,}|[：:][ ]?[0-9]"
    "|(?<![0-9])[0-9]{1,2} [A-Z][a-z]{2,8} 20[0-9]{2}|[0-9]{1,4}[./\\-][0-9]{1,2}[./\\-][0-9]{2,4}"
    "|(?m:^)(?:Dear|Hi|Hello) |(?i:regards|sincerely|faithfully|i am writing)"
)
"""What stands in papers and not in tales: a label, a mailbox, a phone number, a date, the forms of letters."""


def tale(text: str) -> bool:
    """Tell whether a text is a piece of a novel or of news: people whose words are quoted, and nothing of a paper."""
    return _SPEECH.search(text) is not None and _ENTRY.search(text) is None


_INVENTED = Sought(
    "(?<![a-z])(?i:fictional|fictitious|made-up|user persona|persona:|any resemblance"
    "|sample (?:letter|text|e-?mail|message)|letter template|specimen letter"
    "|musterbrief|musterschreiben|lettre type)(?![a-z])"
    "|架空の(?:人物|人間|氏名|名前|登場人物)|(?:人物|氏名|名前)は(?:すべて|全て|いずれも)?架空|フィクションです"
    "|実在の(?:人物|個人)[^。\n]{0,20}関係(?:は|が)?(?:ありません|ない|ございません)"
)
"""Words that say that somebody is."""


def of_nobody(text: str) -> bool:
    """Tell whether the people in a text are invented, of old, or named by themselves for everybody to read."""
    return (
        _INVENTED.search(text) is not None
        or for_everybody(text)
        or tale(text)
        or lesson(text)
        or exercises(text)
        or script(text)
        or questions(text)
        or story(text)
    )


_INDENTED = re.compile("(?m:^)　[^　\\s][^\n]{12,}。(?m:$)")
_QUOTED = re.compile("(?m:^)「[^」\n]{1,200}」(?m:$)|「[^」\n]{2,200}」と(?:言|答|呟|尋|聞|訊|叫|笑|囁)")
_FIGURE = re.compile("[0-9０-９]|@|様|です。(?m:$)")


_OF_CASES = Sought("担任|担当|訪問|面[談接会]|相談員|支援|次回|聴取|記録|様子|対応|保護者|利用者|受診|診断|通報|所見")
"""Words of records of cases."""


def story(text: str) -> bool:
    """Tell whether a text is a story: indented paragraphs, people who speak, and no figures, titles or mailboxes."""
    speaks = _QUOTED.search(text) is not None and several(_INDENTED, text, 2) and _FIGURE.search(text) is None
    return speaks and not several(_OF_CASES, text, _FEWEST)


_CREATED = re.compile(
    "(?:著者?|作者|訳者?|編著?者?|作家|歌手|作曲|作詞|編曲|原作|原案|脚本|演出|出演|主演|監修|撮影|画|絵|イラスト"
    "|(?i:author|artist|director|composer))"
    "[ 　]{0,2}(?:[:：/／]|(?<=[者家])[ 　])[ 　]{0,2}(?:[^\n。:：]{1,16}[、,・/／])?$"
)
_DIRECTED = re.compile("監督[ 　]{0,2}[:：/／]?[ 　]{0,2}$")
_FILM = re.compile("映画|原作|脚本|上映|主演|出演|配給|公開")
_CREATOR = re.compile("[ 　]?(?:著|訳|編著?|監修|作詞|作曲|原作)(?![一-龥])")
_PUBLISHED = re.compile(
    "[『「][^』」\\n]{2,60}[』」][^\\n]{0,40}(?:書店|書房|出版(?:社|局|会)?|新書|文庫|論社|論新社|春秋|新聞社|書院|有斐閣|[潮談英葉摩波]社|学館|学会誌|紀要|第[0-9]{1,3}巻|pp?\\.)"
    "|『[^』\\n]{2,60}』[^\\n]{0,40}[／/（(][^\\n]{2,12}[社店房館]"
)
"""A work in a line of literature, with whoever has published it."""
_SIGHT = 40


def of_a_work(text: str, start: int, end: int) -> bool:
    """Tell whether a name is that of who has made a book, a song or a film."""
    before = text[max(0, start - _SIGHT) : start].rpartition("\n")[2]
    line = text[text.rfind("\n", 0, start) + 1 : max(end, text.find("\n", end))]
    return (
        _PUBLISHED.search(line) is not None
        or _CREATED.search(before) is not None
        or _CREATOR.match(text, end) is not None
        or (_DIRECTED.search(before) is not None and _FILM.search(text) is not None)
    )
