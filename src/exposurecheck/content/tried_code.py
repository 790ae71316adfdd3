"""Takes back passwords and names in code that tries other code, where they are made up for that."""

import re

import numpy as np

from exposurecheck.content.hits import ABOUT_ONE, CREDENTIAL, NAME_PART, Hits
from exposurecheck.content.leads import Sought
from exposurecheck.content.page import Page

_TRIES = Sought(
    "(?m:^)(?:import|from) (?:unittest|pytest|testing)(?![a-z])|@pytest\\.|@Test(?![A-Za-z])|RSpec\\.describe"
    "|(?:describe|context)[( ]['\"]"
    "|(?<![A-Za-z])(?:it|test|specify)[( ]['\"][a-z]|func Test[A-Z]|TestCase(?![a-z])|(?:defmodule|class) "
    "[A-Za-z.]{1,60}Tests?(?![a-z])"
    '|(?m:^)[ \t]*def test_|#\\[(?:cfg\\()?test|\\[(?:Fact|TestMethod)\\]|(?m:^)import "testing"'
)
_CHECKS = Sought(
    "(?<![a-z])assert(?![a-z])|assert[A-Z_]|\\.assert|(?<![a-z])expect[( ]|\\.should(?![a-z])|t\\.(?:Fatal|Error)"
    "|should[. ]|require\\.[A-Z]|refute|fixture|testing"
)
_HOST = re.compile(
    "(?:(?i:https?|wss?|s?ftp|ldaps?|postgres(?:ql)?|mysql|mongodb(?:\\+srv)?|rediss?"
    "|amqps?)://(?:[^\\s/@\"']{1,80}@)?|(?<=[A-Za-z0-9])@)"
    "(?P<host>[A-Za-z0-9\\-]{1,63}(?:\\.[A-Za-z0-9\\-]{1,63}){1,6})"
)
_NO_HOST = re.compile(
    "(?i:(?:^|\\.)(?:example|test|invalid|local|localhost|localdomain)(?:\\.(?:com|org|net|jp|co\\.jp))?$|^127\\."
    "|^0\\.0|^192\\.0\\.2\\.|^(?:foo|bar|baz|acme|test|dummy|sample|mail)\\.)"
)
_WELL_KNOWN = re.compile(
    "pas{1,2}(?:wor[dt]|phrase|code)?(?![a-z])|pas{2}wor|secret|sekret|test|letmein|swordfish|hunter[0-9]|qwert"
    "|asdf|welcome|sesame|troub[ae]d"
    "|battery|staple|abc|123|admin|hello|foo|bar|baz|hoge|fuga|piyo|dummy|fake|wrong|invalid|example|sample"
    "|changeme|correct|monkey|dragon"
    "|iloveyou|trustno|postgres|mysql|root|guest|demo|valid|super|[a-z]-?love"
)
_LEET = str.maketrans("0134578@$!", "oleastbasi")
_STRONG, _CLASSES = 10, 3
"""Characters and kinds of them from which a password is no word that somebody made up for a test."""


def hold_back_samples(page: Page, hits: Hits, *, samples: bool) -> None:
    """Drop what is made up in code that tries other code; ``samples``: other values in it are known ones."""
    secrets, named = np.flatnonzero(hits.gravity == CREDENTIAL), np.flatnonzero(hits.part == NAME_PART)
    if not (secrets.size or (named.size and samples)) or not _is_tried(page.text):
        return
    nowhere = all(_NO_HOST.search(match["host"]) for match in _HOST.finditer(page.text))
    spans = zip(hits.start[secrets].tolist(), hits.end[secrets].tolist(), strict=True)
    made_up = [_made_up(page.text[start:end], nowhere=nowhere) for start, end in spans]
    hits.take_back(secrets[np.array(made_up, np.bool_)])
    others = np.isin(hits.gravity, ABOUT_ONE) & hits.personal & (hits.part != NAME_PART)
    if samples and not others.any():
        hits.take_back(named)


def _is_tried(text: str) -> bool:
    return _TRIES.search(text) is not None and _CHECKS.search(text) is not None


def _made_up(secret: str, *, nowhere: bool) -> bool:
    """Tell whether a secret is a known word of examples, or weak in code that goes ``nowhere``."""
    low = secret.lower()
    if _WELL_KNOWN.search(low) or _WELL_KNOWN.search(low.translate(_LEET)):
        return nowhere or len(secret) < _STRONG
    kinds = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
    strong = len(secret) >= _STRONG and sum(any(map(kind, secret)) for kind in kinds) >= _CLASSES
    return nowhere and not strong
