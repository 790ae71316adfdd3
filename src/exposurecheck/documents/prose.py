"""Turns texts that YAML has folded back into what was meant, in both languages."""

import re
from typing import Annotated

from pydantic import AfterValidator

from exposurecheck.model.base import Bilingual

_WIDE = "\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef"
_FOLDED = re.compile(f"(?<=[{_WIDE}]) (?=[{_WIDE}])|(?<=[、。]) ")


def _without_fold_marks(text: Bilingual) -> Bilingual:
    """Take out the space that YAML leaves where a line of Japanese was folded: Japanese has none between words."""
    return text.model_copy(update={"ja": _FOLDED.sub("", text.ja.strip()), "en": text.en.strip()})


Text = Annotated[Bilingual, AfterValidator(_without_fold_marks)]
"""A text in both languages, as a file of rules holds it."""
