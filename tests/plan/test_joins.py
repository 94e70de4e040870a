"""A listener is joined to its group by the references in the plan's configuration, or it is said why not."""

from __future__ import annotations

from policies.values import JoinedBy

from .documents import (
    ARN,
    LISTENER,
    block,
    candidates,
    change,
    constant,
    end,
    forwards,
    group,
    links,
    listener,
    output,
    read,
    refers,
    target,
    why,
)

REFERENCE = JoinedBy.REFERENCE
WEB, API = 'aws_lb_target_group.app["web"]', 'aws_lb_target_group.app["api"]'
KEYED = [group(WEB), group(API)]


def test_a_literal_arn_is_joined_by_value() -> None:
    arn = "arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/app/1"
    kept = change("aws_lb_target_group.app", {"arn": arn}, actions=("no-op",))
    front = change(LISTENER, {"default_action": [{"type": "forward", "target_group_arn": arn}]}, actions=("update",))
    assert end(read([front, kept])) == ("aws_lb_target_group.app", JoinedBy.VALUE)


def test_a_reference_is_followed() -> None:
    graph = read(
        [listener(), group()], {"resources": [forwards("aws_lb_target_group.app.arn", "aws_lb_target_group.app")]}
    )
    assert end(graph) == ("aws_lb_target_group.app", REFERENCE)
    assert why(target(graph)) == "aws_lb_target_group.app.arn"


def test_a_constant_key_picks_its_instance() -> None:
    named = ('aws_lb_target_group.app["api"].arn', 'aws_lb_target_group.app["api"]', "aws_lb_target_group.app")
    assert end(read([listener(), *KEYED], {"resources": [forwards(*named)]})) == (API, REFERENCE)


def test_each_key_picks_the_instance_of_the_same_key() -> None:
    fronts = [listener(f'{LISTENER}["{key}"]') for key in ("web", "api")]
    over = refers("var.services")
    root = {
        "resources": [
            forwards("aws_lb_target_group.app", "each.key", over=over),
            block("aws_lb_target_group.app", over),
        ]
    }
    graph = read([*fronts, *KEYED], root)
    assert end(graph, f'{LISTENER}["web"]') == (WEB, REFERENCE)
    assert end(graph, f'{LISTENER}["api"]') == (API, REFERENCE)


def test_a_key_made_of_more_than_each_key_leaves_candidates() -> None:
    front = f'{LISTENER}["web"]'
    root = {
        "resources": [
            forwards("aws_lb_target_group.app", "each.value.group", "each.value", over=refers("var.services"))
        ]
    }
    assert candidates(read([listener(front), *KEYED], root), front) == [API, WEB]


def test_count_index_picks_the_same_number_only_over_the_same_count() -> None:
    front = f"{LISTENER}[1]"
    groups = [group(f"aws_lb_target_group.app[{number}]") for number in range(2)]
    named = forwards("aws_lb_target_group.app", "count.index") | {"count_expression": refers("var.ports")}
    same = block("aws_lb_target_group.app") | {"count_expression": refers("var.ports")}
    other = block("aws_lb_target_group.app") | {"count_expression": constant(2)}
    assert end(read([listener(front), *groups], {"resources": [named, same]}), front) == (
        groups[1]["address"],
        REFERENCE,
    )
    graph = read([listener(front), *groups], {"resources": [named, other]})
    assert candidates(graph, front) == [one["address"] for one in groups]


def test_each_value_of_a_set_is_its_key_and_of_a_map_is_not() -> None:
    front = f'{LISTENER}["web"]'
    named = ("aws_lb_target_group.app", "each.value")
    group_block = block("aws_lb_target_group.app")
    assert end(read([listener(front), *KEYED], {"resources": [forwards(*named), group_block]}), front) == (
        WEB,
        REFERENCE,
    )
    mapped = constant({"web": "api", "api": "web"})
    root = {"resources": [forwards(*named, over=mapped), block("aws_lb_target_group.app", mapped)]}
    assert candidates(read([listener(front), *KEYED], root), front) == [API, WEB]


