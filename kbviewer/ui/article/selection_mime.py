"""What is copied from an article: HTML with structure and links but no looks, and plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import cast

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor, QTextTable

from kbviewer.render.link_policy import ExternalLink, InternalLink, classify_link
from kbviewer.ui.article import html_tree
from kbviewer.ui.article.html_tree import HEADINGS, Element, Text, count_visible
from kbviewer.ui.widgets.clipboard import make_mime

_Cells = tuple[int, int, int, int]
_OBJECT_REPLACEMENT = "\ufffc"
_LINE_BREAK = "\u2028"
_COLLAPSED = re.compile(r"[ \t\r\n\f]+")
_NO_BREAK_SPACE = "\xa0"  # a space in Qt's plain text
_CHECK_BOXES = ("☐", "☑")
_UNWRAPPED = frozenset(("", "span", "div"))
_KEPT_WHOLE = HEADINGS | {"p", "pre"}


def selection_mime(cursor: QTextCursor, section: str) -> QMimeData:
    """What a selection puts on the clipboard.

    Args:
        cursor: its selection is in a document that shows the section.
        section: safe HTML.
    """
    raw = cursor.document().toPlainText().encode("utf-16-le", "surrogatepass")
    start, end = 2 * cursor.selectionStart(), 2 * cursor.selectionEnd()
    plain = _without_pictures(raw[start:end].decode("utf-16-le", "replace"))
    selected = _selected(cursor, html_tree.parse(section), raw)
    if selected is None:
        return make_mime(plain, html.escape(plain, quote=False))
    _indent_first_line(selected, plain)
    blocks = list(_text_blocks(selected, ()))
    if len(blocks) == 1:
        return _mime_of_block(blocks[0], plain)
    return make_mime(block_text(selected), _inner_html(selected))


def block_text(element: Element) -> str:
    """The plain text of an element: tabs between cells, list numbers and bullets, no pictures."""
    return "\n".join(_lines(element))


def _mime_of_block(ancestors: tuple[Element, ...], plain: str) -> QMimeData:
    """What is copied of one block: its words; its structure too where it is selected whole."""
    block = ancestors[-1]
    names = {one.name for one in ancestors}
    has_picture = any(one.name == "img" for one in block.elements())
    text = block_text(block) if has_picture else plain
    is_whole = (
        block.name in _KEPT_WHOLE
        and "li" not in names
        and _visible(block) == block.end - block.start
    )
    if not is_whole and not (block.name == "pre" and "\n" in text):
        return make_mime(text, _inner_html(block))
    quotes = [one for one in ancestors[:-1] if _html_name(one) == "blockquote"]
    page = _html(block)
    for _ in quotes:
        page = f"<blockquote>{page}</blockquote>"
    return make_mime(text, page)


# --- the selection


def _selected(cursor: QTextCursor, tree: Element, raw: bytes) -> Element | None:
    """What of a section is selected; None where the document shows something else.

    Args:
        cursor: its selection is meant.
        tree: the section.
        raw: the plain text of the document in UTF-16.
    """

    def place(position: int) -> int:
        return count_visible(raw[: 2 * position].decode("utf-16-le", "replace"))

    if place(len(raw)) != tree.end:
        return None
    table = cursor.currentTable()
    if cursor.hasComplexSelection() and isinstance(table, QTextTable):
        top, height, left, width = cast("_Cells", cursor.selectedTableCells())
        shown = html_tree.table_around(tree, place(table.firstPosition()))
        if shown is not None:
            cut = html_tree.cut_table(shown, (top, left), (height, width))
            return Element("", {}, cut.start, cut.end, 0, True, [cut])
    return html_tree.select(tree, place(cursor.selectionStart()), place(cursor.selectionEnd()))


def _indent_first_line(selected: Element, plain: str) -> None:
    """Add the spaces that the selection starts with: in code they count."""
    spaces = plain[: len(plain) - len(plain.lstrip(" \t"))]
    first = next((one for one in selected.texts() if one.text.strip()), None)
    if first is not None and spaces:
        first.text = spaces + first.text.lstrip(" \t")


def _text_blocks(element: Element, ancestors: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    """The blocks that have text or pictures of their own, each with those around it."""
    ancestors = (*ancestors, element)
    if any(_has_content(child) for child in element.children):
        yield ancestors
    for child in element.children:
        if isinstance(child, Element) and child.is_block:
            yield from _text_blocks(child, ancestors)


def _has_content(node: Element | Text) -> bool:
    """Whether it is inline and has visible characters."""
    return node.end > node.start and not (isinstance(node, Element) and node.is_block)


def _visible(node: Element | Text) -> int:
    """The number of visible characters that are left of it."""
    if isinstance(node, Text) or node.name == "img":
        return node.end - node.start
    return sum(map(_visible, node.children))


def _without_pictures(text: str) -> str:
    return text.replace(_OBJECT_REPLACEMENT, "")


# --- HTML


def _html(node: Element | Text) -> str:
    if isinstance(node, Text):
        return html.escape(_without_pictures(node.text), quote=False)
    name = _html_name(node)
    if name in ("br", "hr"):
        return f"<{name}>"
    content = _inner_html(node)
    if "callout-title" in node.attributes.get("class", ""):
        content = f"<strong>{content}</strong>"
    return f"<{name}{_kept_attributes(node)}>{content}</{name}>" if name else content


def _inner_html(element: Element) -> str:
    nodes = element.children
    return "".join(
        html.escape(_words_of_picture(nodes, index), quote=False)
        if isinstance(node, Element) and node.name == "img"
        else _html(node)
        for index, node in enumerate(nodes)
    )


def _html_name(element: Element) -> str:
    """The tag that an element is copied with, "" for none."""
    if element.name == "div" and "callout" in element.attributes.get("class", "").split():
        return "blockquote"
    if element.name in _UNWRAPPED or (element.name == "a" and not _kept_attributes(element)):
        return ""
    return element.name


def _kept_attributes(element: Element) -> str:
    """The attributes that say what an element is, not how it looks."""
    if element.name == "a":
        href = element.attributes.get("href", "")
        is_kept = not href.startswith("#") and isinstance(
            classify_link(href, ""), ExternalLink | InternalLink
        )
        return f' href="{html.escape(href)}"' if href and is_kept else ""
    if element.name == "ol":
        numbers = [one.number for one in element.children if isinstance(one, Element)]
        return f' start="{numbers[0]}"' if numbers and numbers[0] != 1 else ""
    align = element.attributes.get("align") if element.name in ("td", "th") else None
    return f' align="{html.escape(align)}"' if align else ""


# --- plain text


def _lines(element: Element) -> list[str]:
    """The lines of a block."""
    if element.name == "table":
        return ["\t".join(map(cell_text, row)) for row in html_tree.rows(element)]
    if element.name == "hr":
        return [""]
    if element.name == "pre":
        return _code_lines(element)
    lines: list[str] = []
    run: list[Element | Text] = []
    for child in element.children:
        if isinstance(child, Element) and child.is_block:
            lines += _inline_lines(run)
            run = []
            lines += _item_lines(child, element) if child.name == "li" else _lines(child)
        else:
            run.append(child)
    lines += _inline_lines(run)
    return [f"    {line}" for line in lines] if element.name == "dd" else lines


def cell_text(cell: Element) -> str:
    """The plain text of a cell, on one line."""
    return " ".join(" ".join(_lines(cell)).split())


def _item_lines(item: Element, parent: Element) -> list[str]:
    """The lines of a list's item: its number or bullet, and all further lines indented."""
    lines = _lines(item) or [""]
    if lines[0].startswith(_CHECK_BOXES):
        marker = ""
    else:
        marker = f"{item.number}. " if parent.name == "ol" else "• "
    indent = " " * max(2, len(marker))
    return [marker + lines[0], *(indent + line for line in lines[1:])]


