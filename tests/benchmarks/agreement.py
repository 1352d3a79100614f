"""How far an article's page agrees with CommonMark and GitHub's tables and strikethrough.

Run ``python -m tests.benchmarks.agreement --folder DIR`` on any folder of Markdown, or with
``--spec FILE`` on the examples of a specification: ``commonmark.json`` (a list of ``markdown``,
``html``, ``section`` and ``example``) or the specification's own ``spec.txt``. Each text is
rendered by kbviewer and by markdown-it-py, and both pages are sanitized and read as the blocks, the
markup and the words that a reader sees (``tokens``).

What kbviewer does otherwise on purpose is set aside: an article agrees if nothing else is left.
Its kinds are listed all the same, with the number of articles that have it. Bare addresses are
compared as text on both sides, so where a link ends is not compared.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt

from kbviewer.library.library import Library
from kbviewer.library.problems import Problem
from kbviewer.render.link_policy import REFUSED_HREF
from kbviewer.render.markdown_to_html import sanitize
from kbviewer.render.renderer import render_text
from kbviewer.text.html_tags import TAG, TagNames
from kbviewer.text.inline_text import HEADING_ID
from kbviewer.text.wikilinks import WIKI_LINK, WikiLink
from tests.benchmarks.report import Row, table

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_BLOCKS = _HEADINGS | {
    "ul", "ol", "li", "blockquote", "pre", "hr", "table", "tr", "th", "td", "dl", "dt", "dd",
}  # fmt: skip
_BOUNDARIES = frozenset({"p", "div"})  # they part texts, and are not seen otherwise
_UNSEEN = frozenset({"thead", "tbody", "tfoot", "span"})
_SAME_TAG = {"b": "strong", "i": "em", "s": "del"}
_CHINESE = (  # Chinese and Japanese characters, and their punctuation
    "\u2e80-\u2fdf\u3000-\u30ff\u3100-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef“”‘’…—·"
)
_IS_CHINESE = re.compile(f"[{_CHINESE}]")
_WORD_OR_SPACE = re.compile(r"[^ \t\n\r\f\xa0]+|[ \t\n\r\f\xa0]+")
_WIKI_LINK = re.compile(WIKI_LINK)
_ALIGNED_CELL = re.compile(r'<(t[hd]) style="text-align:(left|right|center)">')
_SUMMARY = re.compile(r"<(/?)summary\b[^<>]*>")
_CHECKBOX = re.compile(r"<input\b([^<>]*)>")
_TASK = re.compile(r"\A\[([ xX])\](?= )")
_MATH_SIGNS = re.compile(r"[\\*_\s]+")
_EMPHASIS_SIGNS = re.compile(r"[*_\s]+")
_SIGNS_BESIDE_CHINESE = re.compile(f"[{_CHINESE}][*_]|[*_][{_CHINESE}]")
_LITERAL_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_DEFINED_LABEL = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:", re.MULTILINE)
_SPACED_LABEL = re.compile(r"\] \[([^\[\]\n]+)\]")
_BLANK_LINE = re.compile(r"^[ \t]*[\xa0\u3000][ \t\xa0\u3000]*$", re.MULTILINE)
_EXAMPLE = re.compile(r"^`{32} example[^\n]*\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
_SPEC_HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
_MAX_COMPARED = 10_000_000  # tokens of one page times those of the other, for an exact comparison
_CONTEXT = 3  # tokens shown before a difference
_MAX_SHOWN = 200  # characters of a difference

Kind = str
BARE_URL, PLAIN_TEXT = "bare URL is a link", "shown as plain text"
EMPHASIS, MARK, FOOTNOTE = "emphasis beside Chinese", "==mark==", "footnote"
CALLOUT, DEFINITIONS, MATH, COMMENT = "callout", "definition list", "math", "%%comment%%"
NO_TAG, SPACED_LABEL = "tag of no known element is text", "link with a space before its label"
BLANK_LINE = "line of no-break or wide spaces is empty"
ON_PURPOSE: frozenset[Kind] = frozenset({
    BARE_URL, EMPHASIS, MARK, FOOTNOTE, CALLOUT, DEFINITIONS, MATH, COMMENT, NO_TAG, SPACED_LABEL,
    BLANK_LINE,
})  # fmt: skip


class Token(NamedTuple):
    """A piece of a page as a reader sees it.

    Attributes:
        kind: ``<`` a tag, ``>`` its end, ``T`` text, ``¶`` where one text ends and another begins.
        name: of the tag, in lower case; "" for the others.
        value: the text, or what of the tag's attributes counts.
    """

    kind: str
    name: str = ""
    value: str = ""

    def __str__(self) -> str:
        if self.kind == "T":
            return self.value
        return (
            "¶"
            if self.kind == "¶"
            else f"{'</' if self.kind == '>' else '<'}{self.name}"
            + (f" {self.value}>" if self.value else ">")
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two pages differ.

    Attributes:
        kind: of what kind it is.
        start: the number of tokens of kbviewer's page before it.
        before: what comes before it, in kbviewer's page.
        ours: what kbviewer's page has.
        theirs: what the other page has.
    """

    kind: Kind
    start: int
    before: tuple[Token, ...]
    ours: tuple[Token, ...]
    theirs: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the comparison of two pages came to.

    Attributes:
        name: of the article or the example.
        section: of the specification, or "".
        structure: whether blocks, markup and words agree, but for what is on purpose.
        text: whether the words agree, but for what is on purpose.
        kinds: of all differences.
        first: the first difference that is not on purpose, else the first, if there is one.
    """

    name: str
    section: str
    structure: bool
    text: bool
    kinds: frozenset[Kind]
    first: Difference | None


def compare(
    name: str,
    text: str,
    expected: str | None = None,
    section: str = "",
    *,
    hard_line_breaks: bool = False,
) -> Comparison:
    """Render a text in both ways and compare the pages.

    Args:
        name: of the text.
        text: Markdown.
        expected: HTML to compare with in place of markdown-it-py's.
        section: of the specification, or "".
        hard_line_breaks: whether a line end in a paragraph is one on the page.
    """
    read_kinds: set[Kind] = set()
    if expected is None:
        text = _WIKI_LINK.sub(_wiki_link_text, text)
        read, read_kinds = _as_kbviewer_reads(text)
        expected = _MARKDOWN_IT[hard_line_breaks].render(read)
    page = render_text(text, hard_line_breaks=hard_line_breaks)
    ours, our_urls = tokens(page.html)
    theirs, their_urls = tokens(sanitize(_as_kbviewer_writes(expected)))
    found = list(differences(ours, theirs))
    if page.note:
        found = [replace(difference, kind=PLAIN_TEXT) for difference in found]
    agreed = _set_aside(ours, found)
    its_kinds = read_kinds | {difference.kind for difference in found}
    if our_urls > their_urls:
        its_kinds.add(BARE_URL)
    first = next((d for d in found if d.kind not in ON_PURPOSE), found[0] if found else None)
    return Comparison(
        name, section, agreed == theirs, words(agreed) == words(theirs), frozenset(its_kinds), first
    )


_MARKDOWN_IT = {
    breaks: MarkdownIt("gfm-like", {"html": True, "linkify": False, "breaks": breaks})
    for breaks in (False, True)
}


def _wiki_link_text(match: re.Match[str]) -> str:
    return WikiLink.from_match(match).text.replace("|", "/")


def _as_kbviewer_reads(text: str) -> tuple[str, set[Kind]]:
    """Markdown in which what kbviewer reads otherwise is written so, and the kinds of that."""
    labels = set(map(str.casefold, _DEFINED_LABEL.findall(text)))

    def joined(spaced: re.Match[str]) -> str:
        return f"][{spaced[1]}]" if spaced[1].casefold() in labels else spaced[0]

    read = _SPACED_LABEL.sub(joined, text)
    kinds = {SPACED_LABEL} if read != text else set()
    filled = _BLANK_LINE.sub("", read)
    return filled, kinds | ({BLANK_LINE} if filled != read else set())


def _as_kbviewer_writes(page: str) -> str:
    """HTML with alignment, summaries and boxes written as kbviewer writes them."""
    page = _ALIGNED_CELL.sub(r'<\1 align="\2">', page)
    page = _SUMMARY.sub(r"<\1h5>", page)
    return _CHECKBOX.sub(lambda box: "☑" if "checked" in box[1] else "☐", page)


def tokens(page: str) -> tuple[tuple[Token, ...], int]:
    """A page as its tokens, and the number of addresses in it that are links to themselves.

    Ids, titles of links, classes and the difference between a loose and a tight list are left out,
    spaces are one space, a line end between Chinese characters is none.

    Args:
        page: safe HTML.
    """
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    found = _with_footnotes(_merged(reader.tokens))
    for index, token in enumerate(found):
        if token.kind != "T":
            continue
        value = token.value
        if index and found[index - 1][:2] == ("<", "li"):
            value = _TASK.sub(lambda box: "☐" if box[1] == " " else "☑", value)
        if index + 1 < len(found) and found[index + 1].name in _HEADINGS:
            value = HEADING_ID.sub("", value)
        found[index] = Token("T", "", value)
    return tuple(found), reader.bare_urls


def _merged(page: Iterable[Token]) -> list[Token]:
    """A page in which no text is beside another."""
    merged: list[Token] = []
    for token in page:
        if token.kind == "T" and merged and merged[-1].kind == "T":
            merged[-1] = Token("T", "", merged[-1].value + token.value)
        else:
            merged.append(token)
    return merged


def _with_footnotes(page: Sequence[Token]) -> list[Token]:
    """A page in which each reference to a footnote is one token."""
    found: list[Token] = []
    for token in page:
        found.append(token)
        start = found[-5:-3]
        if token == Token(">", "sup") and len(start) == 2 and start[1].value.startswith("#fn:"):
            found[-5:] = [Token("<", "footnote", start[1].value)]
    return found


def words(page: Sequence[Token]) -> str:
    """The text of a page, with one space between its blocks."""
    parts = (
        token.value if token.kind == "T" else " " * (token.name in {*_BLOCKS, "br", ""})
        for token in page
    )
    return " ".join("".join(parts).split())


class _PageReader(HTMLParser):
    """Reads safe HTML, in which all tags are closed, as tokens."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self.bare_urls = 0
        self._code: list[str] | None = None  # the parts of the preformatted text that is open
        self._links: list[int | None] = []  # where in the tokens the open links begin
        self._boxes: list[str] = []  # the names that the open div tags are given
        self._marks: list[str] = []  # what the open code tags are
        self._space = ""
        self._last = ""  # character of the text so far, or "" at its start
        self._is_parted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _SAME_TAG.get(tag, tag)
        attributes = {name: value or "" for name, value in attrs}
        if tag == "div":
            self._boxes.append(
                "blockquote" if "callout" in attributes.get("class", "").split() else ""
            )
            tag = self._boxes[-1] or tag
        if tag == "code":
            tag = "math" if attributes.get("class") == "math" else tag
            self._marks.append(tag)
        if self._code is not None or tag in _UNSEEN:
            return
        if tag in _BOUNDARIES:
            self._is_parted = True
        elif tag in _BLOCKS:
            self._end_text()
            self.tokens.append(Token("<", tag, _what_counts(tag, attributes)))
            self._code = [] if tag == "pre" else None
        elif tag == "br":
            self._part()
            self.tokens.append(Token("<", tag))
            self._end_text()
        else:
            self._start_inline(tag, attributes)

    def _start_inline(self, tag: str, attributes: dict[str, str]) -> None:
        self._part()
        if tag == "img":
            self._write(Token("<", tag, unquote(attributes.get("src", ""))), "")
            return
        if tag == "a":
            is_shown = attributes.get("href", REFUSED_HREF) != REFUSED_HREF
            self._links.append(len(self.tokens) if is_shown else None)
            if not is_shown:
                return
        self.tokens.append(Token("<", tag, _what_counts(tag, attributes)))

    def handle_endtag(self, tag: str) -> None:
        tag = _SAME_TAG.get(tag, tag)
        if tag == "div" and self._boxes:
            tag = self._boxes.pop() or tag
        if tag == "code" and self._marks:
            tag = self._marks.pop()
        if tag == "pre" and self._code is not None:
            self._end_code(self._code)
        elif self._code is not None or tag in _UNSEEN or tag in {"br", "hr", "img"}:
            return
        elif tag in _BOUNDARIES:
            self._is_parted = True
        elif tag in _BLOCKS:
            self._end_text()
            self.tokens.append(Token(">", tag))
        elif tag != "a":
            self.tokens.append(Token(">", tag))
        elif self._links and (start := self._links.pop()) is not None:
            self._end_link(start)

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code.append(data)
            return
        for part in _WORD_OR_SPACE.findall(data):
            if part[0] in " \t\n\r\f\xa0":
                self._space += part
            else:
                self._part()
                self._write(Token("T", "", part), part)

    def _write(self, token: Token, text: str) -> None:
        """Add a word or a picture, with the space before it."""
        is_soft = "\n" in self._space and all(map(_IS_CHINESE.match, (self._last, text[:1])))
        if self._space and self._last and not is_soft:
            self.tokens.append(Token("T", "", " "))
        self.tokens.append(token)
        self._space, self._last = "", text[-1:] or token.kind

    def _part(self) -> None:
        """Note that another text begins, if so."""
        if self._is_parted and self._last:
            self.tokens.append(Token("¶"))
            self._space = self._last = ""
        self._is_parted = False

    def _end_text(self) -> None:
        self._space = self._last = ""
        self._is_parted = False

    def _end_code(self, code: list[str]) -> None:
        lines = [line.expandtabs(4).rstrip() for line in "".join(code).split("\n")]
        self.tokens += (Token("T", "", "\n".join(lines).strip("\n")), Token(">", "pre"))
        self._code = None

    def _end_link(self, start: int) -> None:
        """End a link; one that shows its own address is text."""
        inside = self.tokens[start + 1 :]
        shown = unquote("".join(token.value for token in inside)).strip()
        address = self.tokens[start].value
        is_text = all(token.kind == "T" for token in inside)
        if is_text and address in {shown, f"http://{shown}", f"mailto:{shown}"}:
            self.bare_urls += 1
            del self.tokens[start]
        else:
            self.tokens.append(Token(">", "a"))


