"""The reader's panel: a page, its matches marked, and the way from one match to the next."""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QStackedLayout, QTextEdit, QVBoxLayout, QWidget

from kbviewer.ui.article_bar import ArticleBar
from kbviewer.ui.browser import Browser
from kbviewer.ui.empty_state import EmptyState
from kbviewer.ui.page_layout import center, fit_pictures, loosen, scaled
from kbviewer.ui.part_bar import PartBar
from kbviewer.ui.standing import Standing
from kbviewer.ui.theme import LIGHT, Theme, article_style

if TYPE_CHECKING:
    from kbviewer.index.match import Match
    from kbviewer.ui.ready import Ready

_BODY = 16  # pixels
_SMALLEST, _LARGEST = 0.7, 2.4
_MOST_MARKED = 2_000  # at once, around the one where the reader stands


class ArticleView(QWidget):
    """The panel at the right; tells which link was followed.

    A long page is shown a sheet at a time; its text and its matches are those of all its sheets.
    """

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
        self._page: Ready | None = None
        self._sheet = 0  # the one that is shown
        self._starts: tuple[int, ...] = (0,)  # of the sheets in the page's text
        self._matches: Sequence[Match] = ()
        self._here = -1
        self._kept = -1  # where the reader stood before the page was shown again
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
        self.browser.ran_out.connect(self._turn)
        self.standing = Standing(self.browser)
        self._empty = EmptyState("article", self)
        self._bar = ArticleBar(walking, about, self)
        self._parts = PartBar(self)
        self._parts.turned.connect(self._turn)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.browser, 1)
        column.addWidget(self._parts)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)

    # --- what it shows

    def show_page(self, page: Ready) -> None:
        """Show a page from its top, without any match yet.

        The bar counts what it did until the matches are known: so it does not flicker.
        """
        self._page = page
        self._sheet, self._starts = 0, page.starts
        self._kept = -1
        self.standing.forget()
        self._forget_matches()
        self._lay_out()
        self._stack.setCurrentIndex(1)
        self.shown.emit()

    def show_again(self, page: Ready) -> None:
        """Show what has become of the page that is shown, at the place where it is read."""
        place, here = self.browser.verticalScrollBar().value(), self._here
        sheet = self._sheet
        self.show_page(page)
        self.return_to((sheet, place))
        self._kept = here

    def show_nothing(self, title: str, text: str) -> None:
        """Say what the panel is for."""
        self._page = None
        self._forget_matches()
        self.browser.clear()
        self._empty.say(title, text)
        self._stack.setCurrentIndex(0)
        self.emptied.emit()

    def text(self) -> str:
        """The plain text of the whole page."""
        return self._page.text if self._page else ""

    @property
    def page(self) -> Ready | None:
        """The page that is shown, None for a word in its place."""
        return self._page

    def show_matches(self, matches: Sequence[Match], *, at_end: bool = False) -> None:
        """Mark the matches of a query in the page's plain text.

        Args:
            matches: in the page's plain text, in UTF-16 units, in order.
            at_end: stand at the last one, not at the first.
        """
        self._matches = matches
        kept, self._kept = self._kept, -1
        self._here = len(matches) - 1 if at_end else min(max(0, kept), len(matches) - 1)
        if matches and kept < 0 and self._sheet_of(matches[self._here]) != self._sheet:
            self._show_sheet(self._sheet_of(matches[self._here]))
        self._mark()
        if matches and kept < 0 and not self._is_in_view(matches[self._here]):
            self._scroll_to(matches[self._here])

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
        sheet = self._sheet_of(self._matches[number])
        if sheet != self._sheet:
            self._show_sheet(sheet)
            self._mark()
        elif all(one - self._first in range(len(self._selections)) for one in (before, number)):
            for changed in (before, number):  # to make all of them anew would take 50 ms
                self._selections[changed - self._first].format = self._look(changed)
            self._show_marks()
        else:
            self._mark()
        self._scroll_to(self._matches[number])

    def _forget_matches(self) -> None:
        self._matches, self._selections, self._here = (), [], -1

    def go_to(self, heading: str) -> None:
        """Scroll to a heading of the page, by the name of its anchor; "" is the top."""
        sheets = self._page.sheets if self._page else ()
        names = [f'{kind}="{html.escape(heading)}"' for kind in ("id", "name")]
        there = (n for n, sheet in enumerate(sheets) if any(name in sheet for name in names))
        self._turn_to(next(there, self._sheet) if heading else 0)
        self.standing.go_to(heading)

    @property
    def spot(self) -> tuple[int, int]:
        """Where on the page the reader is: the sheet, and how far down in it."""
        return self._sheet, self.browser.verticalScrollBar().value()

    def return_to(self, spot: tuple[int, int]) -> None:
        """Go back to where the reader was on the page."""
        sheet, down = spot
        if self._page is not None:
            self._turn_to(min(sheet, len(self._page.sheets) - 1))
        self.browser.verticalScrollBar().setValue(down)

    def stand_in_view(self) -> None:
        """Stand at the first match that can be seen or is further down, and scroll nowhere."""
        top = self._starts[self._sheet] + self.browser.cursorForPosition(QPoint(0, 0)).position()
        below = (n for n, match in enumerate(self._matches) if match.end > top)
        if self._matches:
            self._here = next(below, len(self._matches) - 1)
            self._mark()

    @property
    def bar_height(self) -> int:
        """How much of the panel the bar takes, in pixels."""
        return self._bar.height()

    @property
    def matches(self) -> list[tuple[int, int]]:
        """The matches, as spans of UTF-16 units in the page's plain text."""
        return [(match.start, match.end) for match in self._matches]

    @property
    def here(self) -> int:
        """Which of the matches the reader stands at, -1 for none."""
        return self._here

    # --- a long page's sheets

    def _sheet_of(self, match: Match) -> int:
        return bisect_right(self._starts, match.start) - 1

    def _turn_to(self, number: int) -> None:
        if number != self._sheet:
            self._show_sheet(number)
            self._mark()

    def _show_sheet(self, number: int) -> None:
        self._sheet = number
        self._lay_out()

    def _turn(self, by: int) -> None:
        """Show the next sheet (1) from its top, or the one before (-1) at its end, if there is."""
        if self._page is None or not 0 <= self._sheet + by < len(self._page.sheets):
            return
        self._turn_to(self._sheet + by)
        if by < 0:
            self.browser.moveCursor(QTextCursor.MoveOperation.End)  # lays all of it out
            bar = self.browser.verticalScrollBar()
            bar.setValue(bar.maximum())

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
        self.browser.show_html(self._page.sheets[self._sheet], self._page.pictures)
        loosen(document.rootFrame().firstCursorPosition())
        self._center()
        self._parts.show_part(self._sheet, len(self._page.sheets))

    def _center(self) -> None:
        center(self.browser)
        if self._page is not None and self._page.pictures:
            fit_pictures(self.browser)

    def _mark(self) -> None:
        """Mark the matches of the sheet, around the one where the reader stands if it is there."""
        begin, end = self._starts[self._sheet], self._starts[self._sheet + 1 :][:1]
        low = bisect_left(self._matches, begin, key=_start)
        high = bisect_left(self._matches, end[0], key=_start) if end else len(self._matches)
        self._first = max(low, min(self._here - _MOST_MARKED // 2, high - 1))
        if not low <= self._here < high:
            self._first = low
        self._selections = []
        for number in range(self._first, min(high, self._first + _MOST_MARKED)):
            selection = QTextEdit.ExtraSelection()
            selection.format = self._look(number)
            selection.cursor = self._cursor(self._matches[number])
            self._selections.append(selection)
        self._show_marks()

    def _show_marks(self) -> None:
        self.browser.setExtraSelections(self._selections)
        self._bar.count(self._here, len(self._matches))

    def _look(self, number: int) -> QTextCharFormat:
        theme = self._theme
        here = number == self._here
        tint = theme.marks[self._matches[number].term % len(theme.marks)]
        look = QTextCharFormat()
        look.setBackground(QColor(theme.here if here else tint))
        look.setForeground(QColor(theme.here_text if here else theme.mark_text))
        return look

    def _cursor(self, match: Match) -> QTextCursor:
        cursor = QTextCursor(self.browser.document())
        last = self.browser.document().characterCount() - 1
        begin = self._starts[self._sheet]
        cursor.setPosition(min(match.start - begin, last))
        cursor.setPosition(min(match.end - begin, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _is_in_view(self, match: Match) -> bool:
        place = self.browser.cursorRect(self._cursor(match))
        return bool(place.top() >= 0 and place.bottom() <= self.browser.viewport().height())

    def _scroll_to(self, match: Match) -> None:
        place = self.browser.cursorRect(self._cursor(match))
        bar = self.browser.verticalScrollBar()
        third = self.browser.viewport().height() // 3
        if not 0 <= place.top() <= self.browser.viewport().height() - place.height() - 20:
            bar.setValue(bar.value() + place.top() - third)

    def _tell_followed(self, url: QUrl) -> None:
        self.followed.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


def _start(match: Match) -> int:
    return match.start
