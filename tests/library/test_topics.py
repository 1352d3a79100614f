"""What an article is about, in the headers of the tools that people keep Markdown with."""

from __future__ import annotations

import pytest

from kbviewer.library.frontmatter.front_matter import split_front_matter
from kbviewer.library.topics import tags_of, topics_of

POST = "_posts/2025-08-11-title.md"


WRITTEN = [
    ("[a, b]\n", ("a", "b")),
    ("\n- a\n- b c\n", ("a", "b c")),
    ("\n  - '#a'\n  - '#b/c'\n", ("a", "b/c")),
    ("x, y/z", ("x", "y/z")),
    ("电商，物流、竞争", ("电商", "物流", "竞争")),
    ("'#a #b/c'", ("a", "b/c")),
    ("'＃a ＃b/c'", ("a", "b/c")),
    ("machine learning", ("machine learning",)),
    ("['Foo, Inc.', C#]", ("Foo, Inc.", "C#")),
    ("[[a, b], [c]]", ("a", "b", "c")),
    ("[a//b/, ' / ', '#']", ("a/b",)),
    ('["a\\nb"]', ("a b",)),
]
NOTHING = ["", "[]", "{a: b}"]


@pytest.mark.parametrize(("value", "names"), WRITTEN)
def test_the_common_ways_to_write_topics_and_tags_are_read(
    value: str, names: tuple[str, ...]
) -> None:
    for name in ("topics", "Topic", "categories", "category", "主题", "分类", "分類"):
        found, _ = split_front_matter(f"---\n{name}: {value}\n---\n")
        assert found.warnings == ()
        assert (topics_of(found, "f/g/a.md"), tags_of(found, "f/g/a.md")) == (names, ())
    for name in ("tags", "TAGS", "tag", "标签"):
        found, _ = split_front_matter(f"---\n{name}: {value}\n---\n")
        assert (topics_of(found, "f/g/a.md"), tags_of(found, "f/g/a.md")) == (("f/g",), names)


@pytest.mark.parametrize("value", NOTHING)
def test_where_nothing_is_written_the_folder_is_the_topic(value: str) -> None:
    for name in ("topics", "categories", "tags", "title"):
        found, _ = split_front_matter(f"---\n{name}: {value}\n---\n")
        assert (topics_of(found, "f/g/a.md"), tags_of(found, "f/g/a.md")) == (("f/g",), ())


def test_topics_count_before_categories_and_tags_are_neither() -> None:
    header, _ = split_front_matter("---\ntopics: [t]\ncategories: [c]\ntags: [a]\n---\n")
    assert (topics_of(header, "f/x.md"), tags_of(header, "f/x.md")) == (("t",), ("a",))
    header, _ = split_front_matter("---\ntopics: []\ncategories: [c]\ntags: [a, c]\n---\n")
    assert (topics_of(header, "f/x.md"), tags_of(header, "f/x.md")) == (("c",), ("a", "c"))
    header, _ = split_front_matter("---\ntaxonomies:\n  tags: [a]\n---\n")
    assert (topics_of(header, "f/x.md"), tags_of(header, "f/x.md")) == (("f",), ("a",))


def test_a_post_of_jekyll_parts_its_plurals_at_blanks() -> None:
    header, _ = split_front_matter("---\ncategories: a b\ntags: c d\n---\n")
    assert (topics_of(header, POST), tags_of(header, POST)) == (("a", "b"), ("c", "d"))
    note = "notes/2025-08-11-title.md"
    assert (topics_of(header, note), tags_of(header, note)) == (("a b",), ("c d",))
    single, _ = split_front_matter("---\ntag: machine learning\ncategory: daily news\n---\n")
    assert topics_of(single, POST) == ("daily news",)
    assert tags_of(single, POST) == ("machine learning",)


def test_the_folders_that_posts_lie_in_are_no_topics() -> None:
    header, _ = split_front_matter("")
    assert topics_of(header, POST) == ()
    assert topics_of(header, "movies/_posts/2025-08-11-title.md") == ("movies",)
    assert topics_of(header, "_drafts/title.md") == ()
    assert topics_of(header, "my_posts/title.md") == ("my_posts",)
