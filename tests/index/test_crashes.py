"""Whatever ends a build, fills the disk or corrupts the file: the next start is whole again."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.errors import IndexFileError
from kbviewer.index import database as database_module
from kbviewer.index.index import Index
from kbviewer.index.indexing.documents import tokenize_columns
from kbviewer.index.postings import segments
from kbviewer.index.schema import COLUMNS
from tests.index.contents import contents, fresh_contents, updated

Make = Callable[[dict[str, str]], Path]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asks for signals and limits")

_BATCH = 7
_BUILDER = f"""
import os, sys
from pathlib import Path
from kbviewer.index.indexing import indexer
from kbviewer.index.postings import segments
from kbviewer.index.indexing import workers
from kbviewer.index.index import Index
from kbviewer.index.indexing.documents import with_tokens
indexer.MAX_BATCH_FILES = {_BATCH}
segments.SEGMENT_SIZE = 64
segments.FREQUENT_DOCS = 3
with Index.open(Path(sys.argv[1])) as index:
    index.warm_up()
for line in sys.stdin:
    if (child := os.fork()) == 0:
        with Index.open(Path(sys.argv[1])) as index:
            for _ in index.update():
                pass
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()
    _, status = os.waitpid(child, 0)
    print(status, flush=True)
"""


def text(chance: random.Random) -> str:
    words = ["抖音电商", "盲盒", "merchant", "refunds", "4,000", "直播间", "walks", "双11"]
    return (
        f"---\ntopics: [t{chance.randrange(5)}/u]\npublished: 2025-0{chance.randrange(1, 9)}-01\n"
        f"---\n# {chance.choice(words)}\n{' '.join(chance.choices(words, k=30))}\n"
    )


@pytest.fixture
def many(library: Make) -> Path:
    chance = random.Random(4)
    return library({f"{n:03}.md": text(chance) for n in range(250)})


def check_whole(root: Path) -> int:
    """Check that all tables have the same articles; returns how many."""
    with Index.open(root) as index:
        found = contents(index)
        with index._database.read_transaction() as db:
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            last_doc_id, flushed = segments.last_doc_id(db), segments.flushed_up_to(db)
            doc_ids = {doc_id for (doc_id,) in db.execute("SELECT id FROM article")}
            assert flushed <= last_doc_id
            assert not doc_ids or max(doc_ids) <= last_doc_id
        tokens: dict[str, list[tuple[str, int, str]]] = {}
        for path, column, position, token in found["article_fts"]:
            tokens.setdefault(path, []).append((column, position, token))
        assert tokens.keys() == {row[0] for row in found["articles"]}
        for path, title, source, _, _, _, body, headings, hidden, author, names, *_ in found[
            "articles"
        ]:
            columns = tokenize_columns(title, body, headings, source, author, hidden, names)
            rows = [column.split() for column in columns]
            assert tokens[path] == sorted(
                (column, position, token)
                for column, row in zip(COLUMNS, rows, strict=True)
                for position, token in enumerate(row)
            )
        return len(doc_ids)


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_whole_batches_and_the_next_goes_on(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Killed at any time, again and again, the folder changed between: 20 times, or 100."""
    monkeypatch.setattr(segments, "SEGMENT_SIZE", 64)
    monkeypatch.setattr(segments, "FREQUENT_DOCS", 3)
    kills = 100 if request.config.getoption("--long") else 20
    chance = random.Random(kills)
    command = [sys.executable, "-c", _BUILDER, str(many)]
    killed = 0
    is_built = False
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as builder:
        assert builder.stdin is not None
        assert builder.stdout is not None
        while killed < kills:
            builder.stdin.write("build\n")
            builder.stdin.flush()
            child = int(builder.stdout.readline())
            time.sleep(chance.uniform(0, 0.25))
            os.kill(child, signal.SIGKILL)
            builder.stdin.write("wait\n")
            builder.stdin.flush()
            ended = int(builder.stdout.readline())
            killed += ended == signal.SIGKILL
            articles = check_whole(many)
            assert articles == 250 if is_built else articles % _BATCH == 0 or articles == 250
            is_built = is_built or ended == 0
            if ended == 0:  # it was done before: give it more to do
                for n in chance.sample(range(250), 120):
                    (many / f"{n:03}.md").write_text(text(chance), encoding="utf-8")
        builder.stdin.close()
    fresh = fresh_contents(many, tmp_path / "fresh", monkeypatch)
    with Index.open(many) as index:
        updated(index)
        for table, rows in contents(index).items():
            assert rows == fresh[table], table


