"""The article panel: an article with its matches highlighted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QAction, QFont, QImage, QTextCursor
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from kbviewer.ui.article.article_bar import ArticleBar
from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.article.current_heading import CurrentHeading
from kbviewer.ui.article.match_highlights import MatchHighlights
from kbviewer.ui.article.scroll_anchor import ReadingPlace, ScrollAnchor, scroll_to_line, top_line
from kbviewer.ui.article.section_bar import SectionBar
from kbviewer.ui.theme import LIGHT, Theme, article_style_sheet
from kbviewer.ui.widgets.empty_state import EmptyState
from kbviewer.ui.widgets.utf16 import character_spans

if TYPE_CHECKING:
    from kbviewer.index.search.found_by import FoundBy
    from kbviewer.index.search.matcher import Match
    from kbviewer.ui.article.article_document import ArticleDocument
    from kbviewer.ui.article.html_tree import Element

_BODY_PX = 16  # pixels
_MIN_SCALE, _MAX_SCALE = 0.7, 2.4
_ZOOM_STEP = 1.1


class ArticleView(QWidget):
    """The panel on the right.

    A long article is shown one section at a time; text and matches are those of all sections.

    Attributes:
        browser: shows the text.
        tab_stops: what Tab leads to, in order.
    """

    shown = Signal()
    """An article is shown."""

    link_clicked = Signal(str)
    """The address of a link that was clicked."""

    link_hovered = Signal(str)
    """The address of the link under the pointer; "" if there is none any more."""

    picture_opened = Signal(QImage)
    """A picture that is to be shown in a window of its own."""

    table_opened = Signal(object)
    """The element of a table that is."""

    menu_requested = Signal(object, QPoint)
    """The context menu of a ``MenuTarget`` is to be shown at this point of the screen."""

    escaped = Signal()

    cleared = Signal()
    """No article is shown any more."""

    def __init__(
        self,
        match_actions: Iterable[QAction],
        info_actions: Iterable[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Build the panel.

        Args:
            match_actions: the actions beside the match counter.
            info_actions: the actions on the right of the bar.
            parent: the window.
        """
        super().__init__(parent)
        self.setObjectName("articlePanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = LIGHT
        self._style = ""  # the style sheet of the theme, made with the first article
        self._scale = 1.0
        self._document: ArticleDocument | None = None
        self._section = 0  # the index of the one that is shown
        self._kept_match = -1  # the current match before the article was updated
        self.browser = ArticleBrowser(self)
        font = QFont(self.font())
        font.setPixelSize(_BODY_PX)  # its own: it does not follow the size of the interface
        self.browser.setFont(font)
        self._place = ReadingPlace(self.browser)
        self.browser.anchorClicked.connect(self._emit_link)
        self.browser.highlighted.connect(self._emit_hovered_link)
        self.browser.picture_opened.connect(self.picture_opened)
        self.browser.table_opened.connect(self.open_table)
        self.browser.menu_requested.connect(self.menu_requested)
        self.browser.escaped.connect(self.escaped)
        self.browser.about_to_resize.connect(self._place.keep)
        self.browser.resized.connect(self._fit)
        self.browser.zoomed.connect(self._zoom_by)
        self.browser.section_requested.connect(self._turn_section)
        self.current_heading = CurrentHeading(self.browser)
        self._highlights = MatchHighlights(self.browser)
        self._empty_state = EmptyState("article", self)
        self._bar = ArticleBar(match_actions, info_actions, self)
        self._notice = QLabel(self)
        self._notice.setObjectName("noticeBar")
        self._notice.setTextFormat(Qt.TextFormat.PlainText)
        self._notice.setWordWrap(True)
        self._notice.hide()
        self._section_bar = SectionBar(self)
        self._section_bar.turned.connect(self._turn_section)
        self.tab_stops = (*self._bar.buttons, self.browser, *self._section_bar.buttons)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._notice)
        column.addWidget(self.browser, 1)
        column.addWidget(self._section_bar)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty_state)
        self._stack.addWidget(content)

    # --- what it shows

    def show_document(self, document: ArticleDocument) -> None:
        """Show an article from its top, without matches yet.

        The bar keeps its counter until the matches are known, so that it does not flicker.
        """
        self._document = document
        self._section, self._kept_match = 0, -1
        self.current_heading.clear()
        self._highlights.clear()
        self._lay_out_anew()
        self._stack.setCurrentIndex(1)
        self.shown.emit()

    def update_document(self, document: ArticleDocument) -> None:
        """Show the new content of the article that is shown; the line being read stays."""
        anchor, current = self.scroll_anchor, self._highlights.current
        self.show_document(document)
        self.restore_scroll(anchor)
        self._kept_match = current

    def show_notice(self, text: str) -> None:
        """Show a notice above the article; "" hides it."""
        self._notice.setText(text)
        self._notice.setVisible(bool(text))

    def show_empty(self, title: str, text: str) -> None:
        """Show a message instead of an article."""
        self._document = None
        self._highlights.clear()
        self.browser.show_html("", {})
        self._empty_state.show_message(title, text)
        self._stack.setCurrentIndex(0)
        self.cleared.emit()

    def text(self) -> str:
        """The plain text of the whole page."""
        return self._document.text if self._document else ""

    @property
    def document(self) -> ArticleDocument | None:
        """The document that is shown; None if there is a message instead of it."""
        return self._document

    def show_matches(
        self, matches: Sequence[Match], found_by: FoundBy | None = None, *, at_end: bool = False
    ) -> None:
        """Highlight the matches of a query.

        Args:
            matches: in the article's plain text, in UTF-16 units, in order.
            found_by: what the article was found by where it has no match, or None.
            at_end: whether to go to the last one, not to the first.
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
        if matches:
            self._show_position()
        else:
            self._bar.show_no_match(found_by)

    def clear_matches(self) -> None:
        """Remove all highlights: there is no query."""
        self._highlights.clear()
        self._paint_matches()
        self._bar.clear()

    @property
    def is_at_last_match(self) -> bool:
        """Whether the current match is the last one."""
        return self._highlights.current + 1 >= len(self._highlights.matches)

    @property
    def is_at_first_match(self) -> bool:
        """Whether there is no match before the current one."""
        return self._highlights.current <= 0

    def step_match(self, by: int) -> bool:
        """Go to the next match (1) or the previous one (-1); whether there is one."""
        current = self._highlights.current
        if not 0 <= current + by < len(self._highlights.matches) or current < 0:
            return False
        self.go_to_match(current + by)
        return True

    def wrap_around(self, by: int) -> None:
        """Go from the last match to the first one (1), or from the first to the last (-1)."""
        if self._highlights.matches:
            self.go_to_match(0 if by > 0 else len(self._highlights.matches) - 1)

    def go_to_match(self, index: int) -> None:
        """Go to a match by its index."""
        if self._show_section_of(self._highlights.matches[index]):
            self._highlights.current = index
            self._paint_matches()
        else:
            self._highlights.move_to(index)
        self._highlights.scroll_to_current()
        self._show_position()

    def go_to_heading(self, heading: str) -> None:
        """Scroll to a heading by its anchor; "" is the top."""
        if self._document is not None:
            self._go_to_section(
                self._document.section_of_anchor(heading, self._section) if heading else 0
            )
        self.current_heading.go_to(heading)

    @property
    def scroll_anchor(self) -> ScrollAnchor:
        """What is at the top of the view."""
        line = top_line(self.browser)
        if self._document is None or line is None:
            return ScrollAnchor()
        start = self._document.starts[self._section]
        return ScrollAnchor.of(replace(line, position=start + line.position), self.text())

    def restore_scroll(self, anchor: ScrollAnchor) -> None:
        """Scroll to what ``scroll_anchor`` returned, also if the article has changed since."""
        if self._document is None:
            return
        position = anchor.find(self.text())
        section = self._document.section_at(position)
        self._go_to_section(section)
        if anchor.lines:
            position -= self._document.starts[section]
            scroll_to_line(self.browser, replace(anchor.line, position=position))
        else:
            self.browser.verticalScrollBar().setValue(0)

    def select_visible_match(self) -> None:
        """Make the first match in view or further down the current one, without scrolling."""
        if self._highlights.matches:
            self._highlights.select_visible()
            self._paint_matches()
            self._show_position()

    @property
    def is_marking(self) -> bool:
        """Whether matches out of view are still to be highlighted."""
        return self._highlights.is_painting

    @property
    def bar_height(self) -> int:
        """The height of the bar, in pixels."""
        return self._bar.height()

    @property
    def matches(self) -> list[tuple[int, int]]:
        """The matches, as spans of UTF-16 units in the article's plain text."""
        return [(match.start, match.end) for match in self._highlights.matches]

    @property
    def current_match(self) -> int:
        """The index of the current match, -1 for none."""
        return self._highlights.current

    def table_at(self, position: int) -> Element | None:
        """The table at a position in the section, which may have begun in a section before."""
        return self._document.table_at(self._section, position) if self._document else None

    def open_table(self, position: int) -> None:
        """Show the table at a position in the section in a window of its own."""
        table = self.table_at(position)
        if table is not None:
            self.table_opened.emit(table)

    def selected_text(self) -> str:
        """What is selected, as plain text; "" for nothing."""
        if not self.browser.textCursor().hasSelection():
            return ""
        return self.browser.createMimeDataFromSelection().text()

    def sentence_of_match(self) -> str:
        """The sentence with the current match, or "" without one."""
        if self._document is None or self._highlights.current < 0:
            return ""
        from kbviewer.export.sentence import sentences_between  # noqa: PLC0415  with a quotation

        match = self._highlights.matches[self._highlights.current]
        section = self._document.section_at(match.start)
        text, start = self._document.section_texts[section], self._document.starts[section]
        ((first, last),) = character_spans(text, [(match.start - start, match.end - start)])
        return text[slice(*sentences_between(text, first, last))]

    # --- sections

    def _show_section_of(self, match: Match) -> bool:
        """Show the section of a match; whether it is another one."""
        return self._show_section(self._document.section_at(match.start) if self._document else 0)

    def _go_to_section(self, index: int) -> None:
        if self._show_section(index):
            self._paint_matches()

    def _show_section(self, index: int) -> bool:
        if index == self._section:
            return False
        self._section = index
        self._lay_out_anew()
        return True

    def _turn_section(self, by: int) -> None:
        """Show the next section (1) from its top, or the previous one (-1) at its end, if any."""
        if self._document is None or not 0 <= self._section + by < len(self._document.sections):
            return
        self._go_to_section(self._section + by)
        if by < 0:
            self.browser.moveCursor(QTextCursor.MoveOperation.End)  # lays all of it out
            bar = self.browser.verticalScrollBar()
            bar.setValue(bar.maximum())

    # --- appearance

    def set_theme(self, theme: Theme) -> None:
        """Show the article in the theme's colours."""
        self._theme, self._style = theme, ""
        self.browser.theme = theme
        self._highlights.set_theme(theme)
        self._empty_state.set_theme(theme)
        self._refresh()

    def fit_text(self) -> None:
        """Make room for the text of the bar in its size."""
        self._bar.fit_text()

    @property
    def scale(self) -> float:
        """The size of the text; 1 is normal."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        """Set the size of the text, within limits."""
        self._scale = min(_MAX_SCALE, max(_MIN_SCALE, scale))
        self._refresh()

    def zoom_in(self) -> None:
        """Make the text a step larger."""
        self._zoom_by(1)

    def zoom_out(self) -> None:
        """Make the text a step smaller."""
        self._zoom_by(-1)

    def reset_zoom(self) -> None:
        """Show the text in its normal size."""
        self.set_scale(1.0)

    def _zoom_by(self, steps: int) -> None:
        self.set_scale(self._scale * _ZOOM_STEP**steps)

    def _refresh(self) -> None:
        """Lay out the same text again; the line being read stays."""
        if self._document is not None:
            self._place.keep()
            self._lay_out()
            self._paint_matches()
            self._place.restore()

    def _lay_out_anew(self) -> None:
        """Lay out another text, from its top."""
        self._place.forget()
        self._lay_out()
        self._place.restore()

    def _lay_out(self) -> None:
        document = self._document
        if document is None:
            return
        font = QFont(self.font())
        font.setPixelSize(round(_BODY_PX * self._scale))
        self._style = self._style or article_style_sheet(self._theme)
        document.lay_out(
            self.browser, self._section, font=font, style=self._style, scale=self._scale
        )
        note = document.note if self._section else ""  # the first one has it in its text
        self._section_bar.show_section(self._section, len(document.sections), note)

    def _fit(self) -> None:
        if self._document is not None:
            self._document.fit(self.browser)
        self._place.restore()

    def _paint_matches(self) -> None:
        """Highlight the matches of the section that is shown."""
        begin, end = self._document.section_span(self._section) if self._document else (0, None)
        self._highlights.paint(begin, end)

    def _show_position(self) -> None:
        self._bar.show_position(self._highlights.current, len(self._highlights.matches))

    def _emit_link(self, url: QUrl) -> None:
        self.link_clicked.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def _emit_hovered_link(self, url: QUrl) -> None:
        self.link_hovered.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
