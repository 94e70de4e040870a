"""Plans that are no plans, or say what cannot be: the real command's whole report and its exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ..cli.command import lbgate
from .documents import ARN, GROUP, LISTENER, block, change, constant, forwards, group, listener, refers

SECRET = "S3CRET"
TOO_DEEP = "plan.json: the document is nested too deep"
WHOLE = {"format_version": "1.2", "planned_values": {}}
LINKED = {"resources": [forwards(f"{GROUP}.arn", GROUP)]}
FRONT = listener()
FRONT["change"] |= {"after": {**FRONT["change"]["after"], "protocol": "HTTP"}}


def plan(*changes: dict[str, Any], root: dict[str, Any] | None = None, **more: Any) -> str:
    configuration = {} if root is None else {"configuration": {"root_module": root}}
    return json.dumps({**WHOLE, "resource_changes": list(changes), **configuration, **more})


def deep(text: str) -> str:
    return text.replace('"@deep@"', "[" * 100_000 + "]" * 100_000)


def changed(one: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return one | {"change": one["change"] | parts}


CANNOT: dict[str, tuple[str, str]] = {
    "truncated": (plan(FRONT, group())[:300], "plan.json:1:300: not valid JSON: unterminated string starting at"),
    "no plan": ('{"a": 1}', "plan.json: not a plan, state or preview: give a plan or state (`terraform show -json FILE`) or a Pulumi preview (`pulumi preview --json`)"),
    "errored": (plan(errored=True), "plan.json: the plan is incomplete: terraform ended in an error while it made it"),
    "duplicate addresses": (
        plan(FRONT, group(), changed(group(), after={"protocol": "TCP"})),
        f"plan.json: the plan has several changes of {GROUP}",
    ),
    "a number for the list of changes": (
        json.dumps(WHOLE | {"resource_changes": 7}),
        "plan.json: not a plan as Terraform writes it: expected `array`, got `int` - at `$.resource_changes`",
    ),
    "a number for a list of actions": (
        plan(changed(FRONT, actions=7)),
        "plan.json: not a plan as Terraform writes it: expected `array`, got `int` - at `$.resource_changes[0].change.actions`",
    ),
    "a nest in a resource": (deep(plan(changed(FRONT, after={"default_action": "@deep@"}))), TOO_DEEP),
    "a nest in the configuration": (deep(plan(FRONT, root={"resources": [block("x_y.z", a="@deep@")]})), TOO_DEEP),
    "a nest that nobody asks for": (deep(plan(FRONT, output_changes="@deep@")), TOO_DEEP),
}  # fmt: skip


@pytest.mark.parametrize("name", CANNOT)
def test_what_cannot_be_read_is_said_with_exit_code_3(name: str, tmp_path: Path) -> None:
    text, message = CANNOT[name]
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    done = lbgate("scan", "plan.json", cwd=tmp_path)
    assert (done.code, done.err) == (3, "")
    assert " ".join(done.out.split()).removeprefix("Cannot be read: ") == message


SAID: dict[str, tuple[str, str]] = {
    "an empty plan": (plan(), "no load balancer in 1 file"),
    "a plan that has nothing but its version": (json.dumps(WHOLE), "no load balancer in 1 file"),
    "a reference to nothing": (
        plan(FRONT, root=LINKED),
        f"from {GROUP}.arn, which is not in this plan",
    ),
    "references in a circle": (
        plan(
            FRONT,
            root={
                "resources": [forwards("module.a.o")],
                "module_calls": {
                    one: {"expressions": {"x": refers(f"module.{other}.o")}, "module": {"outputs": {"o": {"expression": refers("var.x")}}}}
                    for one, other in ("ab", "ba")
                },
            },
        ),
        "from module.a.o, of which a plan says no more (run with --source DIR)",
    ),
    "a number where a list of blocks belongs": (
        plan(changed(FRONT, after={"protocol": "HTTP", "default_action": 7})),
        "from what a plan leaves out, such as dynamic blocks (run with --source DIR)",
    ),
    "a number where references belong": (
        plan(FRONT, group(), root={"resources": [block(LISTENER, default_action=[{"target_group_arn": {"references": 7}}])]}),
        "1 listener: 1 unlinked; 1 backend that no listener here reaches",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_what_says_too_little_is_left_open(name: str, tmp_path: Path) -> None:
    text, said = SAID[name]
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    done = lbgate("scan", "plan.json", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert said in " ".join(done.out.split())


def test_what_is_left_open_fails_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(SAID["a reference to nothing"][0], encoding="utf-8")
    assert lbgate("scan", "--strict", "plan.json", cwd=tmp_path).code == 1


def test_no_secret_is_told_wherever_it_stands(tmp_path: Path) -> None:
    check = {"protocol": "HTTPS", "path": f"/{SECRET}", "matcher": SECRET}
    values = {"name": SECRET, "protocol": "HTTP", "tags": {SECRET: SECRET}, "health_check": [check]}
    front = {"protocol": "HTTP", "port": 80, "ssl_policy": SECRET, "default_action": [{"type": "forward"}]}
    changes = (
        change(LISTENER, front, {"default_action": [{"target_group_arn": True}]}, before={"name": SECRET}),
        change(GROUP, values, ARN),
        change("aws_lb.x", {"name": SECRET, "load_balancer_type": SECRET}, False, {"load_balancer_type": True}),
    )
    configured = {"resources": [forwards(f"{GROUP}.arn", GROUP), block(GROUP, name=constant(SECRET))]}
    text = plan(
        *changes, root=configured, variables={"password": {"value": SECRET}}, output_changes={"x": {"after": SECRET}}
    )
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    for form in ("text", "json"):
        done = lbgate("scan", "plan.json", "--format", form, cwd=tmp_path)
        assert done.code == 1
        assert "LBG103" in done.out
        assert SECRET not in done.out + done.err
    assert SECRET not in lbgate("routes", "plan.json", cwd=tmp_path).out
