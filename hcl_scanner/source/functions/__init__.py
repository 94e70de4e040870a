"""Terraform's built-in functions by theme. What is not in ``FUNCTIONS`` is unknown when called."""

from __future__ import annotations

from collections.abc import Mapping

from ..calls import Function
from . import (
    conversions,
    encoding,
    files,
    formatting,
    hashing,
    mappings,
    network,
    numeric,
    patterns,
    sequences,
    tables,
    text,
    times,
    yaml,
)

FUNCTIONS: Mapping[str, Function] = {
    **text.FUNCTIONS,
    **formatting.FUNCTIONS,
    **patterns.FUNCTIONS,
    **sequences.FUNCTIONS,
    **mappings.FUNCTIONS,
    **numeric.FUNCTIONS,
    **conversions.FUNCTIONS,
    **encoding.FUNCTIONS,
    **hashing.FUNCTIONS,
    **network.FUNCTIONS,
    **files.FUNCTIONS,
    **times.FUNCTIONS,
    **tables.FUNCTIONS,
    **yaml.FUNCTIONS,
}
