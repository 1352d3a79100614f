"""The counts at topics and tags, however few or many articles they have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kbviewer.index.index import Index
from kbviewer.index.indexing import indexer
from kbviewer.index.postings import segments
from kbviewer.index.search import facets
from tests.index.contents import updated

Make = Callable[[dict[str, str]], Path]
ARTICLES = 20


def text(number: int) -> str:
    """An article with some words and tags: x3 is in every third one."""
    words = [f"x{step}" for step in (1, 2, 3, 5, 7, 19) if number % step == 0]
    return f"---\ntags: [{', '.join(words)}, t/n{number}]\n---\n{' '.join(words)}"


@pytest.mark.parametrize("small", [0, 3, 6, 1_000_000])
def test_counts_are_those_of_the_articles_that_match(
    library: Make, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(facets, "_SMALL_TOPIC", small)
    root = library({f"f{number % 4}/{number}.md": text(number) for number in range(ARTICLES)})
    numbers = set(range(ARTICLES))
    with Index.open(root) as index:
        updated(index)
        for change in ("none", "deleted", "added"):
            if change == "deleted":
                for number in (6, 7):
                    (root / f"f{number % 4}" / f"{number}.md").unlink()
                    numbers.remove(number)
            elif change == "added":
                for number in (21, 25):
                    (root / f"f{number % 4}" / f"{number}.md").write_text(text(number))
                    numbers.add(number)
            updated(index)
            for step in (1, 2, 3, 5, 7, 19):
                matching = [number for number in numbers if number % step == 0]
                for query in (f"x{step}", f"-x{step} OR x{step} x1", f"x1 -(x1 -x{step})"):
                    counts = index.search(query).topic_counts
                    wanted = numbers if " OR " in query else set(matching)
                    assert counts == expected(wanted), (change, query)


@pytest.mark.parametrize("small", [0, 1_000_000])
def test_counts_are_right_while_articles_wait_for_their_postings(
    library: Make, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(facets, "_SMALL_TOPIC", small)
    monkeypatch.setattr(segments, "SEGMENT_SIZE", 8)
    monkeypatch.setattr(indexer, "MAX_BATCH_FILES", 3)
    root = library({f"f{number % 4}/{number}.md": text(number) for number in range(ARTICLES)})
    seen = set()
    with Index.open(root) as index:
        for _ in index.update():
            page = index.search("", limit=ARTICLES)
            numbers = {int(Path(hit.id).stem) for hit in page.hits}
            seen.add(len(numbers))
            assert page.topic_counts == expected(numbers)
    assert len(seen) > 3


def expected(numbers: set[int]) -> dict[str, int]:
    """The counts for the articles of these numbers."""
    counts: dict[str, int] = {}
    for number in numbers:
        tags = [f"x{step}" for step in (1, 2, 3, 5, 7, 19) if number % step == 0]
        for path in (f"f{number % 4}", "/tags", "/tags/t", f"/tags/t/n{number}",
                     *(f"/tags/{tag}" for tag in tags)):  # fmt: skip
            counts[path] = counts.get(path, 0) + 1
    return counts
