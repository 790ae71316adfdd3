"""Turns a fix template into code for one store; names of stores and keys come from strangers and are quoted."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from exposurecheck.model.finding import Fix
from exposurecheck.model.resource import ProviderName, Resource

PLACEHOLDER = re.compile(r"\{(name|account|region|key)\}")
_UNSET = {"account": "ACCOUNT_ID", "region": "REGION", "key": "OBJECT_KEY"}
_LAST_OF_FOUR_DIGITS = 0xFFFF
_PLAIN = re.compile(r"[A-Za-z0-9._/:@%+=,-]+")

SHELLS = ("aws-cli", "gcloud", "az")
HCLS = ("terraform", "terraform-google", "terraform-azurerm")
"""One file may hold the same fix for several clouds; readers see all of them as ``terraform``."""
TOOLS = (*SHELLS, *HCLS)
_SPOKEN_BY = {
    ProviderName.AWS: ("aws-cli", '"aws_'),
    ProviderName.GCP: ("gcloud", '"google_'),
    ProviderName.AZURE: ("az", '"azurerm_'),
}
"""Cloud to its command line, and to how the names of its Terraform resources begin."""


def filled(templates: Mapping[str, str], resource: Resource) -> tuple[Fix, ...]:
    """Fill every template with the names of one store."""
    values = {**_UNSET, "name": resource.name}
    exposure = resource.exposure
    key = exposure.witness.key if exposure is not None and exposure.witness is not None else None
    if resource.account:
        values["account"] = resource.account
    if resource.region:
        values["region"] = resource.region
    if key:
        values["key"] = key
    return tuple(
        Fix(tool="terraform" if tool in HCLS else tool, code=fill(tool, code, values))
        for tool, code in templates.items()
        if _is_for(resource.provider, tool, code)
    )


def _is_for(provider: ProviderName, tool: str, code: str) -> bool:
    command_line, resource_prefix = _SPOKEN_BY[provider]
    return tool == command_line or (tool in HCLS and resource_prefix in code)


def fill(tool: str, template: str, values: Mapping[str, str]) -> str:
    """Fill one template, quoting each value for the language of ``tool`` and for the quotes it stands in."""
    quote = _for_hcl if tool in HCLS else _for_shell
    return _substituted(template, lambda name, within: quote(values[name], within))


def mistake(tool: str, template: str) -> tuple[int, str] | None:
    """Return where a template would be filled unsafely, and why; None when it is safe."""
    found: list[tuple[int, str]] = []
    for match in PLACEHOLDER.finditer(template):
        within = _quote_at(template, match.start())
        if tool in HCLS and within != '"':
            found.append((match.start(), f"{match[0]} must stand inside double quotes in {tool} code"))
    unknown = re.search(r"(?<![\$%{])\{([a-z_]+)\}", PLACEHOLDER.sub(lambda m: " " * len(m[0]), template))
    if unknown:
        found.append(
            (
                unknown.start(),
                f"{unknown[0]} is no placeholder; there are {{name}}, {{account}}, {{region}} and {{key}}",
            )
        )
    return min(found) if found else None


def _substituted(template: str, value: Callable[[str, str], str]) -> str:
    return "".join(text + (value(name, within) if name else "") for text, name, within in _parts(template))


@cache
def _parts(template: str) -> tuple[tuple[str, str, str], ...]:
    """Split a template into texts, each with the placeholder that follows it and the quotes that this one stands in."""
    parts = []
    start = 0
    for match in PLACEHOLDER.finditer(template):
        parts.append((template[start : match.start()], match[1], _quote_at(template, match.start())))
        start = match.end()
    return (*parts, (template[start:], "", ""))


def _quote_at(code: str, index: int) -> str:
    """Return the quote character that is open at ``index``, or an empty text; comments may hold no odd quote."""
    quote = ""
    position = 0
    while position < index:
        c = code[position]
        if c == "\\" and quote != "'":
            position += 1
        elif c == quote:
            quote = ""
        elif not quote and c in "'\"":
            quote = c
        position += 1
    return quote


def _for_shell(value: str, within: str) -> str:
    """Quote for a POSIX shell with ``$'...'``: leave the open quotes, write the value, and open them again."""
    if _PLAIN.fullmatch(value) and not (value.startswith("-") and not within):
        return value
    if all(_visible(c) for c in value):
        quoted = "'" + value.replace("'", "'\\''") + "'"
    else:
        octets = value.encode("utf-8", "surrogateescape")
        quoted = "$'" + "".join(chr(b) if chr(b).isalnum() and b < 128 else f"\\x{b:02x}" for b in octets) + "'"  # noqa: PLR2004 - ASCII
    return f"{within}{quoted}{within}"


def _for_hcl(value: str, within: str) -> str:
    """Escape for a quoted template of HCL (Terraform language, "Strings and Templates")."""
    del within
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("${", "$${").replace("%{", "%%{")
    return "".join(
        c if _visible(c) else f"\\u{ord(c):04x}" if ord(c) <= _LAST_OF_FOUR_DIGITS else f"\\U{ord(c):08x}"
        for c in escaped
    )


def _visible(c: str) -> bool:
    """Control, format (bidirectional marks among them), private and surrogate characters are not."""
    return unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029"
