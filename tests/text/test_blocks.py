"""The blocks of Markdown, beside those that markdown-it-py finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kbviewer.text.blocks import (
    MAX_DEPTH,
    Block,
    BlockQuote,
    CodeBlock,
    Comment,
    Definition,
    DefinitionList,
    FootnoteDefinition,
    Heading,
    HtmlBlock,
    LinkDefinition,
    List,
    ListItem,
    MathBlock,
    Paragraph,
    Table,
    ThematicBreak,
    leaves,
    scan_blocks,
)
from tests.cost import cpu_seconds

Shape = tuple[object, ...]
"""A block as tuples: its kind, what it says, and the shapes of the blocks in it."""

_CONTAINERS = {"blockquote": "quote", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li"}
_ORACLE = MarkdownIt("commonmark").enable("table")
_STARTS = (
    "", "", "", " ", "  ", "   ", "    ", "      ", "> ", ">", "- ", "* ", "+ ", "1. ", "2) ",
    "10. ", "# ", "## ", "-   ", "1.  ", "      - ",
)  # fmt: skip
_BODIES = (
    "a", "b c", "", "---", "***", "===", "```", "````", "~~~", "# h", "#h", "- x", "> q", "1. y",
    "    code", "<div>", "</div>", "```py", "* * *", "+", "-", "<!-- c -->", "2. z", "##", "a  ",
    "#### x ##", "<b>x</b>", "<span>", "=", "-",
)  # fmt: skip
_STARTED = st.lists(st.sampled_from(_STARTS), max_size=3).map("".join)
_LINES = st.builds("{}{}".format, _STARTED, st.sampled_from(_BODIES))
_LAZY_CODE = re.compile(r"^ {4}|>.* {4}|>.*>", re.MULTILINE)
"""Where markdown-it-py takes a line of a quote's paragraph for code, which CommonMark does not."""
_EMPTY_IN_CODE = re.compile(r"(?:```|~~~).*\n[ >]*(?:\n|\Z)", re.DOTALL)
"""Where it takes an empty line in code that is not closed for one between the items of a list."""
_CELLS = st.text("ab |\\-:`", max_size=8)


def shapes(blocks: Iterable[Block]) -> list[Shape]:
    """The shapes of blocks that have been scanned."""
    found: list[Shape] = []
    for block in blocks:
        match block:
            case Paragraph():
                found.append(("p", " ".join("\n".join(block.lines).split())))
            case Heading():
                found.append(("h", block.level, " ".join("\n".join(block.lines).split())))
            case CodeBlock():
                found.append(("code", block.info, "\n".join(block.lines).rstrip()))
            case HtmlBlock():
                found.append(("html", "\n".join(block.lines).strip()))
            case ThematicBreak():
                found.append(("hr",))
            case Table():
                found.append(("table", *map(tuple, block.rows)))
            case BlockQuote():
                found.append(("quote", *shapes(block.children)))
            case List():
                start = () if block.start is None else (block.start,)
                kind = "ul" if block.start is None else "ol"
                has_text = any(isinstance(c, Paragraph) for i in block.children for c in i.children)
                found.append((kind, *start, has_text and block.is_tight, *shapes(block.children)))
            case ListItem():
                found.append(("li", *shapes(block.children)))
            case _:
                pass  # what markdown-it-py does not show
    return found


def expected_shapes(text: str) -> list[Shape]:
    """The shapes of the blocks that markdown-it-py finds."""
    tokens = _ORACLE.parse(text)
    return _read_tokens(tokens, 0, len(tokens))


def _read_tokens(tokens: Sequence[Token], start: int, end: int) -> list[Shape]:
    found: list[Shape] = []
    index = start
    while index < end:
        token = tokens[index]
        close = index
        if token.nesting == 1:
            kind = token.type.removesuffix("_open")
            depth = 0
            for close in range(index, end):
                depth += tokens[close].nesting
                if depth == 0:
                    break
            inner = partial(_read_tokens, tokens, index + 1, close)
            if kind in ("paragraph", "heading"):
                text = " ".join(tokens[index + 1].content.split())
                found.append(("p", text) if kind == "paragraph" else ("h", int(token.tag[1]), text))
            elif kind == "table":
                found.append(("table", *_rows(tokens[index:close])))
            elif kind in ("bullet_list", "ordered_list"):
                first = (int(token.attrs.get("start", 1)),) if kind == "ordered_list" else ()
                found.append((_CONTAINERS[kind], *first, _is_tight(tokens[index:close]), *inner()))
            else:
                found.append((_CONTAINERS[kind], *inner()))
        elif token.type in ("fence", "code_block"):
            found.append(("code", token.info.strip(), token.content.rstrip()))
        elif token.type == "html_block":
            found.append(("html", token.content.strip()))
        elif token.type == "hr":
            found.append(("hr",))
        index = close + 1
    return found


