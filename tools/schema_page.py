"""Makes docs/report-schema.md from the report's JSON schema: ``python -m tools.schema_page``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "report-schema.md"
SCHEMA: Mapping[str, Any] = json.loads((ROOT / "hcl_scanner/reporters/report.schema.json").read_text(encoding="utf-8"))

HEAD = """\
# The JSON report

`lbgate scan --format json` prints one object of this form. Its schema is `hcl_scanner/reporters/report.schema.json`, for
programs that check what they read. Within a version (`"schema": "lbgate.report/1"`) keys are only added. The same input
gives the same bytes.

Fingerprints and ids rest on addresses, rules and words, never on lines. Words are a list, since one that is not known may be
one of several; `[]` is a word of which nothing is known.

A key in *italics* is only there where it has something to say.
"""


def page() -> str:
    """The whole of docs/report-schema.md."""
    named = {name: one for name, one in SCHEMA["$defs"].items() if one.get("type") == "object"}
    return "".join([HEAD, _section("The report", SCHEMA), *(_section(name, one) for name, one in named.items())])


def _section(title: str, one: Mapping[str, Any]) -> str:
    told = f"\n{one['description']}\n" if "description" in one and one is not SCHEMA else ""
    return f"\n## {title}\n{told}\n| key | type | meaning |\n| --- | --- | --- |\n{''.join(_rows(one))}"


def _rows(one: Mapping[str, Any]) -> Iterator[str]:
    for key, value in one.get("properties", {}).items():
        name = f"`{key}`" if key in one.get("required", ()) else f"*{key}*"
        yield f"| {name} | {_type(value)} | {_meaning(value)} |\n"


def _meaning(value: Mapping[str, Any]) -> str:
    found = value.get("description") or _named(value).get("description", "")
    return str(found).replace("|", "\\|")


def _named(value: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = SCHEMA["$defs"].get(value.get("$ref", "").rpartition("/")[2], {})
    return found


def _type(value: Mapping[str, Any]) -> str:
    """As a reader says it; an object of its own section is a link there."""
    if "$ref" in value:
        name, one = value["$ref"].rpartition("/")[2], _named(value)
        return f"[{name}](#{name})" if one.get("type") == "object" else _type(one)
    if "const" in value:
        return f"`{json.dumps(value['const'])}`"
    if "enum" in value:
        return ", ".join(f"`{json.dumps(word)}`" for word in value["enum"])
    if "anyOf" in value:
        return " or ".join(_type(one) for one in value["anyOf"])
    if value.get("type") == "array":
        return f"list of {_type(value['items'])}" if "items" in value else "list"
    kinds = value.get("type", "any")
    return " or ".join(kinds) if isinstance(kinds, list) else str(kinds)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
