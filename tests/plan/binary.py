"""Binary plans, written as ``terraform plan -out`` writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from msgspec import msgpack

ROOT = {"Key": "", "Dir": "."}


def message(number: int, *parts: bytes) -> bytes:
    """A field of a protobuf message that holds a text or a message of these parts."""
    inner = b"".join(parts)
    return varint(number << 3 | 2) + varint(len(inner)) + inner


def count(number: int, value: int) -> bytes:
    return varint(number << 3) + varint(value)


def varint(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])


def variable(name: str, value: Any, type_: Any = "string") -> bytes:
    packed = msgpack.encode([json.dumps(type_).encode(), value])
    return message(2, message(1, name.encode()), message(2, message(1, packed)))


def tfplan(*variables: bytes, version: int = 3, workspace: str = "default", more: bytes = b"") -> bytes:
    return b"".join([count(1, version), *variables, message(13, message(3, workspace.encode())), more])


def archive(entries: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return out.getvalue()


def entries(
    files: Mapping[str, str], plan: bytes = b"", modules: Sequence[Mapping[str, str]] = (ROOT,)
) -> dict[str, bytes]:
    """What is in a plan; ``files`` are named ``MODULE/FILE``, those of the root module ``/FILE``."""
    held = {f"tfconfig/m-{name}": text.encode() for name, text in files.items()}
    manifest = json.dumps(list(modules)).encode()
    return {
        "tfplan": plan or tfplan(),
        "tfstate": b"{}",
        "tfstate-prev": b"{}",
        **held,
        "tfconfig/modules.json": manifest,
        ".terraform.lock.hcl": b"",
    }


def plan_file(files: Mapping[str, str], plan: bytes = b"", modules: Sequence[Mapping[str, str]] = (ROOT,)) -> bytes:
    return archive(entries(files, plan, modules))
