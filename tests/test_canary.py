"""No value from any input reaches an output, a log, an exception or a file: planted in every format, over all verbs."""

import base64
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from exposurecheck.cli.main import main
from tests.corpus.formats import every_format, locked
from tests.corpus.persons import luhn, my_number
from tests.servers.s3 import Bucket, StubS3, serving

_CHANCE = Random(20261123)
MY_NUMBER = my_number(_CHANCE)
CARD = luhn("453976318420951")
HEADER = [
    "氏名",
    "フリガナ",
    "メールアドレス",
    "電話番号",
    "住所",
    "生年月日",
    "個人番号",
    "カード番号",
    "パスワード",
    "備考",
]
PERSON = [
    "金糸雀 鳴海", "カナリア ナルミ", "kanaria.narumi@sakura-mail.jp", "080-7364-1952", "東京都渋谷区神南7-36-419",
    "1971-03-27", MY_NUMBER, CARD, "kAnAr1aPass9x", "糖尿病で金糸雀内科に通院中",
]  # fmt: skip
OTHER = [
    "百舌鳥 翼", "モズ ツバサ", "mozu.tsubasa@kitanet.ne.jp", "070-8273-6451", "大阪府大阪市北区梅田5-28-613",
    "1964-11-19", my_number(_CHANCE), luhn("528893746152083"), "m0zuPass7qz", "前科1犯（百舌鳥事件）",
]  # fmt: skip
SECRETS = (
    "AKIAKANARIAX7Q3MZ5TW",
    "kAnAr1aS4sSignature0987654321abcdefghijk",
    "postgres://kanaria:kAnAr1aDb77@10.0.0.9/prod",
    "ghp_kAnAr1aTokenkAnAr1aTokenkAnAr1aToken",
    "kAnAr1aSignatureOf32BytesInBase64abcdefghi8=",
)
SETTINGS = (
    f"AWS_ACCESS_KEY_ID={SECRETS[0]}\n"
    f"SAS=https://acme.blob.core.windows.net/c/b?sv=2025-01-05&se=2027-01-01&sr=b&sp=r&sig={SECRETS[1]}%3D\n"
    f"LINK=https://acme.blob.core.windows.net/c/b?sv=2025-01-05&se=2037-01-01&sr=b&sp=r&sig={SECRETS[4]}\n"
    f"DATABASE_URL={SECRETS[2]}\nGITHUB_TOKEN={SECRETS[3]}\n"
)


def _canaries() -> list[str]:
    """Return what must not be seen: whole values, and the parts by which they would be known."""
    parts = {
        "金糸雀",
        "カナリア",
        "ｶﾅﾘｱ",
        "百舌鳥",
        "モズ",
        "kanaria",
        "kAnAr1a",
        "mozu",
        "m0zu",
        "7364",
        "8273",
        "7-36-419",
        "5-28-613",
    }
    parts |= {MY_NUMBER, CARD, OTHER[6], OTHER[7], MY_NUMBER[4:], CARD[6:], "1971-03-27", "1964-11-19", "前科1犯"}
    return sorted(parts | set(SECRETS))


def _spellings(text: str) -> Iterator[bytes]:
    """Return how a value may be written in a file."""
    for encoding in ("utf-8", "cp932", "euc_jp", "utf-16-le", "utf-16-be"):
        yield text.encode(encoding)
    yield json.dumps(text)[1:-1].encode()
    yield "".join(f"%{byte:02X}" for byte in text.encode()).encode() if not text.isascii() else text.lower().encode()
    if not text.isascii():
        yield "".join(f"&#{ord(c)};" for c in text).encode()
    elif len(text) > 8:
        yield base64.b64encode(text.encode())[:-4]
        yield text.encode().hex().encode()


_SHORT = 5
FORBIDDEN = sorted({spelling for canary in _canaries() for spelling in _spellings(canary)})


