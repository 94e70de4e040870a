"""Terraform's plugin protocol: schemas as protobuf messages, values as MessagePack with a mark for the unknown."""

from __future__ import annotations

import json
from typing import Final

import msgspec
from tf.gen import tfplugin_pb2 as pb  # type: ignore[import-untyped]

from .schema import Block, Values

UNKNOWN: Final = msgspec.msgpack.Ext(0, b"\0")


def _unknown(_code: int, _data: memoryview) -> object:
    """Every extension is an unknown value: 0 a plain one, 12 one with refinements, which the SDK ignores."""
    return UNKNOWN


_DECODER: msgspec.msgpack.Decoder[Values | None] = msgspec.msgpack.Decoder(dict[str, object] | None, ext_hook=_unknown)


def decoded(value: pb.DynamicValue) -> Values | None:
    """The object of a message; None where there is none (nothing before a creation, nothing after a deletion)."""
    message: bytes = value.msgpack
    return _DECODER.decode(message)


def encoded(values: Values | None) -> pb.DynamicValue:
    return pb.DynamicValue(msgpack=msgspec.msgpack.encode(values))


def schema_message(block: Block) -> pb.Schema:
    return pb.Schema(version=0, block=_block_message(block))


def _block_message(block: Block) -> pb.Schema.Block:
    attributes = []
    for name, attribute in sorted(block.attributes.items()):
        required, optional, computed = attribute.use.value
        attributes.append(
            pb.Schema.Attribute(
                name=name,
                type=json.dumps(attribute.type).encode(),
                required=required,
                optional=optional,
                computed=computed,
                sensitive=attribute.sensitive,
            )
        )
    return pb.Schema.Block(attributes=attributes, block_types=_nested_messages(block))


def _nested_messages(block: Block) -> list[pb.Schema.NestedBlock]:
    return [
        pb.Schema.NestedBlock(
            type_name=name,
            block=_block_message(nested.block),
            nesting=nested.nesting.value,
            min_items=nested.at_least,
            max_items=nested.at_most,
        )
        for name, nested in sorted(block.blocks.items())
    ]
