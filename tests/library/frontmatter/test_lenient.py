"""Malformed front matter: what can be read of it is read."""

from __future__ import annotations

import sys

import pytest
import yaml

from kbviewer.library.frontmatter import yaml_events
from kbviewer.library.frontmatter.front_matter import split_front_matter
from tests.library.findings import said

_DIGITS = "a number in it has too many digits"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: [转载] 文章", "[转载] 文章"), ("title: a: b", "a: b"), ("title: @me", "@me"),
        ("title: **bold**", "**bold**"), ('title: "He said "hi" to me"', 'He said "hi" to me'),
        ('title: "one" and "two"', '"one" and "two"'), ("title: - dash", "- dash"),
        ('title: "open', '"open'), ("title: [open", "[open"),
        ('title: "C:\\Users"', "C:\\Users"), ("title: a: b\n  goes on", "a: b goes on"),
        ("title: x\n\torder: 1", "x"), ("title: x\n- y", "x"), ("title: x\x01", "x\x01"),
        ("title: x\nstray", "x"), ("title:close", "close"), ("title：治理", "治理"),
        ("title: {{ title }}", "{{ title }}"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("loader", [yaml.BaseLoader, getattr(yaml, "CBaseLoader", None)])
def test_a_line_that_is_no_yaml_does_not_spoil_the_others(
    line: str, title: str, loader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_events, "_LOADER", loader or yaml.BaseLoader)
    number = 4 if "\n" in line and "goes on" not in line else 3
    others = "date: 2025-08-11 # a day\n{}\ntags:\n  - a\n  - b\nnote: |\n  one: two: three\n"
    header, body = split_front_matter(f"---\n{others.format(line)}---\ntext\n")
    assert header.text("title") == title
    assert header.text("date") == "2025-08-11"
    assert header.fields["tags"] == ["a", "b"]
    assert header.fields["note"] == "one: two: three\n"
    ((what, instead),) = said(header.warnings)
    assert instead == "its plain lines are read"
    if "{{" in line:
        assert what == f"the header cannot be read (line {number}): a name in it is not plain text"
    else:
        assert what.startswith(f"the header is not valid YAML (line {number}): “")
    assert body == "text\n"


def test_the_line_without_a_space_is_named_not_the_one_after_it() -> None:
    header, _ = split_front_matter("---\ntitle:close\ndate: 2025-08-11\n---\n")
    assert header.fields == {"title": "close", "date": "2025-08-11"}
    what = "the header cannot be read (line 2): a line has no colon with a space after it"
    assert said(header.warnings)[0][0] == what


def test_lists_that_are_no_yaml_are_read() -> None:
    for written in ("[@a, 'b, c', d]", "\n- @a\n- 'b, c'\n- d", "\n\t- @a\n\t- 'b, c'\n\t- d",
                    "[\n  @a,\n  'b, c',\n  d\n  ]"):  # fmt: skip
        header, body = split_front_matter(f"---\ntags: {written}\n---\ntext")
        assert header.fields == {"tags": ["@a", "b, c", "d"]}
        assert len(header.warnings) == 1
        assert body == "text"


def test_a_text_between_two_rules_is_no_header() -> None:
    for written in ("Title: this: is a text\nof more\nlines", "Reuters: x: y\nAP: z",
                    "He said: a: b", "- title: x", "text",
                    "https://x.y/z\ntitle: a: b"):  # fmt: skip
        text = f"---\n{written}\n---\ntext"
        header, body = split_front_matter(text)
        assert header.fields == {}
        assert body == text


def test_of_a_thousand_lines_that_are_no_yaml_none_is_read() -> None:
    for number, count in ((1_000, 1), (1_001, 0)):
        text = "---\n" + "title: a: b\n" * number + "---\n"
        assert len(split_front_matter(text)[0].fields) == count


def test_anchors_are_refused_wherever_they_stand() -> None:
    for written, line in (("title: a: b\nx: &a [1]\ny: *a", 3), ("title: *name", 2),
                          ("x: [*a\ntitle: b", 2), ("title: *name and more", 2)):  # fmt: skip
        text = f"---\n{written}\n---\ntext"
        header, body = split_front_matter(text)
        assert header.fields == {}
        ((what, _),) = said(header.warnings)
        reason = "anchors and aliases (& and *) are not allowed in it"
        assert what == f"the header cannot be read (line {line}): {reason}"
        assert body == text
    deep, _ = split_front_matter(f"---\ntitle: a: b\nx: {'[' * 20}\n---\n")
    assert deep.fields == {}
    ((what, _),) = said(deep.warnings)
    assert what.startswith("the header cannot be read (line 3): lists and names")


@pytest.mark.parametrize(
    ("line", "fields", "number"),
    [
        ("title = x y", {"title": "x y"}, 3), ("day = 2024-02-30", {"day": "2024-02-30"}, 3),
        ("title = 'x", {"title": "'x"}, 3), ("tags = [\n'a',\nb\n]", {"tags": ["a", "b"]}, 3),
        ('title = "\\q"', {"title": "\\q"}, 3), ("title = 'x' y", {"title": "'x' y"}, 3),
        ("标题 = 'x'", {"标题": "x"}, 3), ("x = 1\n标题 = 'x'", {"x": "1", "标题": "x"}, 4),
        ("n = " + "9" * 5000, {"n": "9" * 5000}, 3),
        ("n = 0x" + "f" * 5000, {"n": "0x" + "f" * 5000}, 3),
        ("[taxonomies]\ntags = ['a']\n[taxonomies]\ncategories = [b]",
         {"taxonomies": [], "taxonomies.tags": ["a"], "taxonomies.categories": ["b"],
          "tags": ["a"], "categories": ["b"]}, 6),
    ],
)  # fmt: skip
def test_a_line_that_is_no_toml_does_not_spoil_the_others(
    line: str, fields: dict[str, str | list[str]], number: int
) -> None:
    header, body = split_front_matter(f"+++\ndate = 2025-08-11\n{line}\n+++\ntext\n")
    assert header.fields == {"date": "2025-08-11", **fields}
    ((what, instead),) = said(header.warnings)
    assert instead == "its plain lines are read"
    if "5000" in what or len(line) > 5000:
        assert what == f"the header cannot be read (line {number}): {_DIGITS}"
    elif sys.version_info < (3, 14):  # from there on the line is the parser's, not the entry's
        assert what.startswith(f"the header is not valid TOML (line {number}): “")
    assert body == "text\n"


def test_a_name_that_occurs_twice_in_toml_is_all_that_is_said() -> None:
    header, _ = split_front_matter("+++\ntitle = 'a'\ndate = 2025-08-11\ntitle = 'b'\n+++\n")
    assert header.fields == {"title": "b", "date": "2025-08-11"}
    assert said(header.warnings) == (("“title” occurs twice in the header", "the last one counts"),)
