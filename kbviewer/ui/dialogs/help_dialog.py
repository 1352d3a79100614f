"""The help window (query language and keys) and the about window."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from kbviewer import __version__
from kbviewer.i18n import QT_TR_NOOP, tr
from kbviewer.ui.actions import KEY_TABLE, ActionCollection

_MARGINS = QSize(80, 100)  # margins, the scroll bar, the button
_TITLE_BAR = QSize(0, 40)  # left free for the title bar
_QUERY_EXAMPLES = (
    ("商家 refunds", QT_TR_NOOP("both words, in any order, anywhere")),
    ('"live streams"', QT_TR_NOOP("this exact phrase")),
    ("盲盒 OR R3+", QT_TR_NOOP("either of them")),
    ("抖音电商 -盲盒", QT_TR_NOOP("excludes 盲盒 (NOT works too)")),
    ("(盲盒 OR 憋单) live", QT_TR_NOOP("grouped")),
    ("merch*", QT_TR_NOOP("words that begin with merch; the last word you type does, too")),
    ("*merce  *omm*", QT_TR_NOOP("words that end with these letters, or contain them")),
    (
        "ecommerce  livestream",
        QT_TR_NOOP("also e-commerce and live stream; e-commerce also finds ecommerce"),
    ),
    ("iPhone15  iPhone 15", QT_TR_NOOP("letters and digits, written together or apart")),
    (
        "title:盲盒  标题:盲盒",
        QT_TR_NOOP("in the title; also source: author: topic: tag: file: lang:"),
    ),
    (
        "来源: 作者: 主题: 标签: 文件: 语言:",
        QT_TR_NOOP("the same in Chinese; 早于: 晚于: 日期: for dates"),
    ),
    (
        "before:2025-08  after:2025-08-11",
        QT_TR_NOOP("until the day before it; from its first day on"),
    ),
    (
        "published:2025-07..2025-08",
        QT_TR_NOOP("a year, 2025H1, Q3, a month or day, or from one to another; 本月, last 7 days"),
    ),
    (
        "2025-08-11  8月11日",
        QT_TR_NOOP("a whole day: where it is written, and the articles published on it"),
    ),
)
HELP_KEYS = (
    ("{find}, {topics}", QT_TR_NOOP("go to the search field, the topics")),
    (
        "{line_up} {line_down}  {page_up}, {page_down}",
        QT_TR_NOOP("move through the results while typing"),
    ),
    ("{first_hit}, {last_hit}", QT_TR_NOOP("in the list: the first of all results, the last")),
    (
        "{select_up}, {select_down}",
        QT_TR_NOOP("in the list: choose several rows; or Ctrl or Shift and a click"),
    ),
    (
        "{expand}, {collapse}",
        QT_TR_NOOP("in the list: show more pieces of the same article, hide them"),
    ),
    ("{enter}", QT_TR_NOOP("open the article")),
    (
        "{next_match}, {previous_match}",
        QT_TR_NOOP("find the next match, the previous one; on to the next result, or back"),
    ),
    (
        "{sort_relevance}, {sort_newest}, {sort_oldest}",
        QT_TR_NOOP("sort by relevance, newest first, oldest first"),
    ),
    (
        "{escape}",
        QT_TR_NOOP(
            "from the article or the list to the field; there clear the search, then the topic"
        ),
    ),
    ("{back}, {forward}", QT_TR_NOOP("back and forward, as the buttons of a mouse do")),
    ("{export}", QT_TR_NOOP("export the results or the article: a table, references, a list")),
    (
        "{print}",
        QT_TR_NOOP("print the article; the File menu has a preview of it, and saves it as a PDF"),
    ),
    (
        "{copy_with_source}",
        QT_TR_NOOP("copy the selection, or the sentence with the match, with its source"),
    ),
    (
        "{context_menu}",
        QT_TR_NOOP(
            "what can be done with a result, a topic, a table or the selection; or a right click"
        ),
    ),
    ("{outline}", QT_TR_NOOP("the headings of the article: type to filter them, Enter goes there")),
    ("{backlinks}", QT_TR_NOOP("the articles that link to this one")),
    (
        "{zoom_in}, {zoom_out}, {zoom_reset}",
        QT_TR_NOOP("larger, smaller, normal text; or Ctrl and the wheel"),
    ),
    ("{open_folder}", QT_TR_NOOP("open another folder; or drop one onto the window")),
    (
        "{rescan}, {stop_indexing}",
        QT_TR_NOOP("rescan the folder, stop indexing; changes are noticed by themselves"),
    ),
    ("{problems}", QT_TR_NOOP("the list of files with problems")),
    ("{preferences}", QT_TR_NOOP("preferences: language, text size, quotations, keys")),
    ("{quit}", QT_TR_NOOP("quit")),
)
"""Ids of the key table, and what their keys do."""


def show_help(parent: QWidget, actions: ActionCollection) -> QDialog:
    """Open the window with the query language and the keys, those that the actions have now."""
    notes = tr(
        "A line under the field says how your query is read, whenever it is more than words.\n"
        "An article is also found by its author, its topics, tags and aliases, its keywords, "
        "description and file name;\nits row then says by which. "
        "In the article each term has its own highlight colour."
    )
    examples, keys = tr("What can be typed"), tr("Keys")
    text = (
        f"<h3>{html.escape(examples)}</h3>{_table(_QUERY_EXAMPLES)}"
        f"<p>{html.escape(notes).replace(chr(10), '<br>')}</p>"
        f"<h3>{html.escape(keys)}</h3>{_table(_key_rows(actions))}"
    )
    return _open_dialog(parent, tr("Keyboard & Search Help"), text)


def show_about(parent: QWidget, library: str) -> QDialog:
    """Open the about window; ``library`` is the open folder."""
    purpose = tr(
        "Finds anything in a folder of Markdown excerpts, in Chinese and English, offline."
    )
    folder = tr("Open folder (your files are never changed):")
    text = (
        f"<h3>kbviewer {__version__}</h3><p>{html.escape(purpose)}</p>"
        f"<p>{html.escape(folder)}<br>{html.escape(library)}</p>"
    )
    return _open_dialog(parent, tr("About kbviewer"), text)


def _key_rows(actions: ActionCollection) -> tuple[tuple[str, str], ...]:
    """The rows of the help, with the keys in place of their ids."""
    keys = {key_id: actions.key_text(key_id) or tr("(no key)") for key_id in KEY_TABLE}
    return tuple((ids.format_map(keys), text) for ids, text in HELP_KEYS)


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    cells = (
        f"<tr><td style='padding: 3px 22px 3px 0; white-space: pre'><b>{html.escape(left)}</b></td>"
        f"<td style='padding: 3px 0'>{html.escape(right)}</td></tr>"
        for left, right in ((left, tr(message)) for left, message in rows)
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
    area.setAccessibleName(title)
    area.setWidget(label)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    layout.addWidget(area)
    area.setFocus()  # so that the keys scroll
    layout.addWidget(buttons)
    dialog.resize(
        (label.sizeHint() + _MARGINS).boundedTo(dialog.screen().availableSize() - _TITLE_BAR)
    )
    label.setWordWrap(True)  # on a small screen; what the text needs without it is the size above
    dialog.open()
    return dialog
