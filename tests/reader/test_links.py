"""What a link may do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.reader.links import (
    Heading,
    Inside,
    Outside,
    Refused,
    Target,
    ToTopic,
    target,
    topic_link,
)


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("https://x.y/z?q#f", Outside("https://x.y/z?q#f", "x.y")),
        ("http://user@x.y:80/", Outside("http://user@x.y:80/", "x.y")),
        ("mailto:a@b.c", Outside("mailto:a@b.c", "a@b.c")),
        ("other.md", Inside("t/other.md")),
        ("../u/a%20b.md#heading", Inside("u/a b.md")),
        ("/u/a.md", Inside("u/a.md")),
        ("#a-heading", Heading("a-heading")),
        ("topic:a%2Fb", ToTopic("a/b")),
    ],
)
def test_links_lead_where_they_say(href: str, leads_to: Target) -> None:
    assert target(href, "t/here.md") == leads_to


@pytest.mark.parametrize(
    "href",
    ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "ftp://x.y",
     "//server/share", "../../x.md", "%2e%2e/%2e%2e/x.md", "..\\..\\x.md", "a\0.md", "https://", "http://[",
     "vbscript:x",     "smb://x/y", "tel:1"],
)  # fmt: skip
def test_everything_else_is_refused_with_a_reason(href: str) -> None:
    leads_to = target(href, "t/here.md")
    assert isinstance(leads_to, Refused)
    assert leads_to.reason.endswith(".")


@given(st.text())
def test_a_topics_link_leads_to_the_topic(path: str) -> None:
    path = path.encode("utf-8", "ignore").decode()
    assert target(topic_link(path), "a.md") == ToTopic(path)


@given(st.text())
def test_no_link_is_an_error_and_none_leads_out_of_the_library(href: str) -> None:
    leads_to = target(href, "a/b.md")
    if isinstance(leads_to, Inside):
        assert not leads_to.article.startswith(("/", ".."))
        assert "/../" not in leads_to.article
