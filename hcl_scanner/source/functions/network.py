"""Functions on CIDR ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..calls import Function
from ..domain import Failure, Lst, Value
from ..primitives import text, whole

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network


def _network(value: Value) -> IPv4Network | IPv6Network:
    import ipaddress

    if "/" not in text(value):
        raise Failure("a CIDR range is required")
    try:
        return ipaddress.ip_network(text(value), strict=False)
    except ValueError:
        raise Failure("a CIDR range is required") from None


def _subnet(prefix: Value, bits: Value, number: Value) -> str:
    network, extra, position = _network(prefix), whole(bits), whole(number)
    if extra < 0:
        raise ValueError("a range that grows")
    length = network.prefixlen + extra
    if position < 0:
        raise ValueError("subnets are not counted from the end")
    if length > network.max_prefixlen or position >= 2**extra:
        raise Failure("there is no such subnet")
    base = int(network.network_address) + (position << (network.max_prefixlen - length))
    return f"{type(network.network_address)(base)}/{length}"


def _subnets(prefix: Value, *bits: Value) -> Lst:
    network = _network(prefix)
    if network.prefixlen == 0:
        raise ValueError("the whole address space")
    position, out = int(network.network_address), []
    end = position + network.num_addresses
    for extra in map(whole, bits):
        length = network.prefixlen + extra
        if extra < 1 or length > network.max_prefixlen:
            raise Failure("there is no such subnet")
        size = 1 << (network.max_prefixlen - length)
        position = -(-position // size) * size
        if position + size > end:
            raise Failure("the range is too small")
        out.append(f"{type(network.network_address)(position)}/{length}")
        position += size
    return Lst(out)


def _host(prefix: Value, number: Value) -> str:
    network, position = _network(prefix), whole(number)
    if not -network.num_addresses <= position < network.num_addresses:
        raise Failure("there is no such host")
    return str(network[position])


def _netmask(prefix: Value) -> str:
    network = _network(prefix)
    if network.version != 4:
        raise Failure("IPv6 has no netmask")
    return str(network.netmask)


FUNCTIONS = {
    "cidrsubnet": Function(_subnet),
    "cidrsubnets": Function(_subnets),
    "cidrhost": Function(_host),
    "cidrnetmask": Function(_netmask),
}
