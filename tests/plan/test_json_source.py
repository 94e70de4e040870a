"""Of source in the JSON syntax a plan tells the text of every template as if it were a constant, beside its references."""

from __future__ import annotations

from typing import Any

from policies.values import JoinedBy

from .documents import LISTENER, block, change, constant, end, group, listener, read, refers, target, why

_ARN = ("aws_lb_target_group.app.arn", "aws_lb_target_group.app")


def _template(text: str, *references: str) -> dict[str, Any]:
    return constant(text) | (refers(*references) if references else {})


def test_a_template_is_followed_by_its_references() -> None:
    action = {"type": constant("forward"), "target_group_arn": _template("${aws_lb_target_group.app.arn}", *_ARN)}
    graph = read([listener(), group()], {"resources": [block(LISTENER, default_action=[action])]})
    assert end(graph) == ("aws_lb_target_group.app", JoinedBy.REFERENCE)
    assert why(target(graph)) == "aws_lb_target_group.app.arn"


def test_an_unknown_word_is_not_the_text_of_its_template() -> None:
    front = change(LISTENER, {"port": 80}, {"protocol": True})
    named = ("terraform_data.stage.output", "terraform_data.stage")
    told = _template('${terraform_data.stage.output == "a" ? "TCP" : "UDP"}', *named)
    stage = change("terraform_data.stage", {}, {"output": True})
    graph = read([front, stage], {"resources": [block(LISTENER, protocol=told)]})
    entry = graph.resources[LISTENER].body.get("protocol")
    assert entry
    assert why(entry.value) == "aws_lb_listener.web.protocol (known after apply, from terraform_data.stage.output)"


def test_a_template_without_references_is_no_constant() -> None:
    front = change(LISTENER, {"port": 80}, {"protocol": True})
    told = _template('${upper(\\"tcp\\")}')
    entry = read([front], {"resources": [block(LISTENER, protocol=told)]}).resources[LISTENER].body.get("protocol")
    assert entry and why(entry.value) == "aws_lb_listener.web.protocol (known after apply)"
