"""Front matter in TOML and JSON."""

from __future__ import annotations

from kbviewer.library.frontmatter.front_matter import split_front_matter

TOML = """+++
title = "标题"
date = 2025-08-11T20:41:00+08:00
day = 2025-08-11
weight = 3
price = 1.50
draft = false
aliases = ["/a", "/b"]
[taxonomies]
tags = ["x", "y/z"]
[extra]
source = "36氪"
title = "another"
[[extra.authors]]
name = "N"
+++
text
"""


JSON = """{
  "title": "标题",
  "date": "2025-08-11T20:41:00+08:00",
  "weight": 3,
  "price": 1.50,
  "draft": false,
  "none": null,
  "tags": ["x", "y/z"],
  "params": {"source": "36氪"}
}

text
"""


def test_headers_in_toml_are_read() -> None:
    header, body = split_front_matter(TOML)
    assert header.warnings == ()
    assert body == "text\n"
    assert header.text("title") == "标题"
    assert header.text("date") == "2025-08-11T20:41:00+08:00"
    assert header.text("day") == "2025-08-11"
    assert header.text("weight") == "3"
    assert header.text("price") == "1.50"
    assert header.text("draft") == "false"
    assert header.fields["aliases"] == ["/a", "/b"]
    assert header.fields["tags"] == ["x", "y/z"]
    assert header.text("source") == "36氪"
    assert header.fields["extra.authors.name"] == ["N"]


def test_headers_in_json_are_read() -> None:
    header, body = split_front_matter(JSON)
    assert header.warnings == ()
    assert body == "\ntext\n"
    assert header.text("title") == "标题"
    assert header.text("weight") == "3"
    assert header.text("price") == "1.50"
    assert header.text("draft") == "false"
    assert header.text("none") == ""
    assert header.fields["tags"] == ["x", "y/z"]
    assert header.text("source") == "36氪"


def test_half_a_character_in_json_is_replaced() -> None:
    header, _ = split_front_matter(
        '{"title": "x\\ud83d", "tags": ["\\ud83d\\ude00"], "\\udc00": 1}\n'
    )
    assert header.text("title") == "x�"
    assert header.fields["tags"] == ["😀"]
    assert "�" in header.fields


def test_a_number_of_many_digits_is_a_text() -> None:
    digits = "9" * 5000
    assert split_front_matter(f"---\na: {digits}\n---\n")[0].text("a") == digits
    assert split_front_matter(f'{{"title": {digits}}}\n')[0].text("title") == digits
