"""The reader's panel: a page, its matches marked, and the way from one match to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QAction, QFont, QTextCursor
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from kbviewer.ui.article_bar import ArticleBar
from kbviewer.ui.browser import Browser
from kbviewer.ui.empty_state import EmptyState
from kbviewer.ui.marks import Marks
from kbviewer.ui.part_bar import PartBar
from kbviewer.ui.standing import Standing
from kbviewer.ui.theme import LIGHT, Theme, article_style

if TYPE_CHECKING:
    from kbviewer.index.match import Match
    from kbviewer.ui.ready import Ready

_BODY = 16  # pixels
_SMALLEST, _LARGEST = 0.7, 2.4


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
        self._kept = -1  # the match where the reader stood before the page was shown again
        self.browser = Browser(self)
        self.browser.anchorClicked.connect(self._tell_followed)
        self.browser.left.connect(self.left)
        self.browser.resized.connect(self._fit)
        self.browser.ran_out.connect(self._turn)
        self.standing = Standing(self.browser)
        self._marks = Marks(self.browser)
        self._empty = EmptyState("article", self)
        self._bar = ArticleBar(walking, about, self)
        self._notice = QLabel(self)
        self._notice.setObjectName("noticeBar")
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setWordWrap(True)
        self._notice.hide()
        self._parts = PartBar(self)
        self._parts.turned.connect(self._turn)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._notice)
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
        self._sheet, self._kept = 0, -1
        self.standing.forget()
        self._marks.forget()
        self._lay_out()
        self._stack.setCurrentIndex(1)
        self.shown.emit()

    def show_again(self, page: Ready) -> None:
        """Show what has become of the page that is shown, at the place where it is read."""
        spot, here = self.spot, self._marks.here
        self.show_page(page)
        self.return_to(spot)
        self._kept = here

    def tell(self, text: str) -> None:
        """Say above the page what is to be known of it, or with "" nothing."""
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def show_nothing(self, title: str, text: str) -> None:
        """Say what the panel is for."""
        self._page = None
        self._marks.forget()
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
        kept, self._kept = self._kept, -1
        last = len(matches) - 1
        self._marks.matches = matches
        self._marks.here = last if at_end else min(max(0, kept), last)
        if matches and kept < 0:
            self._show_sheet_of(matches[self._marks.here])
        self._mark()
        if matches and kept < 0 and not self._marks.is_in_view():
            self._marks.scroll_here()
        self._count()

    def hide_matches(self) -> None:
        """Mark nothing: there is no query."""
        self._marks.forget()
        self._mark()
        self._bar.clear()

    @property
    def is_at_end(self) -> bool:
        """Whether no match follows."""
        return self._marks.here + 1 >= len(self._marks.matches)

    def walk(self, by: int) -> bool:
        """Go to the next match (1) or the one before (-1), if there is one; whether there is."""
        here = self._marks.here
        if not 0 <= here + by < len(self._marks.matches) or here < 0:
            return False
        self.stand_at(here + by)
        return True

    def walk_round(self, by: int) -> None:
        """Go to the first match behind the last one (1), or the other way round (-1)."""
        if self._marks.matches:
            self.stand_at(0 if by > 0 else len(self._marks.matches) - 1)

    def stand_at(self, number: int) -> None:
        """Go to a match, by its number."""
        if self._show_sheet_of(self._marks.matches[number]):
            self._marks.here = number
            self._mark()
        else:
            self._marks.stand_at(number)
        self._marks.scroll_here()
        self._count()

    def go_to(self, heading: str) -> None:
        """Scroll to a heading of the page, by the name of its anchor; "" is the top."""
        if self._page is not None:
            self._turn_to(self._page.sheet_of(heading, self._sheet) if heading else 0)
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
        if self._marks.matches:
            self._marks.stand_in_view()
            self._mark()
            self._count()

    @property
    def is_marking(self) -> bool:
        """Whether matches out of view are still to be marked."""
        return self._marks.is_painting

    @property
    def bar_height(self) -> int:
        """How much of the panel the bar takes, in pixels."""
        return self._bar.height()

    @property
    def matches(self) -> list[tuple[int, int]]:
        """The matches, as spans of UTF-16 units in the page's plain text."""
        return [(match.start, match.end) for match in self._marks.matches]

    @property
    def here(self) -> int:
        """Which of the matches the reader stands at, -1 for none."""
        return self._marks.here

    # --- a long page's sheets

    def _show_sheet_of(self, match: Match) -> bool:
        """Show the sheet that a match is on, and say whether it is another one."""
        return self._show_sheet(self._page.sheet_at(match.start) if self._page else 0)

    def _turn_to(self, number: int) -> None:
        if self._show_sheet(number):
            self._mark()

    def _show_sheet(self, number: int) -> bool:
        if number == self._sheet:
            return False
        self._sheet = number
        self._lay_out()
        return True

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
        self._marks.set_theme(theme)
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
        page = self._page
        if page is None:
            return
        from kbviewer.ui.page_layout import lay_out, scaled  # noqa: PLC0415  for the first page

        font = QFont(self.font())
        font.setPixelSize(round(_BODY * self._scale))
        style = scaled(article_style(self._theme), self._scale)
        lay_out(self.browser, page.sheets[self._sheet], page.pictures, font=font, style=style)
        note = page.note if self._sheet else ""  # the first part says it itself
        self._parts.show_part(self._sheet, len(page.sheets), note)

    def _fit(self) -> None:
        if self._page is not None:
            from kbviewer.ui.page_layout import fit  # noqa: PLC0415  as above

            fit(self.browser)

    def _mark(self) -> None:
        """Mark the matches of the sheet."""
        begin, end = self._page.span(self._sheet) if self._page else (0, None)
        self._marks.paint(begin, end)

    def _count(self) -> None:
        self._bar.count(self._marks.here, len(self._marks.matches))

    def _tell_followed(self, url: QUrl) -> None:
        self.followed.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
