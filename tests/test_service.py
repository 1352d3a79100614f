"""The knowledge base as programs without a window use it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Self

import pytest

from kbviewer import paths, service
from kbviewer.errors import ArticleError, LibraryError
from kbviewer.query.ast import Order, Query
from kbviewer.query.parser import parse_query
from kbviewer.service import KnowledgeBase

MakeLibrary = Callable[[dict[str, str]], Path]
FILES = {
    "a.md": "---\ntitle: 盲盒 rules\npublished: 2025-01-02\n---\n[b](b.md) and [nowhere](c.md)",
    "b.md": "---\ntitle: B 💬\nsource: 盲盒 Times\npublished: 2025-03-04\n---\n💬 盲盒 here",
}


@pytest.fixture
def knowledge_base(library: MakeLibrary) -> Iterator[KnowledgeBase]:
    """A small library, indexed."""
    with KnowledgeBase.open(library(FILES)) as opened:
        for _ in opened.update():
            pass
        yield opened


def test_it_searches_in_the_order_that_is_named(knowledge_base: KnowledgeBase) -> None:
    for order in ("oldest", Order.OLDEST):
        page = knowledge_base.search("盲盒", order=order)
        assert [hit.id for hit in page.hits] == ["a.md", "b.md"]
    assert [hit.id for hit in knowledge_base.search("盲盒", order="newest", limit=1).hits] == [
        "b.md"
    ]
    assert knowledge_base.explain(page.query)
    assert knowledge_base.count() == 2


def test_it_renders_an_article_with_its_missing_links_marked(knowledge_base: KnowledgeBase) -> None:
    html = knowledge_base.article("a.md").html
    assert html.count('class="missing"') == 1
    assert [link.id for link in knowledge_base.backlinks("b.md")] == ["a.md"]
    with pytest.raises(ArticleError):
        knowledge_base.article("c.md")


def test_where_the_folder_is_gone_it_says_so(knowledge_base: KnowledgeBase, tmp_path: Path) -> None:
    knowledge_base.root.rename(tmp_path / "elsewhere")
    with pytest.raises(LibraryError, match="not there any more"):
        knowledge_base.article("a.md")
    (tmp_path / "elsewhere").rename(knowledge_base.root)


def test_matches_are_spans_of_characters_in_each_section(knowledge_base: KnowledgeBase) -> None:
    sections = ["B 💬\n盲盒 Times\n\n💬 盲盒 here", "and 盲盒 again", "盲盒"]
    found = knowledge_base.matches("盲盒", sections, header_lines=2, source="盲盒 Times", limit=2)
    words = [
        [section[match.start : match.end] for match in matches]
        for section, matches in zip(sections, found, strict=False)
    ]
    assert words == [["盲盒", "盲盒"], ["盲盒"]]  # the third section is beyond the limit
    assert knowledge_base.matches("", sections, header_lines=2, source="", limit=2) == [[], [], []]


def test_the_numbers_of_footnotes_part_no_phrase(knowledge_base: KnowledgeBase) -> None:
    sections = ["B\n\n1盲1盒23新规12", "a live2 stream", "x"]
    notes = [[(3, 4), (5, 6), (7, 8), (8, 9), (11, 13)], [(6, 7)], []]
    for typed, expected in (
        ("盲盒新规", [["盲1盒23新规"], [], []]),
        ("盲 规", [["盲", "规"], [], []]),
        ('"live stream"', [[], ["live2 stream"], []]),
        ("live", [[], ["live"], []]),
        ("盲1", [[], [], []]),
    ):
        found = knowledge_base.matches(typed, sections, notes, header_lines=1, source="", limit=9)
        words = [
            [section[match.start : match.end] for match in matches]
            for section, matches in zip(sections, found, strict=True)
        ]
        assert words == expected, typed


def test_a_search_loads_neither_qt_nor_what_renders() -> None:
    script = (
        "import sys; from pathlib import Path; from kbviewer.service import KnowledgeBase; "
        "opened = KnowledgeBase.open(Path(sys.argv[1])); [*opened.update()]; "
        "opened.search('盲盒'); opened.close(); "
        "print([n for n in sys.modules if n in ('markdown', 'nh3') or n.startswith('PySide6')])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(paths.corpus())],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ended.stdout.strip() == "[]"


def test_a_query_is_parsed_once_for_the_list_and_the_article(
    knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[str] = []

    def count(text: str, today: date) -> Query:
        parsed.append(text)
        return parse_query(text, today)

    monkeypatch.setattr(service, "parse_query", count)
    for text in ("盲盒", "盲盒 x", "盲盒"):
        knowledge_base.search(text)
        knowledge_base.search(text, offset=1)
        knowledge_base.matches(text, ["盲盒"], header_lines=0, source="", limit=9)
    assert parsed == ["盲盒", "盲盒 x", "盲盒"]


def test_a_query_of_yesterday_is_parsed_anew(
    library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Day(date):
        @classmethod
        def today(cls) -> Self:
            return cls.fromisoformat(days[-1])

    monkeypatch.setattr(service, "date", Day)
    days = ["2025-08-31"]
    folder = library(
        {f"{day}.md": f"---\npublished: {day}\n---\n\na\n" for day in ("2025-08-31", "2025-09-01")}
    )
    with KnowledgeBase.open(folder) as knowledge_base:
        for _ in knowledge_base.update():
            pass
        for day in ("2025-08-31", "2025-09-01"):
            days.append(day)
            page = knowledge_base.search("published:today")
            assert [hit.id for hit in page.hits] == [f"{day}.md"]
