"""The shipped checks: every example, every text, every fix."""

import re
import shlex
import unicodedata
from collections import Counter
from functools import cache

import pytest
from botocore import xform_name
from botocore.session import Session

from exposurecheck import bundled
from exposurecheck.checks.catalogue import load
from exposurecheck.checks.fixes import filled
from exposurecheck.checks.schema import Check
from exposurecheck.checks.selftest import broken, examples
from exposurecheck.model.base import Bilingual
from exposurecheck.model.finding import Severity
from exposurecheck.model.resource import ProviderName, ResourceType
from tests.checks.stores import bucket

PACK = load().checks
each = pytest.mark.parametrize("check", PACK, ids=[check.id for check in PACK])


@each
def test_examples_come_out_as_written(check: Check) -> None:
    assert broken(check) == ()
    assert {outcome for outcome, _, _ in examples(check)} >= {"fail", "pass"}


def test_the_folder_holds_checks_and_nothing_else() -> None:
    assert sorted(p.name for p in bundled.checks().iterdir()) == sorted(f"{c.id}.yaml" for c in PACK)


def test_what_the_pack_promises_is_there() -> None:
    severe = {c.id for c in PACK if c.severity is Severity.CRITICAL}

    assert len(PACK) >= 20
    assert severe >= {
        "public-personal-data",
        "public-my-number",
        "public-special-care-data",
        "public-credentials",
        "public-financial-data",
        "public-personal-data-without-access-log",
        "anonymous-acl-write",
    }


@each
def test_titles_name_the_pattern_and_not_the_remedy(check: Check) -> None:
    assert not re.match(r"(ensure|make sure|enable|disable|block|restrict)\b", check.title.en, re.IGNORECASE)
    assert not check.title.en.endswith(".")
    assert not check.title.ja.endswith(("。", "こと", "ください"))


_VENDORS = r"https://(docs\.aws\.amazon\.com/\S+\.html$|cloud\.google\.com/\S+$|learn\.microsoft\.com/en-us/\S+$)"


def texts(check: Check) -> tuple[Bilingual, ...]:
    return check.title, check.because, check.remediation


@each
def test_both_languages_are_written_in_their_own_script(check: Check) -> None:
    for text in texts(check):
        assert sum(unicodedata.east_asian_width(c) in "WF" for c in text.ja) > len(text.ja) * 0.4
        assert text.en.isascii()
        assert " " not in text.ja
        assert "  " not in text.en


@each
def test_persons_are_counted_as_persons_and_nothing_is_declared_harmless(check: Check) -> None:
    """件 counts records, 人 counts persons; statutes do not write 漏洩; no check says that all is well."""
    said = " ".join(t.ja for t in texts(check))

    assert not re.search(r"[0-9,]+件", said)
    assert "漏洩" not in said
    assert not re.search(r"問題ありません|義務はありません|必ず報告|報告義務があります", said)
    assert not re.search(
        r"\bno (legal )?(duty|obligation)\b|must be reported|is a breach", " ".join(t.en for t in texts(check))
    )


@each
def test_references_are_addresses_of_vendors_or_names_of_rules(check: Check) -> None:
    for reference in check.references:
        assert re.match(_VENDORS, reference) or not reference.startswith("http")


@cache
def _operations(service: str) -> tuple[str, ...]:
    return tuple(Session().get_service_model(service).operation_names)


@each
def test_shell_fixes_are_commands_that_exist(check: Check) -> None:
    models = {"s3api": "s3", "s3control": "s3control", "iam": "iam", "cloudtrail": "cloudtrail"}
    known = {name: {xform_name(o, "-") for o in _operations(model)} for name, model in models.items()} | {"s3": {"mv"}}
    for fix in filled(check.fixes, bucket("acme", account="111122223333", region="ap-northeast-1")):
        if fix.tool == "aws-cli":
            commands = [shlex.split(line, comments=True) for line in fix.code.splitlines()]
            for words in filter(None, commands):
                assert words[0] == "aws"
                assert words[2] in known[words[1]]


CLOUDS = {
    ProviderName.AWS: ("aws-cli", 'resource "aws_', {ResourceType.BUCKET}),
    ProviderName.GCP: ("gcloud", 'resource "google_', {ResourceType.BUCKET}),
    ProviderName.AZURE: ("az", 'resource "azurerm_', {ResourceType.CONTAINER, ResourceType.SHARE}),
}
_GCLOUD = "storage (buckets|managed-folders|mv|ls)|projects|resource-manager org-policies|transfer jobs"
COMMANDS = {
    "gcloud": rf"gcloud ({_GCLOUD}) \S",
    "az": r"az (storage (account|container|blob|fs access)|monitor diagnostic-settings|role assignment) \S",
}
MEANT = [
    (check, cloud)
    for check in PACK
    for cloud, (_, _, kinds) in CLOUDS.items()
    if (not check.providers or cloud in check.providers) and kinds & {*check.applies_to}
]


@pytest.mark.parametrize(("check", "cloud"), MEANT, ids=[f"{check.id}-{cloud}" for check, cloud in MEANT])
def test_each_cloud_gets_fixes_in_its_own_words_and_filled_completely(check: Check, cloud: ProviderName) -> None:
    shell, resource, _ = CLOUDS[cloud]

    found = filled(check.fixes, bucket("acme", provider=cloud, account="111122223333", region="ap-northeast-1"))

    assert shell in {fix.tool for fix in found}
    for fix in found:
        assert fix.tool in {shell, "terraform"}
        assert not re.search(r"\{(name|account|region|key)\}", fix.code)
        if fix.tool == "terraform":
            assert not any(other in fix.code for name, (_, other, _) in CLOUDS.items() if name != cloud)
            assert resource in fix.code or 'data "aws_' in fix.code
        elif fix.tool in COMMANDS:
            lines = [line for line in fix.code.splitlines() if not line.startswith("#")]
            assert [line for line in lines if not re.match(COMMANDS[fix.tool], line)] == []
            assert all(shlex.split(line) for line in lines)


def test_each_cloud_has_checks_of_its_own() -> None:
    own = Counter(check.providers[0] for check in PACK if len(check.providers) == 1)

    assert {cloud: own[cloud] >= 8 for cloud in ProviderName} == dict.fromkeys(ProviderName, True)


@each
def test_braces_of_terraform_fixes_are_balanced(check: Check) -> None:
    for code in (code for tool, code in check.fixes.items() if tool.startswith("terraform")):
        assert code.count("{") == code.count("}")
        assert code.count('"') % 2 == 0
