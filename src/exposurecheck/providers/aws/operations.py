"""The calls this provider makes: the fact each one tells, the permission it needs, and what "there is none" looks like.

Source: Amazon S3 API reference (errors of each operation); Service authorization reference (IAM actions).
"""

from exposurecheck.providers.aws.calls import Call

IDENTITY = Call("sts", "get_caller_identity", "account", "sts:GetCallerIdentity")
BUCKETS = Call("s3", "list_buckets", "buckets", "s3:ListAllMyBuckets", promised="Buckets")
LOCATION = Call("s3", "get_bucket_location", "region", "s3:GetBucketLocation")

BUCKET_BLOCK = Call(
    "s3", "get_public_access_block", "public_access_block", "s3:GetBucketPublicAccessBlock",
    frozenset({"NoSuchPublicAccessBlockConfiguration"}), "PublicAccessBlockConfiguration",
)  # fmt: skip
OWNERSHIP = Call(
    "s3", "get_bucket_ownership_controls", "ownership_controls", "s3:GetBucketOwnershipControls",
    frozenset({"OwnershipControlsNotFoundError"}), "OwnershipControls",
)  # fmt: skip
POLICY = Call("s3", "get_bucket_policy", "policy", "s3:GetBucketPolicy", frozenset({"NoSuchBucketPolicy"}))
POLICY_STATUS = Call(
    "s3", "get_bucket_policy_status", "policy_status", "s3:GetBucketPolicyStatus", frozenset({"NoSuchBucketPolicy"})
)
ACL = Call("s3", "get_bucket_acl", "acl", "s3:GetBucketAcl", promised="Owner")
REQUEST_PAYMENT = Call("s3", "get_bucket_request_payment", "request_payment", "s3:GetBucketRequestPayment")

WEBSITE = Call("s3", "get_bucket_website", "website", "s3:GetBucketWebsite", frozenset({"NoSuchWebsiteConfiguration"}))
LOGGING = Call("s3", "get_bucket_logging", "access_logging", "s3:GetBucketLogging")
VERSIONING = Call("s3", "get_bucket_versioning", "versioning", "s3:GetBucketVersioning")
ENCRYPTION = Call(
    "s3", "get_bucket_encryption", "default_encryption", "s3:GetEncryptionConfiguration",
    frozenset({"ServerSideEncryptionConfigurationNotFoundError"}),
)  # fmt: skip
TAGS = Call("s3", "get_bucket_tagging", "tags", "s3:GetBucketTagging", frozenset({"NoSuchTagSet"}))
REPLICATION = Call(
    "s3", "get_bucket_replication", "replicates_to", "s3:GetReplicationConfiguration",
    frozenset({"ReplicationConfigurationNotFoundError"}),
)  # fmt: skip

OBJECTS = Call("s3", "list_objects_v2", "objects", "s3:ListBucket", promised="IsTruncated")
OBJECT_ACL = Call("s3", "get_object_acl", "objects.acl", "s3:GetObjectAcl", promised="Owner")
OBJECT_HEAD = Call("s3", "head_object", "objects.encryption", "s3:GetObject")
OBJECT_TAGS = Call("s3", "get_object_tagging", "objects.tags", "s3:GetObjectTagging")
CONTENT = Call("s3", "get_object", "content", "s3:GetObject")
KEY = Call("kms", "describe_key", "objects.kms_key", "kms:DescribeKey")

ACCOUNT_BLOCK = Call(
    "s3control", "get_public_access_block", "account_public_access_block", "s3:GetAccountPublicAccessBlock",
    frozenset({"NoSuchPublicAccessBlockConfiguration"}), "PublicAccessBlockConfiguration",
)  # fmt: skip
ACCESS_POINTS = Call("s3control", "list_access_points", "access_points", "s3:ListAccessPoints")
ACCESS_POINT = Call("s3control", "get_access_point", "access_points", "s3:GetAccessPoint")
ACCESS_POINT_POLICY = Call(
    "s3control", "get_access_point_policy", "access_points", "s3:GetAccessPointPolicy",
    frozenset({"NoSuchAccessPointPolicy"}),
)  # fmt: skip

ORGANIZATION = Call(
    "organizations", "describe_organization", "organization", "organizations:DescribeOrganization",
    frozenset({"AWSOrganizationsNotInUseException"}),
)  # fmt: skip
S3_POLICY = Call(
    "organizations", "describe_effective_policy", "organization.s3_policy", "organizations:DescribeEffectivePolicy",
    frozenset({"EffectivePolicyNotFoundException"}),
)  # fmt: skip
PARENTS = Call("organizations", "list_parents", "organization.resource_control_policies", "organizations:ListParents")
TARGET_POLICIES = Call(
    "organizations", "list_policies_for_target", "organization.resource_control_policies",
    "organizations:ListPoliciesForTarget",
)  # fmt: skip
ORGANIZATION_POLICY = Call(
    "organizations", "describe_policy", "organization.resource_control_policies", "organizations:DescribePolicy"
)