def _what_counts(tag: str, attributes: dict[str, str]) -> str:
    """Of a tag's attributes what makes a difference to a reader."""
    if tag == "a":
        return unquote(attributes.get("href", ""))
    if tag == "pre":
        return "math" if attributes.get("class") == "math" else ""
    if tag == "ol":
        return "" if attributes.get("start", "1") == "1" else attributes["start"]
    return attributes.get("align", "") if tag in {"th", "td"} else ""


def differences(ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Difference]:
    """The places where two pages differ, from the top."""
    exact = len(ours) * len(theirs) <= _MAX_COMPARED
    matcher = SequenceMatcher(None, ours, theirs, autojunk=not exact)
    for step, start, end, other_start, other_end in matcher.get_opcodes():
        if step != "equal":
            one, other = tuple(ours[start:end]), tuple(theirs[other_start:other_end])
            before = tuple(ours[max(0, start - _CONTEXT) : start])
            yield Difference(_kind_of(one, other), start, before, one, other)


def _kind_of(ours: Sequence[Token], theirs: Sequence[Token]) -> Kind:
    """The kind of a difference; those on purpose first."""
    return _kind_on_purpose(ours, theirs) or _kind_of_fault(ours, theirs)


def _kind_on_purpose(ours: Sequence[Token], theirs: Sequence[Token]) -> Kind | None:
    our_text, their_text = words(ours), words(theirs)
    added = {token.name for token in ours} - {token.name for token in theirs}
    is_kind: dict[Kind, bool] = {
        CALLOUT: their_text.startswith("[!"),
        FOOTNOTE: "footnote" in added
        or any(token.value.startswith("#fnref:") for token in ours)
        or "[^" in their_text,
        DEFINITIONS: bool(added & {"dl", "dt", "dd"}),
        MARK: "mark" in added and "==" in their_text,
        COMMENT: "%%" in their_text and "%%" not in our_text,
        NO_TAG: (bare := _without_unknown_tags(our_text)) != our_text
        and bare.split() == their_text.split(),
        MATH: any("math" in token for token in ours)
        and _is_same(_MATH_SIGNS, our_text, their_text),
        EMPHASIS: any(token.name in {"em", "strong"} for token in ours)
        and _SIGNS_BESIDE_CHINESE.search(their_text) is not None
        and _is_same(_EMPHASIS_SIGNS, our_text, their_text),
    }
    return next((kind for kind, is_it in is_kind.items() if is_it), None)


