"""The real pack process under real Pulumi programs, over the interface that Pulumi's engine uses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from judging import ADVICE, GATE, RESOURCE, Judge, everywhere, mandatory

if TYPE_CHECKING:
    from pack_process import PackProcess


def test_a_wrong_stack_fails_on_the_urn_of_the_part_that_is_wrong(judged: Judge) -> None:
    told = judged("wrong")
    (violation,) = mandatory(told)
    assert violation.policy == GATE
    assert violation.urn.endswith("::aws:lb/targetGroup:TargetGroup::app")
    for part in ("LBG103", "HTTPS", "web", "app", "healthCheck.protocol"):
        assert part in violation.message


def test_the_mended_stack_is_silent(judged: Judge) -> None:
    assert judged("mended") == []


def test_inputs_stand_in_for_outputs_while_the_provider_is_not_configured(judged: Judge) -> None:
    (violation,) = mandatory(judged("wrong", configured=False))
    assert "LBG103" in violation.message


def test_without_the_collector_the_outputs_serve(judged: Judge) -> None:
    (violation,) = mandatory(judged("wrong", disabled=[RESOURCE]))
    assert "LBG103" in violation.message


def test_both_groups_of_a_weighted_forward_are_linked(judged: Judge) -> None:
    told = judged("weighted")
    (violation,) = mandatory(told)
    assert violation.urn.endswith("::green")
    assert not [each for each in told if "LBG402" in each.message]


def test_a_property_made_whole_by_apply_is_linked_by_its_only_dependency(judged: Judge) -> None:
    (violation,) = mandatory(judged("whole"))
    assert violation.urn.endswith("::app")
    assert "LBG101" in violation.message


def test_a_component_hides_nothing(judged: Judge) -> None:
    (violation,) = mandatory(judged("component"))
    assert "acme:web:Shop$aws:lb/targetGroup:TargetGroup::app" in violation.urn


def test_what_one_resource_decides_is_told_once_and_before_it_is_created(judged: Judge) -> None:
    (violation,) = mandatory(judged("classic"))
    assert violation.policy == RESOURCE
    assert violation.urn.endswith("::aws:elb/loadBalancer:LoadBalancer::old")
    assert "LBG101" in violation.message


def test_without_the_resource_policy_the_gate_tells_it(judged: Judge) -> None:
    (violation,) = mandatory(judged("classic", disabled=[RESOURCE]))
    assert violation.policy == GATE


def test_a_group_outside_the_stack_is_advice_with_the_ledger(judged: Judge) -> None:
    told = judged("external")
    assert {each.policy for each in told} == {ADVICE}
    assert any("LBG402" in each.message for each in told)
    (ledger,) = [each for each in told if "1 unlinked" in each.message]
    assert "::pulumi:pulumi:Stack::" in ledger.urn
    assert ledger.message.endswith("\n1 listener: 1 unlinked")


def test_under_strict_an_unlinked_listener_fails(judged: Judge) -> None:
    (violation,) = mandatory(judged("external", everywhere(strict=True)))
    assert violation.policy == GATE
    assert "LBG402" in violation.message


def test_a_value_that_decides_and_is_not_known_is_undecided(judged: Judge) -> None:
    told = judged("computed")
    assert mandatory(told) == []
    (finding,) = [each for each in told if "LBG401" in each.message]
    assert "protocol of aws:lb:TargetGroup app (from aws:ssm:Parameter protocol)" in finding.message


def test_under_strict_an_undecided_route_fails(judged: Judge) -> None:
    (violation,) = mandatory(judged("computed", everywhere(strict=True)))
    assert "LBG401" in violation.message


def test_a_level_can_be_lowered(judged: Judge) -> None:
    told = judged("wrong", everywhere(level={"LBG103": "warning"}))
    assert mandatory(told) == []
    assert any("LBG103" in each.message and each.policy == ADVICE for each in told)


def test_the_base_matrix_can_judge(judged: Judge) -> None:
    assert mandatory(judged("whole", everywhere(matrix="base")))


def test_secrets_are_never_printed(judged: Judge) -> None:
    told = judged("secret")
    assert any("LBG103" in each.message for each in told)
    assert not any("hunter2" in each.message for each in told)


def test_the_pack_describes_its_policies(pack: PackProcess) -> None:
    info = pack.info()
    assert info.name == "lbgate"
    assert {policy.name for policy in info.policies} == {GATE, ADVICE, RESOURCE}
    for policy in info.policies:
        assert set(policy.configSchema.properties) == {"matrix", "encryption", "strict", "level", "ignore"}
        assert policy.displayName and policy.description and policy.severity and policy.remediation_steps and policy.url


def test_a_stack_without_load_balancers_is_silent(pack: PackProcess, sdk: None, tmp_path: Path) -> None:
    from toy_engine import previewed

    program = tmp_path / "program.py"
    program.write_text("import pulumi_aws as aws\naws.ssm.Parameter('p', type='String', value='v')\n")
    assert pack.preview(previewed(program, "empty")) == []
