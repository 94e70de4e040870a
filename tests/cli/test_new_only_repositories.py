"""``--new-only`` in repositories of every kind: what is not there is told and never fetched, and nothing is touched or run."""

from __future__ import annotations

import hashlib
import os
import shlex
import stat
import subprocess
from pathlib import Path

import pytest

from .command import RIGHT, WRONG, write
from .git import commit, git, repository
from .test_new_only import CALL, GROUP, THERE, since, suppressed, why_not

LOCAL = ("-c", "protocol.file.allow=always")


def everything(folder: Path) -> dict[str, str]:
    """Every file and link below a folder with its mode and content, the repository's own among them."""
    found = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        content = os.readlink(path).encode() if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(folder))] = f"{mode:o} {hashlib.sha256(content).hexdigest()}"
    return found


def test_the_work_tree_and_the_repository_stay_as_they_are(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": WRONG, "web/main.tf": RIGHT, ".gitignore": "*.tfvars\n"})
    write(
        tmp_path, {"main.tf": WRONG + "# changed\n", "web/main.tf": WRONG, "new/main.tf": WRONG, "my.auto.tfvars": ""}
    )
    git(tmp_path, "add", "web")
    os.utime(tmp_path / "main.tf", (1, 1))  # nothing may refresh the index either
    before = everything(tmp_path), [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*"))]
    assert since(tmp_path).code == 1
    assert (everything(tmp_path), [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*"))]) == before
    assert git(tmp_path, "status", "--short") == " M main.tf\nM  web/main.tf\n?? new/\n"


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path) -> None:
    repository(tmp_path / "here", {"main.tf": WRONG})
    (tmp_path / "tmp").mkdir()
    assert since(tmp_path / "here", TMPDIR=str(tmp_path / "tmp")).code == 0
    assert since(tmp_path / "here", "--var", "x=1", TMPDIR=str(tmp_path / "tmp")).code == 2
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_shallow_clone_says_that_the_revision_is_not_there(tmp_path: Path) -> None:
    repository(tmp_path / "origin", {"main.tf": RIGHT})
    commit(tmp_path / "origin", {"main.tf": WRONG})
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "origin").as_uri(), "clone")
    assert since(tmp_path / "clone").code == 0
    before = everything(tmp_path / "clone")
    done = since(tmp_path / "clone", revision="HEAD~1")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "lbgate: --new-only: 'HEAD~1' is not in this shallow clone, and nothing is fetched: "
        "`git fetch --unshallow` brings it, or `fetch-depth: 0` of actions/checkout\n"
    )
    assert everything(tmp_path / "clone") == before
    git(tmp_path / "clone", "fetch", "-q", "--unshallow")
    assert since(tmp_path / "clone", revision="HEAD~1").code == 1


@pytest.mark.parametrize("left_out", ["blob:none", "tree:0"])
def test_a_partial_clone_says_what_is_not_there_and_fetches_nothing(tmp_path: Path, left_out: str) -> None:
    origin = repository(tmp_path / "origin", {"main.tf": RIGHT})
    git(origin, "config", "uploadpack.allowFilter", "true")
    commit(origin, {"main.tf": WRONG})
    git(tmp_path, "clone", "-q", f"--filter={left_out}", origin.as_uri(), "clone")
    clone = tmp_path / "clone"
    assert since(clone).code == 0  # what is checked out is there
    ran = tmp_path / "ran"
    git(clone, "config", "remote.origin.uploadpack", f"touch {shlex.quote(str(ran))}; git-upload-pack")
    git(clone, "config", "protocol.allow", "always")
    before = everything(clone)
    done = since(clone, revision="HEAD~1")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "lbgate: --new-only: not all of 'HEAD~1' is in this clone, and nothing is fetched: "
        "`git fetch --refetch --no-filter` brings what a partial clone leaves out\n"
    )
    assert everything(clone) == before and not ran.exists()
    git(clone, "cat-file", "-e", "HEAD~1:main.tf")
    assert ran.exists()  # the trap works
    git(clone, "config", "--unset", "remote.origin.uploadpack")
    git(clone, "fetch", "-q", "--refetch", "--no-filter")
    assert since(clone, revision="HEAD~1").code == 1


