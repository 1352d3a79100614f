"""The window: panels side by side, menus, the status line, and the saved geometry."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QSize, Qt, Signal
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

from kbviewer import paths
from kbviewer.i18n import LANGUAGES, QT_TR_NOOP, tr
from kbviewer.library.file_id import display_path
from kbviewer.ui import strings
from kbviewer.ui.actions import SORT_ORDERS, ActionCollection
from kbviewer.ui.preferences import Preferences
from kbviewer.ui.results.results_panel import ResultsPanel
from kbviewer.ui.search.search_bar import SearchBar
from kbviewer.ui.shortcuts import Shortcuts
from kbviewer.ui.status.status_line import StatusLine
from kbviewer.ui.theme import LIGHT, Theme, icon, palette, set_font_scale, style_sheet
from kbviewer.ui.topics.topic_tree import TopicTree
from kbviewer.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from kbviewer.ui.article.article_view import ArticleView

_SIZE = QSize(1280, 800)
_TITLE_BAR = QSize(0, 40)  # left free for the title bar
_PANEL_WIDTHS = (324, 372, 584)
_FIRST_ICONS = ("back", "forward")  # which the first paint shows
_SORTING = tuple(f"sort_{order}" for order in SORT_ORDERS)
_THEMES = ("theme_system", "theme_light", "theme_dark")
_LANGUAGES = ("language_system", *(f"language_{name}" for name in LANGUAGES))
_MENUS = {
    QT_TR_NOOP("&File"): (
        "open_folder", "", "export", "", "print", "print_preview", "save_pdf", "", "rescan",
        "stop_indexing", "problems", "", "quit",
    ),
    QT_TR_NOOP("&Edit"): (
        "copy", "copy_with_source", "copy_citation", "select_all", "", "find", "next_match",
        "previous_match", "", "preferences",
    ),
    QT_TR_NOOP("&Go"): ("back", "forward", "", "topics", "outline", "backlinks"),
    QT_TR_NOOP("&View"): ("", "zoom_in", "zoom_out", "zoom_reset", ""),
    QT_TR_NOOP("&Help"): ("help", "about"),
}  # fmt: skip
"""The menus by their titles: actions, and "" for a separator."""


class Window(QMainWindow):
    """Lays out the panels and moves the focus between them.

    All other connections are the controller's, which is destroyed with its library.
    """

    language_changed = Signal()
    """The actions have their texts in another language; the panels follow."""

    def __init__(self, settings: QSettings | None) -> None:
        """Build the window.

        Args:
            settings: where the geometry is kept, or None to keep nothing.
        """
        interface_scale = Preferences(settings).interface_scale
        set_font_scale(interface_scale)  # before there is a widget that would keep the old font
        super().__init__()
        self._settings = settings
        self._theme = LIGHT
        self._interface_scale = interface_scale
        self._is_finished = False
        self.action_collection = ActionCollection(self)
        for name in ("back", "forward"):
            self.action_collection[name].setEnabled(False)  # until a place was left
        self.shortcuts = Shortcuts(self.action_collection, settings)
        self.search_bar = SearchBar(
            (self.action_collection["back"], self.action_collection["forward"]), self
        )
        self.tree = TopicTree(self)
        self.results = ResultsPanel(
            [self.action_collection[f"sort_{order}"] for order in SORT_ORDERS], self
        )
        self._article_panel: EmptyState | ArticleView = EmptyState("article", self)
        self.status_line = StatusLine(self.action_collection, self)
        self.recent_menu = QMenu(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for panel in (self.tree, self.results, self._article_panel):
            self.splitter.addWidget(panel)
            self._lay_out_panel(panel)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes(_PANEL_WIDTHS)

        self.setAnimated(False)  # else Qt moves the panels to where they are already
        self._central = QWidget(self)
        self._column = QVBoxLayout(self._central)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.search_bar)
        self._column.addWidget(self.splitter, 1)
        self._column.addWidget(self.status_line)
        self.setCentralWidget(self._central)
        self._menus: dict[str, QMenu] = {}  # by their titles in English
        for title in _MENUS:
            self._menus[title] = QMenu(self)
            self.menuBar().addMenu(self._menus[title])
        self._name_menus()
        self._group_actions()
        self.setMinimumSize(760, 420)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR))
        self._restore_state()
        self.search_bar.setFocus()

    def finish(self) -> None:
        """Build what the first paint does not need; the window looks the same with it."""
        # Only now, since it takes long to load.
        from kbviewer.ui.article.article_view import ArticleView  # noqa: PLC0415  as above
        from kbviewer.ui.search.type_to_search import TypeToSearch  # noqa: PLC0415  as above
        from kbviewer.ui.suggestions.suggestions_panel import SuggestionsPanel  # noqa: PLC0415  as above

        self.suggestions = SuggestionsPanel(self.results.tab_stops[-1], self.results)
        self.results.add_below(self.suggestions)
        self.article = ArticleView(
            (self.action_collection["previous_match"], self.action_collection["next_match"]),
            (self.action_collection["backlinks"], self.action_collection["outline"]),
            self,
        )
        self.article.set_theme(self._theme)
        self.article.fit_text()
        self._restore_text_scale()
        self.splitter.replaceWidget(self.splitter.indexOf(self._article_panel), self.article)
        self._article_panel.deleteLater()
        self._article_panel = self.article
        self._lay_out_panel(self.article)
        self._is_finished = True
        self._type_to_search = TypeToSearch(
            self.search_bar.field, (self.tree.view, self.results.view), self
        )
        self._set_icons()
        self._fill_menus()
        self._name_menus()
        self._connect_actions()
        self._order_panels()

    def _lay_out_panel(self, panel: QWidget) -> None:
        index = self.splitter.indexOf(panel)
        panel.setMinimumWidth((180, 230, 280)[index])
        self.splitter.setCollapsible(index, index == 0)
        self.splitter.setStretchFactor(index, (0, 0, 1)[index])

    def set_theme(self, theme: Theme) -> None:
        """Show everything in the theme's colours."""
        self._theme = theme
        QApplication.setPalette(palette(theme))
        self._apply_style()
        self._set_icons()
        for panel in (self.search_bar, self.tree, self.results, self._article_panel):
            panel.set_theme(theme)

    def show_library_name(self, folder: Path) -> None:
        """Name the library in this folder in the title."""
        named = paths.named_path(folder)
        self.setWindowTitle(f"{display_path(named.name or named)} — kbviewer")

    @property
    def interface_scale(self) -> float:
        """The size of the text around the article; 1 is normal."""
        return self._interface_scale

    def set_interface_scale(self, scale: float) -> None:
        """Show the text around the article in another size, and keep it."""
        self._interface_scale = scale
        Preferences(self._settings).interface_scale = scale
        set_font_scale(scale)
        self._apply_style()

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

    def _set_icons(self) -> None:
        names = None if self._is_finished else _FIRST_ICONS
        self.action_collection.set_icons(partial(icon, theme=self._theme), names)

    def _apply_style(self) -> None:
        self.setStyleSheet(style_sheet(self._theme, self._interface_scale))
        for panel in (self.search_bar, self.status_line):
            panel.fit_text()
        if self._is_finished:
            self.article.fit_text()

    def add_line(self, line: QWidget) -> None:
        """Show a widget below the search field, across the window."""
        self._column.insertWidget(1, line)
        line.stackUnder(self.splitter)
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
        """Trigger it over a panel too, which would select what is under the pointer.

        The search field does not take the keys of actions for its own, such as Ctrl+E, which goes
        to the end of a line on X11.
        """
        if isinstance(event, QMouseEvent) and self.action_collection.trigger_by_button(event):
            return True
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self.action_collection.has_key(event.keyCombination()):
                event.ignore()
                return True
            return False
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts of actions and menus in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.action_collection.retranslate()
            self._name_menus()
            self.language_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Save the geometry."""
        if self._settings is not None:
            self._settings.setValue("geometry", self.saveGeometry())
            self._settings.setValue("splitter", self.splitter.saveState())
            if self._is_finished:
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

    def _restore_text_scale(self) -> None:
        if self._settings is None:
            return
        try:
            self.article.set_scale(float(str(self._settings.value("text_scale", 1.0))))
        except ValueError:  # the file was edited
            self.article.set_scale(1.0)

    def _order_panels(self) -> None:
        """Put the panels into the order of the eye, for Tab and for screen readers.

        A screen reader goes through the children of a widget in the order of their stacking, in
        which a splitter has the last one first.
        """
        panels = self.tree, self.results, self.article
        handles = [self.splitter.handle(index) for index in range(1, self.splitter.count())]
        for widget in (self.menuBar(), self._central, *panels, *handles):
            widget.raise_()
        stops = (
            *self.search_bar.tab_stops, self.tree.view, *self.results.tab_stops,
            *self.article.tab_stops, *self.status_line.tab_stops,
        )  # fmt: skip
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _connect_actions(self) -> None:
        # With the first widget that Qt has made and returns, such as a viewport, PySide initialises
        # all classes of widgets, which takes 10 ms.
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
        menu = self._menus[title] = QMenu(self)
        menu.addActions([self.action_collection[name] for name in names])
        return menu

    def _name_menus(self) -> None:
        for title, menu in self._menus.items():
            menu.setTitle(tr(title))

    def _focus_search(self) -> None:
        self.search_bar.setFocus()
        self.search_bar.field.selectAll()

    def _group_actions(self) -> None:
        for choices in (_SORTING, _THEMES, _LANGUAGES):
            group = QActionGroup(self)
            for name in choices:
                self.action_collection[name].setCheckable(True)
                group.addAction(self.action_collection[name])

    def _fill_menus(self) -> None:
        self._menus[QT_TR_NOOP("Open Re&cent")] = self.recent_menu
        for title, names in _MENUS.items():
            menu = self._menus[title]
            for name in names:
                if name:
                    menu.addAction(self.action_collection[name])
                else:
                    menu.addSeparator()
            if title == "&View":
                sort_menu = self._make_menu(QT_TR_NOOP("Sort &By"), _SORTING)
                menu.insertMenu(menu.actions()[0], sort_menu)
                menu.addMenu(self._make_menu(QT_TR_NOOP("&Appearance"), _THEMES))
                menu.addMenu(self._make_menu(QT_TR_NOOP("Lan&guage"), _LANGUAGES))
            elif title == "&File":
                menu.insertMenu(menu.actions()[1], self.recent_menu)
