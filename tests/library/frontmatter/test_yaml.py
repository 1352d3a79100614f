"""Front matter in YAML, by its events and by the fast path."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given

from kbviewer.library.frontmatter import yaml_events
from kbviewer.library.frontmatter.front_matter import split_front_matter
from kbviewer.library.frontmatter.yaml import parse_simple_yaml
from kbviewer.library.frontmatter.yaml_events import parse_events
from tests.library.frontmatter.generated import LINES, SOURCES


def test_values_are_strings_whatever_yaml_makes_of_them() -> None:
    header, body = split_front_matter(
        "---\ntitle: no\npublished: 2024-02-30\nlang: off\nn: 1:30\nempty:\n---\ntext\n"
    )
    assert header.fields == {
        "title": "no", "published": "2024-02-30", "lang": "off", "n": "1:30", "empty": "",
    }  # fmt: skip
    assert header.warnings == ()
    assert body == "text\n"


def test_lists_are_read_in_both_forms_and_nested_ones_are_flattened() -> None:
    header, _ = split_front_matter("---\na: [x, y]\nb:\n- x\n- [y, z]\nc: {d: e}\n---\n")
    assert header.fields == {"a": ["x", "y"], "b": ["x", "y", "z"], "c": [], "c.d": "e"}


@pytest.mark.parametrize("loader", [yaml.BaseLoader, getattr(yaml, "CBaseLoader", None)])
def test_a_tab_after_a_colon_is_a_space(loader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "_LOADER", loader or yaml.BaseLoader)
    header, _ = split_front_matter("---\n# comment\ntitle:\tx\ndate:\t2025-08-11\n---\n")
    assert header.fields == {"title": "x", "date": "2025-08-11"}


@pytest.mark.parametrize("null", ["null", "Null", "NULL", "~"])
def test_null_is_no_value_unless_it_is_quoted(null: str) -> None:
    for more in ("", "x: |\n  y\n"):  # which is left to YAML
        header, _ = split_front_matter(
            f"---\ntitle: {null}\ntags: [{null}, a]\nc:\n- {null}\n{more}---\n"
        )
        assert header.text("title") == ""
        assert header.texts("tags") == ["a"]
        assert header.texts("c") == []
        written = f"---\ntitle: '{null}'\ntags: ['{null}']\n{null}: x\n{more}---\n"
        header, _ = split_front_matter(written)
        assert header.text("title") == null
        assert header.texts("tags") == [null]
        assert header.text(null.lower()) == "x"
    assert split_front_matter('{"title": null, "tags": ["null", null]}\n')[0].texts("tags") == [
        "null"
    ]


@pytest.mark.slow
@given(SOURCES | LINES)
def test_what_is_read_without_yaml_is_read_as_yaml_reads_it(written: str) -> None:
    written += "\n"
    simple = parse_simple_yaml(written)
    if simple is not None:
        assert (simple, []) == parse_events(written)


@pytest.mark.parametrize(
    "written",
    ["a: b #c", "a: b:", "a: b: c", "a: 'b' #c", "a:\n- x\n  - y", "a:\n  - x\n- y", "a: \tb",
     "a: [b #c]", "a: [b: c]", "a: [-, b]", "a: [b,, c]", "a: 'b''c'", 'a: "\\n"', "a: b\n c",
     "a: b\na: c", "a: |\n  b", "a: >\n  b", "a: \u2028b", "a:b", "a: @b",
     "- a", "a: &b c", "a: !b c"],
)  # fmt: skip
def test_what_is_not_usual_is_left_to_yaml(written: str) -> None:
    assert parse_simple_yaml(f"{written}\n") is None


@pytest.mark.parametrize(
    "written",
    [
        'title: "a \\"b\\" \\\\ c"\nsource: 36氪 (36Kr)\npublished: 2025-08-11 20:41',
        "topics: [governance, governance/blind-boxes]\nurl: https://x.y/z?a=b#c\n",
        "tags:\n  - a\n  - 'b c'\n  - \"d\"\n\naliases: []\nempty:\nnames: ['a', 'b, c']\n",
    ],
)
def test_usual_headers_are_read_without_yaml(written: str) -> None:
    simple = parse_simple_yaml(written)
    assert simple is not None
    assert (simple, []) == parse_events(written)
