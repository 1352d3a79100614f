"""From folder to index: incremental, in whole batches, always where a fresh build would be."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kbviewer.index import build
from kbviewer.index.live import LiveIndex
from kbviewer.library.article import Article
from kbviewer.library.folder import Entry, Folder
from kbviewer.library.problem import Problem

Make = Callable[[dict[str, str]], Path]


def updated(index: LiveIndex) -> list[build.Progress]:
    return list(index.update())


def contents(index: LiveIndex) -> dict[str, Any]:
    """Everything that a search can see, without the numbers of rows."""
    with index._store.reading() as db:
        db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, search, instance)"
        )
        paths = dict(db.execute("SELECT id, path FROM article").fetchall())
        topics = dict(db.execute("SELECT id, path FROM topic").fetchall())
        return {
            "articles": sorted(
                db.execute("SELECT path, title, source, published, lang, topics, body, headings, "
                           "hidden, warnings FROM article").fetchall()
            ),
            "topics": sorted(
                db.execute("SELECT path, title, title_zh, position, body FROM topic").fetchall()
            ),
            "in topics": sorted(
                (topics[topic], paths[article])
                for topic, article in db.execute("SELECT topic, article FROM article_topic")
            ),
            "links": sorted(
                (target, paths[article])
                for target, article in db.execute("SELECT target, article FROM link")
            ),
            "tokens": sorted(
                (paths[doc], column, place, term)
                for term, doc, column, place in db.execute("SELECT * FROM temp.terms")
            ),
        }  # fmt: skip


def test_the_first_update_reads_everything_and_the_second_nothing(library: Make) -> None:
    root = library({f"{n}.md": "text" for n in range(5)})
    with LiveIndex.open(root) as index:
        steps = updated(index)
        assert (steps[0].done, steps[0].total) == (0, 5)
        assert (steps[-1].done, steps[-1].total) == (5, 5)
        assert updated(index)[-1].total == 0


def test_files_that_did_not_change_are_not_opened(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "one", "b.md": "two"})
    opened: list[str] = []
    read = Folder.article

    def spy(folder: Folder, article_id: str) -> Article:
        opened.append(article_id)
        return read(folder, article_id)

    monkeypatch.setattr(Folder, "article", spy)
    with LiveIndex.open(root) as index:
        updated(index)
        opened.clear()
        (root / "b.md").write_text("three, longer")
        updated(index)
    assert opened == ["b.md"]


def test_what_is_added_changed_and_taken_away_is_seen(library: Make) -> None:
    root = library({"a.md": "first", "b.md": "second", "t/c.md": "third"})
    with LiveIndex.open(root) as index:
        updated(index)
        (root / "a.md").write_text("changed to fourth")
        (root / "b.md").unlink()
        (root / "d.md").write_text("fifth")
        shutil.rmtree(root / "t")
        updated(index)
        for typed, total in (
            ("first", 0), ("second", 0), ("third", 0), ("fourth", 1), ("fifth", 1), ("", 2),
        ):  # fmt: skip
            assert index.search(typed).total == total, typed
        assert index.topics() == []


def test_a_topics_page_that_changes_or_goes_is_seen(library: Make) -> None:
    root = library({"t/a.md": "x", "t/_index.md": "---\ntitle: One\ntitle_zh: 一\n---\n"})
    with LiveIndex.open(root) as index:
        updated(index)
        assert [(topic.title, topic.title_zh) for topic in index.topics()] == [("One", "一")]
        (root / "t/_index.md").write_text("---\ntitle: Two\n---\n")
        updated(index)
        assert [(topic.title, topic.title_zh) for topic in index.topics()] == [("Two", "")]
        (root / "t/_index.md").unlink()
        updated(index)
        assert [topic.title for topic in index.topics()] == ["t"]


def test_a_build_that_stops_leaves_whole_batches_and_goes_on(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "BATCH", 4)
    root = library({f"{n:02}.md": "text" for n in range(10)})
    with LiveIndex.open(root) as index:
        steps = index.update()
        next(steps)
        next(steps)
        del steps
    with LiveIndex.open(root) as index:
        assert index.count() == 4
        assert updated(index)[0].total == 6
        assert index.search("text").total == 10


def test_a_file_that_cannot_be_read_is_a_problem_and_the_others_are_there(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": "x", "b.md": "x"})
    walk = Folder.walk

    def vanish(folder: Folder, problems: list[Problem]) -> Iterator[Entry]:
        entries = list(walk(folder, problems))
        (root / "b.md").unlink()
        return iter(entries)

    monkeypatch.setattr(Folder, "walk", vanish)
    with LiveIndex.open(root) as index:
        last = updated(index)[-1]
        assert len(last.problems) == 1
        assert "b.md" in last.problems[0].path
        assert index.search("x").total == 1


@pytest.mark.parametrize("seed", range(8))
def test_any_history_ends_where_a_fresh_build_does(library: Make, seed: int) -> None:
    chance = random.Random(seed)
    root = library({})
    words = ["抖音", "电商,盲盒", "merchant", "C++", "4,000", "# 标题\n", "[a](b.md)",
             "[[1|one]]", "[a](../t/2.md)", "\n\n"]  # fmt: skip

    def write(path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        header = chance.choice(["", "---\ntopics: [t/u, v]\nurl: x.y\naliases: [x, y/z]\n---\n"])
        path.write_text(header + " ".join(chance.choices(words, k=6)), encoding="utf-8")

    with LiveIndex.open(root) as index:
        for _ in range(12):
            for _ in range(chance.randrange(1, 6)):
                path = root / chance.choice(["", "t", "w"]) / f"{chance.randrange(9)}.md"
                there = sorted(root.rglob("*.md"))
                match chance.randrange(4):
                    case 0 | 1:
                        write(path)
                    case 2 if there:
                        chance.choice(there).unlink()
                    case 3 if there:
                        path.parent.mkdir(exist_ok=True)
                        chance.choice(there).replace(path)
            if chance.random() < 0.3:
                (root / "t").mkdir(exist_ok=True)
                (root / "t" / "_index.md").write_text(f"---\ntitle: T{chance.randrange(9)}\n---\n")
            updated(index)
        history = contents(index)
    with LiveIndex.open(root, rebuild=True) as index:
        updated(index)
        assert contents(index) == history


def test_verify_agrees_with_a_sound_index_and_names_what_a_wrong_one_lacks(library: Make) -> None:
    root = library({"a.md": "抖音电商 merchants", "b.md": "盲盒 refund 4,000"})
    with LiveIndex.open(root) as index:
        updated(index)
        verdict = index.verify(50)
        assert verdict.articles == 2
        assert verdict.keywords >= 5
        assert verdict.differences == ()
        with index._store.writing() as db:
            row = db.execute("SELECT id FROM article WHERE path = 'a.md'").fetchone()[0]
            db.execute(
                "INSERT INTO search(search, rowid, title, headings, body, source, hidden) "
                "VALUES ('delete', ?, 'a', '', '抖音 音电 电商 商 merchants', '', '')",
                (row,),
            )
        differences = index.verify(50).differences
        assert any("抖音" in difference and "a.md" in difference for difference in differences)
        (root / "c.md").write_text("new")
        assert any("c.md is in the folder" in text for text in index.verify(5).differences)
        (root / "b.md").unlink()
        assert any("b.md is in the index" in text for text in index.verify(5).differences)
