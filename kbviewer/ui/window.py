"""The window: panels side by side, menus, the status line, and the saved geometry."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QSize, Qt
from PySide6.QtGui import QActionGroup, QCloseEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QMainWindow,
    QMenu,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from kbviewer.ui import strings
from kbviewer.ui.actions import SORT_ORDERS, ActionCollection
from kbviewer.ui.article.article_view import ArticleView
from kbviewer.ui.results.results_panel import ResultsPanel
from kbviewer.ui.search.search_bar import SearchBar
from kbviewer.ui.status.status_line import StatusLine
from kbviewer.ui.suggestions.suggestions_panel import SuggestionsPanel
from kbviewer.ui.theme import Theme, icon, palette, style_sheet
from kbviewer.ui.topics.topic_tree import TopicTree

_SIZE = QSize(1280, 800)
_TITLE_BAR = QSize(0, 40)  # left free for the title bar
_PANEL_WIDTHS = (324, 372, 584)


class Window(QMainWindow):
    """Lays out the panels and moves the focus between them.

    All other connections are the controller's, which is destroyed with its library.
    """

    def __init__(self, settings: QSettings | None) -> None:
        """Build the window.

        Args:
            settings: where the geometry is kept, or None to keep nothing.
        """
        super().__init__()
        self._settings = settings
        self.action_collection = ActionCollection(self)
        self.search_bar = SearchBar(
            (self.action_collection["back"], self.action_collection["forward"]), self
        )
        self.tree = TopicTree(self)
        self.results = ResultsPanel(
            [self.action_collection[f"sort_{order}"] for order in SORT_ORDERS], self
        )
        self.suggestions = SuggestionsPanel(self.results.view, self.results)
        self.results.add_below(self.suggestions)
        self.article = ArticleView(
            (self.action_collection["previous_match"], self.action_collection["next_match"]),
            (self.action_collection["backlinks"], self.action_collection["outline"]),
            self,
        )
        self.status_line = StatusLine(self.action_collection, self)
        self.recent_menu = QMenu("Open Re&cent", self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for index, panel in enumerate((self.tree, self.results, self.article)):
            self.splitter.addWidget(panel)
            self.splitter.setCollapsible(index, index == 0)
            self.splitter.setStretchFactor(index, (0, 0, 1)[index])
        self.splitter.setHandleWidth(1)
        self.tree.setMinimumWidth(180)
        self.results.setMinimumWidth(230)
        self.article.setMinimumWidth(280)
        self.splitter.setSizes(_PANEL_WIDTHS)

        self.setAnimated(False)  # else Qt moves the panels to where they are already
        central = QWidget(self)
        self._column = QVBoxLayout(central)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.search_bar)
        self._column.addWidget(self.splitter, 1)
        self._column.addWidget(self.status_line)
        self.setCentralWidget(central)
        self._build_menus()
        self._connect_actions()
        self.setTabOrder(self.search_bar.last_in_tab_order, self.results.view)
        self.setTabOrder(self.results.view, self.article.browser)
        self.setTabOrder(self.article.browser, self.tree.view)
        self.setMinimumSize(760, 420)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR))
        self._restore_state()
        self.search_bar.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Show everything in the theme's colours."""
        QApplication.setPalette(palette(theme))
        self.setStyleSheet(style_sheet(theme))
        self.action_collection.set_icons(partial(icon, theme=theme))
        for panel in (self.search_bar, self.tree, self.results, self.article):
            panel.set_theme(theme)

    def reset(self) -> None:
        """Clear all panels, as at the start."""
        self.search_bar.set_text("")
        self.search_bar.show_reading("")
        self.search_bar.show_alternatives(())
        self.suggestions.clear()
        self.tree.set_topics(())
        self.tree.model.set_counts({}, 0, searching=False)
        self.tree.select("")
        self.results.show_empty(*strings.first_indexing())
        self.article.show_empty("", "")
        self.status_line.clear()
        self.search_bar.setFocus()

    def add_line(self, line: QWidget) -> None:
        """Show a widget below the search field, across the window."""
        self._column.insertWidget(1, line)
        line.show()

    def raise_to_front(self, token: str) -> None:
        """Raise and activate the window, as far as the desktop allows.

        Args:
            token: the activation token of the desktop, or "".
        """
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # read by Qt on Wayland
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Go to the search field with Escape, unless the panel has handled it."""
        if event.key() == Qt.Key.Key_Escape:
            self._focus_search()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Trigger the action of a mouse button, such as Back."""
        if not self.action_collection.trigger_by_button(event):
            super().mousePressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Trigger it over a panel too, which would select what is under the pointer."""
        if isinstance(event, QMouseEvent) and self.action_collection.trigger_by_button(event):
            return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Save the geometry."""
        if self._settings is not None:
            self._settings.setValue("geometry", self.saveGeometry())
            self._settings.setValue("splitter", self.splitter.saveState())
            self._settings.setValue("text_scale", self.article.scale)
            self._settings.sync()
        super().closeEvent(event)

    def _restore_state(self) -> None:
        if self._settings is None:
            return
        geometry, splitter = (self._settings.value(name) for name in ("geometry", "splitter"))
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if isinstance(splitter, QByteArray):
            self.splitter.restoreState(splitter)
        try:
            self.article.set_scale(float(str(self._settings.value("text_scale", 1.0))))
        except ValueError:  # the file was edited
            self.article.set_scale(1.0)

    def _connect_actions(self) -> None:
        for widget in (
            self.search_bar.field,
            *(area.viewport() for area in self.findChildren(QAbstractScrollArea)),
        ):
            widget.installEventFilter(self)
        self.search_bar.list_key_pressed.connect(self._pass_list_key)
        self.suggestions.is_filled_changed.connect(self.results.set_compact)
        self.suggestions.left.connect(self._leave_suggestions)
        self.article.escaped.connect(self.search_bar.setFocus)
        self.action_collection["find"].triggered.connect(self._focus_search)
        self.action_collection["topics"].triggered.connect(self.tree.view.setFocus)
        for name, slot in (
            ("zoom_in", self.article.zoom_in), ("zoom_out", self.article.zoom_out),
            ("zoom_reset", self.article.reset_zoom), ("quit", self.close),
            ("copy", self._copy), ("select_all", self._select_all),
        ):  # fmt: skip
            self.action_collection[name].triggered.connect(slot)

    def _pass_list_key(self, event: QKeyEvent) -> None:
        """Move through the results, or to the suggestions where there is no result."""
        if self.results.model.rowCount():
            self.results.handle_list_key(event)
        else:
            self.suggestions.focus_first()

    def _leave_suggestions(self) -> None:
        """Go from the first suggestion to what is above it."""
        if self.results.model.rowCount():
            self.results.view.setFocus()
        else:
            self.search_bar.setFocus()

    def _copy(self) -> None:
        """Copy what is selected in the widget that has the focus."""
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit | QTextEdit):
            widget.copy()

    def _select_all(self) -> None:
        """Select all text of the widget that has the focus."""
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit | QTextEdit):
            widget.selectAll()

    def _make_menu(self, title: str, names: Iterable[str]) -> QMenu:
        menu = QMenu(title, self)
        menu.addActions([self.action_collection[name] for name in names])
        return menu

    def _focus_search(self) -> None:
        self.search_bar.setFocus()
        self.search_bar.field.selectAll()

    def _build_menus(self) -> None:
        bar = self.menuBar()
        sorting = tuple(f"sort_{order}" for order in SORT_ORDERS)
        themes = ("theme_system", "theme_light", "theme_dark")
        for title, names in (
            ("&File", ("open_folder", "", "export", "", "print", "print_preview", "save_pdf", "",
                       "rescan", "stop_indexing", "problems", "", "quit")),
            ("&Edit", ("copy", "copy_with_source", "select_all", "", "find", "next_match",
                       "previous_match")),
            ("&Go", ("back", "forward", "", "topics", "outline", "backlinks")),
            ("&View", ("", "zoom_in", "zoom_out", "zoom_reset", "")),
            ("&Help", ("help", "about")),
        ):  # fmt: skip
            menu = bar.addMenu(title)
            for name in names:
                if name:
                    menu.addAction(self.action_collection[name])
                else:
                    menu.addSeparator()
            if title == "&View":
                menu.insertMenu(menu.actions()[0], self._make_menu("Sort &By", sorting))
                menu.addMenu(self._make_menu("&Appearance", themes))
            elif title == "&File":
                menu.insertMenu(menu.actions()[1], self.recent_menu)
        for choices in (sorting, themes):
            group = QActionGroup(self)
            for name in choices:
                self.action_collection[name].setCheckable(True)
                group.addAction(self.action_collection[name])
