"""Turns a message key and values into one sentence in each language of the product."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import yaml

from exposurecheck import bundled
from exposurecheck.documents.text import LOADER
from exposurecheck.errors import RenderError
from exposurecheck.model.base import Bilingual

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = ("ja", "en")

Value = str | int | Bilingual
"""A number is printed with thousands separators, a Bilingual in the language of the sentence around it."""

PLURAL = ("one", "other")


@cache
def catalogue(lang: Lang) -> Mapping[str, str]:
    """Load ``messages/*<lang>.yaml`` with nested keys joined by dots; plural forms end in ``.one`` and ``.other``.

    Raises:
        RenderError: The catalogue is missing or is not a mapping of texts.
    """
    folder = bundled.templates() / "messages"
    texts: dict[str, str] = {}
    for path in sorted({folder / f"{lang}.yaml", *folder.glob(f"*.{lang}.yaml")}):
        try:
            tree = yaml.load(path.read_text("utf-8"), LOADER)  # noqa: S506 - a safe loader
        except (OSError, yaml.YAMLError) as error:
            msg = f"{path}: the message catalogue cannot be read ({error}); install exposurecheck again"
            raise RenderError(msg) from error
        texts |= _flat(tree, "")
    return texts


def _flat(node: object, prefix: str) -> list[tuple[str, str]]:
    if isinstance(node, str):
        return [(prefix, node)]
    if not isinstance(node, dict):
        msg = (
            f"message {prefix!r}: expected a text or a mapping, found {type(node).__name__}; quote it in the catalogue"
        )
        raise RenderError(msg)
    return [pair for key, child in node.items() for pair in _flat(child, f"{prefix}.{key}" if prefix else str(key))]


def has(key: str) -> bool:
    """Tell whether the catalogues know ``key``; used for open sets such as detector ids."""
    return key in catalogue("en")


def pattern(key: str, lang: Lang, values: Mapping[str, object]) -> str:
    """Return the text of ``key`` with its placeholders still in it; the value ``n`` chooses between plural forms.

    Raises:
        RenderError: No such message.
    """
    texts = catalogue(lang)
    if key in texts:
        return texts[key]
    form = f"{key}.{'one' if values.get('n') == 1 else 'other'}"
    if form not in texts:
        msg = f"message {key!r} is missing in messages/{lang}.yaml; add it in every language"
        raise RenderError(msg)
    return texts[form]


def spelled(value: Value, lang: Lang) -> str:
    """Print one value as it stands in a sentence of ``lang``."""
    if isinstance(value, Bilingual):
        return value.get(lang)
    return f"{value:,}" if isinstance(value, int) else value


def both(key: str, **values: Value) -> Bilingual:
    """Return the sentence of ``key`` in both languages."""
    done = {
        lang: pattern(key, lang, values).format_map({k: spelled(v, lang) for k, v in values.items()}) for lang in LANGS
    }
    return Bilingual(ja=done["ja"], en=done["en"])


def listed(items: list[Bilingual]) -> Bilingual:
    """Join phrases with the separator of each language."""
    return Bilingual(ja="、".join(i.ja for i in items), en=", ".join(i.en for i in items))