def _code_lines(code: Element) -> list[str]:
    text = "".join(_inline_pieces([code])).replace(_LINE_BREAK, "\n")
    return text.removeprefix("\n").removesuffix("\n").split("\n")


def _inline_lines(nodes: Sequence[Element | Text]) -> list[str]:
    text = _COLLAPSED.sub(" ", "".join(_inline_pieces(nodes)))
    if not text.strip() and _LINE_BREAK not in text:
        return []
    lines = text.split(_LINE_BREAK)
    return [line.strip(" ").replace(_NO_BREAK_SPACE, " ") for line in lines]


def _inline_pieces(nodes: Sequence[Element | Text]) -> Iterator[str]:
    for index, node in enumerate(nodes):
        if isinstance(node, Text):
            yield _without_pictures(node.text)
        elif node.name == "img":
            yield _words_of_picture(nodes, index)
        elif node.name == "br":
            yield _LINE_BREAK
        else:
            yield from _inline_pieces(node.children)


def _words_of_picture(nodes: Sequence[Element | Text], index: int) -> str:
    """The alt text of a picture, unless it is behind the picture, too."""
    picture = nodes[index]
    alt = picture.attributes.get("alt", "") if isinstance(picture, Element) else ""
    caption = "".join(_inline_pieces(nodes[index + 1 : index + 4])) if alt else ""
    return "" if caption.strip(f" \n{_LINE_BREAK}").startswith(alt) else alt
