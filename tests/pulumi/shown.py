"""What the CLI shows of the policies."""

from __future__ import annotations

import re

POLICIES = re.compile(r"^Policies:\n(.*?)\n\n", re.MULTILINE | re.DOTALL)


def policies_of(output: str) -> str:
    """The part of a run's output that the policy packs wrote, without the folder of the pack."""
    found = POLICIES.search(output)
    assert found, output
    return re.sub(r"\(local: .*\)", "(local: policies)", found[1])


WRONG = """\
    ❌ lbgate@v0.1.0 (local: policies)
        - [mandatory] [severity: high]  lbgate  (aws:lb:TargetGroup: app)
          Listener, backend and health check of every route must fit together.
          LBG103 check-ineffective: HTTPS listener aws:lb:Listener web → HTTP group aws:lb:TargetGroup app → HTTPS check
          An HTTPS check has no effect on HTTP backends: it opens TLS to servers that answer in plain HTTP, so it always \
fails and says nothing about them.
          Hint: healthCheck.protocol = "HTTP" on aws:lb:TargetGroup app
            or: protocol = "HTTPS" on aws:lb:TargetGroup app (ends TLS at the balancer, encrypts anew, replaces it)
          See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"""
"""Of the program wrong.py, and of the same shop in other languages."""
SILENT = "    ✅ lbgate@v0.1.0 (local: policies)"
