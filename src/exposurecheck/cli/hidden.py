"""What a scan cannot see while a fact is missing, in both languages."""

from exposurecheck.model.base import Bilingual

_CONFIGURATION = Bilingual(
    ja="設定の一部が読めず、公開範囲を「判断不能」とするほかない保管先が出ます",
    en="stores may have no verdict: whether they are open cannot be told without it",
)
_NARROWING = Bilingual(
    ja="組織が全体に課している制限が見えず、実際より広く公開されているように見えることがあります",
    en="limits set for the whole organisation: a store may look more open than it is, never less",
)
HIDDEN = {
    "account": Bilingual(ja="アカウント全体が検査されません", en="the whole account"),
    "accounts": Bilingual(ja="どのアカウントがあるかが分かりません", en="which accounts there are"),
    "projects": Bilingual(ja="どのプロジェクトがあるかが分かりません", en="which projects there are"),
    "subscriptions": Bilingual(ja="どのサブスクリプションがあるかが分かりません", en="which subscriptions there are"),
    "buckets": Bilingual(ja="どのバケットがあるかが分かりません", en="which buckets there are"),
    "containers": Bilingual(ja="どのコンテナーがあるかが分かりません", en="which containers there are"),
    "shares": Bilingual(ja="どのファイル共有があるかが分かりません", en="which file shares there are"),
    "region": Bilingual(ja="バケットのリージョン", en="a bucket's region"),
    "policy": Bilingual(ja="バケットポリシーによる公開", en="what a bucket policy opens"),
    "policy_status": Bilingual(ja="AWS自身によるポリシーの公開判定", en="whether AWS itself calls the policy public"),
    "acl": Bilingual(ja="バケットのACLによる公開", en="what a bucket's ACL opens"),
    "bucket.acl": Bilingual(ja="バケットのACLによる公開", en="what a bucket's ACL opens"),
    "bucket.ipFilter": Bilingual(ja="IPフィルターによる制限", en="which networks an IP filter lets in"),
    "bucket": _CONFIGURATION,
    "iamPolicy": Bilingual(ja="バケットのIAMポリシーによる公開", en="what a bucket's IAM policy opens"),
    "managedFolders": Bilingual(ja="管理対象フォルダーごとの公開", en="what managed folders open"),
    "public_access_block": _CONFIGURATION,
    "account_public_access_block": _CONFIGURATION,
    "ownership_controls": Bilingual(
        ja="ACLが有効かどうか。分からない間はACLとオブジェクトもすべて調べます",
        en="whether ACLs count; while that is unknown they are all looked at",
    ),
    "access_points": Bilingual(ja="アクセスポイント経由の公開", en="what access points open"),
    "request_payment": Bilingual(ja="リクエスタ支払いかどうか", en="whether the requester pays"),
    "organization": _NARROWING,
    "organization.s3_policy": _NARROWING,
    "organization.resource_control_policies": _NARROWING,
    "project.orgPolicies": _NARROWING,
    "project.denyPolicies": _NARROWING,
    "project.iamPolicy": Bilingual(
        ja="プロジェクトや上位フォルダーから継承する公開", en="what projects and the folders above them open"
    ),
    "customRoles": Bilingual(ja="カスタムロールが許す操作", en="what custom roles allow"),
    "acls": Bilingual(ja="ディレクトリとファイルのACLによる公開", en="what ACLs of directories and files open"),
    "signedIdentifiers": Bilingual(
        ja="保存されたアクセスポリシー(共有リンクの期限と権限)",
        en="stored access policies, which say what shared links allow and for how long",
    ),
    "blobService": Bilingual(ja="静的Webサイトとしての公開", en="whether blobs are served as a website"),
    "website": Bilingual(ja="静的Webサイトとしての公開", en="whether a bucket is served as a website"),
    "objects": Bilingual(
        ja="何が入っているか。中身は検査されません", en="what is in a store, so that no content is inspected"
    ),
    "objects.acl": Bilingual(ja="オブジェクト単位のACLによる公開", en="single objects that their own ACL opens"),
    "objects.tags": Bilingual(ja="タグを条件にした公開", en="objects that a policy opens by their tags"),
    "objects.encryption": Bilingual(
        ja="暗号化により読めないオブジェクト", en="objects that encryption keeps from outsiders"
    ),
    "objects.kms_key": Bilingual(ja="暗号鍵の管理者", en="who manages the key of an encrypted object"),
    "content": Bilingual(
        ja="公開されている部分に個人データがあるか、何人分か",
        en="whether there is personal data in what is open, and of how many people",
    ),
    "access_logging": Bilingual(ja="閲覧の記録が残っているか", en="whether reads are logged"),
    "versioning": Bilingual(ja="古い版が残っているか", en="whether old versions are kept"),
    "default_encryption": Bilingual(ja="既定の暗号化", en="default encryption"),
    "replicates_to": Bilingual(ja="複製先", en="where copies go"),
    "soft_delete": Bilingual(ja="削除後に復元できるか", en="whether deleted data can be restored"),
    "tags": Bilingual(ja="タグ(公開を意図しているかなど)", en="tags, such as whether a store is meant to be public"),
}
"""Fact of a gap to what it hides."""