@pytest.mark.slow
@pytest.mark.parametrize("is_checked", [True, False], ids=["checked", "too large to be checked"])
def test_no_user_meets_a_corrupt_file(
    many: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    is_checked: bool,
) -> None:
    """Bytes flipped, cut off, or of another file: 30 times, or 500, and the search answers."""
    if not is_checked:
        monkeypatch.setattr(database_module, "_MAX_CHECKED_BYTES", 0)
    with Index.open(many) as index:
        updated(index)
        intact = index.path.read_bytes()
    chance = random.Random(9)
    for number in range(500 if request.config.getoption("--long") else 30):
        index.path.write_bytes(corrupted(intact, number, chance))
        with Index.open(many) as index:
            updated(index)
            for typed in ("抖音", "盲", "and", "", "topic:t1", '"4,000"', "re", "title:盲盒"):
                found = index.search(typed)
                assert not is_checked or typed != "抖音" or found.total > 0
            (many / "000.md").write_text(text(chance), encoding="utf-8")
            updated(index)
            assert index.search("").total == 250


def corrupted(intact: bytes, number: int, chance: random.Random) -> bytes:
    raw = bytearray(intact)
    match number % 5:
        case 0:
            return bytes(raw[: chance.randrange(len(raw))])
        case 1:  # a page of another place
            one, other = (chance.randrange(len(raw) // 4096) * 4096 for _ in range(2))
            raw[one : one + 4096] = raw[other : other + 4096]
        case 2:
            for _ in range(chance.choice([1, 8])):
                raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        case 3:
            start = chance.randrange(len(raw))
            raw[start : start + 2000] = chance.randbytes(len(raw[start : start + 2000]))
        case _:
            for _ in range(400):
                raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


@pytest.mark.slow
def test_a_full_disk_is_reported_and_the_old_index_is_still_searched(
    many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full at any page that an update would write."""
    with Index.open(many) as index:
        updated(index)
        (pages,) = index._database.db.execute("PRAGMA page_count").fetchone()
    chance = random.Random(2)
    for n in range(250, 400):
        (many / f"{n:03}.md").write_text(text(chance) * 5, encoding="utf-8")
    failures = 0
    for room in range(0, 400, 8):
        with Index.open(many) as index:
            index._database.db.execute(f"PRAGMA max_page_count = {pages + room}")
            try:
                updated(index)
            except IndexFileError as error:
                failures += 1
                assert "Make room" in str(error)  # noqa: PT017  the last of them may not fail
            assert index.search("").total >= 250
            assert index.search("盲盒").total > 0
    assert failures > 3
    with Index.open(many) as index:
        updated(index)
        fresh = fresh_contents(many, tmp_path / "fresh", monkeypatch)
        for table, rows in contents(index).items():
            assert rows == fresh[table], table


@pytest.mark.slow
@pytest.mark.parametrize("most", [0, 1, 4_096, 20_000, 100_000])
def test_an_index_without_room_is_reported_in_the_terminal(many: Path, most: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kbviewer", "search", "盲盒", "--library", str(many)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    assert done.returncode == 2
    assert "Make room or name another folder in KBVIEWER_CACHE_DIR" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_index_that_can_no_longer_be_written_is_searched_as_it_was(many: Path) -> None:
    with Index.open(many) as index:
        updated(index)
        (many / "new.md").write_text("盲盒", encoding="utf-8")
        found = index.search("盲盒").total
        index._database.db.execute("PRAGMA query_only = ON")
        with pytest.raises(IndexFileError, match="KBVIEWER_CACHE_DIR"):
            updated(index)
        assert index.search("盲盒").total == found
        index._database.db.execute("PRAGMA query_only = OFF")
        updated(index)
        assert index.search("盲盒").total == found + 1
