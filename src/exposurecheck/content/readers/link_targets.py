"""Turns the target of a link into the mail address or the number that it stands for."""


def bare(target: str) -> str:
    """Return a target without the scheme of mail (RFC 6068) or telephone (RFC 3966); any other stays as it is."""
    return target.removeprefix("mailto:").removeprefix("tel:")
