"""Technical reasons become words; what is not known stays as it is written."""

import pytest

from exposurecheck.report.reasons import missing, unread


@pytest.mark.parametrize(
    ("reason", "ja", "en"),
    [
        ("png: pictures are not inspected", "画像のため内容未確認", "a picture, content not examined"),
        ("encrypted: a password would be needed", "パスワードが必要", "a password would be needed"),
        ("4.5 % of the bytes were read", "先頭から約4.5%を確認", "about 4.5 % read, from the beginning"),
        ("zip: the member is broken or cut", "破損しているか途中で切れている", "broken or cut off"),
        ("could not be read: denied", "権限不足", "permission denied"),
        ("something new", "something new", "something new"),
        ("could not be read: nonsense", "could not be read: nonsense", "could not be read: nonsense"),
    ],
)
def test_why_an_object_was_not_read(reason: str, ja: str, en: str) -> None:
    said = unread(reason)

    assert (said.ja, said.en) == (ja, en)


def test_a_missing_fact_is_named_with_the_documents_and_permissions_it_waits_for() -> None:
    found = missing("exposure.anonymous_read (policy: denied, s3:GetBucketPolicy; acl: throttled)")

    assert found.code == "exposure.anonymous_read"
    assert found.label is not None
    assert found.label.en == "Who can read or write how much"
    assert [(c.fact, c.reason.en, c.permission) for c in found.causes] == [
        ("policy", "permission denied", "s3:GetBucketPolicy"),
        ("acl", "too many requests", ""),
    ]


@pytest.mark.parametrize("text", ["", "a (b", "division by zero", "strange.fact (policy: denied)"])
def test_a_text_that_is_no_known_fact_stays_whole(text: str) -> None:
    found = missing(text)

    assert (found.code, found.label, found.causes) == (text, None, ())
