"""A saved report comes back as it was; anything else is refused with a sentence that helps."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck import bundled
from exposurecheck.errors import InputError
from exposurecheck.model.exposure import ExposureClass
from exposurecheck.report.json_report import render
from exposurecheck.report.load import load
from tests.report.sample import exposure, sample, store


def test_a_report_comes_back_equal() -> None:
    assert load(render(sample()), "here") == sample()


def test_the_sample_that_we_publish_comes_back_to_the_letter() -> None:
    text = (bundled.schemas().parent / "samples" / "report.json").read_text("utf-8")

    assert render(load(text, "here")) == text


@pytest.mark.parametrize("is_public", [True, False, None])
def test_keys_that_are_printed_under_another_name_come_back(is_public: bool | None) -> None:
    one = exposure(ExposureClass.ANONYMOUS_OTHER).model_copy(
        update={"policy_is_public": is_public, "anonymous_other": ("write",)}
    )
    report = sample().model_copy(update={"resources": (store("x").model_copy(update={"exposure": one}),)})

    assert load(render(report), "here") == report


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_name_comes_back(name: str) -> None:
    report = sample().model_copy(update={"resources": (store("x").model_copy(update={"name": name}),)})

    assert load(render(report).encode(), "here") == report


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "not valid JSON"),
        (b"\xff\xfe\xfa", "not valid JSON"),
        (b"[" * 100_000, "nested too deeply|not valid JSON"),
        (b"[]", "not a saved run"),
        (b'{"version": "2.1.0", "runs": []}', "not a saved run"),
        (b'{"schema": "exposurecheck.inspection/1"}', "not a saved run"),
        (b'{"schema": 1}', "not a saved run"),
        (b'{"schema": "exposurecheck.report/2", "tool": {"version": "9.1"}}', "newer exposurecheck 9.1.*update"),
        (b'{"schema": "exposurecheck.report/1"}', "a broken report: run_id"),
        (b'{"schema": "exposurecheck.report/1", "resources": 1}', "a broken report"),
        (b'{"schema": "exposurecheck.report/1", "resources": [1, {"exposure": 2}]}', "a broken report"),
    ],
)
def test_what_is_not_a_saved_run_is_refused(text: bytes, message: str) -> None:
    with pytest.raises(InputError, match=f"^here: .*({message})"):
        load(text, "here")


def test_an_unknown_key_is_named_and_its_value_is_not() -> None:
    printed = json.loads(render(sample()))
    printed["resources"][0]["shoe_size"] = "secret"

    with pytest.raises(InputError, match=r"resources\.0\.shoe_size.*update exposurecheck") as stop:
        load(json.dumps(printed), "here")

    assert "secret" not in str(stop.value)


def test_every_cut_of_a_report_is_an_error_that_helps() -> None:
    text = render(sample())

    for end in range(0, len(text) - 3, len(text) // 50):
        with pytest.raises(InputError, match="here"):
            load(text[:end], "here")
