"""The panel with the list of results."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import tr
from kbviewer.ui.results.result_list import ResultList
from kbviewer.ui.results.result_model import HIT_ROLE, ResultModel
from kbviewer.ui.theme import LIGHT, Theme
from kbviewer.ui.widgets.elided_label import ElidedLabel
from kbviewer.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import Hit
    from kbviewer.ui.results.result_delegate import ResultDelegate


_NO_LIMIT = 16_777_215
"""Qt's own limit of a height, QWIDGETSIZE_MAX."""


class ResultsPanel(QWidget):
    """The panel in the middle: the list, or a message why there is none.

    Attributes:
        tab_stops: what Tab leads to, in order.
    """

    current_changed = Signal(str)
    """The article of the current row."""

    clicked = Signal(str)
    """The article whose row was clicked, and chosen alone."""

    activated = Signal(str)
    """The article that Enter was pressed on."""

    more_requested = Signal(int)
    """Hits after this many are needed."""

    earlier_requested = Signal()
    """Hits before the loaded ones are needed."""

    start_requested = Signal()
    """Home was pressed, and the first hit is not loaded."""

    end_requested = Signal()
    """End was pressed, and the last hit is not loaded."""

    menu_requested = Signal(QPoint)
    """The context menu of the current row is to be shown at this point of the screen."""

    action_clicked = Signal()
    """The button below the message was clicked."""

    def __init__(self, sort_actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        """Build the panel.

        Args:
            sort_actions: the actions of the sort orders.
            parent: the widget that contains it.
        """
        super().__init__(parent)
        self.setObjectName("resultsPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = ResultModel(self)
        self.view = ResultList(self)
        self._is_replacing = False
        self._theme = LIGHT
        self._delegate: ResultDelegate | None = None  # loaded with the first hits
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.model.more_requested.connect(self.more_requested)
        self.view.selectionModel().currentChanged.connect(self._emit_current)
        self.view.clicked.connect(self._emit_clicked)
        self.view.activated.connect(self._emit_activated)
        self.view.menu_requested.connect(self.menu_requested)
        self._summary = ElidedLabel(self)
        self._summary.setObjectName("resultsSummary")
        self._order_button = _make_order_button(sort_actions, self)
        self._empty_state = EmptyState("nothing", self)
        self._empty_state.button.clicked.connect(self.action_clicked)
        self.view.installEventFilter(self)
        self.view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        listing = QWidget(self)
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(16, 3, 8, 3)
        above.setSpacing(8)
        above.addWidget(self._summary, 1)
        above.addWidget(self._order_button)
        inner.addLayout(above)
        inner.addWidget(self.view, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(listing)
        self._stack.addWidget(self._empty_state)
        self._column.addWidget(self._stack, 1)
        self._column.addStretch()  # where the message is compact
        self._is_compact = False
        self._retranslate()
        self.tab_stops = (self._order_button, self.view, self._empty_state.button)

    def add_below(self, widget: QWidget) -> None:
        """Show a widget below the list, or below the message in its place."""
        self._column.insertWidget(1, widget)

    def set_compact(self, is_compact: bool) -> None:
        """Leave the room for what is below the message in the list's place."""
        if is_compact == self._is_compact:  # with most keys nothing is below it
            return
        self._is_compact = is_compact
        self._empty_state.set_compact(is_compact=is_compact)
        self._limit_height()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """The message wraps at another place."""
        super().resizeEvent(event)
        self._limit_height()

    def set_theme(self, theme: Theme) -> None:
        """Paint in the theme's colours."""
        self._theme = theme
        if self._delegate is not None:
            self._delegate.theme = theme
        self._empty_state.set_theme(theme)
        if self.view.isVisible():
            self.view.viewport().update()

    def show_hits(
        self,
        hits: Sequence[Hit],
        total: int,
        summary: str,
        first: int = 0,
        *,
        keep_expanded: bool = False,
    ) -> None:
        """Show other hits below a summary; none is selected.

        Args:
            hits: the hits.
            total: how many there are with those that are not loaded.
            summary: the line above them.
            first: how many there are before these.
            keep_expanded: whether articles whose pieces are shown stay as they are.
        """
        if self._delegate is None:
            self._delegate = self._make_delegate()
            self.view.setItemDelegate(self._delegate)
        with QSignalBlocker(self.view.selectionModel()):
            self.model.replace(hits, total, first, keep_expanded=keep_expanded)
        self._summary.set_full_text(summary)
        self.view.scrollToTop()
        self._stack.setCurrentIndex(0)
        self._limit_height()

    def _make_delegate(self) -> ResultDelegate:
        from kbviewer.ui.results.result_delegate import ResultDelegate  # noqa: PLC0415  not for the first paint

        delegate = ResultDelegate(self.view)
        delegate.theme = self._theme
        delegate.toggled.connect(self._toggle)
        return delegate

    def update_hits(self, hits: Sequence[Hit], total: int, summary: str, first: int = 0) -> None:
        """Update the hits of the same list; see ``show_hits``.

        The scroll position stays, and so do the chosen rows.
        """
        self._summary.set_full_text(summary)
        if not self.model.shows(hits, total, first):
            self._replace_in_place(
                partial(self.show_hits, hits, total, summary, first, keep_expanded=True)
            )

    def prepend_hits(self, hits: Sequence[Hit]) -> None:
        """Show hits before the loaded ones; what is in view and the current row stay."""
        article = self.current_article()
        self._replace_in_place(partial(self.model.prepend, hits), is_more_above=True)
        self.select_without_scrolling(self.model.reveal(article))

    def jump_to(self, row: int, hits: Sequence[Hit], total: int, first: int) -> None:
        """Show another range of the same hits, and make one of its rows the current one."""
        with QSignalBlocker(self.view.selectionModel()):
            self.model.replace(hits, total, first, keep_expanded=True)
        self.select(row if row >= 0 else self.model.rowCount() - 1)

    def _retranslate(self) -> None:
        self.view.setAccessibleName(tr("Results"))
        self._order_button.setToolTip(tr("Sort by"))

    def _limit_height(self) -> None:
        """A compact message is as high as it must be; anything else takes what it gets."""
        is_limited = self._is_compact and self._stack.currentWidget() is self._empty_state
        height = self._empty_state.heightForWidth(self.width()) if is_limited else _NO_LIMIT
        self._stack.setMaximumHeight(height)

    def _replace_in_place(
        self, replace: Callable[[], None], *, is_more_above: bool = False
    ) -> None:
        """Replace hits; the topmost row stays where it is, at the very top only with more above."""
        top = self.view.indexAt(QPoint(0, 0))
        above, rest = top.row(), self.view.visualRect(top).top()
        article = top.data(HIT_ROLE).id if top.isValid() else ""
        chosen = {hit.id for hit in self.chosen_hits()}
        self._is_replacing = True
        with QSignalBlocker(self.view.selectionModel()):
            replace()
            self._choose(chosen)
        self.view.scrollToTop()
        row = self.model.reveal(article) if is_more_above else self.model.row_of(article)
        if is_more_above or above > 0 or rest < 0:  # at the very top new hits should be seen
            self.view.scrollTo(
                self.model.index(row if row >= 0 else min(above, self.model.rowCount() - 1)),
                QListView.ScrollHint.PositionAtTop,
            )
            bar = self.view.verticalScrollBar()
            bar.setValue(bar.value() - rest)
        self._is_replacing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Take the list's own keys; mark the first row when it gets the focus by Tab."""
        if (
            watched is self.view
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and self._take_key(event.key())
        ):
            return True
        if (
            watched is self.view
            and isinstance(event, QFocusEvent)
            and event.type() is QEvent.Type.FocusIn
            and event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
            and not self.view.currentIndex().isValid()
            and self.model.rowCount()
        ):
            self.select(0, silently=True)
        return super().eventFilter(watched, event)

    def show_order(self, order: str) -> None:
        """Show the sort order."""
        self._order_button.setText(order)
        self._order_button.setAccessibleName(tr("Sort by: {order}").format(order=order))

    def show_empty(self, title: str, text: str, icon: str = "nothing", action: str = "") -> None:
        """Show a message and an icon instead of the list, and a button if ``action`` names one."""
        with QSignalBlocker(self.view.selectionModel()):
            self.model.replace([], 0)
        self._empty_state.show_message(title, text, icon, action)
        self._stack.setCurrentIndex(1)
        self._limit_height()

    def current_article(self) -> str:
        """The article of the current row, or ""."""
        hit = self.view.currentIndex().data(HIT_ROLE)
        return str(hit.id) if hit else ""

    def current_hit(self) -> Hit | None:
        """The hit of the current row."""
        hit: Hit | None = self.view.currentIndex().data(HIT_ROLE)
        return hit

    def chosen_hits(self) -> list[Hit]:
        """The hits of the chosen rows, in order; that of the current one where none is."""
        return [self.model.row(row).hit for row in self.view.chosen_rows()]

    def row(self) -> int:
        """The current row, -1 for none."""
        return self.view.currentIndex().row()

    def request_more(self) -> None:
        """Request more hits, whether or not a request is under way."""
        self.more_requested.emit(self.model.end)

    def unfold(self, row: int) -> None:
        """Show the further pieces of the article in a row, if it has any; -1 is no row."""
        if row >= 0:
            self.model.set_expanded(row, expanded=True)

    def select_without_scrolling(self, row: int) -> None:
        """Make a row the current one, silently and without scrolling.

        If it is among the chosen rows, they stay chosen.
        """
        scrolled = self.view.verticalScrollBar().value()
        index, model = self.model.index(row), self.view.selectionModel()
        if model.isSelected(index):
            with QSignalBlocker(model):
                model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            self.select(row, silently=True)
        self.view.verticalScrollBar().setValue(scrolled)

    def select(self, row: int, *, silently: bool = False) -> None:
        """Make a row the current one, chosen alone; ``silently`` emits no signal."""
        index = self.model.index(row)
        if silently:
            with QSignalBlocker(self.view.selectionModel()):
                self.view.make_current(index)
            self.view.scrollTo(index)
            self.view.viewport().update()
        else:
            self.view.make_current(index)

    def handle_list_key(self, event: QKeyEvent) -> None:
        """Move through the list with a key that was pressed elsewhere, and choose nothing."""
        if self.model.rowCount() == 0:
            return
        if not self.view.currentIndex().isValid():
            self.select(0)
            return
        plain = Qt.KeyboardModifier.NoModifier
        self.view.keyPressEvent(QKeyEvent(event.type(), event.key(), plain))

    def _choose(self, articles: Collection[str]) -> None:
        """Choose the rows of articles, as far as they are shown."""
        model = self.view.selectionModel()
        for row in range(self.model.rowCount()) if articles else ():
            if self.model.row(row).hit.id in articles:
                index = self.model.index(row)
                model.select(index, QItemSelectionModel.SelectionFlag.Select)

    def _take_key(self, key: int) -> bool:
        """Do what a key of the list's own does; whether it does anything."""
        row = self.row()
        if key == Qt.Key.Key_End and self.model.has_more:
            self.end_requested.emit()
        elif key == Qt.Key.Key_Home and self.model.first:
            self.start_requested.emit()
        elif key == Qt.Key.Key_Right and row >= 0 and self.model.row(row).more:
            self._unfold(row)
        elif key == Qt.Key.Key_Left and row >= 0:
            return self._fold(row)
        else:
            return False
        return True

    def _unfold(self, row: int) -> None:
        """Show the further pieces of an article; if they are shown, go to the first of them."""
        if self.model.row(row).group.is_expanded:
            self.select(row + 1)
            return
        self.model.set_expanded(row, expanded=True)
        self.view.scrollTo(self.model.index(row + self.model.row(row).more))
        self.view.scrollTo(self.model.index(row))

    def _fold(self, row: int) -> bool:
        """Go from a piece to the row of its article, or hide the pieces; whether there are any."""
        piece = self.model.row(row)
        if piece.is_piece:
            self.select(row - piece.number)
            return True
        if not piece.group.is_expanded:
            return False
        self.model.set_expanded(row, expanded=False)
        return True

    def _toggle(self, row: int) -> None:
        """Show or hide the further pieces of the article in a row, which is the current one."""
        if self.model.row(row).group.is_expanded:
            self._fold(row)
        else:
            self._unfold(row)

    def _on_scrolled(self, value: int) -> None:
        """Request the hits before the loaded ones in time."""
        if self.model.first and not self._is_replacing and value < self.view.height():
            self.earlier_requested.emit()

    def _emit_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.current_changed.emit(current.data(HIT_ROLE).id)

    def _emit_clicked(self, index: QModelIndex) -> None:
        if self.view.selectedIndexes() == [index]:  # else rows are being chosen
            self.clicked.emit(index.data(HIT_ROLE).id)

    def _emit_activated(self, index: QModelIndex) -> None:
        self.activated.emit(index.data(HIT_ROLE).id)


def _make_order_button(orders: Iterable[QAction], parent: QWidget) -> QToolButton:
    """A button that shows the order and opens a menu of all of them."""
    button = QToolButton(parent)
    button.setObjectName("orderButton")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    menu = QMenu(button)
    menu.addActions(list(orders))
    button.setMenu(menu)
    return button
