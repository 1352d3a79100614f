"""The help window (query language and keys) and the about window."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from kbviewer import __version__
from kbviewer.ui.actions import KEY_TABLE, key_text

_MARGINS = QSize(80, 100)  # margins, the scroll bar, the button
_TITLE_BAR = QSize(0, 40)  # left free for the title bar
_QUERY_EXAMPLES = (
    ("商家 refunds", "both words, in any order, anywhere"),
    ('"live streams"', "this exact phrase"),
    ("盲盒 OR R3+", "either of them"),
    ("抖音电商 -盲盒", "excludes 盲盒 (NOT works too)"),
    ("(盲盒 OR 憋单) live", "grouped"),
    ("merch*", "words that begin with merch; the last word you type does, too"),
    ("*merce  *omm*", "words that end with these letters, or contain them"),
    ("ecommerce  livestream", "also e-commerce and live stream; e-commerce also finds ecommerce"),
    ("iPhone15  iPhone 15", "letters and digits, written together or apart"),
    ("title:盲盒  标题:盲盒", "in the title; also source: author: topic: tag: file: lang:"),
    (
        "来源: 作者: 主题: 标签: 文件: 语言:",
        "the same in Chinese; 早于: 晚于: 日期: for dates",
    ),
    ("before:2025-08  after:2025-08-11", "until the day before it; from its first day on"),
    (
        "published:2025-07..2025-08",
        "a year, 2025H1, Q3, a month or day, or from one to another; 本月, last 7 days",
    ),
    ("2025-08-11  8月11日", "a whole day: where it is written, and the articles published on it"),
)
HELP_KEYS = (
    ("{find}, {topics}", "go to the search field, the topics"),
    ("{line_up} {line_down}  {page_up}, {page_down}", "move through the results while typing"),
    ("{first_hit}, {last_hit}", "in the list: the first of all results, the last"),
    ("{expand}, {collapse}", "in the list: show more pieces of the same article, hide them"),
    ("{enter}", "open the article"),
    (
        "{next_match}, {previous_match}",
        "find the next match, the previous one; on to the next result, or back",
    ),
    (
        "{sort_relevance}, {sort_newest}, {sort_oldest}",
        "sort by relevance, newest first, oldest first",
    ),
    (
        "{escape}",
        "from the article or the list to the field; there clear the search, then the topic",
    ),
    ("{back}, {forward}", "back and forward, as the buttons of a mouse do"),
    ("{export}", "export the results or the article: a table, references, a list"),
    ("{print}", "print the article; the File menu has a preview of it, and saves it as a PDF"),
    ("{copy_with_source}", "copy the selection, or the sentence with the match, with its source"),
    ("{outline}", "the headings of the article: type to filter them, Enter goes there"),
    ("{backlinks}", "the articles that link to this one"),
    ("{zoom_in}, {zoom_out}, {zoom_reset}", "larger, smaller, normal text; or Ctrl and the wheel"),
    ("{open_folder}", "open another folder; or drop one onto the window"),
    (
        "{rescan}, {stop_indexing}",
        "rescan the folder, stop indexing; changes are noticed by themselves",
    ),
    ("{problems}", "the list of files with problems"),
    ("{quit}", "quit"),
)
"""Ids of the key table, and what their keys do."""


def show_help(parent: QWidget) -> QDialog:
    """Open the window with the query language and the keys."""
    text = (
        f"<h3>What can be typed</h3>{_table(_QUERY_EXAMPLES)}"
        "<p>A line under the field says how your query is read, whenever it is more than words.<br>"
        "An article is also found by its author, its topics, tags and aliases, its keywords, "
        "description and file name;<br>its row then says by which. "
        "In the article each term has its own highlight colour.</p>"
        f"<h3>Keys</h3>{_table(_key_rows())}"
    )
    return _open_dialog(parent, "Keyboard & Search Help", text)


def show_about(parent: QWidget, library: str) -> QDialog:
    """Open the about window; ``library`` is the open folder."""
    text = (
        f"<h3>kbviewer {__version__}</h3>"
        "<p>Finds anything in a folder of Markdown excerpts, in Chinese and English, offline.</p>"
        f"<p>Open folder (your files are never changed):<br>{html.escape(library)}</p>"
    )
    return _open_dialog(parent, "About kbviewer", text)


def _key_rows() -> tuple[tuple[str, str], ...]:
    """The rows of the help, with the keys in place of their ids."""
    keys = {key_id: key_text(key_id) for key_id, shortcuts in KEY_TABLE.items() if shortcuts}
    return tuple((ids.format_map(keys), text) for ids, text in HELP_KEYS)


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    cells = (
        f"<tr><td style='padding: 3px 22px 3px 0; white-space: pre'><b>{html.escape(left)}</b></td>"
        f"<td style='padding: 3px 0'>{html.escape(right)}</td></tr>"
        for left, right in rows
    )
    return f"<table>{''.join(cells)}</table>"


def _open_dialog(parent: QWidget, title: str, text: str) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    label = QLabel(text, dialog)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=dialog)
    buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(26, 12, 26, 18)
    layout.setSpacing(14)
    area = QScrollArea(dialog)
    area.setWidget(label)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    layout.addWidget(area)
    area.setFocus()  # so that the keys scroll
    layout.addWidget(buttons)
    dialog.resize(
        (label.sizeHint() + _MARGINS).boundedTo(dialog.screen().availableSize() - _TITLE_BAR)
    )
    dialog.open()
    return dialog
