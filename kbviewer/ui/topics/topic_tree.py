"""The panel with the tree of topics and tags."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QVBoxLayout,
    QWidget,
)

from kbviewer.i18n import tr
from kbviewer.library.article import ALL_TAGS, Topic
from kbviewer.ui.theme import Theme
from kbviewer.ui.topics.topic_delegate import TopicDelegate
from kbviewer.ui.topics.topic_model import PATH_ROLE, TopicModel
from kbviewer.ui.topics.topic_view import TopicView

_MAX_EXPANDED = 40  # topics; in a larger tree only the first level is expanded, and no tags


class TopicTree(QWidget):
    """The panel on the left; reports which topic is selected."""

    topic_selected = Signal(str)
    """A topic's or tag's path; "" for all articles."""

    menu_requested = Signal(str, QPoint)
    """The context menu of the topic or tag with this path is to be shown, at this point of the
    screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topicPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._topics: tuple[Topic, ...] = ()
        self._toggled: dict[str, bool] = {}  # what the user expanded or collapsed
        self.model = TopicModel(self)
        self.view = TopicView(self)
        self._delegate = TopicDelegate(self.view)
        self.model.modelReset.connect(self._delegate.invalidate)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._delegate)
        self.view.setHeaderHidden(True)
        self.view.setIndentation(16)
        self.view.setRootIsDecorated(False)
        self.view.setUniformRowHeights(True)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.selectionModel().currentChanged.connect(self._emit_selected)
        self.view.expanded.connect(self._on_expanded)
        self.view.collapsed.connect(self._on_collapsed)
        self.view.menu_requested.connect(self._request_menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 8, 0, 8)
        layout.addWidget(self.view)
        self.select("")
        self._retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Paint in the theme's colours."""
        self._delegate.theme = theme
        # The delegate paints the selected row; this is for the branch indicator, which Qt paints.
        colours = self.view.palette()
        colours.setColor(QPalette.ColorRole.Highlight, QColor(theme.side))
        self.view.setPalette(colours)

    def set_topics(self, topics: Iterable[Topic]) -> None:
        """Replace the topics and tags; the selected one stays selected if it still exists."""
        topics = tuple(topics)
        if topics == self._topics:
            return
        if not topics:
            self._toggled.clear()
        self._topics = topics
        self._fill()

    def _fill(self) -> None:
        """Show the topics and tags; what is selected and expanded, and the place, stay."""
        path, scrolled = self.selected_path(), self.view.verticalScrollBar().value()
        with QSignalBlocker(self.view.selectionModel()):
            self.model.set_topics(self._topics)
        self._expand()
        self._set_current(path)
        self.view.verticalScrollBar().setValue(scrolled)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._fill()

    def _retranslate(self) -> None:
        self.view.setAccessibleName(tr("Topics"))

    def _expand(self) -> None:
        """Expand the first levels, then what the user expanded, and collapse the rest."""
        topics, tags = self.model.topic_count(), self.model.tag_count()
        with QSignalBlocker(self.view):
            self.view.expandToDepth(1 if topics <= _MAX_EXPANDED else 0)
            if topics + tags > _MAX_EXPANDED:
                self.view.collapse(self.model.index_of(ALL_TAGS))
            for path, is_expanded in self._toggled.items():
                self.view.setExpanded(self.model.index_of(path), is_expanded)

    @property
    def can_expand(self) -> bool:
        """Whether there is something to expand."""
        return any(not self.view.isExpanded(index) for index in self.model.parents())

    @property
    def can_collapse(self) -> bool:
        """Whether there is something to collapse: all articles stay expanded."""
        return any(self.view.isExpanded(index) for index in self.model.parents())

    def expand_all(self) -> None:
        """Show all topics and tags."""
        self._set_all_expanded(expanded=True)

    def collapse_all(self) -> None:
        """Show only the topmost topics and tags."""
        self._set_all_expanded(expanded=False)

    def _set_all_expanded(self, *, expanded: bool) -> None:
        for index in self.model.parents():
            self.view.setExpanded(index, expanded)

    def _request_menu(self, index: QModelIndex, at: QPoint) -> None:
        self.menu_requested.emit(index.data(PATH_ROLE), at)

    def selected_path(self) -> str:
        """The selected topic's path, "" for all articles."""
        return str(self.view.currentIndex().data(PATH_ROLE) or "")

    def select(self, path: str) -> None:
        """Select a topic or tag silently and show it; all articles where there is no such one."""
        self._set_current(path)
        self.view.scrollTo(self.view.currentIndex())

    def _set_current(self, path: str) -> None:
        index = self.model.index_of(path)
        with QSignalBlocker(self.view.selectionModel()):
            self.view.setCurrentIndex(index if index.isValid() else self.model.index_of(""))
        if self.view.isVisible():
            self.view.viewport().update()

    def _on_expanded(self, index: QModelIndex) -> None:
        self._toggled[str(index.data(PATH_ROLE))] = True

    def _on_collapsed(self, index: QModelIndex) -> None:
        self._toggled[str(index.data(PATH_ROLE))] = False

    def _emit_selected(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.topic_selected.emit(current.data(PATH_ROLE))
