"""What stands around a value, in arrays: the same as looking at each value by itself."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content.names import form_labels
from exposurecheck.content.page import Page

TEXTS = st.text("ab:：=\n 電話tel1髙𠮷", max_size=60)


def _arrays(page: Page, data: st.DataObject) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw values within lines, in order."""
    places = data.draw(st.lists(st.integers(0, len(page.text)), max_size=6).map(sorted))
    spans = []
    for place in places:
        rest = page.text[place:].split("\n")[0]
        spans.append((place, place + data.draw(st.integers(0, len(rest)))))
    starts, ends = np.array(spans, np.int64).reshape(-1, 2).T
    return starts, ends, page.line_of(starts)


@given(TEXTS, st.data())
def test_keywords_near_a_value(text: str, data: st.DataObject) -> None:
    page = Page(text + "\n" * data.draw(st.sampled_from([0, 2000])))  # there, values are a small part of all
    starts, ends, lines = _arrays(page, data)
    before, after = data.draw(st.integers(0, 9)), data.draw(st.integers(0, 9))
    found = page.near(("電話", "TEL"), (starts, ends, lines), (before, after)).tolist()
    for start, end, line, near in zip(starts, ends, lines, found, strict=True):
        left = text[page.begin(line) : start]
        right = text[end : max(end, page.end(line))]
        around = (left[max(0, len(left) - before) :].lower(), right[:after].lower())
        assert near == any(word in side for side in around for word in ("電話", "tel"))


@given(TEXTS, st.data())
def test_labels_and_empty_lines(text: str, data: st.DataObject) -> None:
    page = Page(text)
    starts, ends, lines = _arrays(page, data)
    for start, end, line, labelled in zip(starts, ends, lines, page.labelled(lines, ends).tolist(), strict=True):
        head = text[page.begin(line) : max(start, end)]
        sizes = [head.find(sign) for sign in ":：=" if sign in head]
        colon = bool(sizes) and 1 <= min(sizes) <= 20 and head[0] not in "0123456789"
        form = re.match("([^ \t\u3000]{2,20})[ \t\u3000]", head)
        assert labelled == (colon or (form is not None and form[1] in form_labels()))
    parted = page.parted(ends[:-1], starts[1:]).tolist()
    assert parted == [text.find("\n\n", a, max(a, b)) >= 0 for a, b in zip(ends[:-1], starts[1:], strict=True)]


@given(TEXTS.map(str.upper), st.sampled_from(["tel", "電話", "b", "𠮷", "\n", "a:"]))
def test_words_are_found_whatever_their_case(text: str, word: str) -> None:
    assert Page(text).find(word).tolist() == [n for n in range(len(text)) if text.lower().startswith(word, n)]
