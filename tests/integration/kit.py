"""What the tests of integrations share: a sample repository, and a snapshot of this one as users would get it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import GOOD, ROOT


def connection(site: str, peer: str, network: str) -> str:
    """A connection without a fault, to a peer of its own."""
    changes = {"shanghai": site, "cgw-uf605kn75f4na8b1n5cg9": peer, "172.20.8.0/22": network, "VPN_PSK": f"{site}_PSK"}
    text = GOOD
    for old, new in changes.items():
        text = text.replace(old, new)
    return text


OTHER = connection("osaka", "cgw-uf6wz7rl3bv9ah5jm2q0t", "172.20.16.0/22")
# The same with one fault: IPS402 in line 10.
BAD = OTHER.replace("IkeAuthAlg: sha256", "IkeAuthAlg: md5")
UNRELATED = "services:\n  web: {image: nginx}\n"

without_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is missing: apt-get install git")
without_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is missing: apt-get install bash")


def git(folder: Path, *words: str) -> str:
    """Run git as a user who has no settings of their own."""
    identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, text=True, env=quiet())
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def quiet(**more: str) -> dict[str, str]:
    """The environment without what a surrounding git would pass on."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **more}


def commit(folder: Path, files: dict[str, str]) -> str:
    """Write files into a repository (made when there is none), commit them, and name the commit."""
    if not (folder / ".git").exists():
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "-q")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Files")
    return git(folder, "rev-parse", "HEAD")


def snapshot(folder: Path) -> str:
    """A repository with this project's files as they are now, and its commit."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, env=quiet())
    if names.returncode != 0:
        pytest.skip("this is no git checkout: git clone the project to run this test")
    for name in filter(None, names.stdout.split("\0")):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return commit(folder, {})
