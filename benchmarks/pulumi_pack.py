"""The policy pack beside one whose policies do nothing, on the same stacks in the same run: ``make bench``.

Each pack is a process of its own, driven over gRPC as Pulumi's engine drives it: every resource, then the stack. Its
time is what its process worked, so that a busy machine changes little; every figure is the least of several runs, taken
in turn. (Called ``pulumi.py``, this file would hide the package of that name from all that is run from this folder.)
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2
from source import peak

ROOT = Path(__file__).resolve().parents[1]
RUNS = {0: 5, 1_000: 7, 10_000: 3}
STARTS = 9
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
LISTENER, GROUP = "aws:lb/listener:Listener", "aws:lb/targetGroup:TargetGroup"
BALANCER, OTHER = "aws:lb/loadBalancer:LoadBalancer", "aws:ec2/securityGroup:SecurityGroup"
EMPTY = """
from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy, StackValidationPolicy

def nothing(args, report):
    pass

PolicyPack("lbgate", [
    ResourceValidationPolicy("lbgate-resource", "nothing", nothing),
    StackValidationPolicy("lbgate-advice", "nothing", nothing),
    StackValidationPolicy("lbgate", "nothing", nothing),
], EnforcementLevel.MANDATORY)
"""


@dataclass(frozen=True)
class Cost:
    """The seconds that the pack's process worked, and its largest memory in MB."""

    seconds: float
    megabytes: float
    waited: float = 0

    def beyond(self, start: Cost) -> Cost:
        return Cost(self.seconds - start.seconds, self.megabytes)


@dataclass(frozen=True)
class Stack:
    """What the engine sends of one stack, ready for the wire."""

    resources: Sequence[bytes]
    whole: bytes


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:dev::shop::{token}::{name}"


def resources(count: int) -> Iterator[tuple[str, str, Mapping[str, Any], Mapping[str, str]]]:
    """A tenth each are listeners, groups and balancers: token, name, properties, and what these were made from."""
    for number in range(count):
        shop = f"shop-{number // 10}"
        described = {"description": f"{shop} {number}", "tags": {"team": "shop", "number": str(number)}}
        match number % 10:
            case 0:
                yield BALANCER, shop, {"loadBalancerType": "application", "arn": UNKNOWN, **described}, {}
            case 1:
                check = {"protocol": "HTTP", "path": "/healthz", "port": "traffic-port"}
                yield GROUP, shop, {"port": 8080, "protocol": "HTTP", "healthCheck": check, **described}, {}
            case 2:
                actions = [{"type": "forward", "targetGroupArn": UNKNOWN}]
                made = {"defaultActions": urn(GROUP, shop), "loadBalancerArn": urn(BALANCER, shop)}
                yield LISTENER, shop, {"port": 8080, "protocol": "HTTP", "loadBalancerArn": UNKNOWN,
                                       "defaultActions": actions, **described}, made  # fmt: skip
            case _:
                opened = {"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/8"]}
                yield OTHER, f"{shop}-{number}", {"ingress": [opened], "egress": [opened], **described}, {}


def stack(count: int) -> Stack:
    whole, alone = analyzer_pb2.AnalyzeStackRequest(), []
    for token, name, properties, made in resources(count):
        one = analyzer_pb2.AnalyzeRequest(type=token, name=name, urn=urn(token, name))
        one.properties.update(properties)
        alone.append(one.SerializeToString())
        sent = whole.resources.add(type=token, name=name, urn=urn(token, name))
        sent.properties.update(properties)
        for property_, maker in made.items():
            sent.propertyDependencies[property_].urns.append(maker)
    return Stack(alone, whole.SerializeToString())


@dataclass(frozen=True)
class Pack:
    """A running pack: its process, and the channel to it."""

    process: subprocess.Popen[str]
    channel: grpc.Channel

    def call(self, method: str, request: bytes) -> bytes:
        path = f"/pulumirpc.Analyzer/{method}"
        answer: bytes = self.channel.unary_unary(path)(request)
        return answer