def test_a_listener_for_each_group_is_joined_to_its_own() -> None:
    front = f'{LISTENER}["api"]'
    root = {"resources": [forwards("each.value.arn", "each.value", over=refers("aws_lb_target_group.app"))]}
    assert end(read([listener(front), *KEYED], root), front) == (API, REFERENCE)


def test_the_only_instance_is_meant_whatever_the_key() -> None:
    named = forwards("aws_lb_target_group.app", "local.key")
    assert end(read([listener(), group(WEB)], {"resources": [named]})) == (WEB, REFERENCE)


def test_a_lost_key_leaves_all_instances_as_candidates() -> None:
    named = forwards("aws_lb_target_group.app", "local.key")
    assert candidates(read([listener(), *KEYED], {"resources": [named]})) == [API, WEB]


def test_a_condition_between_two_groups_leaves_both_as_candidates() -> None:
    blue, green = "aws_lb_target_group.blue", "aws_lb_target_group.green"
    named = forwards("var.blue", f"{blue}.arn", blue, f"{green}.arn", green)
    assert candidates(read([listener(), group(blue), group(green)], {"resources": [named]})) == [blue, green]


def test_what_is_known_of_a_group_cannot_be_what_is_unknown() -> None:
    blue, green = "aws_lb_target_group.blue", "aws_lb_target_group.green"
    named = forwards(f"{blue}.protocol", blue, f"{green}.arn", green)
    assert end(read([listener(), group(blue), group(green)], {"resources": [named]})) == (green, REFERENCE)


def test_another_unknown_beside_the_group_makes_it_a_dependency() -> None:
    named = forwards(
        "terraform_data.x.output", "terraform_data.x", "aws_lb_target_group.app.arn", "aws_lb_target_group.app"
    )
    graph = read([listener(), group(), change("terraform_data.x", {}, {"output": True})], {"resources": [named]})
    assert end(graph) == ("aws_lb_target_group.app", JoinedBy.DEPENDENCY)


def test_a_group_that_will_not_exist_is_no_candidate() -> None:
    named = ("aws_lb_target_group.old[0].arn", "aws_lb_target_group.old[0]", "aws_lb_target_group.old")
    root = {"resources": [forwards(*named, "aws_lb_target_group.app.arn", "aws_lb_target_group.app")]}
    gone = change("aws_lb_target_group.old[0]", None, actions=("delete",))
    assert end(read([listener(), group(), gone], root)) == ("aws_lb_target_group.app", REFERENCE)


def test_a_group_that_should_be_there_and_is_not_is_named() -> None:
    named = ("aws_lb_target_group.app.arn", "aws_lb_target_group.app")
    for blocks in ([], [block("aws_lb_target_group.app")]):
        graph = read([listener()], {"resources": [forwards(*named), *blocks]})
        assert why(target(graph)) == (
            "aws_lb_listener.web.default_action.target_group_arn, from aws_lb_target_group.app.arn, which is not in this plan"
        )
    counted = block("aws_lb_target_group.app") | {"count_expression": refers("var.none")}
    assert target(read([listener()], {"resources": [forwards(*named), counted]})) is None
    call = {
        "module": {"resources": [block("aws_lb_target_group.app")], "outputs": OUTPUT},
        "count_expression": refers("var.none"),
    }
    root = {"resources": [forwards("module.back[0].arn", "module.back[0]")], "module_calls": {"back": call}}
    assert target(read([listener()], root)) is None


def test_an_attribute_of_another_resource_is_followed_to_what_it_is_configured_to_be() -> None:
    attached = change("aws_lb_target_group_attachment.a", {}, {"target_group_arn": True})
    root = {
        "resources": [
            forwards("aws_lb_target_group_attachment.a.target_group_arn", "aws_lb_target_group_attachment.a"),
            block(
                "aws_lb_target_group_attachment.a",
                target_group_arn=refers("aws_lb_target_group.app.arn", "aws_lb_target_group.app"),
            ),
        ]
    }
    assert end(read([listener(), group(), attached], root)) == ("aws_lb_target_group.app", REFERENCE)


