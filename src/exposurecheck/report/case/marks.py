"""Turns the confidence mark of a citation, and the source of a fact, into words."""

from exposurecheck.model.base import Bilingual
from exposurecheck.model.duty import Cited
from exposurecheck.report.messages import both, has


def standing(item: Cited) -> Bilingual:
    """Say how well a citation is confirmed; the weakest of several marks counts."""
    if item.unverified:
        return both("case.mark.unverified")
    if "S2" in item.confidence:
        return both("case.mark.secondary")
    return both("case.mark.verified" if item.confidence.startswith("S") else "case.mark.own")


def supplier(name: str) -> Bilingual:
    """Say who can tell a fact."""
    return _said(f"case.supplier.{name}", name)


def source(provenance: str) -> Bilingual:
    """Say where a fact that is known comes from."""
    return _said(f"case.source.{provenance}", provenance)


def _said(key: str, otherwise: str) -> Bilingual:
    return both(key) if has(key) else Bilingual(ja=otherwise, en=otherwise)
