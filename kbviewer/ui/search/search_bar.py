"""The bar at the top: back, forward, the search field, and how its query is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QWidget

from kbviewer.i18n import QT_TR_NOOP, tr
from kbviewer.ui.theme import Theme, icon
from kbviewer.ui.widgets.elided_label import ElidedLabel
from kbviewer.ui.widgets.rich_text import escaped

_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_SYNTAX_HINT = QT_TR_NOOP(
    "All words, in any order · “exact phrase” · OR · -without · word* *word *part*\n"
    "title: source: author: topic: tag: file: lang:\n"
    "before: after: published: 2025H1, Q3, 2025-07..2025-08, 本月, last 7 days"
)


_MAX_ALTERNATIVES = 2
_MIN_LINE_HEIGHT = 26
_LINE_MARGIN = 9  # pixels above and below the text of the line below the field, together


class _AlternativeButton(QToolButton):
    """A button that Enter clicks, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class SearchBar(QWidget):
    """Reports what is typed, and passes on the keys that move through the results.

    Attributes:
        field: the search field.
        tab_stops: what Tab leads to, in order.
    """

    text_changed = Signal(str)
    """The text of the search field, without what an input method is still composing."""

    entered = Signal()
    escaped = Signal()
    list_key_pressed = Signal(object)
    """A key that moves through the results, as a ``QKeyEvent``."""

    alternative_chosen = Signal(int)
    """The button of the alternative with this number was clicked."""

    def __init__(self, navigation: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setObjectName("searchField")
        self.field.setMaxLength(40_000)
        self._reading_line = ElidedLabel(self)
        self._reading_line.setObjectName("readingLine")
        self.show_reading("")
        self._alternatives = [self._make_alternative(number) for number in range(_MAX_ALTERNATIVES)]
        self._search_icon = QAction(self)
        self.field.addAction(self._search_icon, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(self)
        self._clear.triggered.connect(self.field.clear)
        self.field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self.entered)
        self.field.installEventFilter(self)

        layout = QGridLayout(self)
        layout.setContentsMargins(12, 8, 16, 2)
        layout.setSpacing(1)
        buttons = []
        for column, action in enumerate(navigation):
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button, 0, column)
            buttons.append(button)
        column = layout.columnCount()
        layout.setColumnMinimumWidth(column, 2)
        layout.addWidget(self.field, 0, column + 1)
        self._line = self._make_line_below()
        layout.addWidget(self._line, 1, column + 1)
        layout.setColumnStretch(column + 1, 1)
        self.setFocusProxy(self.field)
        self.tab_stops = (*buttons, self.field, *self._alternatives)
        for widget in (self.field, self._line):  # behind the buttons for a screen reader, too
            widget.raise_()
        self._retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the theme's colours."""
        self._search_icon.setIcon(icon("search", theme, muted=True))
        self._clear.setIcon(icon("clear", theme, muted=True))

    def fit_text(self) -> None:
        """Make the line below the field as high as its text needs."""
        self._reading_line.ensurePolished()
        height = self._reading_line.fontMetrics().height() + _LINE_MARGIN
        for widget in (self._line, *self._alternatives):
            widget.setFixedHeight(max(_MIN_LINE_HEIGHT, height))

    def set_text(self, text: str) -> None:
        """Set the query silently."""
        with QSignalBlocker(self.field):
            self.field.setText(text)
        self._clear.setVisible(bool(text))

    def show_reading(self, text: str) -> None:
        """Show below the field how the query is read; "" hides the line."""
        self._reading_line.set_full_text(text)
        self._reading_line.setToolTip(f"<p>{escaped(text)}</p>" if text else "")
        self._reading_line.setVisible(bool(text))
        self.field.setAccessibleDescription(text)

    def show_alternatives(self, alternatives: Sequence[tuple[str, str]]) -> None:
        """Offer what the query may have beside its words.

        Args:
            alternatives: for each, as far as there is room, the text of a button and its tool tip.
        """
        for number, button in enumerate(self._alternatives):
            is_used = number < len(alternatives)
            text, tool_tip = alternatives[number] if is_used else ("", "")
            if button.hasFocus() and not is_used:
                self.field.setFocus()
            button.setText(text)
            button.setToolTip(f"<p>{escaped(tool_tip)}</p>")
            button.setAccessibleName(f"{text}. {tool_tip}")
            button.setVisible(is_used)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Take the keys that are meant for the results."""
        if watched is self.field and isinstance(event, QKeyEvent) and _is_press(event):
            if event.key() in _LIST_KEYS:
                self.list_key_pressed.emit(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.escaped.emit()
                return True
        return super().eventFilter(watched, event)

    def _retranslate(self) -> None:
        self.field.setPlaceholderText(tr("Search titles, texts, sources, tags and file names"))
        self.field.setAccessibleName(tr("Search"))
        self._search_icon.setText(tr("Search"))
        self.field.setToolTip(tr(_SYNTAX_HINT))
        self._clear.setText(tr("Clear"))
        self._clear.setToolTip(tr("Clear the search (Esc)"))

    def _make_line_below(self) -> QWidget:
        """The line below the field: always there, so that nothing moves while one types."""
        line = QWidget(self)
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._reading_line, 1)
        layout.addStretch()  # where nothing is read
        for button in self._alternatives:
            layout.addWidget(button)
        return line

    def _make_alternative(self, number: int) -> QToolButton:
        button = _AlternativeButton(self)
        button.setObjectName("alternative")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(partial(self.alternative_chosen.emit, number))
        button.hide()
        return button

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.text_changed.emit(text)


def _is_press(event: QKeyEvent) -> bool:
    return event.type() is QEvent.Type.KeyPress
