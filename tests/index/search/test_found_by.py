"""An article is found by its names: of its topics, tags and file, and what its header calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kbviewer.index.index import Index
from kbviewer.index.search.searcher import Hit
from tests.index.contents import contents, fresh_contents, updated

Make = Callable[[dict[str, str]], Path]

FILES = {
    "logistics/_index.md": "---\ntitle: Goods on the road\ntitle_zh: 物流\n---\nOf parcels.",
    "logistics/last-mile/_index.md": "---\ntitle: The last mile\n---\n",
    "logistics/last-mile/parcel_note.md": "---\ntitle: 短讯\n---\n正文。",
    "header.md": (
        "---\ntitle: 通知\nauthor: [编辑部, Jane Roe]\nsource: 日报\ndescription: 概述里的水蜜桃\n"
        "keywords: [榴莲, kiwifruit]\ntags: [芒果标签, task/plans]\naliases: [Other name]\n"
        "topics: [merchant-support]\nurl: https://example.org/of-header\n---\n正文。"
    ),
    "text.md": "---\ntitle: 物流 on the road\ntopics: [z]\n---\nA text about parcels. 物流",
    "link.md": (
        "---\ntitle: 链接\ntopics: [z]\n---\n[词](https://pears.example/a?b=1)\n\n"
        "```quincescript\nx\n```"
    ),
}
NOTE, HEADER = "logistics/last-mile/parcel_note.md", "header.md"


@pytest.fixture
def index(library: Make) -> Iterator[Index]:
    with Index.open(library(FILES)) as opened:
        updated(opened)
        yield opened


def ids(index: Index, typed: str) -> list[str]:
    return [hit.id for hit in index.search(typed).hits]


def row(index: Index, typed: str) -> tuple[str, list[str]]:
    """The text of the only hit's row, and what is marked in it."""
    (hit,) = index.search(typed).hits
    assert hit.is_found_by_name
    return hit.snippet.text, marked(hit)


def marked(hit: Hit) -> list[str]:
    return [hit.snippet.text[match.start : match.end] for match in hit.snippet.matches]


@pytest.mark.parametrize(
    ("typed", "found", "shown", "marks"),
    [
        ("物流 -text", NOTE, "Topic: Goods on the road 物流", ["物流"]),
        ('"Goods on the road"', NOTE, "Topic: Goods on the road 物流", ["Goods on the road"]),
        ("logistics", NOTE, "Topic: logistics", ["logistics"]),
        ("last-mile", NOTE, "Topic: The last mile", ["last mile"]),
        ("parcel_note", NOTE, "File: parcel_note", ["parcel_note"]),
        ("merchant-support", HEADER, "Topic: merchant-support", ["merchant-support"]),
        ("编辑部", HEADER, "Author: 编辑部, Jane Roe", ["编辑部"]),
        ("水蜜桃", HEADER, "Description: 概述里的水蜜桃", ["水蜜桃"]),
        ("kiwi", HEADER, "Keyword: kiwifruit", ["kiwifruit"]),
        ("芒果", HEADER, "Tag: 芒果标签", ["芒果"]),
        ("other names", HEADER, "Also called: Other name", ["Other", "name"]),
        ("榴莲 芒果", HEADER, "Tag: 芒果标签 · Keyword: 榴莲", ["芒果", "榴莲"]),
        ("tag:芒果", HEADER, "Tag: 芒果标签", ["芒果"]),
        ("file:parcel_note", NOTE, "File: parcel_note", ["parcel_note"]),
        ("author:roe", HEADER, "Author: 编辑部, Jane Roe", ["Roe"]),
        ("of-header", HEADER, "In a link: https://example.org/of-header", ["of-header"]),
        ("pears", "link.md", "In a link: https://pears.example/a?b=1", ["pears"]),
        ("quince", "link.md", "Not shown on the page: quincescript", ["quincescript"]),
    ],
)
def test_a_hit_shows_what_it_was_found_by(
    index: Index, typed: str, found: str, shown: str, marks: list[str]
) -> None:
    assert ids(index, typed) == [found]
    assert row(index, typed) == (shown, marks)


def test_a_match_in_a_shown_text_is_shown_there(index: Index) -> None:
    hits = {hit.id: hit for hit in index.search("物流 ").hits}
    assert not hits["text.md"].is_found_by_name
    assert marked(hits["text.md"]) == ["物流"]
    (hit,) = index.search("正文 芒果 ").hits  # one of the words is in the text
    assert (hit.is_found_by_name, marked(hit)) == (False, ["正文"])
    (hit,) = index.search("日报 ").hits
    assert not hit.is_found_by_name
    assert not any(hit.is_found_by_name for hit in index.search("").hits)
    assert not any(hit.is_found_by_name for hit in index.search("lang:zh ").hits)


