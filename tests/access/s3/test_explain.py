"""Every verdict is said in one sentence that a reader of either language understands."""

import pytest

from exposurecheck.access.resolve import resolve
from tests.access.s3.estate import (
    AT,
    BUCKET,
    CIDR,
    PARTNER,
    STRANGER,
    WRITER,
    Document,
    documents,
    item,
    policy,
    statement,
)


@pytest.mark.parametrize(
    ("found", "en", "ja"),
    [
        (
            documents(policy(statement(who={"CanonicalUser": STRANGER}, action="s3:ListBucket", resource=BUCKET))),
            (
                "The account with canonical id d1d1d1d1d1d1…, outside the owner's account, can list the names "
                "of the objects (but read none of them) because statement 0 of the bucket policy allows "
                "listing to them."
            ),
            (
                "バケットポリシーのステートメント0が一覧をその相手に許可しているため、"
                "外部の正規ユーザーID d1d1d1d1d1d1… のアカウントが"
                "オブジェクト名を一覧できます（内容は読み取れません）。"
            ),
        ),
        (
            documents(
                objects=[item("a", ("AllUsers", "READ")), item("b", ("AllUsers", "READ"))], ownership_controls=WRITER
            ),
            (
                "Anyone on the internet can read the object a and the object b because the ACLs of 2 objects, "
                "a among them, grant READ to everyone (AllUsers)."
            ),
            (
                "aなど2件のオブジェクトのACLが全員（AllUsers）にREADを与えているため、"
                "インターネット上の誰もがオブジェクトa、オブジェクトbを読み取れます。"
            ),
        ),
        (
            documents(policy(statement(condition={"StringNotEquals": {"s3:ExistingObjectTag/class": "secret"}}))),
            (
                "Anyone on the internet can read every object whose tag class is not secret because statement "
                "0 of the bucket policy allows reading to everyone."
            ),
            (
                "バケットポリシーのステートメント0が読み取りを全員に許可しているため、"
                "インターネット上の誰もがすべてのオブジェクトのうちタグclassがsecretではないものを読み取れます。"
            ),
        ),
        (
            documents(policy(statement(action="s3:PutObject"))),
            (
                "Anyone on the internet can write objects because statement 0 of the bucket policy allows "
                "that to everyone."
            ),
            (
                "バケットポリシーのステートメント0が書き込みを全員に許可しているため、"
                "インターネット上の誰もが書き込みができます。"
            ),
        ),
        (
            documents(policy(statement(who={"AWS": PARTNER}, condition={"IpAddress": {"aws:SourceIp": CIDR}}))),
            (
                "Account 444455556666, outside the owner's account, from named networks only, can read every "
                "object because statement 0 of the bucket policy allows reading to them; the condition on "
                "aws:SourceIp keeps it from being wider."
            ),
            (
                "バケットポリシーのステートメント0が読み取りをその相手に許可しているため、"
                "外部のアカウント444455556666が特定のネットワークからのみ、"
                "すべてのオブジェクトを読み取れます。aws:SourceIpの条件が、それ以上の公開を防いでいます。"
            ),
        ),
    ],
)
def test_the_sentence_reads_like_one(found: Document, en: str, ja: str) -> None:
    given = resolve("aws", found, AT).explanation
    assert (given.en, given.ja) == (en, ja)
