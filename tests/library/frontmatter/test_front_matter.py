"""The header: bounded, strings only, never fatal."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import partial

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.library.frontmatter import yaml as yaml_reader
from kbviewer.library.frontmatter.fields import TOO_DEEP
from kbviewer.library.frontmatter.front_matter import MAX_FRONT_MATTER_LENGTH, split_front_matter
from kbviewer.library.frontmatter.yaml import _parse_events, parse_simple_yaml
from tests.cost import cpu_seconds

_DIGITS = "a number in it has too many digits"


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


def test_names_are_known_in_any_case() -> None:
    header, _ = split_front_matter("---\nTitle: x\n---\n")
    assert header.text("title") == "x"


def test_a_text_without_header_is_a_text() -> None:
    for text in ("", "text", "--- \n", "---\n\nA rule at the top.", "----\ntitle: x\n----\n"):
        header, body = split_front_matter(text)
        assert header.fields == {}
        assert header.warnings == ()
        assert body == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("---\ntitle: x\ntext goes on", "no closing line"),
        ("---\na: &x 1\nb: *x\n---\n", "anchors and aliases"),
        ("---\na: &x 1\n---\n", "anchors and aliases"),
        ("---\na: [\n---\n", "line 3"),
        ("---\n- a\n---\n", "name: value"),
        ("---\n\ttitle: x\n---\n", "line 2"),
        ("---\n? [a]\n: b\n---\n", "not plain text"),
        ("---\ntitle: " + "x" * MAX_FRONT_MATTER_LENGTH + "\n---\n", "longer than"),
        ("---\n" + "- " * 30_000 + "\n---\n", "name: value"),
        ("---\na: " + "[" * 60_000 + "\n---\n", ""),
        ("---\na: {" + "b, " * 20_000 + "}\n---\n", "more than 10,000 names and values"),
    ],
)
def test_a_header_that_cannot_be_read_is_a_warning_and_its_text_is_kept(
    text: str, reason: str
) -> None:
    header, body = split_front_matter(text)
    assert header.fields == {}
    assert len(header.warnings) == 1
    assert reason in "; ".join(header.warnings[0])
    assert body == text


def test_a_name_that_stands_twice_is_a_warning() -> None:
    header, _ = split_front_matter("---\na: 1\nA: 2\nb: 1\nA: 3\n---\n")
    assert header.fields == {"a": "3", "b": "1"}
    json, _ = split_front_matter('{"title": 1, "title": 2}\n')
    assert json.text("title") == "2"
    for found, name in ((header, "A"), (json, "title")):
        said = f"“{name}” occurs twice in the header", "the last one counts"
        assert found.warnings == (said,)


@given(st.text(), st.text())
def test_no_header_is_an_error_and_no_text_is_lost(written: str, text: str) -> None:
    written = written.replace("\r", "")
    whole = f"---\n{written}\n---\n{text}"
    header, body = split_front_matter(whole)
    assert whole.endswith(body)
    assert body == whole or body.endswith(text)
    assert all(isinstance(text, str) for value in header.fields.values() for text in value)


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


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}\n', "{% include x %}\n", "{{< shortcode >}}\n", '{"title": "x"} and more\n',
        "{a}\n", "+++\n", "++++\ntitle = 1\n++++\n", "+++\n\ntext\n", "\n\ntext",
        "   ---\na: b\n---\n",
    ],
)  # fmt: skip
def test_a_text_that_begins_like_a_header_is_a_text(text: str) -> None:
    header, body = split_front_matter(text)
    assert header.fields == {}
    assert header.warnings == ()
    assert body == text


def test_blank_lines_may_stand_before_a_header() -> None:
    for text in ("\n \n---\ntitle: x\n---\ntext", "\n+++\ntitle = 'x'\n+++\ntext"):
        header, body = split_front_matter(text)
        assert header.text("title") == "x"
        assert body == "text"


def test_a_header_ends_at_the_first_line_that_ends_one() -> None:
    assert (
        split_front_matter("---\na: b\n---x\n")[0].warnings[0][0]
        == "the header has no closing line ---"
    )
    assert split_front_matter("---\na: b\n...\nc\n---\n")[1] == "c\n---\n"
    assert split_front_matter("---\na: b\n--- \t\nc")[1] == "c"
    assert split_front_matter("---\n---\ntext")[1] == "text"
    assert split_front_matter("---\na: b\n---")[1] == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("+++\na\n+++\n", "the header is not valid TOML"),
        ("+++\ntitle = 'x'\n", "the header has no closing line +++"),
        ("+++\n" + ".".join("a" * 30_000) + " = 1\n+++\n", "nested too deeply"),
        ("+++\na = " + "[" * 30_000 + "\n+++\n", "nested too deeply"),
        ("+++\na = " + "[" * 20 + "]" * 20 + "\n+++\n", "nested too deeply"),
        ('\n{"title": "x" 1}\n', "the header is not valid JSON (line 2): “"),
        ('{"title": x}\n', "the header is not valid JSON (line 1): “"),
        ('{"title": 1,\n x: 1}\n', "the header is not valid JSON (line 2): “"),
        ('{"title": "x\n"}\n', "the header is not valid JSON (line 1): “"),
        ('{"title": "\\q"}\n', "the header is not valid JSON (line 1): “"),
        ('{"title": ' + "[" * 60_000, "nested too deeply"),
        ("---\na: {b: " + "[" * 20 + "]" * 20 + "}\n---\n", "nested too deeply"),
        ("---\na: 1\n \tb: 2\n---\n", "the header is not valid YAML (line 3): “"),
        ("\n \n---\nb: 1\na: \x01\n---\n", "the header is not valid YAML (line 5): “"),
        ("---\na: b: c\n---\n", "the header is not valid YAML (line 2): “"),
        ("---\na: b: c\x85\u2028\nd: x: y\n---\n", "the header is not valid YAML (line 2): “"),
    ],
)
def test_what_is_wrong_with_a_header_is_said(text: str, reason: str) -> None:
    header, body = split_front_matter(text)
    assert header.fields == {}
    ((what, instead),) = header.warnings
    assert reason in what
    assert len(what) < 250
    assert instead == "it is shown as text"
    assert body == text


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
    monkeypatch.setattr(yaml_reader, "_LOADER", loader or yaml.BaseLoader)
    number = 4 if "\n" in line and "goes on" not in line else 3
    others = "date: 2025-08-11 # a day\n{}\ntags:\n  - a\n  - b\nnote: |\n  one: two: three\n"
    header, body = split_front_matter(f"---\n{others.format(line)}---\ntext\n")
    assert header.text("title") == title
    assert header.text("date") == "2025-08-11"
    assert header.fields["tags"] == ["a", "b"]
    assert header.fields["note"] == "one: two: three\n"
    ((what, instead),) = header.warnings
    assert instead == "its plain lines are read"
    if "{{" in line:
        assert what == f"the header cannot be read (line {number}): a name in it is not plain text"
    else:
        assert what.startswith(f"the header is not valid YAML (line {number}): “")
    assert body == "text\n"


def test_the_line_without_a_blank_is_named_not_the_one_behind_it() -> None:
    header, _ = split_front_matter("---\ntitle:close\ndate: 2025-08-11\n---\n")
    assert header.fields == {"title": "close", "date": "2025-08-11"}
    what = "the header cannot be read (line 2): a line has no colon with a space after it"
    assert header.warnings[0][0] == what


@pytest.mark.parametrize("loader", [yaml.BaseLoader, getattr(yaml, "CBaseLoader", None)])
def test_a_tab_behind_a_colon_is_a_blank(loader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", loader or yaml.BaseLoader)
    header, _ = split_front_matter("---\n# comment\ntitle:\tx\ndate:\t2025-08-11\n---\n")
    assert header.fields == {"title": "x", "date": "2025-08-11"}


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
        ((what, _),) = header.warnings
        reason = "anchors and aliases (& and *) are not allowed in it"
        assert what == f"the header cannot be read (line {line}): {reason}"
        assert body == text
    deep, _ = split_front_matter(f"---\ntitle: a: b\nx: {'[' * 20}\n---\n")
    assert deep.fields == {}
    assert deep.warnings[0][0].startswith("the header cannot be read (line 3): lists and names")


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
    ((what, instead),) = header.warnings
    assert instead == "its plain lines are read"
    if "5000" in what or len(line) > 5000:
        assert what == f"the header cannot be read (line {number}): {_DIGITS}"
    elif sys.version_info < (3, 14):  # from there on the line is the parser's, not the entry's
        assert what.startswith(f"the header is not valid TOML (line {number}): “")
    assert body == "text\n"


def test_a_name_that_stands_twice_in_toml_is_all_that_is_said() -> None:
    header, _ = split_front_matter("+++\ntitle = 'a'\ndate = 2025-08-11\ntitle = 'b'\n+++\n")
    assert header.fields == {"title": "b", "date": "2025-08-11"}
    assert header.warnings == (("“title” occurs twice in the header", "the last one counts"),)


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


_PIECES = st.sampled_from([
    "title", "tags", "a_b-c", "标", ":", ": ", " ", "  ", "\n", "\n- ", "\n  - ", "- ", '"', "'",
    "\\", '\\"', "[", "]", ", ", ",", "#", " #", "x", "y z", "电商", "20:41", "https://x.y/?a=b",
    "|", ">", "&a", "*a", "!", "%", "@", "`", "{", "}", "?", "~", "null", "-", "\t", "\xa0", "\x85",
    "Null", ": null", "- ~", "\u2028", "\ufeff", "\x7f", "'x'", '"x"', "[a, b]", '["a", "b"]',
    "['a']", "\ntitle: ", "\ntags:", "=", "<<", "2025-08-11", "😀",
])  # fmt: skip
_WRITTEN = st.lists(_PIECES, max_size=12).map("".join)
_LINES = st.lists(
    st.tuples(st.sampled_from(["a: ", "b: ", "C: ", "d:", "- ", "  - ", ""]), _WRITTEN).map("".join)
).map("\n".join)


@given(_WRITTEN | _LINES)
def test_what_is_read_without_yaml_is_read_as_yaml_reads_it(written: str) -> None:
    written += "\n"
    simple = parse_simple_yaml(written)
    if simple is not None:
        assert (simple, []) == _parse_events(written)


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
    assert (simple, []) == _parse_events(written)


_OURS = re.compile(
    r"“.*” occurs twice in the header|the header has no closing line (---|\+\+\+)|"
    r"the header is not valid (YAML|TOML|JSON)( \(line [0-9]+\))?: “.+”|"
    r"the header cannot be read( \(line [0-9]+\))?: "
    rf"(it holds no “name: value” lines|a line has no colon with a space after it|{TOO_DEEP}"
    r"|a name in it is not plain text|anchors and aliases \(& and \*\) are not allowed in it"
    rf"|{_DIGITS}|it holds more than 10,000 names and values)"
)


_COSTLY = [
    (before, part)
    for befores, parts in (
        (("---\n", "---\na: ", "---\ntitle: x: y\n", "---\ntitle: [", "---\ntitle: {",
          "---\ntitle: '", "---\ntitle: |\n "),
         ("a: b\n", "[", "[],", "{a: ", "- ", "  - a\n", "&a ", "? a\n", '"', "\\", "# ", "\t",
          "a\n b\n", "a: |\n", "a: b: ", "a: [b\n", "a:b\n", "http://x ", "<<: ", "!a ")),
        (("+++\n", "+++\na = ", "+++\na = [", "+++\na = '''", '+++\na = "',
          f"+++\n[{'.'.join(['x' * 95] * 16)}]\na = x\n"),
         ("a=1\n", "[[a]]\n", "[", "[],", "a.", "''", '"""', "\\", "#", "\n", "1_", "a=1 b\n",
          "a=[\n", "a = b\n", "[[a]]\n[[a.b]]\n")),
        (('{"title": ', '{"title": "', '{"title": ['),
         ("[", '{"a":', "1,", "1", "\\", "\\u0041", "\\ud800", '"a",', "\n", "[],")),
    )
    for before in befores for part in parts
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("loader", [yaml.BaseLoader, getattr(yaml, "CBaseLoader", None)])
def test_what_a_header_costs_grows_with_its_length_only(
    loader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_reader, "_LOADER", loader or yaml.BaseLoader)
    # Without libyaml a header takes a hundred times as long: a third of them has to do.
    for before, part in _COSTLY[:: 3 if loader is yaml.BaseLoader else 1]:
        costs: list[float] = []
        for size in (MAX_FRONT_MATTER_LENGTH // 16, MAX_FRONT_MATTER_LENGTH // 4):
            if costs and costs[0] < 0.002:
                break  # even the square of it is little
            text = f"{before}{part * (size // len(part))}\n{before[:3]}\n"
            costs.append(cpu_seconds(partial(split_front_matter, text)))
        assert costs[-1] < 0.05 + 8 * costs[0], (before, part)  # 16 times, if it grew as a square


@given(st.sampled_from(["---\n{}\n---\n", "---\ntitle: {}\n---\n", "+++\n{}\n+++\n",
                        "{{{}}}\n", '{{"title": {}}}\n', "{}"]),
       _WRITTEN | _LINES | st.text())  # fmt: skip
def test_no_header_in_any_form_is_an_error(form: str, written: str) -> None:
    whole = form.format(written.replace("\r", ""))
    header, body = split_front_matter(whole)
    assert whole.endswith(body)
    for what, _ in header.warnings:
        assert _OURS.fullmatch(what), what
        assert len(what) < 250
        assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in what)
    for name, value in header.fields.items():
        for text in (name, *([value] if isinstance(value, str) else value)):
            text.encode()
