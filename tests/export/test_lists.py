"""Tables and lists: CSV, Markdown, JSON lines, and the formats together."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kbviewer.export.formats import STYLES, Format, entries, export
from kbviewer.export.items import Item
from kbviewer.export.json_lines import json_lines
from kbviewer.export.markdown_list import markdown_list
from kbviewer.export.markup import html_link, markdown_link, markdown_text
from kbviewer.export.reference import reference_of
from kbviewer.export.sources import source_name
from kbviewer.export.styles.spans import as_plain
from kbviewer.export.table import COLUMNS, csv_table, harmless
from kbviewer.render.markdown_to_html import markdown_to_html
from kbviewer.text.blocks import scan_blocks
from kbviewer.text.plaintext import plain_text
from tests.export.cases import ARTICLES, ITEMS, TODAY

_ANY_TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("=+-@\t\r\n ＝\"',;|'1"), st.characters(codec="utf-8"))
)
_MARKDOWN_SIGNS = "\\`*_{}[]()<>#+-.!|~=%$&:^\"'1a 一"


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_table_has_a_row_for_each_article_with_all_that_is_known() -> None:
    header, *rows = rows_of(csv_table(ITEMS))
    assert tuple(header) == COLUMNS
    assert len(rows) == len(ITEMS)
    for row, item in zip(rows, ITEMS, strict=True):
        article = item.article
        plain = [cell[1:] if cell.startswith("'") else cell for cell in row]
        assert plain == [
            article.title, source_name(article.source), article.author, article.published,
            article.lang, "; ".join(article.topics), article.url, article.id, item.snippet,
        ]  # fmt: skip


def test_the_cases_hold_formulas() -> None:
    cells = [cell for row in rows_of(csv_table(ITEMS)) for cell in row]
    assert {cell[:2] for cell in cells if cell.startswith("'")} == {"'=", "'+", "'-", "'@"}


@given(_ANY_TEXT)
def test_no_cell_begins_a_formula(text: str) -> None:
    article = replace(ARTICLES[0], title=text, source=text, author=text, id=text, url=text)
    for row in rows_of(csv_table([Item(article, text)])):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
            assert not cell.startswith(("\t", "\r", "\n"))


@given(st.text(alphabet="=+-@\t\r\n ＝\"',;|'1a一", max_size=20))
def test_a_cell_is_the_text_or_the_text_behind_an_apostrophe(text: str) -> None:
    assert harmless(text) in (text, f"'{text}")


def test_a_cell_has_no_signs_that_are_not_shown_and_spaces_hide_no_formula() -> None:
    assert harmless("\0=1\u202e\x1b") == "'=1"
    assert harmless("  =1") == "'  =1"


@pytest.mark.parametrize("text", ["a=b", "2025-08", "", "一+一", "'"])
def test_other_cells_are_as_they_are(text: str) -> None:
    assert harmless(text) == text


def rendered(markdown: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").enable("strikethrough").render(markdown))


def visible(html: str) -> str:
    """The text of HTML without tags, as a browser shows it."""
    import html as entities  # noqa: PLC0415  the name of the argument is the plain word

    parts, inside = [], False
    for char in html:
        if char == "<":
            inside = True
        elif char == ">":
            inside = False
        elif not inside:
            parts.append(char)
    return entities.unescape("".join(parts)).strip()


@given(st.text(alphabet=_MARKDOWN_SIGNS, min_size=1, max_size=20).map(str.strip).filter(bool))
def test_a_text_in_markdown_reads_as_it_is(text: str) -> None:
    line = " ".join(text.split())
    for before in ("", "x ", "**b** "):
        html = rendered(f"- {before}{markdown_text(line)}")
        assert html.count("<li>") == html.count("<ul>") == 1
        shown = before.replace("*", "") + line
        assert visible(html) == shown.strip()


@given(st.text(alphabet=_MARKDOWN_SIGNS, min_size=1, max_size=12).map(str.strip).filter(bool))
def test_a_text_in_markdown_reads_as_it_is_in_the_window_too(text: str) -> None:
    line = " ".join(text.split())
    markdown = f"x {markdown_text(line)}"
    html = markdown_to_html(markdown, list(scan_blocks(markdown)))
    assert visible(html) == f"x {line}"


@pytest.mark.parametrize(
    "text",
    ["==m==", "a %%c%% b", "&amp; &#35;", "~~s~~ ~s~", "[[w]] ![[p]]", "#tag", "$x$", "[^1] ^b",
     "<b>b</b>", "`c`", "*e* __e__", "1. a", "- a", "+", "# a", "> a", "\\*", "https://a.example/*b*"],
)  # fmt: skip
def test_no_markup_is_read_in_a_text_by_any_reader(text: str) -> None:
    markdown = markdown_text(text)
    assert plain_text(markdown).text == text
    assert visible(rendered(markdown)) == text
    assert visible(markdown_to_html(markdown, list(scan_blocks(markdown)))) == text
    assert plain_text(f"- x\n\n    > {markdown}").text == f"x\n{text}"


def test_a_markdown_list_has_links_and_quotations() -> None:
    html = rendered(markdown_list(ITEMS, TODAY))
    assert html.count("<li>") == len(ITEMS)
    assert html.count("<blockquote>") == sum(bool(item.snippet) for item in ITEMS)
    shown = visible(html)
    for item in ITEMS:
        assert " ".join(item.article.title.split()) in shown
        assert item.snippet in shown
        assert item.article.published[:10] in shown
    assert '<a href="https://e.org/a_b?q=1&amp;r=%7E#top">' in html
    assert "javascript" not in html
    assert "<script" not in html
    assert html.count("<strong>") == len(ITEMS)


def test_only_addresses_of_the_web_are_links() -> None:
    assert markdown_link("a", "https://x.example/a b>") == "[a](<https://x.example/a%20b%3E>)"
    assert html_link("a<", 'https://x.example/"') == '<a href="https://x.example/%22">a&lt;</a>'
    for url in ("", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"):
        assert markdown_link("a", url) == html_link("a", url) == "a"


def test_json_lines_have_an_object_a_line() -> None:
    lines = json_lines(ITEMS).splitlines()
    assert len(lines) == len(ITEMS)
    for line, item in zip(lines, ITEMS, strict=True):
        read = json.loads(line)
        assert read["id"] == item.article.id
        assert read["title"] == item.article.title
        assert read["source"] == item.article.source
        assert read["topics"] == list(item.article.topics)
        assert read["snippet"] == item.snippet


@pytest.mark.parametrize("chosen", list(Format))
def test_each_format_has_each_article_and_ends_its_last_line(chosen: Format) -> None:
    text = export(ITEMS, chosen, TODAY)
    assert text.endswith("\n")
    for word in ("直播电商的下一站", "Merchants", "AI眼镜"):
        assert word.lower() in text.lower()


def test_a_file_has_the_ending_that_its_readers_know() -> None:
    assert [chosen.suffix for chosen in Format] == [
        ".csv", ".md", ".bib", ".ris", ".json", ".jsonl", ".txt", ".txt", ".txt",
    ]  # fmt: skip


@pytest.mark.parametrize("chosen", list(Format))
def test_nothing_at_all_can_be_exported(chosen: Format) -> None:
    assert export([], chosen, TODAY).strip("\ufeff\r\n[] ") in ("", ",".join(COLUMNS))


@pytest.mark.parametrize("style", list(STYLES))
def test_a_list_of_references_is_an_entry_a_line(style: Format) -> None:
    references = [reference_of(article, TODAY) for article in ARTICLES]
    lines = export(ITEMS, style, TODAY).splitlines()
    assert lines == [as_plain(entry) for entry in entries(references, style)]