@pytest.mark.parametrize(
    "typed",
    [
        '"芒果标签 task"',
        '"榴莲 kiwifruit"',
        "榴莲kiwifruit",
        '"road 物流"',
        '"Jane Roe 日报"',
        "author:日报",
        "source:编辑部",
        "author:kiwifruit",
        "tag:kiwifruit",
        "tag:merchant-support",
        "topic:芒果标签",
        "title:header",
        "file:芒果",
        "file:mile/note",
        '"parcel_note md"',
        "last-mile/parcel_note",  # folders count only through topics
    ],
)
def test_no_name_runs_into_the_next_and_no_field_has_anothers(index: Index, typed: str) -> None:
    assert ids(index, typed) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("作者:编辑部", [HEADER]),
        ("author:jane", [HEADER]),
        ('author:"编辑部, Jane Roe"', [HEADER]),
        ("标签:标签", [HEADER]),
        ("tag:plans", [HEADER]),
        ("tag:task/plan", [HEADER]),
        ("文件:mile", [NOTE]),
        ("file:last-mile/parcel_note.md", [NOTE]),
        ("file:logistics 正文", [NOTE]),
        ("file:notes ", [NOTE]),  # an inflection
        ("正文 -tag:芒果 ", [NOTE]),
        ("tag:plans file:header", [HEADER]),
        ("(tag:plans OR file:note) 正文 ", [HEADER, NOTE]),
    ],
)
def test_authors_tags_and_files_are_fields(index: Index, typed: str, found: list[str]) -> None:
    assert sorted(ids(index, typed)) == sorted(found)


def test_a_name_weighs_less_than_a_text(library: Make) -> None:
    filler = "one two three four five six seven eight nine ten. " * 5
    head = "---\ntitle: t\ntopics: [z]\n{}---\n" + filler
    with Index.open(
        library({
            "tag.md": head.format("tags: [peach]\n"),
            "text.md": head.format("") + "peach",
            "heading.md": head.format("") + "\n\n## peach\n",
            "alias.md": head.format("aliases: [peach, peach x, peach y]\n"),
        } | {f"{number}.md": filler for number in range(9)})
    ) as index:  # fmt: skip
        updated(index)
        assert ids(index, "peach ")[:2] == ["heading.md", "text.md"]
        assert set(ids(index, "peach ")[2:]) == {"tag.md", "alias.md"}


def test_articles_follow_the_titles_of_their_topics(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = index.library.root
    page = root / "logistics/_index.md"

    def is_as_fresh() -> None:
        updated(index)
        assert contents(index) == fresh_contents(root, tmp_path / "fresh", monkeypatch)
        assert index.check().differences == ()
        assert updated(index)[-1].total == 0

    page.write_text("---\ntitle: Freight\ntitle_zh: 货运\n---\n", encoding="utf-8")
    is_as_fresh()
    assert ids(index, "货运") == ids(index, "freight") == [NOTE]
    assert ids(index, "物流 ") == ["text.md"]
    page.write_text("---\ntitle: Freight\ntitle_zh: 货运\norder: 3\n---\nMore.", encoding="utf-8")
    is_as_fresh()
    page.unlink()
    is_as_fresh()
    assert (ids(index, "货运"), ids(index, "logistics")) == ([], [NOTE])
    (root / "merchant-support").mkdir()
    (root / "merchant-support/_index.md").write_text("---\ntitle: 扶持\n---\n", encoding="utf-8")
    is_as_fresh()
    assert ids(index, "扶持") == [HEADER]


def test_titles_alone_make_articles_be_read_again(index: Index) -> None:
    page = index.library.root / "logistics/_index.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text + "More.", encoding="utf-8")
    assert updated(index)[-1].total == 0
    page.write_text(text.replace("物流", "货运"), encoding="utf-8")
    assert updated(index)[-1].total == 1


def test_tags_change_with_their_file(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
                                     ) -> None:  # fmt: skip
    file = index.library.root / HEADER
    file.write_text("---\ntags: [running]\n---\n正文", encoding="utf-8")
    updated(index)
    assert ids(index, "tag:芒果") == []
    assert ids(index, "tag:runs ") == [HEADER]
    file.unlink()
    updated(index)
    assert ids(index, "tag:runs ") == []
    fresh = fresh_contents(index.library.root, tmp_path / "fresh", monkeypatch)
    assert contents(index) == fresh  # the words of its tag are gone, too


def test_the_shipped_articles_are_found_by_what_the_tree_shows() -> None:
    root = Path(__file__).parents[3] / "corpus"
    with Index.open(root) as index:
        updated(index)
        for typed in ("物流", "商家扶持", "merchant-support"):
            topic = {"物流": "logistics"}.get(typed, "merchant-support")
            page = index.search(typed, topic=topic, limit=1_000)
            assert page.total == index.search("", topic=topic).total > 0


def test_a_word_of_a_path_stays_known_when_the_last_text_with_it_goes(library: Make) -> None:
    head = "---\ntitle: t\ntopics: [z]\n---\n"
    root = library({"running/1.md": head, "2.md": f"{head}running"})
    with Index.open(root) as index:
        updated(index)
        (root / "2.md").unlink()
        updated(index)
        assert ids(index, "file:runs ") == ["running/1.md"]
        assert ids(index, "runs ") == []
        assert index.check().differences == ()
