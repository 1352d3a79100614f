"""The window: panels side by side, menus, the status line, and what it remembers of its shape."""

from __future__ import annotations

import html

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QProgressBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kbviewer.ui.actions import ORDERS, Actions
from kbviewer.ui.article_view import ArticleView
from kbviewer.ui.results import Results
from kbviewer.ui.search_bar import SearchBar
from kbviewer.ui.theme import Theme
from kbviewer.ui.topic_tree import TopicTree

_SIZE = QSize(1280, 800)
_FRAME = QSize(0, 40)  # room for a title bar
_WIDTHS = (288, 384, 608)
_MOST_LINES = 20  # of a tool tip


class Window(QMainWindow):
    """Lays out the panels; the controller connects them."""

    escaped = Signal()
    """Escape was pressed in a panel that has no use for it."""

    def __init__(self, settings: QSettings | None) -> None:
        """Build the window.

        Args:
            settings: where it remembers its shape, or None to remember nothing.
        """
        super().__init__()
        self._settings = settings
        self.actions_ = Actions(self)
        self.search_bar = SearchBar((self.actions_["back"], self.actions_["forward"]), self)
        self.tree = TopicTree(self)
        self.results = Results([self.actions_[f"sort_{order}"] for order in ORDERS], self)
        self.article = ArticleView(
            (self.actions_["previous_match"], self.actions_["next_match"]),
            (self.actions_["linked"], self.actions_["outline"]),
            self,
        )
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for number, panel in enumerate((self.tree, self.results, self.article)):
            self.splitter.addWidget(panel)
            self.splitter.setCollapsible(number, number == 0)
            self.splitter.setStretchFactor(number, (0, 0, 1)[number])
        self.splitter.setHandleWidth(1)
        self.tree.setMinimumWidth(180)
        self.results.setMinimumWidth(230)
        self.article.setMinimumWidth(280)
        self.splitter.setSizes(_WIDTHS)

        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.search_bar)
        column.addWidget(self.splitter, 1)
        column.addWidget(self._status_line())
        self.setCentralWidget(whole)
        self._fill_menus()
        self.setTabOrder(self.search_bar.field, self.results.view)
        self.setTabOrder(self.results.view, self.article.browser)
        self.setTabOrder(self.article.browser, self.tree.view)
        self.setMinimumSize(760, 420)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))
        self._remember()
        self.search_bar.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Hand the theme to every panel."""
        self.actions_.set_theme(theme)
        for panel in (self.search_bar, self.tree, self.results, self.article):
            panel.set_theme(theme)

    def say(self, text: str, more: str = "") -> None:
        """Say something in the status line, and more where the pointer rests on it."""
        self._status.setText(text)
        lines = more.split("\n")
        left_out = [f"… and {len(lines) - _MOST_LINES:,} more"] if len(lines) > _MOST_LINES else []
        told = "\n".join(lines[:_MOST_LINES] + left_out)
        self._status.setToolTip(f"<pre>{html.escape(told)}</pre>" if told else "")

    def show_progress(self, done: int, total: int) -> None:
        """Show how far an update has come; nothing where there is nothing to wait for."""
        self._progress.setVisible(done < total)
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.setToolTip(f"{done:,} of {total:,} files read")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Escape, from wherever no panel took it."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Write down the shape."""
        if self._settings is not None:
            self._settings.setValue("geometry", self.saveGeometry())
            self._settings.setValue("splitter", self.splitter.saveState())
            self._settings.setValue("text_scale", self.article.scale)
            self._settings.sync()
        super().closeEvent(event)

    def _remember(self) -> None:
        if self._settings is None:
            return
        geometry, splitter = (self._settings.value(name) for name in ("geometry", "splitter"))
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if isinstance(splitter, QByteArray):
            self.splitter.restoreState(splitter)
        try:
            self.article.set_scale(float(str(self._settings.value("text_scale", 1.0))))
        except ValueError:  # somebody wrote in the file; the normal size then
            self.article.set_scale(1.0)

    def _status_line(self) -> QWidget:
        line = QWidget(self)
        line.setObjectName("statusBar")
        line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 5, 16, 6)
        self._status = QLabel(line)
        self._status.setObjectName("statusText")
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._status.setMinimumWidth(100)
        self._progress = QProgressBar(line)
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(180)
        self._progress.hide()
        row.addWidget(self._status)
        row.addStretch(1)
        row.addWidget(self._progress)
        return line

    def _fill_menus(self) -> None:
        bar = self.menuBar()
        sorting = tuple(f"sort_{order}" for order in ORDERS)
        themes = ("theme_system", "theme_light", "theme_dark")
        for title, names in (
            ("&File", ("update", "", "quit")),
            ("&Go", ("search", "topics", "", "back", "forward", "", "next_match",
                     "previous_match", "", "outline", "linked")),
            ("&View", ("", "larger", "smaller", "normal", "", *themes)),
            ("&Help", ("keys", "about")),
        ):  # fmt: skip
            menu = bar.addMenu(title)
            for name in names:
                if name:
                    menu.addAction(self.actions_[name])
                else:
                    menu.addSeparator()
            if title == "&View":
                within = QMenu("Sort &by", menu)
                within.addActions([self.actions_[name] for name in sorting])
                menu.insertMenu(menu.actions()[0], within)
        for choices in (sorting, themes):
            group = QActionGroup(self)
            for name in choices:
                self.actions_[name].setCheckable(True)
                group.addAction(self.actions_[name])
