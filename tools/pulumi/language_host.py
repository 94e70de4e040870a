"""A small language host: what the pulumi CLI starts to run a program, or a policy pack in Python, offline.

The CLI starts ``pulumi-language-<name> <options> <engine address>``, which starts this with the name in front, and
reads the port from the first line. ``RUN_PROGRAM`` names the upstream script ``pulumi-language-python-exec``. Test
tooling: it installs nothing.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

import grpc
from google.protobuf import empty_pb2, json_format
from languages import LANGUAGES, Program
from pulumi.runtime.proto import language_pb2, language_pb2_grpc, plugin_pb2

ALREADY_SHOWN = 32  # how the runners for Python and Node.js say that they have reported their error themselves
LANGUAGE, ENGINE = sys.argv[1], sys.argv[-1]
children: list[subprocess.Popen[bytes]] = []


class Host(language_pb2_grpc.LanguageRuntimeServicer):
    def Handshake(self, request: Any, context: Any) -> Any:
        return language_pb2.LanguageHandshakeResponse()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version="3.250.0")

    def GetRequiredPackages(self, request: Any, context: Any) -> Any:
        return language_pb2.GetRequiredPackagesResponse()

    def About(self, request: Any, context: Any) -> Any:
        return language_pb2.AboutResponse(executable=sys.executable, version=sys.version.split()[0])

    def Cancel(self, request: Any, context: Any) -> Any:
        # Without this a failing policy costs five seconds: the program waits for the monitor to close.
        stop_children()
        return empty_pb2.Empty()

    def Run(self, request: Any, context: Any) -> Any:
        """Run the user's program against the engine's resource monitor."""
        info = request.info
        program = Program(info.program_directory, info.entry_point, json_format.MessageToDict(info.options))
        command, needs = LANGUAGES[LANGUAGE](program, settings_of(request))
        config = {
            "PULUMI_CONFIG": json.dumps(dict(request.config)),
            "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
        }
        env = {**os.environ, **config, **needs}
        code = started([*command, *request.args], cwd=request.pwd, env=env).wait()
        if code == ALREADY_SHOWN:
            return language_pb2.RunResponse(bail=True)
        return language_pb2.RunResponse(error=f"the program ended with {code}" if code else "")

    def RunPlugin(self, request: Any, context: Any) -> Iterator[Any]:
        """Run a policy pack; stream what it prints, then its exit code."""
        entry = os.path.join(request.info.program_directory, request.info.entry_point)
        runner = ["-m", "pulumi.policy", *request.args, entry] if request.kind == "analyzer" else [entry, *request.args]
        env = dict(pair.split("=", 1) for pair in request.env) or dict(os.environ)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        child = started([sys.executable, "-u", *runner], cwd=request.pwd, env=env, **pipes)
        context.add_callback(child.terminate)
        for line in lines_of(child):
            yield language_pb2.RunPluginResponse(**line)
        yield language_pb2.RunPluginResponse(exitcode=child.wait())


def settings_of(request: Any) -> dict[str, str]:
    """What the engine tells a program, as text."""
    return {
        "project": request.project,
        "stack": request.stack,
        "parallel": str(request.parallel),
        "dry_run": "true" if request.dryRun else "false",
        "pwd": request.pwd,
        "monitor": request.monitor_address,
        "engine": ENGINE,
        "organization": request.organization,
        "root_directory": request.info.root_directory,
    }


def started(command: list[str], cwd: str, **options: Any) -> subprocess.Popen[bytes]:
    child = subprocess.Popen(command, cwd=cwd or None, **options)
    children.append(child)
    return child


def lines_of(child: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """Each line that a child prints, under the name of its stream, until both streams end."""
    lines: queue.Queue[dict[str, Any] | None] = queue.Queue()

    def pump(name: str, stream: IO[bytes]) -> None:
        for line in stream:
            lines.put({name: line})
        lines.put(None)

    streams = {"stdout": child.stdout, "stderr": child.stderr}
    for name, stream in streams.items():
        threading.Thread(target=pump, args=(name, stream), daemon=True).start()
    for _ in streams:
        yield from iter(lines.get, None)


def stop_children() -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()


def leave(*_: object) -> None:
    stop_children()
    os._exit(0)


def serve() -> None:
    server = grpc.server(ThreadPoolExecutor(16))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(Host(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, leave)
    server.start()
    print(port, flush=True)
    while True:  # an Event that a signal handler sets can deadlock here
        time.sleep(0.1)


if __name__ == "__main__":
    serve()
