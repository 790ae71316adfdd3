"""Turns an id into a check file that already works, with a comment at every place that has to be changed."""

import textwrap

from exposurecheck.checks.facts import declared, described

_KINDS: dict[object, str] = {bool: "true/false", int: "whole number", str: "text", tuple[str, ...]: "list of texts"}
_TEMPLATE = """\
# Change what is below, then run:  exposurecheck checks test .
# The id is the name of this file, and is for ever: it is what people suppress. Name the pattern found, not the remedy.
id: {id}
title:
  ja: 誰でも読めるログ用保管先
  en: A log store that anyone can read
severity: medium                      # critical, high, medium, low, info
applies_to: [bucket, container]       # bucket, container, share
# providers: [aws]                    # aws, gcp, azure; all when left out
# CEL, https://cel.dev. A fact that is not known makes the answer unknown, unless the others decide it.
fails_when: >
  resource.name.startsWith("log-") && resource.exposure.anonymous_read
because:
  ja: なぜ問題なのかを、担当者以外にも分かる言葉で書きます。
  en: Why it matters, in words that the reader's manager understands.
remediation:
  ja: 何をどの順序で行うかを書きます。
  en: What to do, in order.
# {{name}}, {{account}}, {{region}} and {{key}} are filled in and quoted for each store.
# The tools: aws-cli, gcloud, az, terraform.
fixes:
  aws-cli: |
    aws s3api get-bucket-policy --bucket {{name}}
references:
  - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# The examples are the tests. Write one for every way to fail, to pass and to be undecided.
examples:
  fail:
    - {{name: log-2026, exposure: {{anonymous_read: true}}}}
  pass:
    - {{name: log-2026, exposure: {{anonymous_read: false}}}}
    - {{name: website, exposure: {{anonymous_read: true}}}}
  unknown:
    - {{name: log-2026}}                # who can read it could not be determined

# The facts:
{facts}
"""


def skeleton(check_id: str) -> str:
    """Write a sound check whose examples hold, followed by every fact that it may ask about."""
    return _TEMPLATE.format(id=check_id, facts="\n".join(_facts()))


def _facts() -> list[str]:
    lines = []
    for name, text in described().items():
        kind = _KINDS.get(declared()[name], "texts by name")
        lines.append(f"# {name}  ({kind})")
        lines += textwrap.wrap(text.replace("``", "'"), 110, initial_indent="#     ", subsequent_indent="#     ")
    return lines
