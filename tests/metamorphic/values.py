"""Attribute values moved to where they may as well stand: locals, variables, variables files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hcl_scanner.source.syntax import Literal, Node, ObjectOf, Section, Setting, TupleOf, Unary

from .references import references
from .sources import NotApplicable, Tree, below, blocks, folders, insertion, replaced, value_text, with_edits
from .wrapping import wrapped_in_a_module

_STATIC = frozenset({"source", "version", "providers", "provider", "depends_on", "iterator", "labels"})
_STATIC_BLOCKS = frozenset({"lifecycle", "provisioner", "connection"})


def values_in_locals(tree: Tree) -> Tree:
    for folder in folders(tree):
        tree = _moved(tree, folder, lambda setting, bound: not bound & _roots(setting), "local", _as_locals, "moved.tf")
    return tree


def values_in_variables(tree: Tree) -> Tree:
    for folder in folders(tree):
        tree = _moved(tree, folder, _is_constant, "var", _as_defaults, "moved.tf")
    return tree


def values_in_variables_files(tree: Tree) -> Tree:
    if not any(block.section.type == "resource" for block in blocks(tree, "")):
        raise NotApplicable("a module that is called reads no variables file")
    declared = _moved(tree, "", _is_constant, "var", _as_declarations, "moved.tf")
    values = _moved(tree, "", _is_constant, "var", _lines, "moved.auto.tfvars")
    return {**values, "moved.tf": declared["moved.tf"]}


def values_in_validated_variables(tree: Tree) -> Tree:
    """Words in variables that are not set, each with a validation that allows one value; ``stage.tfvars`` is for Terraform."""
    if not any(block.section.type == "resource" for block in blocks(tree, "")):
        raise NotApplicable("only the variables of the root are not set")
    given: dict[str, str] = {}

    def validated(found: dict[str, str]) -> str:
        given.update(found)
        return "".join(_VALIDATED.format(name=name, value=value) for name, value in found.items())

    moved = _moved(tree, "", lambda setting, _: _is_text(setting), "var", validated, "moved.tf")
    return {**moved, "stage.tfvars": moved.get("stage.tfvars", "") + _lines(given)}


_VALIDATED = """variable "{name}" {{
  type = string

  validation {{
    condition     = contains([{value}], var.{name})
    error_message = "There is no other."
  }}
}}
"""


def values_in_module_arguments(tree: Tree) -> Tree:
    """The case in a module, whose constants its caller gives it."""
    wrapped = wrapped_in_a_module(tree)
    call = blocks(wrapped, "")[-1].section
    given: dict[str, str] = {}

    def declared(found: dict[str, str]) -> str:
        given.update(found)
        return "".join(f'variable "{name}" {{\n}}\n' for name in found)

    inner = _moved(wrapped, "wrapped", _is_constant, "var", declared, "moved.tf")
    return with_edits(inner, [("main.tf", edit) for edit in insertion(call, _lines(given))])


def values_in_an_object(tree: Tree) -> Tree:
    """All constants of a folder in one variable, whose type leaves each of them to its default."""
    for folder in folders(tree):
        tree = _moved(tree, folder, _is_simple, "var.moved", _as_optional, "moved.tf")
    return tree


def values_in_overrides(tree: Tree) -> Tree:
    """Constants of resources said wrongly, and put right by an override file."""
    edits, overrides = [], dict[str, list[str]]()
    for folder in folders(tree):
        for block in blocks(tree, folder):
            simple = [
                one for one in block.section.settings.values() if block.section.type == "resource" and _is_text(one)
            ]
            edits += [(block.path, replaced(one, '"overridden"')) for one in simple]
            if simple:
                header = " ".join([block.section.type, *(f'"{label}"' for label in block.section.labels)])
                body = _lines({one.name: value_text(one) for one in simple})
                overrides.setdefault(below(folder, "values_override.tf"), []).append(f"{header} {{\n{body}}}\n")
    if not edits:
        raise NotApplicable("no resource has a constant")
    return {**with_edits(tree, edits), **{path: "".join(texts) for path, texts in overrides.items()}}


_ROUNDABOUT = (
    'join("", [{}, ""])',
    "coalesce(null, {})",
    "(true ? {} : null)",
    "try({}, null)",
    'lookup({{ a = {} }}, "a", null)',
    "one([{}])",
    "element([{}], 3)",
    "[for it in [{}] : it][0]",
    'merge({{ a = "b" }}, {{ a = {} }})["a"]',
    "[{{ a = {} }}].*.a[0]",
    "one([{{ a = {} }}][*].a)",
    "jsondecode(jsonencode({}))",
    'format("%s", {})',
    'replace(lower("x"), "x", {})',
    "flatten([[{}], []])[0]",
    "trimspace(<<EOT\n  ${{{}}}\nEOT\n)",
    "yamldecode(jsonencode({{ a = {} }})).a",
)


def values_by_expressions(tree: Tree) -> Tree:
    """Every word as the result of an expression, each in its turn of a list of them."""
    edits = [
        (block.path, replaced(setting, _ROUNDABOUT[number % len(_ROUNDABOUT)].format(value_text(setting))))
        for folder in folders(tree)
        for block in blocks(tree, folder)
        if block.section.type == "resource"
        for number, (setting, _) in enumerate(_settings(block.section, frozenset()))
        if _is_text(setting)
    ]
    return with_edits(tree, edits)


def _is_text(setting: Setting) -> bool:
    return (
        isinstance(setting.expression, Literal)
        and isinstance(setting.expression.value, str)
        and bool(setting.expression.value)
    )


def _is_simple(setting: Setting, _bound: frozenset[str]) -> bool:
    return isinstance(setting.expression, Literal) and setting.expression.value is not None


def _as_optional(found: dict[str, str]) -> str:
    types = "".join(f"    {name} = optional({_type_word(value)}, {value})\n" for name, value in found.items())
    return f'variable "moved" {{\n  type = object({{\n{types}  }})\n  default = {{}}\n}}\n'


def _type_word(value: str) -> str:
    if value in ("true", "false"):
        return "bool"
    return "string" if value.startswith('"') else "number"


def _lines(values: dict[str, str]) -> str:
    return "".join(f"  {name} = {value}\n" for name, value in values.items())


def _moved(
    tree: Tree,
    folder: str,
    wanted: Callable[[Setting, frozenset[str]], bool],
    root: str,
    write: Callable[[dict[str, str]], str],
    file: str,
) -> Tree:
    """The wanted values of a folder read from elsewhere, and a file that holds them."""
    found: dict[str, str] = {}
    edits = []
    for block in blocks(tree, folder):
        if block.section.type in ("resource", "data", "module"):
            for setting, bound in _settings(block.section, frozenset({"each", "count", "self"})):
                if wanted(setting, bound):
                    name = f"moved_{len(found)}"
                    found[name] = value_text(setting)
                    edits.append((block.path, replaced(setting, f"{root}.{name}")))
    return {**with_edits(tree, edits), below(folder, file): write(found)} if found else tree


def _settings(section: Section, bound: frozenset[str]) -> Iterator[tuple[Setting, frozenset[str]]]:
    """Attributes whose value may be any expression, with the names that only their block knows."""
    for setting in section.settings.values():
        if setting.name not in _STATIC:
            yield setting, bound
    for inner in section.sections:
        if inner.type not in _STATIC_BLOCKS:
            yield from _settings(inner, bound | _iterators(section))


def _iterators(section: Section) -> frozenset[str]:
    if section.type != "dynamic":
        return frozenset()
    named = section.settings.get("iterator")
    return frozenset({value_text(named) if named else section.labels[0]})


def _roots(setting: Setting) -> set[str]:
    return {reference.names[0] for reference in references(setting.expression, 0)}


def _is_constant(setting: Setting, _bound: frozenset[str]) -> bool:
    return is_constant(setting.expression)


def is_constant(node: Node) -> bool:
    """Whether an expression is a literal through and through."""
    match node:
        case Literal():
            return True
        case TupleOf(items=items):
            return all(map(is_constant, items))
        case ObjectOf(items=items):
            return all(is_constant(part) for item in items for part in item)
        case Unary(of=of):
            return is_constant(of)
    return False


def _as_locals(found: dict[str, str]) -> str:
    return f"locals {{\n{_lines(found)}}}\n"


def _as_defaults(found: dict[str, str]) -> str:
    return "".join(f'variable "{name}" {{\n  default = {value}\n}}\n' for name, value in found.items())


def _as_declarations(found: dict[str, str]) -> str:
    return "".join(f'variable "{name}" {{\n{_type(value)}}}\n' for name, value in found.items())


def _type(value: str) -> str:
    return "" if value[0] in "[{n" else f"  type = {_type_word(value)}\n"
