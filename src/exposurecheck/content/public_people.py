"""Tells which columns of a table name people in public: heads of government, writers, who holds or seeks an office."""

import re
from collections.abc import Sequence

from exposurecheck.content import fold, headers, names
from exposurecheck.content.units import Table
from exposurecheck.content.verdicts import Verdict
from exposurecheck.model.inspection import Category

_FEWEST, _HALF = 3, 0.5
"""Names that everybody knows, and their share in a column, from which it names nobody else."""
_LOOK = 400
_ELECTED = re.compile("選挙区|会派|党派|政党|当選回数|得票|(?:^|_)(?:political_?party|constituency|votes)(?:_|$)")
"""Headers of lists of those who were elected, or wanted to be."""
_OFFICE = re.compile(
    "(?:内閣)?総理大臣|首相|大統領|国務大臣|(?:外務|財務|法務|文部科?学?|厚生労働|農林水産|経済産業|国土交通|環境|防衛)大臣"
    "|(?:都|道|府|県)?知事|[市町村区]長|衆議院|参議院|[都道府県市区町村]議会|最高裁判所"
)
_CREDITED = re.compile(
    "監督|主演|出演|助演|著者|作者|訳者|作家|歌手|作曲|作詞|編曲|脚本|原作|演奏|指揮|主役|キャスト|俳優|声優"
    "|(?:^|_)(?:author|artist|director|actor|actress|composer|writer|performer)s?(?:_name)?(?:_|$)"
)
_WORKS = re.compile(
    "作品|映画|[邦原]題|題名|曲名|楽曲|書名|書籍|図書|タイトル|公開年|出版|発行[年所]|(?:^|_)(?:title|isbn|album|track|movie|film|book)(?:_|$)"
)
"""Headers of lists of films, songs and books, and of who made them."""
_TERM = re.compile("就任|退任|在任|在職|任期|^代数?$")
_BESIDE = frozenset({"person_name", "date_of_birth"})


def of_public(table: Table, verdicts: Sequence[Verdict]) -> set[int]:
    """Return the columns among ``verdicts`` that are of people in public; with them what else is told of them."""
    named = [verdict for verdict in verdicts if verdict.detector.id == "person_name"]
    if not named:
        return set()
    found = {verdict.index for verdict in named if _known(table.values[verdict.index])}
    if any(_WORKS.search(headers.folded(column)) for column in table.columns):
        found |= {v.index for v in named if _CREDITED.search(headers.folded(table.columns[v.index]))}
    if _of_offices(table, verdicts):
        found = {verdict.index for verdict in named}
    left = (v for v in named if v.index not in found and not headers.is_reading(table.columns[v.index]))
    if not found or any(left):
        return found
    return {v.index for v in verdicts if v.detector.id in _BESIDE or v.detector.category is Category.SPECIAL_CARE}


def _known(values: Sequence[str]) -> bool:
    cells = {fold.name(cell) for cell in dict.fromkeys(values[:_LOOK]) if cell.strip()}
    known = len(cells & names.figures())
    return known >= max(_FEWEST, _HALF * len(cells))


def _of_offices(table: Table, verdicts: Sequence[Verdict]) -> bool:
    """Tell whether rows are those who hold or held public offices, and nothing is told by which to reach them."""
    if any(v.detector.id not in _BESIDE and v.detector.category is not None and v.convincing for v in verdicts):
        return False
    keys = [headers.folded(column) for column in table.columns]
    if any(map(_ELECTED.search, keys)):
        return True
    cells = (cell for column in table.values for cell in column[:_FEWEST])
    return any(map(_TERM.search, keys)) and (any(map(_OFFICE.search, keys)) or any(map(_OFFICE.search, cells)))
