"""Frozen building blocks that every type of the waist is made of."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, JsonValue

Json = JsonValue
"""Anything a JSON document can hold."""

JsonObject = Mapping[str, JsonValue]
"""A provider's own document, as it came over the wire."""


class Model(BaseModel):
    """A value: it cannot change, and it refuses a field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Bilingual(Model):
    """One text in both languages of the product."""

    ja: str
    """Japanese."""
    en: str
    """English."""

    def get(self, lang: str) -> str:
        """Return the text in ``lang`` (``ja`` or ``en``)."""
        return self.ja if lang == "ja" else self.en
