"""However deep a plan is nested, it is read or refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hcl_scanner.cli import main

from .documents import GROUP, LISTENER, block, change, document, forwards, group, listener, refers

SHALLOW, DEEP, DEEPER = 60, 600, 100_000
NEST = "@nest@"
NESTS = {
    "lists": lambda depth: "[" * depth + "]" * depth,
    "objects": lambda depth: '{"a":' * depth + "null" + "}" * depth,
    "blocks": lambda depth: '[{"protocol":' * (depth // 2) + "true" + "}]" * (depth // 2),
}
PLACES = {
    "a key that nobody knows": document([listener(), group()], more=NEST),
    "after": document([change(LISTENER, {"port": 80, "default_action": NEST}), group()]),
    "after_unknown": document([change(LISTENER, {"port": 80}, {"default_action": NEST}), group()]),
    "after_sensitive": document([change(LISTENER, {"default_action": [{}]}, sensitive={"default_action": NEST})]),
    "another resource": document(
        [listener(), change("random_id.x", {}, {"hex": NEST})],
        {"resources": [forwards("random_id.x.hex", "random_id.x")]},
    ),
    "an expression": document([listener()], {"resources": [block(LISTENER, default_action=NEST)]}),
    "references": document([listener()], {"resources": [forwards(NEST)]}),
    "for_each": document([listener()], {"resources": [forwards(GROUP, over=refers(NEST))]}),
}


@pytest.mark.parametrize("nest", NESTS)
@pytest.mark.parametrize("place", PLACES)
def test_no_depth_breaks_the_reader(tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, nest: str) -> None:
    file = tmp_path / "plan.json"
    for depth in (SHALLOW, DEEP, DEEPER):
        text = PLACES[place].decode().replace(json.dumps(NEST), NESTS[nest](depth))
        file.write_text(text, encoding="utf-8")
        code = main(["scan", str(file), "--format", "json"])
        out, err = capsys.readouterr()
        assert err == ""
        reasons = [error["reason"] for error in json.loads(out)["errors"]]
        assert code == (3 if reasons else 0)
        assert all("nested too deep" in reason for reason in reasons)
        assert reasons or depth < DEEPER