def test_a_local_is_a_dead_end_that_the_source_would_open() -> None:
    graph = read([listener(), group()], {"resources": [forwards('local.groups["app"]', "local.groups")]})
    assert links(graph)[0].resource is None
    assert why(target(graph)) == (
        'aws_lb_listener.web.default_action.target_group_arn, from local.groups["app"], '
        "of which a plan says no more (run with --source DIR)"
    )


def test_a_local_may_be_any_group_of_its_module_and_of_those_that_it_calls() -> None:
    inner, groups = (
        "module.a.aws_lb_target_group.app",
        ["aws_lb_target_group.app", "module.a.module.b[0].aws_lb_target_group.app"],
    )
    root = {
        "resources": [forwards("local.group")],
        "module_calls": {
            "a": {"module": {"resources": [forwards("local.group")], "module_calls": {"b": {"module": {}}}}},
        },
    }
    front = "module.a.aws_lb_listener.web"
    graph = read([listener(), listener(front), *map(group, [*groups, inner])], root)
    assert candidates(graph) == sorted([*groups, inner])
    assert candidates(graph, front) == sorted([groups[1], inner])


def test_a_local_of_a_module_may_be_what_the_module_is_given() -> None:
    given, other, own = ("aws_lb_target_group.y", "aws_lb_target_group.z", "module.a.aws_lb_target_group.x")
    front = "module.a.aws_lb_listener.web"
    changes = [listener(front), *map(group, (given, other, own))]
    call = {"module": {"resources": [forwards("local.group")]}, "expressions": {"g": refers(f"{given}.arn", given)}}
    assert candidates(read(changes, {"module_calls": {"a": call}}), front) == [given, own]
    call["expressions"] = {"g": refers("local.group")}
    assert candidates(read(changes, {"module_calls": {"a": call}}), front) == [given, other, own]


def test_modules_that_are_given_what_they_hand_out_have_the_groups_of_both_as_candidates() -> None:
    groups = [f"module.{name}.aws_lb_target_group.app" for name in "ab"]
    front = "module.a.aws_lb_listener.web"
    calls = {
        one: {
            "expressions": {"x": refers(f"module.{other}.o", f"module.{other}")},
            "module": {"resources": [forwards("local.x")], "outputs": {"o": output("local.x")}},
        }
        for one, other in ("ab", "ba")
    }
    assert candidates(read([listener(front), *map(group, groups)], {"module_calls": calls}), front) == groups


def test_the_only_group_that_a_local_may_be_is_a_candidate_and_no_more() -> None:
    for references in (["local.group"], ["local.group", "aws_lb_target_group.app.arn", "aws_lb_target_group.app"]):
        (link,) = links(read([listener(), group()], {"resources": [forwards(*references)]}))
        assert link.guessed
        assert link.resource is None
        assert [one.address for one in link.candidates] == ["aws_lb_target_group.app"]


def test_among_very_many_groups_nobody_looks_for_the_one() -> None:
    for references in (["local.group"], ["aws_lb_target_group.app", "local.key"]):
        for count, found in ((50, 50), (51, 0)):
            groups = [group(f"aws_lb_target_group.app[{number}]") for number in range(count)]
            (link,) = links(read([listener(), *groups], {"resources": [forwards(*references)]}))
            assert (link.resource, len(link.candidates)) == (None, found)


def test_a_condition_that_is_not_known_leaves_the_group_that_is_known_a_candidate() -> None:
    blue, green = "aws_lb_target_group.blue", "aws_lb_target_group.green"
    kept = change(blue, {"arn": "arn:blue"}, actions=("no-op",))
    condition = change("terraform_data.x", {}, {"output": True})
    named = ("terraform_data.x.output", "terraform_data.x", f"{blue}.arn", blue, f"{green}.arn", green)
    assert candidates(read([listener(), condition, kept, group(green)], {"resources": [forwards(*named)]})) == [
        blue,
        green,
    ]


