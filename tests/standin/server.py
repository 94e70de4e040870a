"""The gRPC side of the stand-in: answers what terraform asks of a provider while it plans and applies."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import grpc  # type: ignore[import-untyped]
from tf.gen import tfplugin_pb2 as pb  # type: ignore[import-untyped]
from tf.gen import tfplugin_pb2_grpc as rpc

from .applying import settled
from .planning import planned, replacing
from .schema import Catalogue, Values
from .wire import UNKNOWN, decoded, encoded, schema_message


class Provider(rpc.ProviderServicer):  # type: ignore[misc]
    """One provider. Its cloud remembers what was made, for imports; what terraform's state says is there, is there."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._serials, self._cloud = count(1), dict[str, Values]()

    def GetProviderSchema(self, request: pb.GetProviderSchema.Request, context: grpc.ServicerContext) -> object:
        return pb.GetProviderSchema.Response(
            provider=schema_message(self._catalogue.configuration),
            provider_meta=schema_message(self._catalogue.meta),
            resource_schemas={name: schema_message(block) for name, block in self._catalogue.resources.items()},
            data_source_schemas={name: schema_message(block) for name, block in self._catalogue.data_sources.items()},
            server_capabilities=pb.ServerCapabilities(plan_destroy=False, get_provider_schema_optional=False),
        )

    def ValidateProviderConfig(
        self, request: pb.ValidateProviderConfig.Request, context: grpc.ServicerContext
    ) -> object:
        return pb.ValidateProviderConfig.Response()

    def ValidateResourceConfig(
        self, request: pb.ValidateResourceConfig.Request, context: grpc.ServicerContext
    ) -> object:
        return pb.ValidateResourceConfig.Response()

    def ValidateDataResourceConfig(
        self, request: pb.ValidateDataResourceConfig.Request, context: grpc.ServicerContext
    ) -> object:
        return pb.ValidateDataResourceConfig.Response()

    def ConfigureProvider(self, request: pb.ConfigureProvider.Request, context: grpc.ServicerContext) -> object:
        return pb.ConfigureProvider.Response()

    def PlanResourceChange(self, request: pb.PlanResourceChange.Request, context: grpc.ServicerContext) -> object:
        configuration, prior = decoded(request.config), decoded(request.prior_state)
        if configuration is None:
            return pb.PlanResourceChange.Response(planned_state=encoded(None))
        state = planned(self._catalogue.resources[request.type_name], configuration, prior)
        names = replacing(self._catalogue.replacing.get(request.type_name, ()), prior, state) if prior else []
        paths = [pb.AttributePath(steps=[pb.AttributePath.Step(attribute_name=name)]) for name in names]
        return pb.PlanResourceChange.Response(
            planned_state=encoded(state), requires_replace=paths, legacy_type_system=True
        )

    def ApplyResourceChange(self, request: pb.ApplyResourceChange.Request, context: grpc.ServicerContext) -> object:
        state = decoded(request.planned_state)
        if state is not None:
            state = settled(request.type_name, self._catalogue.resources[request.type_name], state, next(self._serials))
            self._cloud[str(state["id"])] = state
        return pb.ApplyResourceChange.Response(new_state=encoded(state), legacy_type_system=True)

    def UpgradeResourceState(self, request: pb.UpgradeResourceState.Request, context: grpc.ServicerContext) -> object:
        return pb.UpgradeResourceState.Response(upgraded_state=pb.DynamicValue(json=request.raw_state.json))

    def ReadResource(self, request: pb.ReadResource.Request, context: grpc.ServicerContext) -> object:
        return pb.ReadResource.Response(new_state=request.current_state)

    def ImportResourceState(self, request: pb.ImportResourceState.Request, context: grpc.ServicerContext) -> object:
        state = encoded(self._cloud[request.id])
        one = pb.ImportResourceState.ImportedResource(type_name=request.type_name, state=state)
        return pb.ImportResourceState.Response(imported_resources=[one])

    def ReadDataSource(self, request: pb.ReadDataSource.Request, context: grpc.ServicerContext) -> object:
        configuration = decoded(request.config) or {}
        given = {name: value for name, value in configuration.items() if value not in (None, [])}
        found = self._catalogue.lookups[request.type_name](given)
        assert UNKNOWN not in given.values(), "terraform defers a data source with unknown arguments"
        return pb.ReadDataSource.Response(state=encoded({**configuration, **found, **given}))


@contextmanager
def served(catalogues: Sequence[Catalogue], folder: Path) -> Iterator[str]:
    """Serves the providers on sockets in this folder; yields what TF_REATTACH_PROVIDERS must say."""
    with ExitStack() as stack:
        attached = {}
        for number, catalogue in enumerate(catalogues):
            socket = str(folder / f"{number}.sock")
            server = grpc.server(ThreadPoolExecutor(max_workers=4))
            rpc.add_ProviderServicer_to_server(Provider(catalogue), server)
            server.add_insecure_port(f"unix://{socket}")
            server.start()
            stack.callback(server.stop, grace=0)
            attached[catalogue.address] = {
                "Protocol": "grpc",
                "ProtocolVersion": 6,
                "Pid": os.getpid(),
                "Test": True,
                "Addr": {"Network": "unix", "String": socket},
            }
        yield json.dumps(attached)
