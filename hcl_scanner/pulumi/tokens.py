"""Type tokens as a YAML program may shorten them: ``aws:lb:Listener`` for ``aws:lb/listener:Listener``.

https://github.com/pulumi/pulumi-yaml/blob/v1.25.0/pkg/pulumiyaml/packages.go asks the package's schema; the types of load
balancers are known here without one, and so is the shape of those from a bridged provider.
"""

from __future__ import annotations

from collections.abc import Iterator

from policies.providers import PULUMI_TYPES
from policies.pulumi_names import terraform_type

_FOLDED = {token.lower(): token for token in PULUMI_TYPES}


def full_token(written: str) -> str:
    """The type's own token; as it is written where no load balancer's type can be meant."""
    candidates = tuple(_candidates(written))
    known = (_FOLDED.get(each.lower()) or each for each in candidates)
    return next((each for each in known if terraform_type(each) != each), written)


def _candidates(written: str) -> Iterator[str]:
    yield written
    package, *module, name = written.split(":") if ":" in written else ("", "", "", "")
    if len(module) > 1 or not name:
        return
    middle = module[0] if module else "index"
    if not module:
        yield f"{package}:{middle}:{name}"
    if "/" not in middle:
        yield f"{package}:{middle}/{name[:1].lower()}{name[1:]}:{name}"