def _without_unknown_tags(text: str) -> str:
    names = TagNames(text)
    return re.sub(TAG, lambda tag: tag[0] if names.is_tag(tag) else "", text)


def _is_same(signs: re.Pattern[str], ours: str, theirs: str) -> bool:
    """Whether two texts are the same but for some signs."""
    return signs.sub("", ours) == signs.sub("", theirs)


_TAGS_OF_KINDS: dict[Kind, frozenset[str]] = {
    "code block": frozenset({"pre"}),
    "table": frozenset({"table", "tr", "th", "td"}),
    "list": frozenset({"ul", "ol", "li"}),
    "heading": _HEADINGS,
    "quote": frozenset({"blockquote"}),
    "rule": frozenset({"hr"}),
    "picture": frozenset({"img"}),
    "link": frozenset({"a"}),
    "inline code": frozenset({"code"}),
    "emphasis": frozenset({"em", "strong", "del"}),
    "line end": frozenset({"br"}),
}


def _kind_of_fault(ours: Sequence[Token], theirs: Sequence[Token]) -> Kind:
    tags = {token.name for token in (*ours, *theirs)} - {""}
    if any(_LITERAL_TAG.search(words(side)) for side in (ours, theirs)) and "pre" not in tags:
        return "raw HTML"
    for kind, its_tags in _TAGS_OF_KINDS.items():
        if tags & its_tags:
            return kind
    if tags:
        return f"other: <{min(tags)}>"
    return "paragraph" if Token("¶") in (*ours, *theirs) else "text"


