"""Resources moved into modules of their own; what they need comes in by variables, what others need goes out by outputs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .references import Reference, references_in
from .sources import Block, Edit, Key, NotApplicable, Tree, below, blocks, edited, folders, with_edits

_BACKEND = re.compile(r"group|pool|backend|monitor|probe")
_LOCAL_NAMES = frozenset({"each", "count", "self", "path", "terraform"})


def listener_and_group_apart(tree: Tree) -> Tree:
    """The backends in one module and the listeners in another, joined by the outputs of the two."""
    apart = 0
    for folder in folders(tree):
        resources = _resources(tree, folder)
        groups = {key for key in resources if _BACKEND.search(key[1])}
        listeners = {key for key in resources if "listener" in key[1] and key not in groups}
        if groups and listeners:
            tree = _extracted(_extracted(tree, folder, "groups", groups), folder, "listeners", listeners)
            apart += 1
    if not apart:
        raise NotApplicable("no folder holds both a listener and a group")
    return tree


def each_resource_in_a_module(tree: Tree) -> Tree:
    for folder in folders(tree):
        for number, key in enumerate(_resources(tree, folder)):
            tree = _extracted(tree, folder, f"part_{number}", {key})
    return tree


def _resources(tree: Tree, folder: str) -> list[Key]:
    return [block.key for block in blocks(tree, folder) if block.section.type == "resource"]


def _extracted(tree: Tree, folder: str, name: str, keys: set[Key]) -> Tree:
    here = blocks(tree, folder)
    moved = [block for block in here if block.key in keys]
    if any({"depends_on", "provider"} & set(block.section.settings) for block in moved):
        raise NotApplicable("depends_on and provider take no variable")
    declared = {block.key: block for block in here}
    inputs: dict[str, str] = {}
    bodies = [_with_inputs(block, keys, declared, inputs) for block in moved]
    outputs: dict[str, str] = {}
    edits = [
        edit for block in here if block not in moved for edit in _with_outputs(block, name, keys, declared, outputs)
    ]
    edits += [(b.path, Edit(b.section.base + b.section.start, b.section.base + b.section.end, "")) for b in moved]
    providers = [block.text for block in here if block.section.type == "terraform"]
    variables = [f'variable "{one}" {{\n}}' for one in inputs]
    values = [f'output "{one}" {{\n  value = {value}\n}}' for one, value in outputs.items()]
    call = "".join(
        [f'\nmodule "{name}" {{\n  source = "./{name}"\n', *(f"  {k} = {v}\n" for k, v in inputs.items()), "}\n"]
    )
    outer = with_edits(tree, edits)
    caller = moved[0].path
    return {
        **outer,
        caller: outer[caller] + call,
        below(folder, f"{name}/main.tf"): "\n\n".join([*providers, *variables, *bodies, *values, ""]),
    }


def _with_inputs(block: Block, inside: set[Key], declared: dict[Key, Block], inputs: dict[str, str]) -> str:
    """The block with every reference to what stays behind turned into a variable, which is noted."""
    edits = []
    base = block.section.base + block.section.start
    for reference in references_in(block.section):
        depth = _depth(reference, declared)
        if depth and reference.target() not in inside:
            name = "_".join(reference.names[:depth])
            end = reference.ends[depth - 1]
            inputs[name] = block.section.file.text[reference.start : end]
            edits.append(Edit(reference.start - base, end - base, f"var.{name}"))
    return edited(block.text, edits)


def _with_outputs(
    block: Block, module: str, moved: set[Key], declared: dict[Key, Block], outputs: dict[str, str]
) -> Iterator[tuple[str, Edit]]:
    """Edits that read what was moved from the module's outputs, which are noted."""
    for reference in references_in(block.section):
        if reference.target() in moved:
            depth = _depth(reference, declared)
            name = "_".join(reference.names[:depth])
            end = reference.ends[depth - 1]
            outputs[name] = block.section.file.text[reference.start : end]
            yield block.path, Edit(reference.start, end, f"module.{module}.{name}")


def _depth(reference: Reference, declared: dict[Key, Block]) -> int:
    """How many names of a reference cross the border: up to an attribute of what has one instance; 0 for other names."""
    if reference.names[0] in _LOCAL_NAMES:
        return 0
    if reference.names[0] in ("var", "local"):
        return 2
    block = declared.get(reference.target())
    if block is None:
        return 0
    own = len(reference.target()) - (block.section.type == "resource")
    expanded = {"count", "for_each"} & set(block.section.settings)
    return min(len(reference.names), own + (not expanded))
