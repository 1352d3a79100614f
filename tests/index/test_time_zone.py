"""In another time zone the list shows what the article shows, and time is searched by it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.index.index import Index

Make = Callable[[dict[str, str]], Path]

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="no process has a zone there")

HERE, THERE = "AAA-8", "BBB5CCC,M3.2.0,M11.1.0"
_ASK = """
import json, os, sys
from pathlib import Path
from kbviewer.index.indexing import documents
from kbviewer.index.index import Index
from kbviewer.query.ast import Order
from kbviewer.library.library import Library

documents.RECENT_NS = 0
read = []
before = Library.read_bytes
Library.read_bytes = lambda library, name: (read.append(name), before(library, name))[1]
with Index.open(Path(sys.argv[1])) as index:
    for number, _ in enumerate(index.update()):
        if sys.argv[2] == "stop" and number == 2:
            os._exit(0)
    read_by_update = sorted(read)
    page = index.search("", order=Order.NEWEST)
    print(json.dumps({
        "listed": [(hit.id, hit.published) for hit in page.hits],
        "shown": [(hit.id, index.read_article(hit.id).published) for hit in page.hits],
        "july": sorted(hit.id for hit in index.search("published:2025-07").hits),
        "since": sorted(hit.id for hit in index.search("after:2025-08").hits),
        "read": read_by_update,
        "verified": index.check().differences,
    }))
"""


def ask(root: Path, zone: str, *, stop: bool = False) -> dict[str, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", _ASK, str(root), "stop" if stop else "go"],
        capture_output=True, text=True, check=True, env={**os.environ, "TZ": zone},
    )  # fmt: skip
    return json.loads(done.stdout) if not stop else {}


@pytest.fixture
def root(library: Make) -> Path:
    return library(
        {
            "zulu.md": "---\npublished: 2025-08-01T02:00:00Z\n---\ntext",
            "offset.md": "---\ndate: 2025-08-01 01:00 +08:00\n---\ntext",
            "unix.md": "---\ndate: 1754010000\n---\ntext",  # 2025-08-01 01:00 UTC
            "doubt.md": "---\ndate: 2025-08-01T02:00Z, perhaps\n---\ntext",
            "bare.md": "---\npublished: 2025-07-31 23:00\n---\ntext",
            "day.md": "---\npublished: 2025-08-01\n---\ntext",
        }
    )


@pytest.mark.slow
def test_list_and_article_show_the_same_time_in_every_zone(root: Path) -> None:
    first = ask(root, HERE)
    assert first["listed"] == first["shown"]
    assert first["july"] == ["bare.md"]
    second = ask(root, THERE)
    assert second["listed"] == second["shown"]
    assert second["july"] == ["bare.md", "doubt.md", "offset.md", "unix.md", "zulu.md"]
    assert second["since"] == ["day.md"]
    assert second["read"] == ["doubt.md", "offset.md", "unix.md", "zulu.md"]
    assert second["verified"] == first["verified"] == []
    assert ask(root, THERE)["read"] == []
    assert ask(root, HERE)["listed"] == first["listed"]


@pytest.mark.slow
def test_an_update_that_is_ended_is_made_good_in_any_zone(root: Path) -> None:
    first = ask(root, HERE)
    ask(root, THERE, stop=True)
    again = ask(root, HERE)
    assert again["listed"] == again["shown"] == first["listed"]


@pytest.mark.slow
def test_where_no_time_has_a_zone_none_is_read_again(library: Make) -> None:
    root = library({"a.md": "---\npublished: 2025-08-01 10:00\n---\n", "2025-08-02-b.md": "text"})
    ask(root, HERE)
    assert ask(root, THERE)["read"] == []
    (root / "c.md").write_text("---\npublished: 2025-08-01T02:00:00Z\n---\ntext", encoding="utf-8")
    second = ask(root, THERE)
    assert second["read"] == ["c.md"]
    first = ask(root, HERE)
    assert first["read"] == ["c.md"]
    assert first["listed"] == first["shown"]


@pytest.mark.slow
def test_rules_that_differ_on_some_days_only_are_told_apart(root: Path) -> None:
    """The same names, and summer a week longer."""
    (root / "unix.md").write_text("---\ndate: 1762074000\n---\ntext", encoding="utf-8")
    first = ask(root, "BBB5CCC,M3.2.0,M11.1.0")  # 2025-11-02 09:00 UTC, after its end
    second = ask(root, "BBB5CCC,M3.2.0,M11.2.0")
    assert first["listed"] == first["shown"]
    assert second["listed"] == second["shown"]
    assert first["listed"] != second["listed"]


def test_a_build_writes_down_its_zone_once(root: Path) -> None:
    with Index.open(root) as index:
        for _ in index.update():
            pass
        with index._database.read_transaction() as db:
            rows = db.execute("SELECT count(*) FROM meta WHERE name = 'zone'").fetchone()
        assert rows == (1,)
