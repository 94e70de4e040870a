"""Route ids and fingerprints tell findings apart, and stay what they are wherever the checkout lies."""

from __future__ import annotations

from pathlib import Path

from .command import WRONG, lbgate, write


def identities(*paths: str, cwd: Path) -> list[tuple[str, str, str]]:
    """The root, the route's id and the fingerprint of every finding."""
    findings = lbgate("scan", *paths, "--format", "json", cwd=cwd).report["findings"]
    return [(one["root"], *one["routes"], one["fingerprint"]) for one in findings]


def test_neither_lines_nor_file_names_change_an_identity(tmp_path: Path) -> None:
    before = identities(cwd=write(tmp_path / "one", {"main.tf": WRONG}))
    assert identities(cwd=write(tmp_path / "two", {"other.tf": f"# a remark\n\n{WRONG}"})) == before


def test_the_same_folder_has_one_identity_from_wherever_it_is_named(tmp_path: Path) -> None:
    checkout = write(tmp_path / "checkout", {"live/main.tf": WRONG})
    elsewhere = write(tmp_path / "elsewhere", {"remark.txt": ""})
    (_, *inside), (_, *outside) = identities(cwd=checkout) + identities(str(checkout), cwd=elsewhere)
    assert inside == outside


def test_a_repository_has_one_identity_for_a_root_wherever_it_lies(tmp_path: Path) -> None:
    found = set()
    for place in ("here", "over/there"):
        checkout = write(tmp_path / place, {".git/HEAD": "", "live/main.tf": WRONG})
        for cwd in (tmp_path, checkout, checkout / "live"):
            found |= {tuple(rest) for _, *rest in identities(str(checkout / "live"), cwd=cwd)}
    assert len(found) == 1


def test_roots_of_one_run_are_told_apart(tmp_path: Path) -> None:
    elsewhere = write(tmp_path / "elsewhere", {"remark.txt": ""})
    names = [str(write(tmp_path / name, {"main.tf": WRONG})) for name in ("one", "two")]
    (first, *one), (second, *two) = identities(*names, cwd=elsewhere)
    assert (first, second) == ("../one", "../two")
    assert not set(one) & set(two)
