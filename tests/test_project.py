"""What the project promises of itself: where things lie, and that README tells the truth."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kbviewer import __version__, paths
from kbviewer.errors import KbviewerError, KnownError
from kbviewer.query.explain import explain_query
from kbviewer.query.parser import parse_query

ROOT = Path(__file__).resolve().parent.parent


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__


@pytest.mark.slow
def test_everything_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared, extra = (
        {re.split(r"[><=]", line)[0].lower().replace("-", "_") for line in lines}
        for lines in (
            project["project"]["dependencies"],
            project["project"]["optional-dependencies"]["import"],
        )
    )
    names = {"PySide6": "pyside6_essentials", "yaml": "pyyaml"}
    imported = set()
    for file in (ROOT / "kbviewer").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            for name in (module.partition(".")[0] for module in modules):
                if name not in sys.stdlib_module_names and name not in ("kbviewer", "__future__"):
                    imported.add(names.get(name, name.lower()))
    assert declared <= imported <= declared | extra


def test_readme_has_exactly_two_commands_to_start_with_and_its_pictures() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    start = readme[readme.index("## Start") : readme.index("## What can be typed")]
    assert len(re.findall(r"```sh\n(?:[^\n]+)\n```", start)) == start.count("```") // 2 == 2
    for picture in re.findall(r"\]\((resources/[^)]+)\)", readme):
        assert (ROOT / picture).stat().st_size > 10_000


def test_the_explanation_in_readme_is_the_one_that_is_printed() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"\$ kbviewer search --explain '([^']+)'\n(.*?)\n```", readme, re.DOTALL)
    assert shown
    assert explain_query(parse_query(shown[1])) == shown[2]


def test_index_and_personal_data_lie_where_they_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KBVIEWER_CACHE_DIR", "c")
    monkeypatch.setenv("KBVIEWER_DATA_DIR", "d")
    assert paths.index_file(ROOT, "1").parent == Path("c")
    assert paths.data_folder() == Path("d")
    monkeypatch.delenv("KBVIEWER_CACHE_DIR")
    monkeypatch.delenv("KBVIEWER_DATA_DIR")
    assert "kbviewer" in str(paths.cache_folder())
    assert "kbviewer" in str(paths.data_folder())


def test_corpus_and_resources_are_there() -> None:
    assert (paths.corpus() / "governance" / "_index.md").is_file()
    assert (paths.resources() / "window.css").is_file()


def test_every_error_is_in_the_tree_that_its_module_draws() -> None:
    tree = sys.modules["kbviewer.errors"].__doc__ or ""
    waiting: list[type[BaseException]] = [KbviewerError]
    while waiting:
        error = waiting.pop()
        assert error.__name__ in tree
        waiting.extend(error.__subclasses__())
    assert issubclass(KnownError, KbviewerError)


def test_the_import_contracts_hold() -> None:
    ended = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Python 3.11.2, Debian 12's, then ends a match too early; an atomic group is right there."""
    repeated = re.compile(r"(?<!\\)\)(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\+")
    assert repeated.search("(?:a|b)*+")
    for file in (ROOT / "kbviewer").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            written = ast.unparse(node) if isinstance(node, ast.Constant | ast.JoinedStr) else ""
            assert not ("(?" in written and repeated.search(written)), file
