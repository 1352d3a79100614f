"""What an article is about, in the headers of the tools that people keep Markdown with."""

from __future__ import annotations

import pytest

from kbviewer.library.frontmatter.front_matter import split_front_matter
from kbviewer.library.topics import topics_of

POST = "_posts/2025-08-11-title.md"


@pytest.mark.parametrize(
    ("header", "topics"),
    [
        ("topics: [governance, governance/blind-boxes]", ["governance", "governance/blind-boxes"]),
        ("tags: [a, b]\n", ["a", "b"]),
        ("tags:\n- a\n- b c\n", ["a", "b c"]),
        ("tags:\n  - '#a'\n  - '#b/c'\n", ["a", "b/c"]),
        ("tags: x, y/z", ["x", "y/z"]),
        ("tags: 电商，物流、竞争", ["电商", "物流", "竞争"]),
        ("tags: '#a #b/c'", ["a", "b/c"]),
        ("tags: machine learning", ["machine learning"]),
        ("tags: ['Foo, Inc.', C#]", ["Foo, Inc.", "C#"]),
        ("tag: a", ["a"]),
        ("category: news", ["news"]),
        ("categories: [a]\ntags: [b, a]", ["a", "b"]),
        ("topics: [t]\ntags: [b]", ["t"]),
        ("tags:\ncategories: [a]", ["a"]),
        ("topics: []\ntags: b", ["b"]),
        ("taxonomies:\n  tags: [a, b]\n", ["a", "b"]),
        ("categories: [[a, b], [c]]", ["a", "b", "c"]),
        ("tags: [a//b/, ' / ', '#']", ["a/b"]),
        ("tags: [\"a\\nb\"]", ["a b"]),
        ("title: x", ["f/g"]),
        ("tags:", ["f/g"]),
        ("tags: []", ["f/g"]),
        ("tags: {a: b}", ["f/g"]),
    ],
)  # fmt: skip
def test_the_common_ways_to_write_topics_are_read(header: str, topics: list[str]) -> None:
    found, _ = split_front_matter(f"---\n{header}\n---\n")
    assert found.warnings == ()
    assert list(topics_of(found, "f/g/a.md")) == topics


def test_a_post_of_jekyll_parts_its_plurals_at_blanks() -> None:
    header, _ = split_front_matter("---\ncategories: a b\ntags: c d\n---\n")
    assert topics_of(header, POST) == ("a", "b", "c", "d")
    assert topics_of(header, "notes/2025-08-11-title.md") == ("a b", "c d")
    single, _ = split_front_matter("---\ntag: machine learning\ncategory: daily news\n---\n")
    assert topics_of(single, POST) == ("daily news", "machine learning")


def test_the_folders_that_posts_lie_in_are_no_topics() -> None:
    header, _ = split_front_matter("")
    assert topics_of(header, POST) == ()
    assert topics_of(header, "movies/_posts/2025-08-11-title.md") == ("movies",)
    assert topics_of(header, "_drafts/title.md") == ()
    assert topics_of(header, "my_posts/title.md") == ("my_posts",)
