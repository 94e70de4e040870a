"""The source of a module call, as reports show it."""

from __future__ import annotations

import pytest

from hcl_scanner.source.installed import harmless


@pytest.mark.parametrize(
    "source",
    [
        "terraform-aws-modules/alb/aws",
        "./modules/lb",
        "git@github.com:shop/lb.git",
        "git::ssh://git@github.com/shop/lb.git//modules/lb?ref=v1.2.0",
    ],
)
def test_a_source_without_a_secret_is_shown_whole(source: str) -> None:
    assert harmless(source) == source


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("git::https://me:hunter2@example.com/lb.git?ref=v1", "git::https://example.com/lb.git?ref=v1"),
        ("git::https://ghp_hunter2@github.com/shop/lb.git", "git::https://github.com/shop/lb.git"),
        ("https://example.com/lb.zip?token=hunter2", "https://example.com/lb.zip"),
        ("git::https://example.com/lb.git?ref=v1&sshkey=hunter2", "git::https://example.com/lb.git"),
    ],
)
def test_credentials_in_a_source_are_not_shown(source: str, shown: str) -> None:
    assert harmless(source) == shown
