"""Labels of forms at the begins of many lines at once: the same as looking at each by itself."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.content.codes import basic, codes_of
from exposurecheck.content.labels import LONGEST, begin_with_label
from exposurecheck.content.names import form_labels

_SPACED = st.tuples(st.sampled_from(sorted(form_labels())), st.sampled_from(["", " ", "　", " \t　", "\n"]))
_PIECES = st.one_of(
    _SPACED.map(lambda drawn: drawn[1].join(drawn[0])), st.text("氏名住所お客様番号 　髙𠮷\n", max_size=4)
)


@given(st.lists(_PIECES, max_size=6).map("".join))
def test_labels_at_every_place(text: str) -> None:
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    heads = ["".join(text[place : place + LONGEST].split()) for place in places]
    wanted = [any(head.startswith(label) for label in form_labels()) for head in heads]
    assert begin_with_label(basic(codes_of(text)), np.array(places, np.int64)).tolist() == wanted