def test_data_that_is_read_during_the_apply_is_a_dead_end() -> None:
    lookup = change("data.aws_lb_target_group.shared", {}, ARN, actions=("read",))
    named = forwards("data.aws_lb_target_group.shared.arn", "data.aws_lb_target_group.shared")
    graph = read([listener(), group(), lookup], {"resources": [named]})
    assert (links(graph)[0].resource, links(graph)[0].candidates) == (None, ())
    assert why(target(graph)) == (
        "aws_lb_listener.web.default_action.target_group_arn, from data.aws_lb_target_group.shared.arn, "
        "which is read during the apply"
    )


def test_data_that_is_looked_up_by_the_arn_of_a_group_is_that_group() -> None:
    lookup = change("data.aws_lb_target_group.same", {}, ARN, actions=("read",))
    looked_up = block(
        "data.aws_lb_target_group.same", arn=refers("aws_lb_target_group.app.arn", "aws_lb_target_group.app")
    )
    named = forwards("data.aws_lb_target_group.same.arn", "data.aws_lb_target_group.same")
    assert end(read([listener(), group(), lookup], {"resources": [named, looked_up]})) == (
        "aws_lb_target_group.app",
        REFERENCE,
    )


# Modules


def module_root(
    given: dict[str, object], outputs: dict[str, object], over: dict[str, object] | None = None
) -> dict[str, object]:
    """A module that listens, called with the outputs of a module that has the groups."""
    front = {"expressions": given, "module": {"resources": [forwards("var.group")]}}
    back = {"module": {"resources": [block("aws_lb_target_group.app")], "outputs": outputs}}
    return {"module_calls": {"front": front, "back": back | ({"for_each_expression": over} if over else {})}}


INNER = "module.front.aws_lb_listener.web"
OUTPUT = {"arn": output("aws_lb_target_group.app.arn", "aws_lb_target_group.app")}


def test_a_group_is_found_through_inputs_and_outputs_of_modules() -> None:
    root = module_root({"group": refers("module.back.arn", "module.back")}, OUTPUT)
    changes = [listener(INNER), group("module.back.aws_lb_target_group.app")]
    assert end(read(changes, root), INNER) == ("module.back.aws_lb_target_group.app", REFERENCE)


def test_a_module_instance_is_picked_by_its_constant_key() -> None:
    root = module_root({"group": refers('module.back["b"].arn', 'module.back["b"]')}, OUTPUT, refers("var.all"))
    groups = [group(f'module.back["{key}"].aws_lb_target_group.app') for key in "ab"]
    assert end(read([listener(INNER), *groups], root), INNER) == (groups[1]["address"], REFERENCE)


def test_each_key_picks_the_module_instance_and_the_only_output_that_leads_to_a_group() -> None:
    front = f'{LISTENER}["b"]'
    groups = [group(f'module.back["{key}"].aws_lb_target_group.app') for key in "ab"]
    outputs = OUTPUT | {"protocol": output("aws_lb_target_group.app.protocol", "aws_lb_target_group.app")}
    root = module_root({}, outputs, refers("var.all")) | {
        "resources": [forwards("module.back", "each.key", "module.back", over=refers("var.all"))]
    }
    assert end(read([listener(front), *groups], root), front) == (groups[1]["address"], REFERENCE)


def test_a_lost_output_that_may_come_from_a_local_leaves_every_group_of_the_module() -> None:
    front = f'{LISTENER}["b"]'
    groups = [group(f'module.back["b"].aws_lb_target_group.{name}') for name in ("app", "other")]
    outputs = OUTPUT | {"other": output("local.other")}
    root = module_root({}, outputs, refers("var.all")) | {
        "resources": [forwards("module.back", "each.key", over=refers("var.all"))]
    }
    assert candidates(read([listener(front), *groups], root), front) == [one["address"] for one in groups]


