"""The header: bounded, strings only, never fatal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.library.header import LARGEST, split_header


def test_values_are_strings_whatever_yaml_makes_of_them() -> None:
    header, body = split_header(
        "---\ntitle: no\npublished: 2024-02-30\nlang: off\nn: 1:30\nempty:\n---\ntext\n"
    )
    assert header.fields == {
        "title": ["no"], "published": ["2024-02-30"], "lang": ["off"], "n": ["1:30"], "empty": [""],
    }  # fmt: skip
    assert header.warnings == ()
    assert body == "text\n"


def test_lists_are_read_in_both_forms_and_nested_ones_are_flattened() -> None:
    header, _ = split_header("---\na: [x, y]\nb:\n- x\n- [y, z]\nc: {d: e}\n---\n")
    assert header.fields == {"a": ["x", "y"], "b": ["x", "y", "z"], "c": ["d", "e"]}


def test_names_are_known_in_any_case() -> None:
    header, _ = split_header("---\nTitle: x\n---\n")
    assert header.text("title") == "x"


def test_a_text_without_header_is_a_text() -> None:
    for text in ("", "text", "--- \n", "---\n\nA rule at the top.", "----\ntitle: x\n----\n"):
        header, body = split_header(text)
        assert header.fields == {}
        assert header.warnings == ()
        assert body == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: x\ntext goes on", "no closing line"),
        ("---\na: &x 1\nb: *x\n---\n", "anchors and aliases"),
        ("---\na: [\n---\n", "line 3"),
        ("---\n- a\n---\n", "name: value"),
        ("---\n\ttitle: x\n---\n", "line 2"),
        ("---\n? [a]\n: b\n---\n", "not plain text"),
        ("---\ntitle: " + "x" * LARGEST + "\n---\n", "longer than"),
        ("---\n" + "- " * 30_000 + "\n---\n", "name: value"),
        ("---\na: " + "[" * 60_000 + "\n---\n", ""),
    ],
)
def test_a_header_that_cannot_be_read_is_a_warning_and_its_text_is_kept(
    text: str, reason: str
) -> None:
    header, body = split_header(text)
    assert header.fields == {}
    assert len(header.warnings) == 1
    assert reason in "; ".join(header.warnings[0])
    assert body == text


def test_a_name_that_stands_twice_is_a_warning() -> None:
    header, _ = split_header("---\na: 1\nA: 2\n---\n")
    assert header.fields == {"a": ["2"]}
    assert "twice" in header.warnings[0][0]


@given(st.text(), st.text())
def test_no_header_is_an_error_and_no_text_is_lost(written: str, text: str) -> None:
    written = written.replace("\r", "")
    whole = f"---\n{written}\n---\n{text}"
    header, body = split_header(whole)
    assert whole.endswith(body)
    assert body == whole or body.endswith(text)
    assert all(isinstance(value, str) for values in header.fields.values() for value in values)
