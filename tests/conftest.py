"""For every test: no screen, isolated folders, and a fixed hypothesis profile."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kbviewer import i18n, paths
from kbviewer.index.indexing import documents

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Before Qt reads it: texts are in English, whatever the language of the machine.
for _name in [name for name in os.environ if name in ("LANG", "LANGUAGE") or name[:3] == "LC_"]:
    del os.environ[_name]
os.environ["LC_ALL"] = "C.UTF-8"

# A busy machine is no failure; each example is bounded by its size. The same examples are drawn in
# every run, so that a change that is tested has only its own faults; --long draws others each time.
settings.register_profile(
    "kbviewer",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("kbviewer")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--long",
        action="store_true",
        help="ten times as many examples, others each time, and every text that costs much",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--long"):
        fast = settings.get_profile("kbviewer")
        settings.register_profile("long", fast, derandomize=False, max_examples=1_000)
        settings.load_profile("long")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English messages, whatever the machine's locale is."""
    monkeypatch.setenv("LC_ALL", "C")
    yield
    i18n.set_language(i18n.ENGLISH, paths.resources() / "translations")


@pytest.fixture(autouse=True)
def isolated_folders(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Index and personal data in a folder that no other test uses."""
    folder = tmp_path_factory.mktemp("kbviewer")
    monkeypatch.setenv("KBVIEWER_CACHE_DIR", str(folder / "cache"))
    monkeypatch.setenv("KBVIEWER_DATA_DIR", str(folder / "data"))


@pytest.fixture
def named_in_bytes(library: Callable[[dict[str, str]], Path]) -> Callable[[dict[bytes, str]], Path]:
    """As ``library``, but with names that need not be UTF-8; skips if the system requires it."""

    def make(files: dict[bytes, str]) -> Path:
        root = library({})
        for name, text in files.items():
            path = Path(os.fsdecode(os.fsencode(root) + b"/" + name))
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
            except (OSError, UnicodeError):
                pytest.skip("this file system takes Unicode names alone")
        return root

    return make


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], Path]:
    """Make a folder of Markdown: a function from file names and texts to the folder."""
    # As if written a while ago: what was changed just now is read a second time.
    monkeypatch.setattr(documents, "RECENT_NS", 0)

    def make(files: dict[str, str]) -> Path:
        root = tmp_path / "library"
        root.mkdir(exist_ok=True)
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        return root

    return make
