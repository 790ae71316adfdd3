"""Judges policies with many conditions on what callers choose: exactly while that can be done, and never for long."""

from time import perf_counter

from exposurecheck.access.s3.verdict import forget
from exposurecheck.model.base import Json
from tests.access.s3.estate import Document, policy, statement, verdict


def _tagged(number: int) -> Json:
    return {"StringLike": {f"aws:PrincipalTag/k{i}": ["a*", "b*", "c"] for i in range(number)}}


def test_values_that_every_condition_treats_alike_are_tried_once() -> None:
    found = verdict(policy(statement(condition=_tagged(8))))
    assert (found.exposure, found.unknown) == ("any_authenticated_read", ())


def test_two_conditions_on_one_key_are_met_together_or_apart() -> None:
    both: Document = {
        "StringLike": {"aws:PrincipalTag/k": ["a*", "b*"]},
        "StringNotLike": {"aws:PrincipalTag/k": "a*"},
    }
    assert verdict(policy(statement(condition=both))).exposure == "any_authenticated_read"
    never: Document = {**both, "StringEquals": {"aws:PrincipalTag/k": "ax"}}
    assert verdict(policy(statement(condition=never))).exposure == "private"


def test_what_holds_back_is_not_looked_for_without_end() -> None:
    forget()
    began = perf_counter()
    found = verdict(policy(*(statement(condition=_tagged(13), action=a) for a in ("s3:GetObject", "s3:ListBucket"))))
    assert perf_counter() - began < 40
    assert (found.exposure, found.unknown) == ("any_authenticated_read", ("policy.combinations",))
