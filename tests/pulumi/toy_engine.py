"""Just enough of Pulumi's engine to preview real Python programs; it plays the providers' part too.

A program runs in a process of its own, through the real SDK; what it registers goes through the real schemas' defaults
(tools/pulumi/schema.py) and comes out as the engine would hand it to a policy pack.
"""

from __future__ import annotations

import asyncio
import json
import logging
import multiprocessing
import runpy
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2, resource_pb2, resource_pb2_grpc
from schema import UNKNOWN, checked, created, found

# As older SDKs ask for them, one by one, and as newer ones name them.
FEATURES = {
    "secrets": "SECRETS",
    "resourceReferences": "RESOURCE_REFERENCES",
    "outputValues": "OUTPUT_VALUES",
    "aliasSpecs": "ALIAS_SPECS",
}
STACK_TYPE = "pulumi:pulumi:Stack"
# How the SDKs mark a value that is encoded as an object (sdk/go/common/resource/properties.go).
SIGNATURE, OUTPUT = "4dabf18193072939515e22adb298388d", "d0e6a833031e9bbcd3f4e8bde6ca49a4"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
PRELOADED = ["pulumi", "pulumi.runtime", "pulumi_aws.acm", "pulumi_aws.elb", "pulumi_aws.lb", "pulumi_aws.ssm"]


class ProgramFailed(Exception):
    """A program that ended with an error; its own words are on stderr."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A resource as a policy pack gets it: inputs after the provider's Check, outputs after Create in a preview."""

    urn: str
    type: str
    name: str
    parent: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    depends: Mapping[str, tuple[str, ...]]


@dataclass
class Monitor(resource_pb2_grpc.ResourceMonitorServicer):
    """Registers what a program declares. ``configured`` is false where the providers' own configuration is unknown."""

    project: str
    stack: str
    configured: bool = True
    registered: list[Registered] = field(default_factory=list)

    def GetDeploymentInfo(self, request: Any, context: Any) -> Any:
        found = [getattr(resource_pb2, f"RESOURCE_MONITOR_FEATURE_{name}") for name in FEATURES.values()]
        return resource_pb2.DeploymentInfo(supportedFeatures=found)

    def SupportsFeature(self, request: Any, context: Any) -> Any:
        return resource_pb2.SupportsFeatureResponse(hasSupport=request.id in FEATURES)

    def RegisterResource(self, request: Any, context: Any) -> Any:
        urn = self._urn(request)
        given = decoded(json_format.MessageToDict(request.object))
        cloud = request.custom and not request.type.startswith("pulumi:")
        inputs = checked(urn, given) if cloud and self.configured else given
        outputs = (created(urn, inputs, preview=True) if self.configured else {}) if cloud else inputs
        depends = {name: tuple(found.urns) for name, found in request.propertyDependencies.items()}
        self.registered.append(Registered(urn, request.type, request.name, request.parent, inputs, outputs, depends))
        return resource_pb2.RegisterResourceResponse(urn=urn, id="", object=struct(outputs))

    def ReadResource(self, request: Any, context: Any) -> Any:
        return resource_pb2.ReadResourceResponse(urn=self._urn(request), properties=request.properties)

    def RegisterResourceOutputs(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def RegisterPackage(self, request: Any, context: Any) -> Any:
        return resource_pb2.RegisterPackageResponse(ref="package")

    def Invoke(self, request: Any, context: Any) -> Any:
        return provider_pb2.InvokeResponse(
            **{"return": struct(found(request.tok, json_format.MessageToDict(request.args)))}
        )

    def SignalAndWaitForShutdown(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def _urn(self, request: Any) -> str:
        parents = request.parent.split("::")[2] if request.parent else STACK_TYPE
        chain = request.type if parents == STACK_TYPE else f"{parents}${request.type}"
        return f"urn:pulumi:{self.stack}::{self.project}::{chain}::{request.name}"


class Engine(engine_pb2_grpc.EngineServicer):
    def Log(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def GetRootResource(self, request: Any, context: Any) -> Any:
        return engine_pb2.GetRootResourceResponse()

    def SetRootResource(self, request: Any, context: Any) -> Any:
        return engine_pb2.SetRootResourceResponse()

    def RequirePulumiVersion(self, request: Any, context: Any) -> Any:
        return engine_pb2.RequirePulumiVersionResponse()


def previewed(
    program: Path, stack: str, config: Mapping[str, str] | None = None, configured: bool = True
) -> list[Registered]:
    """What a program registers in a preview. Raises ProgramFailed."""
    monitor = Monitor("shop", stack, configured)
    with served(monitor) as address:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([*PRELOADED, __name__])
        arguments = (str(program), address, monitor.project, stack, dict(config or {}))
        child = context.Process(target=run_program, args=arguments, daemon=True)
        child.start()
        child.join(60)
    if child.exitcode != 0:
        raise ProgramFailed(f"{program} ended with {child.exitcode}")
    return monitor.registered


@contextmanager
def served(monitor: Monitor) -> Iterator[str]:
    """Serve the monitor and an engine for one program; gives their address."""
    server = grpc.server(ThreadPoolExecutor(8))
    resource_pb2_grpc.add_ResourceMonitorServicer_to_server(monitor, server)
    engine_pb2_grpc.add_EngineServicer_to_server(Engine(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(None)


def run_program(program: str, address: str, project: str, stack: str, config: dict[str, str]) -> None:
    """Run a Pulumi program as the language host does (pulumi-language-python-exec)."""
    import pulumi.runtime

    pulumi.runtime.set_all_config({f"{project}:{key}": value for key, value in config.items()})
    pulumi.runtime.configure(
        pulumi.runtime.Settings(
            project=project,
            stack=stack,
            monitor=address,
            engine=address,
            parallel=8,
            dry_run=True,
            organization="organization",
        )
    )
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)

    def main() -> None:
        runpy.run_path(program, run_name="__main__")

    asyncio.run(pulumi.runtime.run_in_stack(main))


def decoded(value: Any) -> Any:
    """A property as the engine hands it to a pack: without output wrappers, unknowns as sentinels, secrets marked."""
    if isinstance(value, list):
        return [decoded(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get(SIGNATURE) != OUTPUT:
        return {key: decoded(item) for key, item in value.items()}
    plain = decoded(value["value"]) if "value" in value else UNKNOWN
    return {SIGNATURE: SECRET, "value": plain} if value.get("secret") else plain


def struct(properties: Mapping[str, Any]) -> Any:
    """A property map as it goes over the wire."""
    message = struct_pb2.Struct()
    json_format.ParseDict(json.loads(json.dumps(properties)), message)
    return message
