"""Between Terraform's names and Pulumi's: of types, by their tokens, and of attributes, by the bridge's rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from .graph import Entry
from .providers import PULUMI_TYPES, TYPES

# A provider bridged by `pulumi package add terraform-provider` has all its resources in the module "index".
BRIDGED = re.compile(r"([a-z0-9-]+):index/(\w+):\w+")
# azure-native has a type for each API version: azure-native:network/v20230201:LoadBalancer, or since its version 3
# azure-native_network_v20230201:network:LoadBalancer, from a package of that version alone.
VERSIONED = re.compile(r"(azure-native)(?:_\w+)?:(\w+)(?:/v\w+)?:(\w+)")
CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
NO_NAMES: Mapping[str, Sequence[str]] = {}


@cache
def terraform_type(token: str) -> str:
    """Terraform's name of a Pulumi type (``aws_lb`` for ``aws:lb/loadBalancer:LoadBalancer``), else the token."""
    known = PULUMI_TYPES.get(unversioned(token))
    bridged = BRIDGED.fullmatch(token)
    return known or (f"{bridged[1]}_{snake(bridged[2])}" if bridged else token)


def unversioned(token: str) -> str:
    """The token without the API version that azure-native has in it."""
    versioned = VERSIONED.fullmatch(token)
    return ":".join(versioned.groups()) if versioned else token


@cache
def is_load_balancing(token: str) -> bool:
    """Whether some cloud's module reads resources of this Pulumi type."""
    return unversioned(token) in PULUMI_TYPES or terraform_type(token) in TYPES


def snake(name: str) -> str:
    """``default_action`` for ``defaultAction``."""
    return CAPITAL.sub("_", name).lower()


def camel_case(name: str) -> str:
    """``defaultAction`` for ``default_action``."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def spellings(name: str) -> Iterator[str]:
    """How Pulumi may spell Terraform's ``default_action``: ``default_action``, ``defaultAction``, ``defaultActions``.

    The plurals are those of the bridge's inflector (pulumi-terraform-bridge, pkg/tfbridge/internal/naming/naming.go).
    """
    yield name
    camel = camel_case(name)
    yield camel
    yield f"{camel}s"
    yield f"{camel}es"
    if camel.endswith("y"):
        yield f"{camel[:-1]}ies"


class Properties(Mapping[str, Entry]):
    """A resource's properties under the user's own spelling, found by Terraform's name of them.

    ``names`` are the spellings that no rule tells.
    """

    def __init__(self, entries: Mapping[str, Entry], names: Mapping[str, Sequence[str]] = NO_NAMES) -> None:
        self._entries, self._names = entries, names

    def __getitem__(self, name: str) -> Entry:
        for spelled in chain(self._names.get(name, ()), spellings(name)):
            if spelled in self._entries:
                return self._entries[spelled]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (snake(spelled) for spelled in self._entries)

    def __len__(self) -> int:
        return len(self._entries)