def _is_tight(tokens: Sequence[Token]) -> bool:
    """Whether the paragraphs directly in a list have no tags; False if there are none."""
    level = tokens[0].level + 2
    paragraphs = [one for one in tokens if one.type == "paragraph_open" and one.level == level]
    return bool(paragraphs) and all(one.hidden for one in paragraphs)


def _rows(tokens: Sequence[Token]) -> list[tuple[str, ...]]:
    rows: list[list[str]] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("td_open", "th_open"):
            rows[-1].append(tokens[index + 1].content)
    return [tuple(row) for row in rows]


@settings(max_examples=600)
@given(st.lists(_LINES, max_size=8).map("\n".join))
def test_the_blocks_are_those_of_commonmark(text: str) -> None:
    assume(not _LAZY_CODE.search(text))
    assume(not _EMPTY_IN_CODE.search(text))
    assert shapes(scan_blocks(text)) == expected_shapes(text)


@given(_CELLS, st.sampled_from(["|---|---|", "---|---", ":-|-:", "|-", "| :-: |"]), _CELLS)
def test_the_cells_of_tables_are_those_of_github(header: str, delimiters: str, row: str) -> None:
    text = f"|{header.strip()}|\n{delimiters}\n|{row.strip()}|"
    found = [block for block in scan_blocks(text) if isinstance(block, Table)]
    expected = [shape for shape in expected_shapes(text) if shape[0] == "table"]
    assume(len(found) == len(expected) == 1)
    count = len(found[0].alignments)
    assert [tuple(cells[:count]) for cells in found[0].rows] == [*expected[0][1:]]


def only(text: str) -> Block:
    """The only block of a text."""
    (block,) = scan_blocks(text)
    return block


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!-- never closed\n\ntext", "p p"), ("<script>\n\nnever closed", "html p"),
        ("%% never closed\n\ntext", "p p"), ("<?php\n\ntext", "p p"), ("<name>\n\ntext", "p p"),
        ("<Tabs>\n\ntext\n\n</Tabs>", "html p html"), ("$$\nnever closed\n\n- a", "p ul"),
        ("#tag #other", "p"), ("\u3000\n\u3000text", "p"), ("text\n\u3000\ntext", "p p"),
    ],
)  # fmt: skip
def test_no_text_is_hidden_or_lost_by_what_nothing_closes(text: str, shown: str) -> None:
    assert " ".join(str(shape[0]) for shape in shapes(scan_blocks(text))) == shown


@pytest.mark.parametrize(
    ("text", "callout", "title", "rest"),
    [
        ("> [!warning] 合规风险\n> 盲盒", "warning", "合规风险", "盲盒"),
        ("> [!TIP]-\n> 收起", "tip", "Tip", "收起"), ("> [!my-own]+ A *b*", "my-own", "A *b*", ""),
        ("> [!note|wide] A\n> b", "note", "A", "b"), ("> [!not e]\n> b", "", "", "[!not e]\nb"),
        ("> a\n> [!note]", "", "", "a\n[!note]"), ("> [!note]标题\n> a", "note", "标题", "a"),
        ("> [!tip]-标题", "tip", "标题", ""), ("> [!a](b.md) c", "", "", "[!a](b.md) c"),
    ],
)  # fmt: skip
def test_a_quote_with_a_sign_is_a_callout(text: str, callout: str, title: str, rest: str) -> None:
    quote = only(text)
    assert isinstance(quote, BlockQuote)
    assert (quote.callout, quote.title) == (callout, title)
    lines = [line for leaf in leaves(quote.children) for line in getattr(leaf, "lines", ())]
    assert "\n".join(lines) == rest


def test_tasks_are_items_with_a_box() -> None:
    tasks = only("- [ ] a\n- [x] b\n- [X] c\n- [y] d\n- [ ]\n- e [ ] f")
    assert isinstance(tasks, List)
    assert [item.task for item in tasks.children] == [" ", "x", "x", "", "", ""]


@pytest.mark.parametrize("text", ["%%a%% b", "%%a%% b %%c%%", "%%a%% b\n%%"])
def test_a_comment_at_the_start_of_a_text_is_no_block(text: str) -> None:
    assert isinstance(only(text), Paragraph)


