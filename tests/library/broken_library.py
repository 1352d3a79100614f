"""A library of everything that can be wrong with a folder of Markdown, made by one function."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import socket
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kbviewer.library.file_id import path_to_id
from kbviewer.library.problems import Problem

_MB = 1024 * 1024
OTHERS_WORDS = "<others' words>"
"""Stands in what has to be told for words of the system or of a parser: nobody knows which."""
_FENCED = "---\n{}\n---\nzebra\n"

BROKEN: dict[str, bytes] = {
    "headers/only.md": b"---\ntitle: zebra\n---\n",
    "headers/no-end.md": b"---\ntitle: x\nzebra\n",
    "headers/64k.md": _FENCED.format("title: " + "x" * 65_000).encode(),
    "headers/too-long.md": _FENCED.format("title: " + "x" * 70_000).encode(),
    "headers/anchor.md": _FENCED.format("a: &a [x]\nb: [*a, *a]").encode(),
    "headers/bomb.md": _FENCED.format("a: &a [x]\n" + "b: &b [*a, *a]\n" * 50).encode(),
    "headers/no-date.md": _FENCED.format("date: 2024-02-30").encode(),
    "headers/two-dates.md": _FENCED.format("date: 11/04/2016").encode(),
    "headers/digits.md": _FENCED.format(f"date: {'9' * 5000}\norder: {'9' * 5000}").encode(),
    "headers/digits-toml.md": f"+++\nn = {'9' * 5000}\n+++\nzebra\n".encode(),
    "headers/twice.md": _FENCED.format("title: a\ntitle: b").encode(),
    "headers/tab.md": _FENCED.format("title: x\n\ttags: y").encode(),
    "headers/nested.md": _FENCED.format("a: " + "[" * 500).encode(),
    "headers/no-text.md": _FENCED.format("title: {en: x}").encode(),
    "bytes/nul.md": b"zebra \0\0 goes on\n",
    "bytes/invalid.md": b"zebra \xff\xff\xfe goes on\n",
    "bytes/mixed.md": "斑马在此 zebra\n".encode() + "斑马在此\n".encode("gb18030"),
    "bytes/utf16.md": codecs.BOM_UTF16_LE + "斑马 zebra".encode("utf-16-le") + b"\x00\xd8",
    "bytes/line.md": b"zebra " + b"x y " * (10 * _MB // 4),
    "page/_index.md": "---\norder: soon\n---\n\xff".encode("latin-1"),
}
"""Files with something wrong in them; the word ``zebra`` is found in each but the topic's page."""

VALID: dict[str, bytes] = {
    "empty.md": b"",
    "names/caf\u00e9.md": b"zebra composed",
    "names/cafe\u0301.md": b"zebra decomposed",
    "names/case.md": b"zebra small",
    "names/CASE.MD": b"zebra great",
    "names/CON.md": b"zebra",
    "names/aux.markdown": b"zebra",
    "names/colon: star*question?.md": b"zebra",
    "names/back\\slash.md": b"zebra",
    "names/line\nbreak.md": b"zebra",
    "names/blank .md": b"zebra",
    f"names/{'长' * 84}.md": b"zebra",
    "names/folder.md/inner.md": b"zebra",
    "_site/a.md": b"zebra",
    "node_modules/a.md": b"zebra",
    "/".join(["d"] * 300) + "/deep.md": b"zebra",
    "target/a.md": b"zebra",
}
"""Files with nothing wrong in them but what they are called; ``zebra`` is found in all but one."""

HIDDEN: dict[str, bytes] = {".md": b"zebra", ".obsidian/a.md": b"zebra", ".git/b.md": b"zebra"}
"""Files that are passed over."""


def make_broken_library(root: Path, outside: Path) -> dict[str, str]:
    """Fill the empty folder ``root`` with all of it.

    Args:
        root: of the library.
        outside: an empty folder elsewhere, for links to lead to.

    Returns:
        What has to be named, for each path that cannot be listed as an article.
    """
    for name, raw in (BROKEN | VALID | HIDDEN).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    huge = root / "bytes/huge.md"
    huge.write_bytes(b"zebra\n")
    os.truncate(huge, 1024 * _MB)
    (outside / "secret.md").write_bytes(b"secret")
    named = {
        **_links(root, outside),
        "others/pipe.md": "it is a named pipe, not a plain file",
        "others/socket.md": "it is a socket, not a plain file",
    }
    (root / "others").mkdir()
    os.mkfifo(root / "others/pipe.md")
    _socket(root / "others", "socket.md")
    for deep in _make_deep_folders(root):
        named[deep] = f"it cannot be read: {OTHERS_WORDS}"
    with suppress(OSError):  # this file system takes Unicode names alone
        Path(os.fsdecode(os.fsencode(root) + b"/names/\xff\xfe.md")).write_bytes(b"zebra")
    return named


