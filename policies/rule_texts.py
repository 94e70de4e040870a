"""What each rule means and how to mend it; ``lbgate explain RULE`` and docs/rules.md are made from these texts.

The tests run every example: the wrong one gives its rule and no other, the mended one gives nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import unified_diff

from .rules import Rule


@dataclass(frozen=True, slots=True)
class RuleText:
    """``wrong`` and ``mended`` are Terraform source, without what the rule does not need.

    ``language`` is that of the example where it is no Terraform source: TOML for one about settings.
    ``level`` is said in place of the rule's own where it depends on something. ``settings`` are the keys of lbgate.toml
    that the example needs.
    """

    why: str
    mend: str
    wrong: str
    mended: str
    language: str = "hcl"
    level: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def diff(self) -> str:
        """What mends the example, line by line, with one line around each change."""
        before, after = self.wrong.splitlines(), self.mended.splitlines()
        return "\n".join(line for line in unified_diff(before, after, lineterm="", n=1) if not line.startswith(MARKERS))


MARKERS = ("---", "+++", "@@")


def level_said(rule: Rule) -> str:
    """The level of a rule as documentation says it."""
    return TEXTS[rule.id].level or rule.level.value


def _source(*blocks: str) -> str:
    return "\n".join(blocks)


def _ignore(*more: str) -> str:
    lines = ("[[ignore]]", 'rule = "LBG103"', 'address = "aws_lb_target_group.app"', "until = 2027-03-31", *more)
    return "".join(f"{line}\n" for line in lines)


def _balancer(kind: str = "application") -> str:
    return f"""\
resource "aws_lb" "web" {{
  load_balancer_type = "{kind}"
}}
"""


def _listener(
    protocol: str, port: int, *, certificate: bool = False, group: str = "aws_lb_target_group.app.arn"
) -> str:
    given = "  certificate_arn   = aws_acm_certificate.web.arn\n" if certificate else ""
    return f"""\
resource "aws_lb_listener" "web" {{
  load_balancer_arn = aws_lb.web.arn
  port              = {port}
  protocol          = "{protocol}"
{given}
  default_action {{
    type             = "forward"
    target_group_arn = {group}
  }}
}}
"""


def _group(protocol: str, port: int = 8080, check: str = "") -> str:
    checked = f"""
  health_check {{
    protocol = {check}
  }}
"""
    return f"""\
resource "aws_lb_target_group" "app" {{
  port     = {port}
  protocol = {protocol}
{checked if check else ""}}}
"""


def _ip_group(policy: str) -> str:
    return f"""\
resource "baiducloud_appblb_ip_group" "app" {{
  blb_id = baiducloud_appblb.web.id

  backend_policy_list {{
{policy}
  }}
}}
"""


def _variable(name: str, body: str = "  type = string") -> str:
    return f"""\