@pytest.mark.parametrize("text", ["%%a%%", "%%\na\n\nb\n%%", "%% a\nb %%"])
def test_comments_of_obsidian_are_blocks(text: str) -> None:
    comment, after = scan_blocks(f"{text}\ntext")
    assert isinstance(comment, Comment)
    assert isinstance(after, Paragraph)


@pytest.mark.parametrize("text", ["$$a$$", "$$\na\n- b\n= c\n$$", "$$ a\nb $$"])
def test_displayed_math_is_one_block(text: str) -> None:
    math = only(text)
    assert isinstance(math, MathBlock)
    assert "\n".join(math.lines) == text


def test_definitions_follow_their_terms() -> None:
    first, second, text = scan_blocks("a\nb\n: c\n\n    d\n: e\n\nf\n\n:   g\n\n: h\n\ni")
    assert isinstance(first, DefinitionList)
    assert isinstance(second, DefinitionList)
    assert [type(child) for child in first.children] == [
        Paragraph,
        Paragraph,
        Definition,
        Definition,
    ]
    assert len([*leaves(first.children)]) == 5
    assert isinstance(text, Paragraph)


@pytest.mark.parametrize("text", [": a", "# a\n: b", "a\n:b", "a\n\n\n\n: b", "a\nb\nc\nd\n: e"])
def test_a_colon_without_a_term_is_text(text: str) -> None:
    assert not any(isinstance(block, DefinitionList) for block in scan_blocks(text))


def test_footnotes_and_definitions_of_links_are_blocks() -> None:
    text = "[^1]: note\n    more\n[^二]: *b*\n\n[a b]: <c d> 'title'\n[e]:\n  f\ntext"
    one, two, link, other, paragraph = scan_blocks(text)
    assert isinstance(one, FootnoteDefinition)
    assert isinstance(two, FootnoteDefinition)
    assert (one.label, two.label) == ("1", "二")
    assert isinstance(link, LinkDefinition)
    assert (link.label, link.destination, link.title) == ("a b", "c d", "title")
    assert isinstance(other, LinkDefinition)
    assert other.destination == "f"
    assert isinstance(paragraph, Paragraph)


def test_cells_beyond_the_header_are_kept() -> None:
    table = only("| a |\n|---|\n| b | c |\n||")
    assert isinstance(table, Table)
    assert table.rows == [["a"], ["b", "c"], [""]]


@given(st.lists(_LINES, max_size=12).map("\n".join))
def test_each_line_with_text_is_in_a_block(text: str) -> None:
    lines = set(range(len(text.splitlines())))
    for block in leaves(scan_blocks(text)):
        lines -= set(range(block.line, block.end + 1))
    # What is left are empty lines, markers of empty items, and opening lines of callouts.
    left = [text.splitlines()[number] for number in lines]
    assert all(re.fullmatch(r"(?:[ >+*-]|[0-9]+[.)])*", line) for line in left)


def test_what_is_nested_too_deeply_is_text() -> None:
    depth, blocks = 0, [*scan_blocks("> " * 500 + "a")]
    while blocks and isinstance(blocks[0], BlockQuote):
        depth, blocks = depth + 1, blocks[0].children
    assert depth == MAX_DEPTH
    assert isinstance(blocks[0], Paragraph)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["> ", "- ", "- a\n\n", "* - + ", "1. ", "`" * 3, "```\n", "~~~ a\n", "<!--", "<!-- a\n",
     "<div>\n", "<a b=c>\n", "<name>\n", "</", "%%", "%%\na\n", "$$", "$$ a\n", "$$a\n\n",
     "[a]: b\n", "[a]:\n", "[", "[^a]: b\n", ": a\n", "a\n: b\n", "|", "a|b\n-|-\n", "|-",
     "a\n|-\n", "# ", "#\n", "a\n=\n", "=", "- - ", "***", "* ", "\t", " ", "\n", " \n", ">\n",
     "> [!a]\n", "- [ ] a\n", "  - a\n", "    a\n", "a  \n", "[!", "\\"],
)  # fmt: skip
def test_the_time_is_linear_in_the_text(piece: str) -> None:
    count = 20_000
    short = cpu_seconds(lambda: [*scan_blocks(piece * count)], 5.0)
    twice = cpu_seconds(lambda: [*scan_blocks(piece * 2 * count)], 5.0)
    assert twice < max(1.0, 3.5 * short)
