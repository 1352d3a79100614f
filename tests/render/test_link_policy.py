"""What a link may do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.library.links import Link
from kbviewer.render.link_policy import (
    ExternalLink,
    InternalLink,
    LinkTarget,
    RefusedLink,
    TopicLink,
    classify_link,
    internal_links,
    mark_missing_links,
    topic_href,
)


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("https://x.y/z?q#f", ExternalLink("https://x.y/z?q#f", "x.y")),
        ("http://user@x.y:80/", ExternalLink("http://user@x.y:80/", "x.y")),
        ("mailto:a@b.c", ExternalLink("mailto:a@b.c", "a@b.c")),
        ("other.md", InternalLink(Link("r:other", "t/other.md"))),
        ("../u/a%20b.md#heading", InternalLink(Link("p:u/a b", "u/a b.md", "heading"))),
        ("/u/a.md", InternalLink(Link("p:u/a", "u/a.md"))),
        ("?A%20note#%E8%8A%82", InternalLink(Link("n:a note", "A note", "节"))),
        ("#a-heading", InternalLink(Link("", "", "a-heading"))),
        ("topic:a%2Fb", TopicLink("a/b")),
    ],
)
def test_links_lead_where_they_say(href: str, leads_to: LinkTarget) -> None:
    assert classify_link(href, "t/here.md") == leads_to


@pytest.mark.parametrize(
    "href",
    ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ftp://x.y",
     "//server/share", "../../x.md", "%2e%2e/%2e%2e/x.md", "..\\..\\x.md", "a\0.md", "https://", "http://[",
     "vbscript:x",     "smb://x/y", "tel:1"],
)  # fmt: skip
def test_everything_else_is_refused_with_a_reason(href: str) -> None:
    leads_to = classify_link(href, "t/here.md")
    assert isinstance(leads_to, RefusedLink)
    assert leads_to.reason.endswith(".")


@given(st.text())
def test_a_topics_link_leads_to_the_topic(path: str) -> None:
    path = path.encode("utf-8", "ignore").decode()
    assert classify_link(topic_href(path), "a.md") == TopicLink(path)


@given(st.text())
def test_no_link_is_an_error_and_none_leads_out_of_the_library(href: str) -> None:
    leads_to = classify_link(href, "a/b.md")
    if isinstance(leads_to, InternalLink):
        path = leads_to.link.path
        assert not path.startswith(("/", "../")) or leads_to.link.key.startswith("n:")
        assert path != ".."
        assert "/../" not in path or leads_to.link.key.startswith("n:")


def test_only_links_that_lead_to_nothing_are_shown_as_such() -> None:
    page = '<a href="a.md">a</a> <a href="?b&amp;c">b</a> <a href="https://x.y">x</a>'
    page += '<a href="topic:t">t</a> <a href="#h">h</a>'
    found = internal_links(page, "here.md")
    assert {href: link.key for href, link in found.items()} == {
        "a.md": "r:a",
        "?b&amp;c": "n:b&c",
    }
    marked = mark_missing_links(page, ["?b&amp;c"])
    assert marked == page.replace('<a href="?b', '<a class="missing" href="?b')
    assert mark_missing_links(page, []) == page
