"""Folders are listed by descriptor where the system can, else by path."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.library.problems import Problem
from kbviewer.library.scanner import ScannedFile, scan


def _scan(root: Path) -> tuple[list[ScannedFile], list[Problem]]:
    problems: list[Problem] = []
    return list(scan(root, problems)), problems


def test_a_scan_by_path_finds_what_one_by_descriptor_finds(
    library: Callable[[dict[str, str]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "1", "b/c.md": "2", "b/d/e.markdown": "3", "b/x.txt": "4"})
    (root / "link.md").symlink_to(root / "b" / "c.md")
    (root / "b" / "circle").symlink_to(root)
    files, problems = _scan(root)
    monkeypatch.setattr(os, "supports_fd", set())
    assert _scan(root) == (files, problems)
    assert [file.id for file in files] == ["a.md", "b/c.md", "b/d/e.markdown"]
    assert [problem.path for problem in problems] == ["link.md", "b/circle"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="descriptors cannot be counted")
def test_no_descriptor_is_left_open(library: Callable[[dict[str, str]], Path]) -> None:
    root = library({f"{number}/a.md": "1" for number in range(5)})
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  a path would be listed as well
    for _ in range(3):
        next(scan(root, []))  # a scan that is given up
        assert len(_scan(root)[0]) == 5
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208  as above
