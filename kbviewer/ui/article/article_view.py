"""The reader's panel: a page, its matches marked, and the way from one match to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QAction, QFont, QTextCursor
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from kbviewer.ui.article.article_bar import ArticleBar
from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.article.current_heading import CurrentHeading
from kbviewer.ui.article.match_highlights import MatchHighlights
from kbviewer.ui.article.section_bar import SectionBar
from kbviewer.ui.theme import LIGHT, Theme, article_style_sheet
from kbviewer.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from kbviewer.index.search.matcher import Match
    from kbviewer.ui.article.article_document import ArticleDocument

_BODY_PX = 16  # pixels
_MIN_SCALE, _MAX_SCALE = 0.7, 2.4
_ZOOM_STEP = 1.1


class ArticleView(QWidget):
    """The panel at the right; tells which link was followed.

    A long page is shown a sheet at a time; its text and its matches are those of all its sheets.
    """

    shown = Signal()
    """Another page is shown."""

    link_clicked = Signal(str)
    """The address of a link that was clicked."""

    escaped = Signal()

    cleared = Signal()
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
        self._document: ArticleDocument | None = None
        self._section = 0  # the one that is shown
        self._kept_match = -1  # the match where the reader stood before the page was shown again
        self.browser = ArticleBrowser(self)
        self.browser.anchorClicked.connect(self._emit_link)
        self.browser.escaped.connect(self.escaped)
        self.browser.resized.connect(self._fit)
        self.browser.section_requested.connect(self._turn_section)
        self.current_heading = CurrentHeading(self.browser)
        self._highlights = MatchHighlights(self.browser)
        self._empty_state = EmptyState("article", self)
        self._bar = ArticleBar(walking, about, self)
        self._notice = QLabel(self)
        self._notice.setObjectName("noticeBar")
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setWordWrap(True)
        self._notice.hide()
        self._section_bar = SectionBar(self)
        self._section_bar.turned.connect(self._turn_section)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._notice)
        column.addWidget(self.browser, 1)
        column.addWidget(self._section_bar)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty_state)
        self._stack.addWidget(page)

    # --- what it shows

    def show_document(self, page: ArticleDocument) -> None:
        """Show a page from its top, without any match yet.

        The bar counts what it did until the matches are known: so it does not flicker.
        """
        self._document = page
        self._section, self._kept_match = 0, -1
        self.current_heading.clear()
        self._highlights.clear()
        self._lay_out()
        self._stack.setCurrentIndex(1)
        self.shown.emit()

    def update_document(self, page: ArticleDocument) -> None:
        """Show what has become of the page that is shown, at the place where it is read."""
        spot, here = self.scroll_position, self._highlights.current
        self.show_document(page)
        self.restore_scroll(spot)
        self._kept_match = here

    def show_notice(self, text: str) -> None:
        """Say above the page what is to be known of it, or with "" nothing."""
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def show_empty(self, title: str, text: str) -> None:
        """Say what the panel is for."""
        self._document = None
        self._highlights.clear()
        self.browser.clear()
        self._empty_state.show_message(title, text)
        self._stack.setCurrentIndex(0)
        self.cleared.emit()

    def text(self) -> str:
        """The plain text of the whole page."""
        return self._document.text if self._document else ""

    @property
    def document(self) -> ArticleDocument | None:
        """The page that is shown, None for a word in its place."""
        return self._document

    def show_matches(self, matches: Sequence[Match], *, at_end: bool = False) -> None:
        """Mark the matches of a query in the page's plain text.

        Args:
            matches: in the page's plain text, in UTF-16 units, in order.
            at_end: stand at the last one, not at the first.
        """
        kept, self._kept_match = self._kept_match, -1
        last = len(matches) - 1
        self._highlights.matches = matches
        self._highlights.current = last if at_end else min(max(0, kept), last)
        if matches and kept < 0:
            self._show_section_of(matches[self._highlights.current])
        self._paint_matches()
        if matches and kept < 0 and not self._highlights.is_current_visible():
            self._highlights.scroll_to_current()
        self._show_position()

    def clear_matches(self) -> None:
        """Mark nothing: there is no query."""
        self._highlights.clear()
        self._paint_matches()
        self._bar.clear()

    @property
    def is_at_last_match(self) -> bool:
        """Whether no match follows."""
        return self._highlights.current + 1 >= len(self._highlights.matches)

    def step_match(self, by: int) -> bool:
        """Go to the next match (1) or the one before (-1), if there is one; whether there is."""
        here = self._highlights.current
        if not 0 <= here + by < len(self._highlights.matches) or here < 0:
            return False
        self.go_to_match(here + by)
        return True

    def wrap_around(self, by: int) -> None:
        """Go to the first match behind the last one (1), or the other way round (-1)."""
        if self._highlights.matches:
            self.go_to_match(0 if by > 0 else len(self._highlights.matches) - 1)

    def go_to_match(self, number: int) -> None:
        """Go to a match, by its number."""
        if self._show_section_of(self._highlights.matches[number]):
            self._highlights.current = number
            self._paint_matches()
        else:
            self._highlights.move_to(number)
        self._highlights.scroll_to_current()
        self._show_position()

    def go_to_heading(self, heading: str) -> None:
        """Scroll to a heading of the page, by the name of its anchor; "" is the top."""
        if self._document is not None:
            self._go_to_section(
                self._document.section_of_anchor(heading, self._section) if heading else 0
            )
        self.current_heading.go_to(heading)

    @property
    def scroll_position(self) -> tuple[int, int]:
        """Where on the page the reader is: the sheet, and how far down in it."""
        return self._section, self.browser.verticalScrollBar().value()

    def restore_scroll(self, spot: tuple[int, int]) -> None:
        """Go back to where the reader was on the page."""
        sheet, down = spot
        if self._document is not None:
            self._go_to_section(min(sheet, len(self._document.sections) - 1))
        self.browser.verticalScrollBar().setValue(down)

    def select_visible_match(self) -> None:
        """Stand at the first match that can be seen or is further down, and scroll nowhere."""
        if self._highlights.matches:
            self._highlights.select_visible()
            self._paint_matches()
            self._show_position()

    @property
    def is_marking(self) -> bool:
        """Whether matches out of view are still to be marked."""
        return self._highlights.is_painting

    @property
    def bar_height(self) -> int:
        """How much of the panel the bar takes, in pixels."""
        return self._bar.height()

    @property
    def matches(self) -> list[tuple[int, int]]:
        """The matches, as spans of UTF-16 units in the page's plain text."""
        return [(match.start, match.end) for match in self._highlights.matches]

    @property
    def current_match(self) -> int:
        """Which of the matches the reader stands at, -1 for none."""
        return self._highlights.current

    # --- a long page's sheets

    def _show_section_of(self, match: Match) -> bool:
        """Show the sheet that a match is on, and say whether it is another one."""
        return self._show_section(self._document.section_at(match.start) if self._document else 0)

    def _go_to_section(self, number: int) -> None:
        if self._show_section(number):
            self._paint_matches()

    def _show_section(self, number: int) -> bool:
        if number == self._section:
            return False
        self._section = number
        self._lay_out()
        return True

    def _turn_section(self, by: int) -> None:
        """Show the next sheet (1) from its top, or the one before (-1) at its end, if there is."""
        if self._document is None or not 0 <= self._section + by < len(self._document.sections):
            return
        self._go_to_section(self._section + by)
        if by < 0:
            self.browser.moveCursor(QTextCursor.MoveOperation.End)  # lays all of it out
            bar = self.browser.verticalScrollBar()
            bar.setValue(bar.maximum())

    # --- how it looks

    def set_theme(self, theme: Theme) -> None:
        """Show the page in the theme's colours."""
        self._theme = theme
        self._highlights.set_theme(theme)
        self._empty_state.set_theme(theme)
        self._refresh()

    @property
    def scale(self) -> float:
        """The size of the text; 1 is normal."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        """Set the size of the text, within what can be read."""
        self._scale = min(_MAX_SCALE, max(_MIN_SCALE, scale))
        self._refresh()

    def zoom_in(self) -> None:
        """Make the text a step larger."""
        self.set_scale(self._scale * _ZOOM_STEP)

    def zoom_out(self) -> None:
        """Make the text a step smaller."""
        self.set_scale(self._scale / _ZOOM_STEP)

    def reset_zoom(self) -> None:
        """Show the text in its normal size."""
        self.set_scale(1.0)

    def _refresh(self) -> None:
        if self._document is not None:
            place = self.browser.verticalScrollBar().value()
            self._lay_out()
            self._paint_matches()
            self.browser.verticalScrollBar().setValue(place)

    def _lay_out(self) -> None:
        page = self._document
        if page is None:
            return
        font = QFont(self.font())
        font.setPixelSize(round(_BODY_PX * self._scale))
        style = article_style_sheet(self._theme)
        page.lay_out(self.browser, self._section, font=font, style=style, scale=self._scale)
        note = page.note if self._section else ""  # the first part says it itself
        self._section_bar.show_section(self._section, len(page.sections), note)

    def _fit(self) -> None:
        if self._document is not None:
            self._document.fit(self.browser)

    def _paint_matches(self) -> None:
        """Mark the matches of the sheet."""
        begin, end = self._document.section_span(self._section) if self._document else (0, None)
        self._highlights.paint(begin, end)

    def _show_position(self) -> None:
        self._bar.show_position(self._highlights.current, len(self._highlights.matches))

    def _emit_link(self, url: QUrl) -> None:
        self.link_clicked.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