variable "{name}" {{
{body}
}}
"""


HTTPS_LISTENER = _listener("HTTPS", 443, certificate=True)
UNNAMED = 'resource "aws_lb" "web" {\n  subnets = ["subnet-0a1b2c3d"]\n}\n'
OF_KIND = 'resource "aws_lb" "web" {\n  load_balancer_type = "network"\n  subnets            = ["subnet-0a1b2c3d"]\n}\n'

TEXTS = {
    "LBG101": RuleText(
        why="The balancer cannot speak the backend's protocol behind such a listener: a TCP listener carries bytes and"
        " makes no HTTP requests. Most clouds refuse the pair only when they create it, after the plan looked fine.",
        mend="Give the backend a protocol that the listener may have, or choose the listener that fits the backend."
        " `lbgate matrix FAMILY` shows every pair.",
        wrong=_source(_balancer("network"), _listener("TCP", 8080), _group('"HTTP"')),
        mended=_source(_balancer("network"), _listener("TCP", 8080), _group('"TCP"')),
    ),
    "LBG102": RuleText(
        why="This balancer has no such health check for this listener and backend. The cloud or its provider refuses"
        " it, or it would probe with a protocol that the servers do not speak.",
        mend="Use a check from the matrix; where several fit, the one that asks the application says the most.",
        wrong=_source(_balancer(), HTTPS_LISTENER, _group('"HTTP"', check='"TCP"')),
        mended=_source(_balancer(), HTTPS_LISTENER, _group('"HTTP"', check='"HTTP"')),
    ),
    "LBG103": RuleText(
        why="The deployment succeeds, and then the check always fails, or says nothing about the backend: an HTTPS"
        " check opens TLS to servers that answer in plain HTTP, so every server counts as down. A check on a port of"
        " its own is free of this rule.",
        mend="Let the check speak the backend's protocol, or let the backend speak the check's.",
        wrong=_source(_balancer(), HTTPS_LISTENER, _group('"HTTP"', check='"HTTPS"')),
        mended=_source(_balancer(), HTTPS_LISTENER, _group('"HTTP"', check='"HTTP"')),
    ),
    "LBG104": RuleText(
        why="This kind of balancer has no listener of that protocol. The kind is often left out, and the default is"
        " another one: an `aws_lb` without `load_balancer_type` is an application load balancer, and that has no TCP"
        " listener.",
        mend="Say which kind of balancer is meant, or use a listener that this kind has.",
        wrong=_source(UNNAMED, _listener("TCP", 8080), _group('"TCP"')),
        mended=_source(OF_KIND, _listener("TCP", 8080), _group('"TCP"')),
    ),
    "LBG105": RuleText(
        why="The provider does not know this word: it is misspelt, belongs to another cloud, or has the wrong case"
        " where case matters. No other part of the route is judged, since nobody can say what it should mean.",
        mend="Write the word as the provider's documentation spells it; the hint names those that fit.",
        wrong=_source(_balancer(), HTTPS_LISTENER, _group('"HTPP"')),
        mended=_source(_balancer(), HTTPS_LISTENER, _group('"HTTP"')),
    ),
    "LBG201": RuleText(
        why="The listener ends TLS, and for that the balancer needs a certificate. The cloud refuses the listener when"
        " it is created. Further certificates for other names (SNI) do not stand in for the default one.",
        mend="Give the listener its certificate, or pass TLS through (a TCP listener), so that the backend holds it.",
        wrong=_source(_balancer(), _listener("HTTPS", 443), _group('"HTTP"')),
        mended=_source(_balancer(), HTTPS_LISTENER, _group('"HTTP"')),
    ),
    "LBG202": RuleText(
        why="The listener does not end TLS, so its certificate is never shown to anyone, and clients that expect TLS"
        " meet a plain listener. Some clouds refuse such a certificate, others ignore it.",
        mend="Take the certificate away, or make it a listener that ends TLS.",
        wrong=_source(_balancer(), _listener("HTTP", 80, certificate=True), _group('"HTTP"')),
        mended=_source(_balancer(), _listener("HTTP", 80), _group('"HTTP"')),
        level="warning; error where the family refuses it",
    ),
    "LBG203": RuleText(
        why='The setting `encryption = "balancer"` asks for TLS between clients and balancer, `"end-to-end"` up to the'
        " backend too. On this route one of these segments is plain. UDP is exempt.",
        mend="End TLS at the balancer, encrypt anew towards the backend, or pass TLS through.",
        wrong=_source(_balancer(), _listener("HTTP", 80), _group('"HTTP"')),
        mended=_source(_balancer(), HTTPS_LISTENER, _group('"HTTP"')),
        level="error, off by default",
        settings={"encryption": "balancer"},
    ),
    "LBG301": RuleText(
        why="Port 443 says HTTPS and port 80 says HTTP to everyone who reads them. A part that says the opposite is"
        " most often a slip in one of the two.",
        mend="Correct the port or the protocol, whichever is wrong.",
        wrong=_source(_balancer(), HTTPS_LISTENER, _group('"HTTP"', 443)),
        mended=_source(_balancer(), HTTPS_LISTENER, _group('"HTTP"', 80)),
    ),
    "LBG302": RuleText(
        why="Without a health check the balancer goes on sending traffic to servers that no longer answer.",
        mend="Add a health check that speaks the backend's protocol.",
        wrong=_ip_group('    type = "TCP"'),
        mended=_ip_group('    type                = "TCP"\n    enable_health_check = true'),
        level="note, off by default",
        settings={"level": {"LBG302": "note"}},
    ),
    "LBG401": RuleText(
        why="The route is right with some values and wrong with others, and the value that would decide it is not known"
        " yet: a variable without a value, or something known only after apply. lbgate does not guess.",
        mend="Give the value that the finding names: a default, a `.tfvars` file, `--var`; or scan the plan.",
        wrong=_source(_variable("protocol"), _balancer(), HTTPS_LISTENER, _group("var.protocol", check='"HTTPS"')),
        mended=_source(
            _variable("protocol", '  type    = string\n  default = "HTTPS"'),
            _balancer(),
            HTTPS_LISTENER,
            _group("var.protocol", check='"HTTPS"'),
        ),
        level="warning; error with `--strict`",
    ),
    "LBG402": RuleText(
        why="The listener leads to something, but to no backend in this input: what it names comes from a variable, a"
        " data source or another deployment. Nobody can say whether the two fit.",
        mend="Refer to the backend's resource, or scan the folder or plan that holds both.",
        wrong=_source(
            _variable("group_arn"),
            _balancer(),
            _listener("HTTPS", 443, certificate=True, group="var.group_arn"),
            _group('"HTTP"'),
        ),
        mended=_source(_variable("group_arn"), _balancer(), HTTPS_LISTENER, _group('"HTTP"')),
        level="warning; error with `--strict`",
    ),
    "LBG501": RuleText(
        why="An exception that nobody looks at again outlives what it was made for. One that is expired holds no more, one"
        " that matches nothing waits for the next mistake at that place, and one without a reason cannot be judged. A"
        " comment or a tag that cannot be read allows nothing.",
        mend="Remove the ignore, or give it a new end or its reason. `docs/exceptions.md` shows where exceptions may stand.",
        wrong=_ignore(),
        mended=_ignore('reason = "probed by the platform\'s own agent"'),
        language="toml",
    ),
}
"""The text of every rule, by its id."""
