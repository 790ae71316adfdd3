"""Names come from strangers: whatever they hold, a filled fix stays one command with one argument."""

import json
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exposurecheck.checks.fixes import fill, filled, mistake
from tests.checks.stores import bucket

HOSTILE = [
    "$(touch /tmp/owned)",
    "`id`",
    "a'b",
    'a"b',
    "a b\nc",
    "\x1b[31mred",
    "evil\u202egnp.exe",
    "; rm -rf ~",
    "-rf",
    "a\\",
    "${HOME}",
    "日本語.csv",
    "&&|<>*?[]#!~",
]
BASH = shutil.which("bash") or ""
TEMPLATES = {"bare": "{key}", "single": "'{key}'", "double": '"{key}"', "within": "s3://b/{key}"}


def echoed(code: str) -> bytes:
    done = subprocess.run(
        [BASH, "-c", f"printf '%s\\0' {code}"], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"}
    )
    return done.stdout


@pytest.mark.skipif(not BASH, reason="needs bash to read the command back")
@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_shell_reads_back_exactly_the_name(value: str, template: str) -> None:
    code = fill("aws-cli", template, {"key": value})

    prefix = "s3://b/" if template.startswith("s3") else ""
    assert echoed(code) == f"{prefix}{value}\0".encode()


@pytest.mark.skipif(not BASH, reason="needs bash to read the command back")
@given(
    value=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
    template=st.sampled_from(list(TEMPLATES.values())),
)
@settings(max_examples=60, deadline=None)
def test_any_text_survives_the_shell(value: str, template: str) -> None:
    prefix = "s3://b/" if template.startswith("s3") else ""
    expected = f"{prefix}{value}\0".encode()

    assert echoed(fill("aws-cli", template, {"key": value})) == expected


@pytest.mark.parametrize("value", HOSTILE)
def test_what_is_shown_never_moves_the_cursor(value: str) -> None:
    for tool, template in (("aws-cli", "{key}"), ("terraform", '"{key}"')):
        code = fill(tool, template, {"key": value})

        assert all(c.isprintable() for c in code)


@pytest.mark.parametrize("value", HOSTILE)
def test_terraform_reads_back_exactly_the_name(value: str) -> None:
    """Escapes of an HCL template are those of JSON, and two marks that begin an expression."""
    code = fill("terraform", '"{key}"', {"key": value})

    assert json.loads(code.replace("$${", "${").replace("%%{", "%{")) == value


def test_unknown_values_stay_visible_as_something_to_fill_in() -> None:
    fixes = filled({"aws-cli": "aws s3api x --bucket {name} --account {account} {region} {key}"}, bucket("acme"))

    assert fixes[0].code == "aws s3api x --bucket acme --account ACCOUNT_ID REGION OBJECT_KEY"


def test_only_the_tools_of_the_stores_own_cloud_are_offered() -> None:
    templates = {
        "aws-cli": "aws",
        "gcloud": "gcloud",
        "az": "az",
        "terraform": 'resource "google_storage_bucket" "this" {}',
    }

    assert [f.tool for f in filled(templates, bucket())] == ["aws-cli"]
    assert [f.tool for f in filled(templates, bucket(provider="gcp"))] == ["gcloud", "terraform"]


@pytest.mark.parametrize(
    ("tool", "template", "message"),
    [
        ("terraform", "bucket = {name}", "{name} must stand inside double quotes in terraform code"),
        ("terraform", 'resource "x" "y" { bucket = "{name}" }', None),
        ("aws-cli", "--bucket {bucket}", "{bucket} is no placeholder"),
        ("aws-cli", "awk '{print $1}' ${name}", None),
        ("aws-cli", "--x Rules=[{ObjectOwnership=BucketOwnerEnforced}]", None),
    ],
)
def test_unsafe_templates_are_found_at_load(tool: str, template: str, message: str | None) -> None:
    found = mistake(tool, template)

    assert (found is None) if message is None else (found is not None and found[1].startswith(message))
