"""What is refused when checks are loaded, and how the writer is told."""
# ruff: noqa: E501 - what the user sees stands here in full

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from exposurecheck.checks.catalogue import examine, load
from exposurecheck.checks.problem import CheckFileError
from exposurecheck.errors import CheckError, SettingsError
from exposurecheck.model.finding import Severity
from tests.checks.writing import SOUND, spoilt, write


def problems(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    write(folder / "mine", text)
    monkeypatch.chdir(folder)
    return "\n".join(map(str, examine([Path("mine")])[1]))


def test_a_sound_check_is_loaded(tmp_path: Path) -> None:
    catalogue = load([write(tmp_path)], shipped=False)

    assert [check.id for check in catalogue.checks] == ["open-logs"]


def test_misspelt_fact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = spoilt("resource.exposure.anonymous_read\n", "resource.exposure.anonymus_read\n")

    assert problems(tmp_path, text, monkeypatch) == snapshot("""\
mine/open-logs.yaml:7:21: there is no fact 'resource.exposure.anonymus_read'; did you mean 'resource.exposure.anonymous_read'?
    7 |   resource.exposure.anonymus_read
      |                     ^\
""")


def test_wrong_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = spoilt('resource.name.startsWith("log-")', "resource.name == 3")

    assert problems(tmp_path, text, monkeypatch) == snapshot("""\
mine/open-logs.yaml:6:17: '==' does not work with a text and a whole number
    6 |   resource.name == 3 &&
      |                 ^\
""")


def test_every_mistake_is_told_and_japanese_does_not_shift_the_caret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = spoilt('resource.name.startsWith("log-")', 'resource.name == "顧客名簿" && resource.nam == "x" && foo')

    assert problems(tmp_path, text, monkeypatch) == snapshot("""\
mine/open-logs.yaml:6:39: there is no fact 'resource.nam'; did you mean 'resource.name'?
    6 |   resource.name == "顧客名簿" && resource.nam == "x" && foo &&
      |                                           ^
mine/open-logs.yaml:6:53: there is no fact 'foo'; every fact begins with 'resource'
    6 |   resource.name == "顧客名簿" && resource.nam == "x" && foo &&
      |                                                         ^\
""")


def test_condition_that_ends_too_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(tmp_path, spoilt("resource.exposure.anonymous_read\n", "\n"), monkeypatch) == snapshot("""\
mine/open-logs.yaml:6:38: the expression ends too early: something is missing here
    6 |   resource.name.startsWith("log-") &&
      |                                      ^\
""")


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("1 < 2", "it looks at no fact, so it says the same of every store"),
        ("resource.name", "the whole must be true or false, but it is a text"),
        ("resource.exposure", "there is no fact 'resource.exposure'; it has headline, determined"),
        ("resource.settings.access_points", "the whole must be true or false, but it is a whole number"),
    ],
)
def test_condition_that_cannot_decide(tmp_path: Path, condition: str, message: str) -> None:
    old = 'resource.name.startsWith("log-") &&\n  resource.exposure.anonymous_read'

    assert f":6:3: {message}" in problem_text(write(tmp_path, spoilt(old, condition))).replace(":6:12:", ":6:3:")


def problem_text(folder: Path) -> str:
    with pytest.raises(CheckFileError) as caught:
        load([folder], shipped=False)
    return str(caught.value)


@pytest.mark.parametrize("style", ["|", ">-", ""])
def test_caret_is_right_in_every_style_of_yaml(tmp_path: Path, style: str) -> None:
    old = 'fails_when: >\n  resource.name.startsWith("log-") &&\n  resource.exposure.anonymous_read\n'
    new = f"fails_when: {style}\n  resource.exposure.anonymous_list &&\n\n  !resource.exposure.anonymus_read\n"

    assert ":8:22: there is no fact 'resource.exposure.anonymus_read'" in problem_text(
        write(tmp_path, spoilt(old, new))
    )


