"""The same configuration in Terraform's JSON syntax (https://developer.hashicorp.com/terraform/language/syntax/json)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hcl_scanner.source.syntax import Literal, Node, ObjectOf, RawTemplate, Section, Setting, TupleOf

from .sources import Block, NotApplicable, Tree, blocks, folders, value_text
from .values import is_constant

_BARE = frozenset({("variable", "type"), ("dynamic", "iterator"), ("resource", "provider"), ("data", "provider")})
"""The text of these attributes is the expression itself, without ``${}``; so it is for each item of the lists."""
_BARE_LISTS = frozenset({"depends_on", "ignore_changes", "replace_triggered_by"})
_LABELS = {"resource": 2, "data": 2, "variable": 1, "output": 1, "module": 1, "provider": 1}
_LITERAL = frozenset({"terraform", "variable", "required_providers"})
"""Blocks whose strings are no templates."""


def as_json(tree: Tree) -> Tree:
    return _written(tree, lambda document: document)


def as_json_arrays(tree: Tree) -> Tree:
    """Every block and every set of blocks as an array of one."""
    return _written(
        tree, lambda document: {kind: _arrays(value, _LABELS.get(kind, 0)) for kind, value in document.items()}
    )


def _written(tree: Tree, shape: Callable[[dict[str, Any]], dict[str, Any]]) -> Tree:
    documents: dict[str, list[Block]] = {}
    for folder in folders(tree):
        for block in blocks(tree, folder):
            documents.setdefault(f"{block.path}.json", []).append(block)
    rest = {path: text for path, text in tree.items() if not path.endswith(".tf")}
    return rest | {
        path: json.dumps(shape(_document(some)), indent=2, ensure_ascii=False) for path, some in documents.items()
    }


def _document(some: list[Block]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for block in some:
        _put(document, block.key, _body(block.section))
    return document


def _arrays(value: Any, labels: int) -> list[Any]:
    """The objects of each level of labels, and the bodies below them, in arrays."""
    if labels == 0:
        return value if isinstance(value, list) else [value]
    return [{name: _arrays(inner, labels - 1) for name, inner in value.items()}]


def _put(into: dict[str, Any], path: tuple[str, ...], body: dict[str, Any]) -> None:
    """Bodies of one path become an array."""
    *labels, last = path
    for label in labels:
        into = into.setdefault(label, {})
    if last not in into:
        into[last] = body
    elif isinstance(into[last], list):
        into[last].append(body)
    else:
        into[last] = [into[last], body]


def _body(section: Section) -> dict[str, Any]:
    body = {name: _value(setting, section.type) for name, setting in section.settings.items()}
    for inner in section.sections:
        _put(body, (inner.type, *inner.labels), _body(inner))
    return body


def _value(setting: Setting, inside: str) -> Any:
    if (inside, setting.name) in _BARE:
        return value_text(setting)
    if setting.name in _BARE_LISTS and isinstance(setting.expression, TupleOf):
        return [_source(setting, item) for item in setting.expression.items]
    if inside in _LITERAL or inside == "module" and setting.name in ("source", "version"):
        if not is_constant(setting.expression):
            raise NotApplicable("what must be literal is no constant")
        return _json(setting, setting.expression, template=False)
    return _json(setting, setting.expression, template=True)


def _json(setting: Setting, node: Node, *, template: bool) -> Any:
    match node:
        case Literal(value=str() as text):
            return text.replace("${", "$${").replace("%{", "%%{") if template else text
        case Literal(value=bool() | int() | None as value):
            return value
        case TupleOf(items=items):
            return [_json(setting, item, template=template) for item in items]
        case ObjectOf(items=items):
            return {_key(setting, key): _json(setting, value, template=template) for key, value in items}
        case RawTemplate(text=text) if text.startswith("<<"):
            raise NotApplicable("a heredoc has no place in a JSON string")
    return f"${{{_source(setting, node)}}}"


def _key(setting: Setting, node: Node) -> str:
    if isinstance(node, Literal):
        return str(node.value).replace("${", "$${").replace("%{", "%%{")
    return f"${{{_source(setting, node)}}}"


def _source(setting: Setting, node: Node) -> str:
    return setting.file.text[setting.base + node.start : setting.base + node.end]
