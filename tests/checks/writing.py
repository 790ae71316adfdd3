"""Writes check files for tests: one sound check, and ways to spoil it."""

from pathlib import Path

SOUND = """\
id: open-logs
title: {ja: 誰でも読めるログ, en: Logs that anyone can read}
severity: high
applies_to: [bucket]
fails_when: >
  resource.name.startsWith("log-") &&
  resource.exposure.anonymous_read
because: {ja: 理由, en: Why}
remediation: {ja: 対処, en: What to do}
fixes:
  aws-cli: |
    aws s3api get-bucket-policy --bucket {name}
references: [https://example.com/logs]
examples:
  fail: [{name: log-1, exposure: {anonymous_read: true}}]
  pass: [{name: log-1, exposure: {anonymous_read: false}}]
  unknown: [{name: log-1}]
"""


def write(folder: Path, text: str = SOUND, name: str = "open-logs") -> Path:
    """Write one file into ``folder`` and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def spoilt(old: str, new: str) -> str:
    """Return the sound check with one place changed."""
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)
