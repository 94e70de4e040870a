"""What ``lbgate COMMAND --help`` shows of a command in use."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "scan": {
        "lbgate scan": "every root module below this folder",
        "lbgate scan infra --var-file prod.tfvars": "one folder, with the values of a deployment",
        "lbgate scan --new-only origin/main": "only what a change made wrong",
        "lbgate scan plan.json --changed-only": "of a plan, what it touches",
        "terraform show -json plan.bin | lbgate scan -": "a plan without a file between",
        "lbgate scan --format sarif --output lbgate.sarif --format github": "two reports of one run",
    },
    "routes": {
        "lbgate routes": "every route, and where TLS ends",
        "lbgate routes infra --format svg > routes.svg": "the same as a picture",
    },
    "explain": {
        "lbgate explain LBG103": "a rule",
        "lbgate explain HTTPS HTTP HTTPS": "whether three words fit together",
        "lbgate explain TCP TLS --family aws/network": "two words of a vendor",
    },
    "matrix": {
        "lbgate matrix": "the families",
        "lbgate matrix aws/network": "one of them",
    },
    "fix": {
        "lbgate fix --diff": "the changes as a patch for `git apply`",
        "lbgate fix infra --rule LBG102": "only the findings of a rule",
    },
    "pack": {
        'pulumi preview --policy-pack "$(lbgate pack)"': "the gate inside a preview",
    },
}
"""The line that is typed, and what it does."""


def examples_of(command: str) -> str:
    """The end of the command's help."""
    width = max(map(len, EXAMPLES[command]))
    return "examples:\n" + "".join(f"  {line:{width}}  {does}\n" for line, does in EXAMPLES[command].items())