@pytest.mark.parametrize("quote", ["'", '"'])
def test_caret_is_right_in_quotes(tmp_path: Path, quote: str) -> None:
    old = '>\n  resource.name.startsWith("log-") &&\n  resource.exposure.anonymous_read\n'
    new = f"{quote}resource.exposure.anonymous_list && resource.exposure.anonymus_read{quote}\n"

    assert ":5:68: there is no fact" in problem_text(write(tmp_path, spoilt(old, new)))


def test_duplicate_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(tmp_path, SOUND + "severity: low\n", monkeypatch) == snapshot("""\
mine/open-logs.yaml:18:1: duplicate key 'severity'; it already stands in line 3
   18 | severity: low
      | ^\
""")


def test_unknown_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(tmp_path, spoilt("severity: high", "severty: high"), monkeypatch) == snapshot("""\
mine/open-logs.yaml:1:1: missing: severity
    1 | id: open-logs
      | ^
mine/open-logs.yaml:3:1: unknown key 'severty'; did you mean 'severity'? Allowed: id, title, severity, applies_to, providers, fails_when, because, remediation, fixes, references, aliases, narrows, examples
    3 | severty: high
      | ^\
""")


def test_misspelt_fact_and_wrong_type_in_an_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = spoilt(
        "pass: [{name: log-1, exposure: {anonymous_read: false}}]",
        "pass: [{nam: log-1, exposure: {anonymous_read: 1}}]",
    )

    assert problems(tmp_path, text, monkeypatch) == snapshot("""\
mine/open-logs.yaml:16:11: unknown key 'nam'; did you mean 'name'? Allowed: provider, type, name, region, account, tags, exposure, personal_data, settings, proof, parties
   16 |   pass: [{nam: log-1, exposure: {anonymous_read: 1}}]
      |           ^
mine/open-logs.yaml:16:50: must be a valid boolean
   16 |   pass: [{nam: log-1, exposure: {anonymous_read: 1}}]
      |                                                  ^\
""")


def test_value_that_is_not_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(tmp_path, spoilt("high", "hihg"), monkeypatch) == snapshot("""\
mine/open-logs.yaml:3:11: 'hihg' is not allowed; did you mean 'high'? Allowed: critical, high, medium, low, info
    3 | severity: hihg
      |           ^\
""")


def test_id_that_is_not_the_file_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(tmp_path, spoilt("open-logs", "opened-logs"), monkeypatch) == snapshot("""\
mine/open-logs.yaml:1:5: the id must be the file's name: rename one of them ('open-logs.yaml' holds 'opened-logs')
    1 | id: opened-logs
      |     ^\
""")


def test_fix_with_a_placeholder_that_does_not_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(tmp_path, spoilt("{name}\n", "{bucket}\n"), monkeypatch) == snapshot("""\
mine/open-logs.yaml:12:42: {bucket} is no placeholder; there are {name}, {account}, {region} and {key}
   12 |     aws s3api get-bucket-policy --bucket {bucket}
      |                                          ^\
""")


def test_everything_wrong_in_a_file_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        spoilt("severity: high", "severity: hihg")
        .replace("anonymous_read\n", "anonymus_read\n")
        .replace("[bucket]", "[]")
    )

    assert problems(tmp_path, text, monkeypatch) == snapshot("""\
mine/open-logs.yaml:3:11: 'hihg' is not allowed; did you mean 'high'? Allowed: critical, high, medium, low, info
    3 | severity: hihg
      |           ^
mine/open-logs.yaml:4:13: must not be empty
    4 | applies_to: []
      |             ^
mine/open-logs.yaml:7:21: there is no fact 'resource.exposure.anonymus_read'; did you mean 'resource.exposure.anonymous_read'?
    7 |   resource.exposure.anonymus_read
      |                     ^\
""")


def test_missing_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(tmp_path, "id: open-logs\n", monkeypatch) == snapshot("""\
mine/open-logs.yaml:1:1: missing: title, severity, applies_to, fails_when, because, remediation, references, examples
    1 | id: open-logs
      | ^\
""")


