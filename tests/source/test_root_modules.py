"""A folder that another one calls is no root of its own, however the call is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from .trees_on_disk import reading

_CALLS = {
    "plain": 'module "m" {\n  source = "./inner"\n}\n',
    "in one line": 'module "m" { source = "./inner" }\n',
    "a comment before the source": 'module "m" {\n  /* here */ source /* it */ = /* is */ "./inner"\n}\n',
    "a source in a comment": 'module "m" {\n  /*\n  source = "./old"\n  */\n  # source = "./older"\n  source = "./inner"\n}\n',
    "an argument with a source in it": 'module "m" {\n  code = {\n    source = "./lambda"\n  }\n  source = "./inner"\n}\n',
    "a heredoc with a source in it": 'module "m" {\n  text = <<EOT\n  source = "./x"\nEOT\n  source = "./inner"\n}\n',
}
_JSON_CALLS = {
    "an object": '{"module": {"m": {"source": "./inner"}}}',
    "an array of bodies": '{"module": {"m": [{"source": "./inner"}]}}',
    "an array of calls": '{"module": [{"m": {"source": "./inner"}}]}',
}
_INNER = 'resource "aws_lb" "web" {\n  name = "web"\n}\n'


@pytest.mark.parametrize("call", _CALLS)
def test_a_called_folder_is_no_root(tmp_path: Path, call: str) -> None:
    found = reading(tmp_path, {"main.tf": _CALLS[call], "inner/main.tf": _INNER})
    assert [list(graph.resources) for graph in found.graphs] == [["module.m.aws_lb.web"]]


@pytest.mark.parametrize("call", _JSON_CALLS)
def test_a_folder_called_in_json_is_no_root(tmp_path: Path, call: str) -> None:
    found = reading(tmp_path, {"main.tf.json": _JSON_CALLS[call], "inner/main.tf": _INNER})
    assert [list(graph.resources) for graph in found.graphs] == [["module.m.aws_lb.web"]]