def test_files_that_are_not_needed_may_be_left_out(tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin", {"main.tf": WRONG, "picture": "old"})
    git(origin, "config", "uploadpack.allowFilter", "true")
    commit(origin, {"picture": "new"})
    git(tmp_path, "clone", "-q", "--filter=blob:none", origin.as_uri(), "clone")
    assert since(tmp_path / "clone", revision="HEAD~1").code == 0


def with_submodule(top: Path) -> Path:
    """A repository whose module lies in a submodule; the one it was made from lies beside it."""
    repository(top / "library", {"web/main.tf": WRONG})
    repository(top / "live", {"main.tf": CALL % ("web", "./library/web")})
    git(top / "live", *LOCAL, "submodule", "add", "-q", str(top / "library"), "library")
    return commit(top / "live", {})


def test_a_submodule_is_read_at_the_commit_that_the_revision_has(tmp_path: Path) -> None:
    live = with_submodule(tmp_path)
    done = since(live)
    assert (done.code, suppressed(done)) == (0, {f"module.web.{GROUP}": THERE})
    commit(
        live / "library",
        {"web/more.tf": WRONG.replace('"app"', '"more"').replace(".app.", ".more.").replace('"web"', '"two"')},
    )
    before = everything(live)
    assert since(live).code == 1
    assert everything(live) == before
    commit(live, {})
    assert since(live).code == 0
    assert since(live, revision="HEAD~1").code == 1


def test_a_commit_of_a_submodule_that_is_not_there_cannot_be_compared(tmp_path: Path) -> None:
    live = with_submodule(tmp_path)
    commit(tmp_path / "library", {"web/main.tf": WRONG + "# two\n"})
    git(tmp_path, *LOCAL, "clone", "-q", "--no-local", str(live), "clone")
    git(
        tmp_path / "library",
        "clone",
        "-q",
        "--depth",
        "1",
        (tmp_path / "library").as_uri(),
        str(tmp_path / "clone/library"),
    )
    done = since(tmp_path / "clone")
    assert done.code == 0
    assert set(why_not(done).values()) == {"the commit of the submodule library there is not in this clone"}


def test_links_lead_where_they_led(tmp_path: Path) -> None:
    here = repository(
        tmp_path / "here",
        {"common/main.tf": WRONG, "modules/web/main.tf": RIGHT, "app/main.tf": CALL % ("web", "./web")},
    )
    (here / "app/common.tf").symlink_to("../common/main.tf")
    (here / "app/web").symlink_to("../modules/web")
    write(tmp_path, {"outside.tf": "# outside of the repository\n"})
    (here / "app/outside.tf").symlink_to("../../outside.tf")
    (here / "app/nowhere").symlink_to("nothing")
    commit(here, {})
    done = since(here, "app")
    assert (done.code, suppressed(done)) == (0, {GROUP: THERE})
    write(here, {"modules/web/main.tf": WRONG})
    done = since(here, "app")
    assert (done.code, suppressed(done)) == (1, {GROUP: THERE, f"module.web.{GROUP}": None})


@pytest.mark.parametrize("attributes", ["*.tf text eol=crlf\n", "*.tf export-ignore\n", "*.tf export-subst ident\n"])
def test_attributes_change_nothing(tmp_path: Path, attributes: str) -> None:
    text = WRONG + "# $Format:%H$ $Id$\n"
    repository(tmp_path, {".gitattributes": attributes, "main.tf": text})
    (tmp_path / "main.tf").unlink()
    git(tmp_path, "checkout", "-q", "main.tf")
    assert (b"\r\n" in (tmp_path / "main.tf").read_bytes()) == ("crlf" in attributes)
    assert since(tmp_path).code == 0


def test_nothing_that_a_hostile_repository_names_is_run(tmp_path: Path) -> None:
    here = repository(tmp_path / "here", {"main.tf": RIGHT, ".gitattributes": "*.tf filter=evil diff=evil\n"})
    ran = tmp_path / "ran"
    script = tmp_path / "evil"
    script.write_text(f"#!/bin/sh\necho $0 $@ >> {shlex.quote(str(ran))}\ncat\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-auto-gc"):
        (hooks / name).symlink_to(script)
    for key in (
        "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv", "diff.evil.command",
        "diff.external", "core.fsmonitor", "core.pager", "pager.rev-parse", "pager.ls-tree", "core.sshCommand",
        "core.alternateRefsCommand", "core.editor", "core.askPass", "credential.helper", "gpg.program", "alias.cat-file", "alias.ls-tree",
    ):  # fmt: skip
        git(here, "config", key, str(script))
    git(here, "config", "core.hooksPath", str(hooks))
    write(here, {"main.tf": WRONG, "mine.auto.tfvars": "", ".gitignore": "*.tfvars\n"})
    ran.unlink(missing_ok=True)
    assert since(here).code == 1
    assert not ran.exists()
    subprocess.run(["git", "add", "main.tf"], cwd=here, check=False, capture_output=True)
    assert ran.exists()  # the trap works


def test_a_program_of_that_name_in_the_repository_is_not_run(tmp_path: Path) -> None:
    repository(tmp_path, {"main.tf": WRONG, "git": "#!/bin/sh\ntouch ran\n"})
    (tmp_path / "git").chmod(0o755)
    assert since(tmp_path, PATH=f".:{os.environ['PATH']}").code == 2
    assert not (tmp_path / "ran").exists()


def hostile_tree(folder: Path, entries: list[tuple[str, str, str]]) -> str:
    """A commit of a tree that git itself would never write: modes, names and ids as they are given."""
    raw = b"".join(f"{mode} {name}\0".encode() + bytes.fromhex(id_) for mode, name, id_ in entries)
    (folder / "tree").write_bytes(raw)
    tree = git(folder, "hash-object", "-w", "--literally", "-t", "tree", "tree").strip()
    (folder / "tree").unlink()
    return git(folder, "commit-tree", "-m", "hostile", tree).strip()


def stored(folder: Path, text: str) -> str:
    (folder / "blob").write_text(text)
    found = git(folder, "hash-object", "-w", "blob").strip()
    (folder / "blob").unlink()
    return found


def test_no_name_in_a_hostile_tree_leads_out_of_the_private_folder(tmp_path: Path) -> None:
    """Every file of the tree is asked for, by a function."""
    wrong = WRONG.replace('"TCP"', 'length(fileset(path.module, "**")) > 0 ? "TCP" : "HTTP"')
    here = repository(tmp_path / "here", {"main.tf": wrong})
    outside = tmp_path / "outside"
    outside.mkdir()
    source, link = stored(here, RIGHT), stored(here, str(outside))
    inner = git(here, "rev-parse", "HEAD^{tree}").strip()
    up = git(here, "rev-parse", hostile_tree(here, [("40000", "..", inner)]) + "^{tree}").strip()
    entries = [
        ("120000", "a", link), ("40000", "a", inner), ("40000", "..", up), ("100644", "../x.tf", source),
        ("100644", str(outside / "y.tf"), source), ("40000", ".git", inner), ("100644", "main.tf", stored(here, wrong)),
        ("100644", "z.tf", source), ("100644", str(here / "z.tf"), source),
    ]  # fmt: skip
    before = everything(tmp_path)
    revision = hostile_tree(here, entries)
    objects = everything(tmp_path)
    assert since(here, revision=revision).code == 0
    assert everything(tmp_path) == objects
    assert {path for path in objects if ".git/objects" not in path} == {
        path for path in before if ".git/objects" not in path
    }
