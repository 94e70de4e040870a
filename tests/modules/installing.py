"""Says where the source of every module call lies, as ``terraform init`` would, without any download."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from hcl_scanner.source.syntax import Literal, Section

from ..standin.inferred import sections_of, source_files

_LOCAL = ("./", "../")


def install(root: Path, placed: Mapping[str, Path] | None = None) -> list[Path]:
    """Writes ``modules.json`` of a root module; gives the folders of all its modules.

    ``placed`` has the folders of remote modules by source; one that is not there gets an empty one in its place, whose
    outputs are unknown.
    """
    records = [{"Key": "", "Source": "", "Dir": "."}]
    folders = [root]
    _walk(root, root, "", placed or {}, records, folders)
    manifest = root / ".terraform" / "modules" / "modules.json"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text(json.dumps({"Modules": records}), encoding="utf-8")
    return list(dict.fromkeys(folders))


def _walk(
    root: Path,
    folder: Path,
    prefix: str,
    placed: Mapping[str, Path],
    records: list[dict[str, str]],
    folders: list[Path],
) -> None:
    files = source_files(folder)
    text = "\n".join(file.text for file in files)
    for name, source, version, call in _calls(section for file in files for section in sections_of(file)):
        key = f"{prefix}{name}"
        target = _target(root, folder, key, source, placed, call, text)
        record = {"Key": key, "Source": _full(source), "Dir": os.path.relpath(target, root)}
        records.append(record | ({"Version": version} if version or _is_registry(source) else {}))
        folders.append(target)
        _walk(root, target, f"{key}.", placed, records, folders)


def _calls(sections: Iterator[Section]) -> Iterator[tuple[str, str, str, Section]]:
    for section in sections:
        if section.type == "module" and "source" in section.settings:
            yield section.labels[0], _text(section, "source"), _some_version(_text(section, "version")), section


def _text(section: Section, name: str) -> str:
    setting = section.settings.get(name)
    node = setting.expression if setting else None
    return str(node.value) if isinstance(node, Literal) else ""


def _some_version(constraint: str) -> str:
    """A version that fulfils a constraint which names its lower bound first."""
    found = re.search(r"\d+(?:\.\d+)*", constraint)
    return ".".join([*found[0].split("."), "0", "0"][:3]) if found else ""


def _is_registry(source: str) -> bool:
    return re.fullmatch(r"(?:[\w.-]+\.\w+/)?[\w-]+/[\w-]+/[\w-]+(?://.*)?", source) is not None


def _full(source: str) -> str:
    """A source as Terraform records it."""
    if source.startswith("github.com/"):
        host, *rest = source.split("//", 1)
        repository, *query = host.split("?", 1)
        inner = "".join(f"//{one}" for one in rest) + "".join(f"?{one}" for one in query)
        return f"git::https://{repository.removesuffix('.git')}.git{inner}"
    if _is_registry(source) and source.split("//", maxsplit=1)[0].count("/") == 2:
        return f"registry.terraform.io/{source}"
    return source


def _target(
    root: Path, folder: Path, key: str, source: str, placed: Mapping[str, Path], call: Section, text: str
) -> Path:
    if source.startswith(_LOCAL) or source in (".", ".."):
        return Path(os.path.normpath(folder / source))
    bare, _, inner = re.sub(r"\?.*", "", re.sub(r"(?<!:)//", "\0", source)).partition("\0")
    if bare in placed:
        return Path(os.path.normpath(placed[bare] / inner))
    return _stub(root / ".terraform" / "modules" / key, call, text)


def _stub(folder: Path, call: Section, text: str) -> Path:
    """A module that takes what it is given and whose outputs are unknown."""
    meta = {"source", "version", "count", "for_each", "providers", "depends_on"}
    outputs = sorted(set(re.findall(rf"\bmodule\.{call.labels[0]}(?:\[[^\]\n]*\]|\.\*)*\.(\w+)", text)))
    lines = ['resource "standin_module" "nothing" {', "}"]
    lines += [f'variable "{name}" {{\n  default = null\n}}' for name in call.settings if name not in meta]
    lines += [f'output "{name}" {{\n  value = standin_module.nothing.value\n}}' for name in outputs]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "main.tf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