def started(folder: Path) -> Pack:
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed lbgate is compiled
    command = [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(folder)]
    process = subprocess.Popen(command, text=True, env=environment, cwd=os.sep, stdout=subprocess.PIPE)
    assert process.stdout
    limits = [(f"grpc.max_{way}_message_length", 400 << 20) for way in ("send", "receive")]
    channel = grpc.insecure_channel(f"127.0.0.1:{process.stdout.readline().strip()}", options=limits)
    return Pack(process, channel)


def ended(pack: Pack) -> Cost:
    """End a pack; what it has cost."""
    pack.channel.close()
    pack.process.kill()
    _, status, used = os.wait4(pack.process.pid, 0)
    pack.process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(used.ru_utime + used.ru_stime, peak(used))


def previewed(folder: Path, sent: Stack) -> Cost:
    pack = started(folder)
    pack.call("GetAnalyzerInfo", empty_pb2.Empty().SerializeToString())
    for one in sent.resources:
        pack.call("Analyze", one)
    answer = analyzer_pb2.AnalyzeResponse.FromString(pack.call("AnalyzeStack", sent.whole))
    if answer.diagnostics:
        raise SystemExit(f"this stack is sound, and yet: {answer.diagnostics[0].message}")
    return ended(pack)


def measured(packs: Mapping[str, Path], count: int) -> dict[str, Cost]:
    """What each pack costs for a stack of so many resources."""
    sent = stack(count)
    taken = [{name: previewed(folder, sent) for name, folder in packs.items()} for _ in range(RUNS[count])]
    return {
        name: Cost(min(one[name].seconds for one in taken), min(one[name].megabytes for one in taken)) for name in packs
    }


def ready(folder: Path) -> Cost:
    """What it takes a pack to say what its policies are: the seconds that the engine waits, of which it works some."""
    start = time.perf_counter()
    pack = started(folder)
    pack.call("GetAnalyzerInfo", empty_pb2.Empty().SerializeToString())
    seconds = time.perf_counter() - start
    return replace(ended(pack), waited=seconds)


def show(what: str, figure: str, limit: str, held: bool) -> None:
    print(f"{what:<48} {figure:<52} (limit: {limit}) {'held' if held else 'MISSED'}")


def compare(packs: Mapping[str, Path], count: int, start: Mapping[str, Cost]) -> float:
    """Show what the pack costs beside the empty one, once both have started; gives its seconds."""
    cost = measured(packs, count)
    lbgate, empty = (cost[name].beyond(start[name]) for name in ("lbgate", "empty"))
    ratio, more = lbgate.seconds / empty.seconds, lbgate.megabytes - empty.megabytes
    beside = f"{lbgate.seconds * 1000:.0f} ms beside {empty.seconds * 1000:.0f} ms: {ratio:.2f} x"
    show(f"{count:,} resources, time", beside, "1.5 x", ratio <= 1.5)
    show(f"{count:,} resources, memory", f"{lbgate.megabytes:.0f} MB: {more:.0f} MB more", "40 MB", more <= 40)
    return lbgate.seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder)
        (empty / "__main__.py").write_text(EMPTY, encoding="utf-8")
        (empty / "PulumiPolicy.yaml").write_text("runtime: python\n", encoding="utf-8")
        packs = {"empty": empty, "lbgate": ROOT / "policies"}
        starts = [{name: ready(pack) for name, pack in packs.items()} for _ in range(STARTS)]
        bare, first = (min(one[name].waited for one in starts) for name in packs)
        worked = min(one["lbgate"].seconds for one in starts)
        figure = f"{first * 1000:.0f} ms ({worked * 1000:.0f} ms of work) beside {bare * 1000:.0f} ms"
        show("from start to first answer", figure, "500 ms", first <= 0.5)
        start = measured(packs, 0)
        small, large = (compare(packs, count, start) for count in (1_000, 10_000))
        show("10,000 resources beside 1,000", f"{large / small:.1f} x", "12 x", large / small <= 12)


if __name__ == "__main__":
    main()
