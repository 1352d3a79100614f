"""The reader's panel: a page, its matches marked, and the way from one match to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QStackedLayout,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from kbviewer.ui.article_bar import ArticleBar
from kbviewer.ui.browser import Browser
from kbviewer.ui.empty_state import EmptyState
from kbviewer.ui.offsets import to_utf16
from kbviewer.ui.page_layout import center, loosen, scaled
from kbviewer.ui.standing import Standing
from kbviewer.ui.theme import LIGHT, Theme, article_style

if TYPE_CHECKING:
    from kbviewer.index.match import Match
    from kbviewer.reader.render import Rendered

_BODY = 16  # pixels
_SMALLEST, _LARGEST = 0.7, 2.4
_MOST_MARKED = 2_000  # at once, around the one where the reader stands


class ArticleView(QWidget):
    """The panel at the right; tells which link was followed."""

    shown = Signal()
    """Another page is shown."""

    followed = Signal(str)
    """The address of a link that was clicked."""

    left = Signal()

    emptied = Signal()
    """There is no page any more."""

    def __init__(
        self,
        walking: Iterable[QAction],
        about: Iterable[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Build the panel.

        Args:
            walking: the ways from match to match.
            about: what else there is to know of an article.
            parent: the window.
        """
        super().__init__(parent)
        self.setObjectName("articlePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = LIGHT
        self._scale = 1.0
        self._page: Rendered | None = None
        self._matches: list[tuple[int, int]] = []
        self._here = -1
        self._tints: list[int] = []  # which term each match is of
        self._selections: list[QTextEdit.ExtraSelection] = []  # the matches that are marked
        self._first = 0  # of them
        self.browser = Browser(self)
        self.browser.setAccessibleName("Article")
        self.browser.setTabChangesFocus(True)
        self.browser.setOpenLinks(False)
        self.browser.setOpenExternalLinks(False)
        self.browser.setUndoRedoEnabled(False)
        self.browser.anchorClicked.connect(self._tell_followed)
        self.browser.left.connect(self.left)
        self.browser.resized.connect(self._center)
        self.standing = Standing(self.browser)
        self._empty = EmptyState("article", self)
        self._bar = ArticleBar(walking, about, self)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.browser, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)

    # --- what it shows

    def show_page(self, page: Rendered) -> None:
        """Show a page from its top, without any match yet.

        The bar counts what it did until the matches are known: so it does not flicker.
        """
        self._page = page
        self.standing.forget()
        self._forget_matches()
        self._lay_out()
        self._stack.setCurrentIndex(1)
        self.shown.emit()

    def show_nothing(self, title: str, text: str) -> None:
        """Say what the panel is for."""
        self._page = None
        self._forget_matches()
        self.browser.clear()
        self._empty.say(title, text)
        self._stack.setCurrentIndex(0)
        self.emptied.emit()

    def text(self) -> str:
        """The page's plain text."""
        return self.browser.toPlainText()

    @property
    def page(self) -> Rendered | None:
        """The page that is shown, None for a word in its place."""
        return self._page

    def show_matches(self, matches: Sequence[Match], *, at_end: bool = False) -> None:
        """Mark the matches of a query in the page's plain text.

        Args:
            matches: in the page's plain text, in order.
            at_end: stand at the last one, not at the first.
        """
        self._matches = to_utf16(self.text(), [(match.start, match.end) for match in matches])
        self._tints = [match.term for match in matches]
        self._here = (len(self._matches) - 1 if at_end else 0) if self._matches else -1
        self._mark()
        if self._matches and not self._is_in_view(self._matches[self._here]):
            self._scroll_to(self._matches[self._here])

    def hide_matches(self) -> None:
        """Mark nothing: there is no query."""
        self._forget_matches()
        self._mark()
        self._bar.clear()

    @property
    def is_at_end(self) -> bool:
        """Whether no match follows."""
        return self._here + 1 >= len(self._matches)

    def walk(self, by: int) -> bool:
        """Go to the next match (1) or the one before (-1), if there is one; whether there is."""
        if not 0 <= self._here + by < len(self._matches) or self._here < 0:
            return False
        self._stand_at(self._here + by)
        return True

    def walk_round(self, by: int) -> None:
        """Go to the first match behind the last one (1), or the other way round (-1)."""
        if self._matches:
            self._stand_at(0 if by > 0 else len(self._matches) - 1)

    def _stand_at(self, number: int) -> None:
        before, self._here = self._here, number
        if number - self._first in range(len(self._selections)):
            for changed in (before, number):  # to make all of them anew would take 50 ms
                self._selections[changed - self._first].format = self._look(changed)
            self._show_marks()
        else:
            self._mark()
        self._scroll_to(self._matches[number])

    def _forget_matches(self) -> None:
        self._matches, self._tints, self._selections, self._here = [], [], [], -1

    def go_to(self, heading: str) -> None:
        """Scroll to a heading of the page, by the name of its anchor; "" is the top."""
        self.standing.go_to(heading)

    @property
    def spot(self) -> int:
        """How far down the page the reader is."""
        return self.browser.verticalScrollBar().value()

    def return_to(self, spot: int) -> None:
        """Go back to where the reader was on the page."""
        self.browser.verticalScrollBar().setValue(spot)

    def stand_in_view(self) -> None:
        """Stand at the first match that can be seen or is further down, and scroll nowhere."""
        top = self.browser.cursorForPosition(QPoint(0, 0)).position()
        below = (n for n, (_, end) in enumerate(self._matches) if end > top)
        if self._matches:
            self._here = next(below, len(self._matches) - 1)
            self._mark()

    @property
    def bar_height(self) -> int:
        """How much of the panel the bar takes, in pixels."""
        return self._bar.height()

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
        document.setDefaultStyleSheet(scaled(article_style(self._theme), self._scale))
        self.browser.setHtml(f"<body>{self._page.html}</body>")
        loosen(document.rootFrame().firstCursorPosition())
        self._center()

    def _center(self) -> None:
        center(self.browser)

    def _mark(self) -> None:
        self._first = max(0, self._here - _MOST_MARKED // 2)
        self._selections = []
        marked = self._matches[self._first : self._first + _MOST_MARKED]
        for number, span in enumerate(marked, start=self._first):
            selection = QTextEdit.ExtraSelection()
            selection.format = self._look(number)
            selection.cursor = self._cursor(*span)
            self._selections.append(selection)
        self._show_marks()

    def _show_marks(self) -> None:
        self.browser.setExtraSelections(self._selections)
        self._bar.count(self._here, len(self._matches))

    def _look(self, number: int) -> QTextCharFormat:
        theme = self._theme
        here = number == self._here
        tint = theme.marks[self._tints[number] % len(theme.marks)]
        look = QTextCharFormat()
        look.setBackground(QColor(theme.here if here else tint))
        look.setForeground(QColor(theme.here_text if here else theme.mark_text))
        return look

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
