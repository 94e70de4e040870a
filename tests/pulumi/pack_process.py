"""The real policy pack in a process of its own, driven over gRPC as Pulumi's engine drives it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc
from toy_engine import Registered, struct

POLICIES = {"lbgate": "MANDATORY", "lbgate-advice": "ADVISORY", "lbgate-resource": "MANDATORY"}
LIMIT = 400 * 1024 * 1024


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One violation as the engine would show it."""

    urn: str
    policy: str
    level: str
    message: str


class PackProcess:
    """A running pack. Use as a context manager; ``stderr`` has what it wrote once it has ended.

    The engine starts it in the program's folder (``cwd``), by the ``python`` of the pack's environment, with ``arguments``
    and ``variables`` that depend on how the engine itself was started.
    """

    def __init__(
        self,
        folder: Path,
        *,
        python: str = sys.executable,
        cwd: str | Path = os.sep,
        arguments: Sequence[str] = (),
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._command = [python, "-u", "-m", "pulumi.policy", *arguments, "127.0.0.1:1", str(folder)]
        self._variables, self._cwd = dict(variables or {}), cwd
        self.stderr = ""

    def __enter__(self) -> PackProcess:
        bare = {name: value for name, value in os.environ.items() if not name.startswith("PULUMI_")} | self._variables
        self._errors = TemporaryFile("w+")  # a pipe that nobody reads would fill up and stop the pack
        pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": self._errors}
        self._process = subprocess.Popen(self._command, text=True, env=bare, cwd=self._cwd, **pipes)
        assert self._process.stdout
        port = self._process.stdout.readline().strip()
        limits = [(f"grpc.max_{way}_message_length", LIMIT) for way in ("send", "receive")]
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=limits)
        self._stub = analyzer_pb2_grpc.AnalyzerStub(self._channel)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._channel.close()
        self._process.kill()
        self._process.communicate()
        self._errors.seek(0)
        self.stderr = self._errors.read()
        self._errors.close()

    def info(self) -> Any:
        """The pack's own description of itself and its policies."""
        return self._stub.GetAnalyzerInfo(empty_pb2.Empty())

    def preview(
        self,
        resources: Sequence[Registered],
        config: Mapping[str, Mapping[str, Any]] | None = None,
        disabled: Sequence[str] = (),
    ) -> list[Told]:
        """Every violation of a preview, sorted. ``config`` is by policy; one that it does not name has the defaults."""
        self._configure(config or {}, disabled)
        answers = [self._stub.Analyze(_analyze(one)) for one in resources]
        shuffled = random.sample(list(resources), len(resources))  # the engine's order is a random one too
        answers.append(self._stub.AnalyzeStack(_analyze_stack(shuffled)))
        told = [diagnostic for answer in answers for diagnostic in answer.diagnostics]
        return sorted(Told(each.urn, each.policyName, _level(each.enforcementLevel), each.message) for each in told)

    def _configure(self, config: Mapping[str, Mapping[str, Any]], disabled: Sequence[str]) -> None:
        request = analyzer_pb2.ConfigureAnalyzerRequest()
        for policy, level in POLICIES.items():
            number = analyzer_pb2.EnforcementLevel.Value("DISABLED" if policy in disabled else level)
            request.policyConfig[policy].enforcementLevel = number
            request.policyConfig[policy].properties.CopyFrom(struct(config.get(policy, {})))
        self._stub.Configure(request)


def _level(number: int) -> str:
    return str(analyzer_pb2.EnforcementLevel.Name(number))


def _analyze(one: Registered) -> Any:
    return analyzer_pb2.AnalyzeRequest(urn=one.urn, type=one.type, name=one.name, properties=struct(one.inputs))


def _analyze_stack(resources: Sequence[Registered]) -> Any:
    request = analyzer_pb2.AnalyzeStackRequest()
    for one in resources:
        sent = request.resources.add(urn=one.urn, type=one.type, name=one.name, parent=one.parent)
        sent.properties.CopyFrom(struct(one.outputs))
        for name, urns in one.depends.items():
            sent.propertyDependencies[name].urns.extend(urns)
    return request