def test_example_of_an_unknown_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(tmp_path, spoilt("  unknown: [{name: log-1}]\n", ""), monkeypatch) == snapshot("""\
mine/open-logs.yaml:14:1: an example under 'unknown' is needed: a store of which a deciding fact is not known
   14 | examples:
      | ^\
""")


def test_no_example_of_an_unknown_where_the_fact_is_always_known(tmp_path: Path) -> None:
    text = spoilt("  unknown: [{name: log-1}]\n", "").replace(" &&\n  resource.exposure.anonymous_read", "")
    text = text.replace("pass: [{name: log-1, exposure: {anonymous_read: false}}]", "pass: [{name: other}]")

    assert load([write(tmp_path, text)], shipped=False).checks


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_empty_text_is_refused(tmp_path: Path, lang: str) -> None:
    text = spoilt(
        "because: {ja: 理由, en: Why}",
        f"because: {{ja: 理由, en: Why, {lang}: ' '}}".replace("ja: 理由, ", "ja: 理由, "),
    )
    text = text.replace("ja: 理由, en: Why, ja: ' '", "ja: ' ', en: Why").replace("en: Why, en: ' '", "en: ' '")

    assert f"{lang} must not be empty" in problem_text(write(tmp_path, text))


def test_duplicate_ids_and_aliases_are_refused_across_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("a"))
    write(Path("b"))
    write(Path("c"), SOUND.replace("id: open-logs", "id: other\naliases: [open-logs]"), "other")

    found = examine([Path("a"), Path("b"), Path("c")])[1]

    assert "\n".join(map(str, found)) == snapshot("""\
b/open-logs.yaml:1:5: duplicate id 'open-logs': a/open-logs.yaml has it already; ids are for ever, so choose another
    1 | id: open-logs
      |     ^
c/other.yaml:2:11: duplicate id 'open-logs': a/open-logs.yaml has it already; ids are for ever, so choose another
    2 | aliases: [open-logs]
      |           ^\
""")


def test_a_users_check_cannot_replace_a_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, SOUND.replace("open-logs", "public-personal-data"), "public-personal-data")

    with pytest.raises(CheckFileError, match="duplicate id 'public-personal-data'"):
        load([tmp_path])


def test_narrowing_a_check_that_does_not_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(tmp_path, SOUND + "narrows: open-log\n", monkeypatch) == snapshot("""\
mine/open-logs.yaml:18:10: there is no check 'open-log'; did you mean 'open-logs'?
   18 | narrows: open-log
      |          ^\
""")


def test_folder_without_checks_is_refused_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(CheckFileError, match=r"holds no check \(\*\.yaml\)"):
        load([tmp_path])
    with pytest.raises(CheckFileError, match="cannot be read as a folder of checks"):
        load([tmp_path / "missing"])


def test_selection_by_glob_alias_and_severity(tmp_path: Path) -> None:
    catalogue = load([write(tmp_path, SOUND + "aliases: [readable-logs]\n")])

    assert [c.id for c in catalogue.selected(["readable-*"]).checks] == ["open-logs"]
    assert "open-logs" not in {c.id for c in catalogue.selected((), ["open-*"]).checks}
    assert {c.severity for c in catalogue.selected((), (), [Severity.LOW]).checks} == {Severity.LOW}


def test_glob_that_fits_nothing_is_an_error() -> None:
    with pytest.raises(
        SettingsError, match="--check public-personaldata: fits no check; did you mean 'public-personal-data'"
    ):
        load().selected(["public-personaldata"])


def test_aliases_resolve_and_misspelt_ids_are_corrected(tmp_path: Path) -> None:
    catalogue = load([write(tmp_path, SOUND + "aliases: [readable-logs]\n")], shipped=False)

    assert catalogue.get("readable-logs").id == "open-logs"
    with pytest.raises(CheckError, match="no check 'open-log'; did you mean 'open-logs'"):
        catalogue.get("open-log")
