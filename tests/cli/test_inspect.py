"""``exposurecheck inspect``: what is read, what is printed, and the exit status."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from exposurecheck.cli.main import main
from tests.content.readers.reading import zipped
from tests.corpus.case import table
from tests.corpus.persons import crowd
from tests.corpus.positive import customers
from tests.servers.s3 import Bucket, StubS3, serving


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """Run the program as a user does; return exit status, standard output and standard error."""
    with pytest.raises(SystemExit) as caught:
        main(["inspect", *args])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    return int(caught.value.code or 0), printed.out, printed.err


def csv(seed: int, size: int) -> bytes:
    return table(customers(crowd(seed, size))).encode("cp932", "replace")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)
    for name, data in {
        "a.csv": csv(1, 30),
        "b/c.csv": csv(1, 20),
        "b/d.txt": b"nothing",
        "e.bin": b"\x7fELF" * 9,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[StubS3]:
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_SESSION_TOKEN", "AWS_ROLE_ARN", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAINVENTED")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "invented")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-northeast-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with serving(StubS3()) as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
        server.buckets["b"] = Bucket(
            objects={"x/a.csv": csv(1, 30), "x/y/b.csv": csv(2, 20), "x/n.txt": b"nothing", "z.csv": csv(3, 5)}
        )
        yield server


def test_json_is_as_documented_and_one_person_in_two_files_is_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "--format", "json", str(folder))
    document = json.loads(out)

    assert (status, err) == (0, "")
    assert document["schema"] == "exposurecheck.inspection/1"
    assert [one["path"] for one in document["objects"]] == ["a.csv", "b/c.csv", "b/d.txt", "e.bin"]
    first, second, *others = document["objects"]
    assert (first["status"], first["format"], first["encoding"]) == ("complete", "csv", "cp932")
    assert first["subjects"]["best"] == 30
    assert second["subjects"]["best"] == 20
    assert document["subjects"]["best"] == 30
    assert document["categories"] == ["contact"]
    assert {"type", "category", "confidence", "count", "distinct"} <= first["data"][0].keys()
    assert [one["categories"] for one in others] == [[], []]
    assert others[1]["status"] == "unsupported"


def test_text_in_both_languages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, english, _ = run(capsys, "--lang", "en", str(folder / "a.csv"))
    _, japanese, _ = run(capsys, "--lang", "ja", str(folder / "b" / "d.txt"))

    assert "a.csv: 30 people" in english
    assert "個人データは見つかりませんでした" in japanese


def test_one_is_a_person_and_not_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("氏名,電話\n大森 花子,090-1357-2468\n", encoding="utf-8")

    _, english, _ = run(capsys, "--lang", "en", str(tmp_path))
    _, japanese, _ = run(capsys, "--lang", "ja", str(tmp_path))

    assert "a.csv: 1 person\n" in english
    assert "a.csv: 1人\n" in japanese


def test_a_glob_and_two_roots_with_the_same_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "--format", "json", f"{folder}/**/*.csv")
    _, both, _ = run(capsys, "--format", "json", str(folder / "b"), str(folder / "b" / "c.csv"))

    assert [Path(one["path"]).name for one in json.loads(out)["objects"]] == ["a.csv", "c.csv"]
    assert len({one["path"] for one in json.loads(both)["objects"]}) == 3


def test_incomplete_is_a_status_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--fail-on-incomplete", str(folder))[0] == 3
    assert run(capsys, "--fail-on-incomplete", str(folder / "b"))[0] == 0


def test_budgets_bound_what_is_read_and_say_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "--format", "json", "--max-object-size", "1KiB", str(folder))
    sizes = {one["path"]: (one["bytes_read"], one["status"]) for one in json.loads(out)["objects"]}
    _, few, _ = run(capsys, "--format", "json", "--max-bytes", "100", str(folder))
    coverage = json.loads(few)["coverage"]

    assert sizes["a.csv"][0] <= 1024
    assert sizes["a.csv"][1] == "partial"
    assert coverage["of"] == 4
    assert coverage["bytes"] <= 100
    assert coverage["of_bytes"] > 1000


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("no-such-file", "does not exist"),
        ("no-such-*.csv", "fits no file"),
        ("ftp://host/file", "s3://bucket"),
        ("s3:///key", "names no bucket"),
        ("https://acme.blob.core.windows.net/", "names no container"),
        ("https://acme.blob.core.windows.net/c/b?sig=c2VjcmV0", "AZURE_STORAGE_CONNECTION_STRING"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(
    argument: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, argument)

    assert (status, out) == (2, "")
    assert said in err
    assert "c2VjcmV0" not in err


@pytest.mark.parametrize(
    ("url", "paths"),
    [
        ("s3://b", ["x/a.csv", "x/n.txt", "x/y/b.csv", "z.csv"]),
        ("s3://b/x/", ["a.csv", "n.txt", "y/b.csv"]),
        ("s3://b/x/a.csv", ["a.csv"]),
        ("s3://b/x/*.csv", ["a.csv", "y/b.csv"]),
    ],
)
def test_objects_prefixes_and_globs_of_a_bucket(
    stub: StubS3, url: str, paths: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    del stub
    status, out, err = run(capsys, "--format", "json", url)

    assert (status, err) == (0, "")
    assert [one["path"] for one in json.loads(out)["objects"]] == paths
    assert json.loads(out)["categories"] == ["contact"]


def test_a_bucket_without_such_objects_and_a_missing_bucket(stub: StubS3, capsys: pytest.CaptureFixture[str]) -> None:
    del stub
    status, _, err = run(capsys, "s3://b/nothing/")
    missing, _, why = run(capsys, "s3://no-such-bucket/")

    assert (status, missing) == (2, 2)
    assert "no such object" in err
    assert "could not be listed" in why


def test_detectors_of_the_user(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "acme.staff_id.yaml").write_text(
        "schema: 1\nid: acme.staff_id\nname: {ja: 社員番号, en: Staff id}\ncategory: indirect\n"
        "patterns:\n- {regex: '(?P<value>ACME-[0-9]{6})', base: 60, triggers: ['ACME-']}\n",
        encoding="utf-8",
    )
    (folder / "own.txt").write_text("今日の担当は ACME-004711 です\n", encoding="utf-8")
    _, out, _ = run(capsys, "--format", "json", "--detectors", str(own), str(folder / "own.txt"))

    assert [d["type"] for d in json.loads(out)["objects"][0]["data"]] == ["acme.staff_id"]


def test_files_inside_an_archive_are_objects_of_their_own_and_their_people_count_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)  # there, a file that cannot be read ends with status 3
    inner = zipped({"deep.csv": csv(1, 30), "note.txt": b"nothing"})
    (tmp_path / "a.zip").write_bytes(zipped({"b.csv": csv(1, 20), "c/inner.zip": inner, "x.png": b"\x89PNG\r\n\x1a\n"}))
    code, out, _ = run(capsys, str(tmp_path), "--format", "json", "-q")
    found = json.loads(out)
    assert code == 0
    assert [(o["path"], o["status"], o["format"], o["subjects"]["best"]) for o in found["objects"]] == [
        ("a.zip", "partial", "zip", 30),
        ("a.zip!/b.csv", "complete", "csv", 20),
        ("a.zip!/c/inner.zip", "complete", "zip", 30),
        ("a.zip!/c/inner.zip!/deep.csv", "complete", "csv", 30),
        ("a.zip!/c/inner.zip!/note.txt", "complete", "text", 0),
        ("a.zip!/x.png", "unsupported", "png", 0),
    ]
    assert {tuple(o) for o in found["objects"]} == {tuple(found["objects"][0])}
    assert found["objects"][1]["encoding"] == "cp932"
    assert found["objects"][1]["bytes_read"] == found["objects"][1]["size"] == len(csv(1, 20))
    assert found["subjects"]["best"] == 30
    assert (found["coverage"]["of"], found["coverage"]["objects"]) == (1, 0)