def _set_aside(ours: Sequence[Token], found: Sequence[Difference]) -> tuple[Token, ...]:
    """Our page with theirs in the places that differ on purpose."""
    page = list(ours)
    for difference in reversed(found):
        if difference.kind in ON_PURPOSE:
            end = difference.start + len(difference.ours)
            page[difference.start : end] = difference.theirs
    return tuple(_merged(page))


def folder_comparisons(folder: Path) -> Iterator[Comparison]:
    """Compare each article and topic page of a folder.

    Raises:
        LibraryError: there is no such folder.
    """
    library = Library.open(folder)
    problems: list[Problem] = []
    for file in library.scan(problems):
        read = library.topic if file.is_topic_page else library.article
        page = read(file.id)
        yield compare(file.id, page.text, hard_line_breaks=page.hard_line_breaks)


def spec_comparisons(file: Path) -> Iterator[Comparison]:
    """Compare each example of a specification with the HTML that it gives."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        for example in json.loads(text):
            yield compare(
                f"example {example['example']}",
                example["markdown"],
                example["html"],
                example["section"],
            )
        return
    headings = [(found.start(), found[1]) for found in _SPEC_HEADING.finditer(text)]
    for number, found in enumerate(_EXAMPLE.finditer(text), 1):
        section = max((h for h in headings if h[0] < found.start()), default=(0, ""))[1]
        markdown, page = (part.replace("→", "\t") for part in found.groups())
        yield compare(f"example {number}", markdown, page, section)


def summary(named: Sequence[tuple[str, Sequence[Comparison]]]) -> list[Row]:
    """For each folder or section the number of texts and of those that agree."""
    rows: list[Row] = [("", "texts", "in structure", "%", "in text", "%", "exactly")]
    for name, all_of_it in named:
        structure, text = (
            sum(getattr(one, what) for one in all_of_it) for what in ("structure", "text")
        )
        exactly = sum(not one.kinds for one in all_of_it)
        number = len(all_of_it)
        rows.append((
            name, f"{number:,}", f"{structure:,}", _percent(structure, number), f"{text:,}",
            _percent(text, number), f"{exactly:,}",
        ))  # fmt: skip
    return rows


def kinds(named: Sequence[tuple[str, Sequence[Comparison]]]) -> list[Row]:
    """For each kind of difference the number of texts in which it is the first, and of all.

    Kinds on purpose come last; they are never the first where there is another.
    """
    rows: list[Row] = [("first difference / any", *(name for name, _ in named))]
    first = [Counter(c.first.kind for c in found if c.first) for _, found in named]
    any_of_it = [Counter(kind for c in found for kind in c.kinds) for _, found in named]
    for kind in sorted(
        {kind for counter in any_of_it for kind in counter},
        key=lambda kind: (kind in ON_PURPOSE, -sum(c[kind] for c in any_of_it), kind),
    ):
        shown = f"{kind} (on purpose)" if kind in ON_PURPOSE else kind
        counts = zip(first, any_of_it, strict=True)
        rows.append((shown, *(f"{one[kind]:,} / {other[kind]:,}" for one, other in counts)))
    return rows


def examples(found: Sequence[Comparison], number: int) -> Iterator[str]:
    """The first ``number`` texts of each kind, each with the place of its first difference."""
    by_kind: dict[Kind, list[Comparison]] = {}
    for one in found:
        if one.first:
            by_kind.setdefault(one.first.kind, []).append(one)
    for kind, those in sorted(by_kind.items(), key=lambda item: -len(item[1])):
        yield f"\n{kind}: {len(those)}"
        for one in those[:number]:
            if one.first:
                yield f"  {one.name}"
                yield f"    behind    {_shown(one.first.before, is_end=True)}"
                yield f"    kbviewer  {_shown(one.first.ours)}"
                yield f"    expected  {_shown(one.first.theirs)}"


def _shown(page: Sequence[Token], *, is_end: bool = False) -> str:
    line = " ".join(map(str, page)).replace("\n", "⏎")
    if len(line) <= _MAX_SHOWN:
        return line
    return f"…{line[-_MAX_SHOWN:]}" if is_end else f"{line[:_MAX_SHOWN]}…"


def _percent(part: int, whole: int) -> str:
    """A share, rounded down: 100.0 is said of nothing less."""
    return f"{math.floor(part / whole * 1000) / 10:.1f}" if whole else "–"


def main(arguments: Sequence[str]) -> None:
    """Compare and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.agreement")
    parser.add_argument("--folder", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument("--spec", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--list", type=int, default=0, metavar="N", help="texts of each kind")
    parser.add_argument("--markdown", action="store_true", help="print the tables for a page")
    options = parser.parse_args(arguments)
    if not (options.folder or options.spec):
        parser.error("name a folder or the file of a specification")
    began = time.perf_counter()
    named = [(path.resolve().name, list(folder_comparisons(path))) for path in options.folder]
    named += [(path.name, list(spec_comparisons(path))) for path in options.spec]
    by_section = [
        (section, [one for one in found if one.section == section])
        for _, found in named[len(options.folder) :]
        for section in dict.fromkeys(one.section for one in found)
    ]
    for rows in (summary(named), summary(by_section), kinds(named)):
        if len(rows) > 1:
            print(table(rows, markdown=options.markdown), "\n")
    print(f"{sum(len(found) for _, found in named):,} texts, {time.perf_counter() - began:,.0f} s")
    if options.list:
        for name, found in named:
            print(f"\n{name}")
            print(*examples(found, options.list), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
