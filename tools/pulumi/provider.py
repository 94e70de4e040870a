"""A provider for any package: it echoes a resource's inputs, with the real schemas' defaults (schema.py beside it).

Started by the pulumi CLI as ``pulumi-resource-<package>``; prints its port and runs until it is killed. Test tooling.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc
from schema import REPLACES, checked, created, found, type_of


class Provider(provider_pb2_grpc.ResourceProviderServicer):
    def Handshake(self, request: Any, context: Any) -> Any:
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, accept_resources=True)

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version="99.0.0")  # newer than any SDK asks for

    def GetSchema(self, request: Any, context: Any) -> Any:
        """Asked by the host of YAML programs alone: the file that the launcher names (yaml_workspace.py)."""
        return provider_pb2.GetSchemaResponse(schema=Path(sys.argv[1]).read_text())

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Configure(self, request: Any, context: Any) -> Any:
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True, acceptResources=True)

    def Check(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=struct(checked(request.urn, plain(request.news))))

    def Diff(self, request: Any, context: Any) -> Any:
        old, new = plain(request.old_inputs), plain(request.news)
        changed = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
        replaces = [name for name in changed if name in REPLACES.get(type_of(request.urn), ())]
        kind = provider_pb2.DiffResponse.DIFF_SOME if changed else provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(changes=kind, diffs=changed, replaces=replaces)

    def Create(self, request: Any, context: Any) -> Any:
        outputs = created(request.urn, plain(request.properties), preview=request.preview)
        name = request.urn.split("::", 3)[3]
        return provider_pb2.CreateResponse(id="" if request.preview else f"id-{name}", properties=struct(outputs))

    def Update(self, request: Any, context: Any) -> Any:
        computed = created(request.urn, {}, preview=True)
        kept = {name: value for name, value in plain(request.olds).items() if name in computed}
        return provider_pb2.UpdateResponse(properties=struct({**kept, **plain(request.news)}))

    def Read(self, request: Any, context: Any) -> Any:
        return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)

    def Delete(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: Any) -> Any:
        return provider_pb2.InvokeResponse(**{"return": struct(found(request.tok, plain(request.args)))})

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()


def plain(properties: Any) -> dict[str, Any]:
    return dict(json_format.MessageToDict(properties))


def struct(properties: Mapping[str, Any]) -> Any:
    message = struct_pb2.Struct()
    message.update(properties)
    return message


def leave(*_: object) -> None:
    os._exit(0)


def serve() -> None:
    server = grpc.server(ThreadPoolExecutor(16))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Provider(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)
    server.start()
    print(port, flush=True)
    while True:
        time.sleep(0.1)


if __name__ == "__main__":
    serve()