def test_a_map_of_groups_is_handed_to_a_module_and_picked_from_by_key() -> None:
    inner = 'module.front.aws_lb_listener.web["api"]'
    front = {
        "expressions": {"groups": refers("aws_lb_target_group.app")},
        "module": {"resources": [forwards("var.groups", "each.key", over=refers("var.services"))]},
    }
    root = {"module_calls": {"front": front}}
    assert end(read([listener(inner), *KEYED], root), inner) == (API, REFERENCE)


def test_a_module_without_resources_hands_its_input_on() -> None:
    root = {
        "resources": [forwards("module.pass.arn", "module.pass")],
        "module_calls": {
            "pass": {
                "expressions": {"arn": refers("aws_lb_target_group.app.arn", "aws_lb_target_group.app")},
                "module": {"outputs": {"arn": output("var.arn")}},
            }
        },
    }
    assert end(read([listener(), group()], root)) == ("aws_lb_target_group.app", REFERENCE)


def test_an_output_that_the_plan_does_not_have_is_a_dead_end() -> None:
    root = {"resources": [forwards("module.gone.arn", "module.gone")]}
    graph = read([listener(), group()], root)
    assert links(graph)[0].resource is None
    assert "module.gone.arn" in why(target(graph))


def test_a_circle_of_references_ends() -> None:
    calls = {
        "a": {"expressions": {"x": refers("module.b.o")}, "module": {"outputs": {"o": output("var.x")}}},
        "b": {"expressions": {"x": refers("module.a.o")}, "module": {"outputs": {"o": output("var.x")}}},
    }
    graph = read([listener(), group()], {"resources": [forwards("module.a.o")], "module_calls": calls})
    assert links(graph)[0].resource is None


# Several blocks


def test_reordered_blocks_are_paired_by_their_literals() -> None:
    actions = [{"type": "forward", "order": 2}, {"type": "authenticate-oidc", "order": 1}]
    front = change(LISTENER, {"default_action": actions}, {"default_action": [{"target_group_arn": True}, {}]})
    bodies = [
        {"type": constant("authenticate-oidc")},
        {
            "type": constant("forward"),
            "target_group_arn": refers("aws_lb_target_group.app.arn", "aws_lb_target_group.app"),
        },
    ]
    graph = read([front, group()], {"resources": [block(LISTENER, default_action=bodies)]})
    first, second = graph.resources[LISTENER].body.blocks("default_action")
    assert [link.resource for link in graph.follow(first.entries["target_group_arn"].value, ["aws_lb_target_group"])]
    assert "target_group_arn" not in second.entries


def test_blocks_that_cannot_be_told_apart_have_the_groups_of_all_as_candidates() -> None:
    blue, green = "aws_lb_target_group.blue", "aws_lb_target_group.green"
    forward = [{"weight": 10}, {"weight": 20}]
    unknown = [{"arn": True}, {"arn": True}]
    front = change(
        LISTENER,
        {"default_action": [{"type": "forward", "forward": [{"target_group": forward}]}]},
        {"default_action": [{"forward": [{"target_group": unknown}]}]},
    )
    weights = [
        {"weight": refers("var.a"), "arn": refers(f"{blue}.arn", blue)},
        {"weight": refers("var.b"), "arn": refers(f"{green}.arn", green)},
    ]
    action = {"type": constant("forward"), "forward": [{"target_group": weights}]}
    graph = read([front, group(blue), group(green)], {"resources": [block(LISTENER, default_action=[action])]})
    (inner,) = graph.resources[LISTENER].body.blocks("default_action")[0].blocks("forward")
    for one in inner.blocks("target_group"):
        (link,) = graph.follow(one.entries["arn"].value, ["aws_lb_target_group"])
        assert [found.address for found in link.candidates] == [blue, green]


def test_blocks_that_an_expression_makes_have_its_references() -> None:
    front = change(
        LISTENER, {"default_action": [{"type": "forward"}]}, {"default_action": [{"target_group_arn": True}]}
    )
    whole = refers("aws_lb_target_group.app.arn", "aws_lb_target_group.app")
    graph = read([front, group()], {"resources": [block(LISTENER, default_action=whole)]})
    assert end(graph) == ("aws_lb_target_group.app", REFERENCE)