def _links(root: Path, outside: Path) -> dict[str, str]:
    folder = root / "links"
    folder.mkdir()
    for name, target in {
        "one.md": "two.md", "two.md": "one.md", "self": "self", "nowhere.md": "gone.md",
        "out.md": str(outside / "secret.md"), "out": str(outside), "up": "..", "root.md": "..",
        "in.md": "../target/a.md", "in": "../target", "hidden.md": "../.obsidian/a.md",
        "hidden": "../.obsidian", "beyond.md": "../target/a.md/b.md",
        "picture.png": str(outside / "secret.md"),
    }.items():  # fmt: skip
        (folder / name).symlink_to(target)
    return {
        "links/one.md": "it is a link that leads in a circle",
        "links/two.md": "it is a link that leads in a circle",
        "links/nowhere.md": "it is a broken link",
        "links/out.md": "it is a link to a file outside the library",
        "links/out": "it is a link to a folder outside the library",
        "links/up": "it is a link to the library itself",
        "links/root.md": "it is a link to the library itself",
        "links/in.md": "it is a link to target/a.md in the library",
        "links/in": "it is a link to target in the library",
        "links/hidden.md": "it is a link to .obsidian/a.md in the library",
        "links/hidden": "it is a link to .obsidian in the library",
        "links/beyond.md": "it is a broken link",
    }


def _socket(folder: Path, name: str) -> None:
    """A socket; its address is relative, for it may not be longer than 108 bytes."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(name)
    finally:
        os.chdir(here)


def _make_deep_folders(root: Path) -> tuple[str, str]:
    """Folders and files whose paths are longer than the system opens.

    Returns:
        The first file and the first folder of them, which lie in the last folder that opens.
    """
    part = "n" * 255
    folder = os.open(root, os.O_RDONLY)
    deepest = (4095 - len(os.fsencode(root))) // 256
    file = "m" * 252 + ".md"
    for depth in range(deepest + 2):
        if depth == deepest:
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT, dir_fd=folder))
        os.mkdir(part, dir_fd=folder)
        inner = os.open(part, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(os.open("a.md", os.O_WRONLY | os.O_CREAT, dir_fd=folder))
    os.close(folder)
    before = f"{part}/" * deepest
    return before + file, before + part


def markdown_in(root: Path) -> set[str]:
    """The ids of everything named as Markdown but folders and what is hidden."""
    found: set[str] = set()
    for folder, folders, files, _ in os.fwalk(os.fsencode(root)):
        folders[:] = [name for name in folders if not name.startswith(b".")]
        for name in (*folders, *files):
            path = os.path.join(folder, name)  # noqa: PTH118  bytes
            is_folder = name in folders and not os.path.islink(path)  # noqa: PTH114  bytes
            if name.lower().endswith((b".md", b".markdown")) and name[:1] != b"." and not is_folder:
                inner = os.fsdecode(os.path.relpath(path, os.fsencode(root)))
                found.add(path_to_id(inner))
    return found


def unaccounted_for(root: Path, listed: set[str], problems: list[Problem]) -> set[str]:
    """What is found in a folder, but neither listed nor named, itself or a folder above it."""
    named = {problem.path for problem in problems}
    return {
        path
        for path in markdown_in(root) - listed - named
        if not any(path.startswith(f"{folder}/") for folder in named)
    }


def is_told(line: str, told: Iterable[str]) -> bool:
    """Whether one of the lines in ``told`` begins as ``line`` does, whatever others' words say."""
    pattern = ".+".join(map(re.escape, line.split(OTHERS_WORDS)))
    return any(re.match(pattern, one) for one in told)


def tree_digest(root: Path) -> str:
    """A digest of a tree: names, modes, times and bytes, of huge files their first megabyte."""
    digest = hashlib.sha256()
    for folder, folders, files, number in os.fwalk(os.fsencode(root)):
        folders.sort()
        for name in sorted((*folders, *files)):
            status = os.stat(name, dir_fd=number, follow_symlinks=False)
            told = (folder, name, status.st_mode, status.st_size, status.st_mtime_ns)
            digest.update(repr(told).encode())
            if stat.S_ISREG(status.st_mode):
                file = os.open(name, os.O_RDONLY, dir_fd=number)
                digest.update(os.read(file, _MB))
                os.close(file)
            elif stat.S_ISLNK(status.st_mode):
                digest.update(os.readlink(name, dir_fd=number))
    return digest.hexdigest()
