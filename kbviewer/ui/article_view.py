"""The reader's panel: a page, its matches marked, and the way from one match to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedLayout,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kbviewer.ui.browser import Browser
from kbviewer.ui.empty_state import EmptyState
from kbviewer.ui.offsets import to_utf16
from kbviewer.ui.theme import LIGHT, Theme, article_style

if TYPE_CHECKING:
    from kbviewer.index.match import Match
    from kbviewer.reader.render import Rendered

_MEASURE = 70  # characters in a line of Latin text; half as many Chinese ones
_BODY = 16  # pixels
_SMALLEST, _LARGEST = 0.7, 2.4
_MOST_MARKED = 2_000


class ArticleView(QWidget):
    """The panel at the right; tells which link was followed."""

    shown = Signal()
    """Another page is shown."""

    followed = Signal(str)
    """The address of a link that was clicked."""

    left = Signal()

    def __init__(self, walking: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articlePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = LIGHT
        self._scale = 1.0
        self._page: Rendered | None = None
        self._matches: list[tuple[int, int]] = []
        self._here = -1
        self._has_more = False  # matches than are marked
        self.browser = Browser(self)
        self.browser.setAccessibleName("Article")
        self.browser.setTabChangesFocus(True)
        self.browser.setOpenLinks(False)
        self.browser.setOpenExternalLinks(False)
        self.browser.setUndoRedoEnabled(False)
        self.browser.anchorClicked.connect(self._tell_followed)
        self.browser.left.connect(self.left)
        self.browser.resized.connect(self._center)
        self._empty = EmptyState("article", self)
        self._counter = QLabel(self)
        self._counter.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QWidget(self)
        self._bar.setObjectName("matchBar")
        self._bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(16, 2, 12, 2)
        row.addWidget(self._counter)
        row.addStretch(1)
        for action in walking:
            button = QToolButton(self._bar)
            button.setDefaultAction(action)
            button.setIconSize(QSize(16, 16))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.browser, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)
        self._bar.hide()

    # --- what it shows

    def show_page(self, page: Rendered) -> None:
        """Show a page from its top, without any match yet."""
        self._page = page
        self._matches, self._here = [], -1
        self._lay_out()
        self._bar.hide()
        self._stack.setCurrentIndex(1)
        self.shown.emit()

    def show_nothing(self, title: str, text: str) -> None:
        """Say what the panel is for."""
        self._page = None
        self._matches, self._here = [], -1
        self.browser.clear()
        self._empty.say(title, text)
        self._stack.setCurrentIndex(0)

    def text(self) -> str:
        """The page's plain text."""
        return self.browser.toPlainText()

    @property
    def page(self) -> Rendered | None:
        """The page that is shown, None for a word in its place."""
        return self._page

    def show_matches(self, matches: Sequence[Match]) -> None:
        """Mark the matches in the page's plain text and stand at the first one."""
        text = self.text()
        spans = [(match.start, match.end) for match in matches[:_MOST_MARKED]]
        self._has_more = len(matches) > _MOST_MARKED
        self._matches = to_utf16(text, spans)
        self._here = 0 if self._matches else -1
        self._bar.setVisible(bool(self._matches))
        self._mark()
        if self._matches and not self._is_in_view(self._matches[0]):
            self._scroll_to(self._matches[0])

    def next_match(self) -> None:
        """Go to the next match; behind the last comes the first."""
        self._walk(1)

    def previous_match(self) -> None:
        """Go to the match before; before the first comes the last."""
        self._walk(-1)

    def _walk(self, by: int) -> None:
        if self._matches:
            self._here = (self._here + by) % len(self._matches)
            self._mark()
            self._scroll_to(self._matches[self._here])

    def go_to(self, heading: str) -> None:
        """Scroll to a heading of the page, by the name of its anchor."""
        self.browser.scrollToAnchor(heading)

    @property
    def matches(self) -> list[tuple[int, int]]:
        """The marked matches, as spans of UTF-16 units in the page's plain text."""
        return list(self._matches)

    @property
    def here(self) -> int:
        """Which of the matches the reader stands at, -1 for none."""
        return self._here

    # --- how it looks

    def set_theme(self, theme: Theme) -> None:
        """Show the page in the theme's colours."""
        self._theme = theme
        self._empty.set_theme(theme)
        self._refresh()

    @property
    def scale(self) -> float:
        """The size of the text; 1 is normal."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        """Set the size of the text, within what can be read."""
        self._scale = min(_LARGEST, max(_SMALLEST, scale))
        self._refresh()

    def _refresh(self) -> None:
        if self._page is not None:
            place = self.browser.verticalScrollBar().value()
            self._lay_out()
            self._mark()
            self.browser.verticalScrollBar().setValue(place)

    def _lay_out(self) -> None:
        if self._page is None:
            return
        document = self.browser.document()
        font = QFont(self.font())
        font.setPixelSize(round(_BODY * self._scale))
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(_scaled(article_style(self._theme), self._scale))
        self.browser.setHtml(f"<body>{self._page.html}</body>")
        _loosen(document.rootFrame().firstCursorPosition())
        self._center()

    def _center(self) -> None:
        """Give the column about 70 characters, and the rest of the width to both sides alike."""
        document = self.browser.document()
        # The font's own average counts Chinese characters in, where it has them.
        latin = "the quick brown fox jumps over a lazy dog "
        metrics = QFontMetricsF(document.defaultFont())
        column = metrics.horizontalAdvance(latin) / len(latin) * _MEASURE
        spare = self.browser.viewport().width() - column
        side = max(22.0, spare / 2)
        frame = QTextFrameFormat(document.rootFrame().frameFormat())
        if frame.leftMargin() != side:
            frame.setLeftMargin(side)
            frame.setRightMargin(side)
            frame.setTopMargin(26)
            frame.setBottomMargin(60)
            document.rootFrame().setFrameFormat(frame)

    def _mark(self) -> None:
        selections = []
        for number, (start, end) in enumerate(self._matches):
            selection = QTextEdit.ExtraSelection()
            here = number == self._here
            look = QTextCharFormat()
            look.setBackground(QColor(self._theme.here if here else self._theme.mark))
            look.setForeground(QColor(self._theme.here_text if here else self._theme.mark_text))
            selection.format = look
            selection.cursor = self._cursor(start, end)
            selections.append(selection)
        self.browser.setExtraSelections(selections)
        of = f"{len(self._matches):,}{'+' if self._has_more else ''}"
        self._counter.setText(f"Match {self._here + 1:,} of {of}" if self._matches else "")

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.browser.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _is_in_view(self, span: tuple[int, int]) -> bool:
        place = self.browser.cursorRect(self._cursor(*span))
        return bool(place.top() >= 0 and place.bottom() <= self.browser.viewport().height())

    def _scroll_to(self, span: tuple[int, int]) -> None:
        place = self.browser.cursorRect(self._cursor(*span))
        bar = self.browser.verticalScrollBar()
        third = self.browser.viewport().height() // 3
        if not 0 <= place.top() <= self.browser.viewport().height() - place.height() - 20:
            bar.setValue(bar.value() + place.top() - third)

    def _tell_followed(self, url: QUrl) -> None:
        self.followed.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


def _scaled(style: str, scale: float) -> str:
    """The style with its sizes in pixels made larger or smaller."""
    parts = style.split("font-size: ")
    for number, part in enumerate(parts[1:], start=1):
        size, rest = part.split("px", 1)
        parts[number] = f"{round(float(size) * scale)}px{rest}"
    return "font-size: ".join(parts)


def _loosen(cursor: QTextCursor) -> None:
    """Give list items and cells the line height of paragraphs: Qt's CSS leaves them out."""
    block = cursor.block()
    while block.isValid():
        if block.textList() is not None:
            loose = QTextBlockFormat()
            loose.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            loose.setBottomMargin(4)
            QTextCursor(block).mergeBlockFormat(loose)
        block = block.next()
