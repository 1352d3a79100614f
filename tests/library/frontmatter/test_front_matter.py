"""The header: bounded, strings only, never fatal."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.library.frontmatter import yaml_events
from kbviewer.library.frontmatter.fields import TOO_DEEP
from kbviewer.library.frontmatter.front_matter import MAX_FRONT_MATTER_LENGTH, split_front_matter
from tests.cost import cpu_seconds
from tests.library.findings import said
from tests.library.frontmatter.generated import LINES, SOURCES

_DIGITS = "a number in it has too many digits"


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
    assert reason in "; ".join(said(header.warnings)[0])
    assert body == text


def test_a_name_that_occurs_twice_is_a_warning() -> None:
    header, _ = split_front_matter("---\na: 1\nA: 2\nb: 1\nA: 3\n---\n")
    assert header.fields == {"a": "3", "b": "1"}
    json, _ = split_front_matter('{"title": 1, "title": 2}\n')
    assert json.text("title") == "2"
    for found, name in ((header, "A"), (json, "title")):
        twice = f"“{name}” occurs twice in the header", "the last one counts"
        assert said(found.warnings) == (twice,)


@given(st.text(), st.text())
def test_no_header_is_an_error_and_no_text_is_lost(written: str, text: str) -> None:
    written = written.replace("\r", "")
    whole = f"---\n{written}\n---\n{text}"
    header, body = split_front_matter(whole)
    assert whole.endswith(body)
    assert body == whole or body.endswith(text)
    assert all(isinstance(text, str) for value in header.fields.values() for text in value)


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


def test_empty_lines_may_come_before_a_header() -> None:
    for text in ("\n \n---\ntitle: x\n---\ntext", "\n+++\ntitle = 'x'\n+++\ntext"):
        header, body = split_front_matter(text)
        assert header.text("title") == "x"
        assert body == "text"


def test_a_header_ends_at_the_first_line_that_ends_one() -> None:
    assert (
        str(split_front_matter("---\na: b\n---x\n")[0].warnings[0][0])
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
    ((what, instead),) = said(header.warnings)
    assert reason in what
    assert len(what) < 250
    assert instead == "it is shown as text"
    assert body == text


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
    monkeypatch.setattr(yaml_events, "_LOADER", loader or yaml.BaseLoader)
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
       SOURCES | LINES | st.text())  # fmt: skip
def test_no_header_in_any_form_is_an_error(form: str, written: str) -> None:
    whole = form.format(written.replace("\r", ""))
    header, body = split_front_matter(whole)
    assert whole.endswith(body)
    for what, _ in said(header.warnings):
        assert _OURS.fullmatch(what), what
        assert len(what) < 250
        assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in what)
    for name, value in header.fields.items():
        for text in (name, *([value] if isinstance(value, str) else value)):
            text.encode()
