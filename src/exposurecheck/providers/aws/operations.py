"""The calls this provider makes: the fact each one tells, the permission it needs, and what "there is none" looks like.

Source: Amazon S3 API reference (errors of each operation); Service authorization reference (IAM actions).
"""

from exposurecheck.providers.aws.calls import Call

IDENTITY = Call("sts", "GetCallerIdentity", "account", "sts:GetCallerIdentity")
BUCKETS = Call("s3", "ListBuckets", "buckets", "s3:ListAllMyBuckets", promised="Buckets")
LOCATION = Call("s3", "HeadBucket", "region", "s3:ListBucket", promised="BucketRegion")
BUCKET_BLOCK = Call(
    "s3",
    "GetPublicAccessBlock",
    "public_access_block",
    "s3:GetBucketPublicAccessBlock",
    absent=frozenset({"NoSuchPublicAccessBlockConfiguration"}),
    query="publicAccessBlock",
    promised="PublicAccessBlockConfiguration",
)
OWNERSHIP = Call(
    "s3",
    "GetBucketOwnershipControls",
    "ownership_controls",
    "s3:GetBucketOwnershipControls",
    absent=frozenset({"OwnershipControlsNotFoundError"}),
    query="ownershipControls",
    promised="OwnershipControls",
)
POLICY = Call(
    "s3", "GetBucketPolicy", "policy", "s3:GetBucketPolicy", absent=frozenset({"NoSuchBucketPolicy"}), query="policy"
)
POLICY_STATUS = Call(
    "s3",
    "GetBucketPolicyStatus",
    "policy_status",
    "s3:GetBucketPolicyStatus",
    absent=frozenset({"NoSuchBucketPolicy"}),
    query="policyStatus",
)
ACL = Call("s3", "GetBucketAcl", "acl", "s3:GetBucketAcl", query="acl", promised="Owner")
REQUEST_PAYMENT = Call(
    "s3", "GetBucketRequestPayment", "request_payment", "s3:GetBucketRequestPayment", query="requestPayment"
)
WEBSITE = Call(
    "s3",
    "GetBucketWebsite",
    "website",
    "s3:GetBucketWebsite",
    absent=frozenset({"NoSuchWebsiteConfiguration"}),
    query="website",
)
LOGGING = Call("s3", "GetBucketLogging", "access_logging", "s3:GetBucketLogging", query="logging")
VERSIONING = Call("s3", "GetBucketVersioning", "versioning", "s3:GetBucketVersioning", query="versioning")
ENCRYPTION = Call(
    "s3",
    "GetBucketEncryption",
    "default_encryption",
    "s3:GetEncryptionConfiguration",
    absent=frozenset({"ServerSideEncryptionConfigurationNotFoundError"}),
    query="encryption",
)
TAGS = Call(
    "s3", "GetBucketTagging", "tags", "s3:GetBucketTagging", absent=frozenset({"NoSuchTagSet"}), query="tagging"
)
REPLICATION = Call(
    "s3",
    "GetBucketReplication",
    "replicates_to",
    "s3:GetReplicationConfiguration",
    absent=frozenset({"ReplicationConfigurationNotFoundError"}),
    query="replication",
)
OBJECTS = Call("s3", "ListObjectsV2", "objects", "s3:ListBucket", promised="IsTruncated")
OBJECT_ACL = Call("s3", "GetObjectAcl", "objects.acl", "s3:GetObjectAcl", query="acl", promised="Owner")
OBJECT_HEAD = Call("s3", "HeadObject", "objects.encryption", "s3:GetObject")
OBJECT_TAGS = Call("s3", "GetObjectTagging", "objects.tags", "s3:GetObjectTagging", query="tagging")
CONTENT = Call("s3", "GetObject", "content", "s3:GetObject")
KEY = Call("kms", "DescribeKey", "objects.kms_key", "kms:DescribeKey")
ACCOUNT_BLOCK = Call(
    "s3control",
    "GetPublicAccessBlock",
    "account_public_access_block",
    "s3:GetAccountPublicAccessBlock",
    absent=frozenset({"NoSuchPublicAccessBlockConfiguration"}),
    promised="PublicAccessBlockConfiguration",
)
ACCESS_POINTS = Call("s3control", "ListAccessPoints", "access_points", "s3:ListAccessPoints")
ACCESS_POINT = Call("s3control", "GetAccessPoint", "access_points", "s3:GetAccessPoint")
ACCESS_POINT_POLICY = Call(
    "s3control",
    "GetAccessPointPolicy",
    "access_points",
    "s3:GetAccessPointPolicy",
    absent=frozenset({"NoSuchAccessPointPolicy"}),
)
ROLE = Call("sts", "AssumeRole", "account", "sts:AssumeRole")
ACCOUNTS = Call("organizations", "ListAccounts", "accounts", "organizations:ListAccounts", promised="Accounts")
ORGANIZATION = Call(
    "organizations",
    "DescribeOrganization",
    "organization",
    "organizations:DescribeOrganization",
    absent=frozenset({"AWSOrganizationsNotInUseException"}),
)
S3_POLICY = Call(
    "organizations",
    "DescribeEffectivePolicy",
    "organization.s3_policy",
    "organizations:DescribeEffectivePolicy",
    absent=frozenset({"EffectivePolicyNotFoundException"}),
)
PARENTS = Call("organizations", "ListParents", "organization.resource_control_policies", "organizations:ListParents")
TARGET_POLICIES = Call(
    "organizations",
    "ListPoliciesForTarget",
    "organization.resource_control_policies",
    "organizations:ListPoliciesForTarget",
)
ORGANIZATION_POLICY = Call(
    "organizations", "DescribePolicy", "organization.resource_control_policies", "organizations:DescribePolicy"
)
