"""Hostile and broken YAML: refused with its place, quickly, and without constructing anything."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposurecheck.checks.document import LARGEST, read
from exposurecheck.checks.problem import CheckFileError


def refused(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "x.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(CheckFileError) as caught:
        read(path)
    (problem,) = caught.value.problems
    return str(problem).replace(f"{tmp_path}/", "").splitlines()[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: &x [y]\nb: [*x, *x]\n", "x.yaml:1:4: anchors (&) and aliases (*) are not allowed"),
        ("a: *x\n", "x.yaml:1:4: anchors (&) and aliases (*) are not allowed"),
        ("a: !!python/object/apply:os.system [ls]\n", "x.yaml:1:4: tags (!) are not allowed"),
        ("a: !env SECRET\n", "x.yaml:1:4: tags (!) are not allowed"),
        ("? [a, b]\n: c\n", "x.yaml:1:3: a key must be a plain text"),
        ("a: 1\nb: {c: 1, c: 2}\n", "x.yaml:2:11: duplicate key 'c'; it already stands in line 2"),
        ("a: 1\n---\nb: 2\n", "x.yaml:2:1: one check in a file: a second document begins here"),
        ("a: [1\n", "x.yaml:1:6: not valid YAML"),
        ("a: b: c\n", "x.yaml:1:5: not valid YAML"),
        ("\ta: 1\n", "x.yaml:1:1: not valid YAML"),
        ("a: \x07\n", "x.yaml:1:4: not valid YAML: a character that is not allowed"),
        (b"a: \xff\n", "x.yaml: not UTF-8: byte 3"),
        ("", "x.yaml: the file is empty"),
        ("# nothing\n", "x.yaml: the file is empty"),
        ("a: " + "[" * 100_000, "x.yaml:1:20: nested more than 16 levels deep"),
        ("a: " + "x" * LARGEST, "x.yaml: too large: a check has at most 256 KiB"),
    ],
)
def test_refused_with_its_place(tmp_path: Path, content: str | bytes, message: str) -> None:
    assert refused(tmp_path, content).startswith(message)


def test_terminal_control_characters_of_a_file_never_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: \x1b[31mred\u202e\n")

    with pytest.raises(CheckFileError) as caught:
        read(path)

    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)


def test_values_follow_the_core_schema_so_that_no_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("{a: no, b: on, c: 1_000, d: 012, e: 12, f: true, g: ~, h: '1', i: 1.5, j: 0x1f, <<: {k: 1}}")

    assert read(path).data == {
        "a": "no", "b": "on", "c": "1_000", "d": "012", "e": 12, "f": True, "g": None, "h": "1", "i": 1.5, "j": "0x1f",
        "<<": {"k": 1},
    }  # fmt: skip


def test_missing_file_is_an_error_a_user_can_read(tmp_path: Path) -> None:
    with pytest.raises(CheckFileError, match="cannot be read: No such file"):
        read(tmp_path / "none.yaml")


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_bytes_give_a_document_or_a_message(tmp_path_factory: pytest.TempPathFactory, content: str | bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)

    try:
        outcome = str(read(path).values[()])
    except CheckFileError as error:
        outcome = str(error)

    assert outcome