def objects() -> dict[str, bytes]:
    """Return files of every format with the canaries in them: sound, locked, cut and hostile ones."""
    files = every_format([HEADER, PERSON, OTHER])
    sound = dict(files)
    files["settings.env"] = SETTINGS.encode()
    files["locked.zip"] = locked(files["a.zip"])
    for name, data in sound.items():
        files[f"cut/{name}"] = data[: len(data) * 2 // 3]
        files[f"torn/{name}"] = data[:40] + b"\xff\xfe\0" + data[60:]
    person = ",".join(PERSON)
    files["bad/open.json"] = ('{"people": [{"name": "' + PERSON[0] + '", "mail": "' + PERSON[2] + '"').encode()
    files["bad/deep.json"] = b"[" * 100_000 + person.encode() + b"]" * 100_000
    files["bad/entity.xml"] = f'<!DOCTYPE a [<!ENTITY x "{person}">]><a>&x;&{PERSON[8]};<b></a>'.encode()
    files["bad/quote.csv"] = f'a,b\n"{person}\n{person}"x",{PERSON[2]}\n'.encode()
    files["bad/mixed.txt"] = person.encode() + b"\x81\xff" + person.encode("cp932") + b"\xf8" + person.encode("euc_jp")
    files["bad/dump.sql"] = f"CREATE TABLE `{PERSON[8]}` (;\nINSERT INTO t VALUES ('{person}".encode()
    files["bad/mail.eml"] = f"From: {PERSON[2]}\nContent-Type: text/plain; charset={PERSON[8]}\n\n{person}".encode()
    files["bad/page.pdf"] = b"%PDF-1.7\n1 0 obj\n(" + person.encode() + b")\nendobj\ntrailer <</Root 9 0 R>>"
    files["bad/list.7z"] = b"7z\xbc\xaf\x27\x1c" + person.encode()
    files["bad/list.parquet"] = b"PAR1" + person.encode() + b"PAR1"
    return files


@pytest.fixture(scope="module")
def planted() -> dict[str, bytes]:
    return objects()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which everything that is written must land, temporary files included."""
    made = tmp_path / "made"
    (made / "tmp").mkdir(parents=True)
    monkeypatch.chdir(made)
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(made / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(made / "tmp"))
    monkeypatch.delenv("CI", raising=False)
    return made


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    """Run the program as a user does; return its exit status and both streams."""
    with pytest.raises(SystemExit) as stop:
        main(args)
    printed = "".join(capsys.readouterr())
    assert "Traceback" not in printed
    return int(stop.value.code or 0), printed


def seen(place: Path, *printed: str) -> list[str]:
    """Return where a canary was seen: in what was printed, or in a file that was left."""
    texts = {f"printed {number}": text.encode("utf-8", "replace") for number, text in enumerate(printed)}
    texts |= {str(path): path.read_bytes() for path in place.rglob("*") if path.is_file() and not path.is_symlink()}
    return [f"{where}: {bad!r}" for where, data in texts.items() for bad in FORBIDDEN if bad in data and _is(bad, data)]


def _is(bad: bytes, data: bytes) -> bool:
    """Tell whether a short value stands by itself: four digits are in one random hash of a thousand by chance."""
    if len(bad) > _SHORT or not bad.isascii():
        return True
    return re.search(rb"(?<![0-9A-Za-z])%b(?![0-9A-Za-z])" % re.escape(bad), data) is not None


def test_the_canaries_would_be_seen(place: Path) -> None:
    """The search itself works, whatever a value is written like."""
    (place / "leak.bin").write_bytes("x".join(PERSON).encode("utf-16-le"))

    assert seen(place)
    assert seen(place / "tmp", json.dumps({"name": PERSON[0]}))
    assert seen(place / "tmp", "080-7364-8273")
    assert not seen(place / "tmp", "1 person, contact, jp.my_number 1 (high)", "sha256:73648273ab")


def test_inspect_prints_no_value(
    planted: dict[str, bytes], tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "input"
    for name, data in planted.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    status, listed = run(capsys, "inspect", "--format", "json", str(folder))
    _, text = run(capsys, "inspect", "--lang", "ja", str(folder))
    _, english = run(capsys, "inspect", "--lang", "en", "--max-object-size", "700", str(folder))

    found = {one["path"]: one for one in json.loads(listed)["objects"]}
    assert status == 0
    assert {path for path in found if "!/" not in path} == set(planted)
    unseen = [name for name in every_format([HEADER, PERSON, OTHER]) if "my_number" not in found[name]["categories"]]
    assert unseen == []  # what nobody reads, nobody leaks
    assert "credential" in found["settings.env"]["categories"]
    assert [one["store"] for one in found["settings.env"]["links"]] == ["c"]
    assert seen(place, listed, text, english) == []


def test_a_scan_writes_no_value(
    planted: dict[str, bytes], place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::open/*"}
            ],
        }
    )
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_SESSION_TOKEN", "AWS_ROLE_ARN", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAINVENTED")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "invented")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-northeast-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    server = StubS3()
    server.buckets["open"] = Bucket(policy=policy, objects=dict(planted), public=frozenset(planted))
    with serving(server) as stub:
        monkeypatch.setenv("AWS_ENDPOINT_URL", stub.url)
        status, printed = run(
            capsys, "scan", "--provider", "aws", "--probe", "--content", "full", "-o", "out", "-f", "html",
            "-f", "json", "--log-level", "debug", "--log-file", "scan.log",
        )  # fmt: skip

    report = json.loads(Path("out/latest/report.json").read_text(encoding="utf-8"))
    data = report["resources"][0]["personal_data"]
    assert status == 1
    assert {"my_number", "contact", "credential", "financial", "special_care"} <= set(data["categories"])
    assert Path("scan.log").exists()
    assert seen(place, printed) == []


def test_broken_configurations_are_told_without_what_is_in_them(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "input"
    folder.mkdir()
    link = f"https://acme.blob.core.windows.net/c?sv=2025-01-05&sp=rl&sig={SECRETS[1]}%3D"
    (folder / "sas.json").write_text(
        json.dumps({"id": "sas", "provider": "azure", "as_of": "2026-11-23T00:00:00Z", "resource": {"sas": link}})
    )
    (folder / "cut.json").write_text('{"id": "cut", "provider": "aws", "resource": {"x": "' + ",".join(PERSON))
    (folder / "mail.json").write_text("\n".join(PERSON), encoding="utf-8")

    said = [
        run(capsys, "access", "--format", "json", str(folder))[1],
        run(capsys, "access", str(folder / "sas.json"))[1],
        run(capsys, "inspect", str(folder / "nothing-here.csv"))[1],
    ]

    assert all(said)
    assert seen(place, *said) == []
