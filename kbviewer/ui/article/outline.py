"""The outline: a popup list of the article's headings."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from kbviewer.i18n import QT_TR_NOOP
from kbviewer.ui.article.article_view import ArticleView
from kbviewer.ui.widgets.quick_pick import QuickPick, QuickPickItem


class Outline(QObject):
    """Opens the list of headings, if there are any."""

    chosen = Signal(str)
    """The anchor of a heading."""

    def __init__(self, view: ArticleView, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._action = action
        action.triggered.connect(self.toggle_popup)
        view.shown.connect(self._update_action)
        view.cleared.connect(self._update_action)
        self._update_action()

    @cached_property
    def popup(self) -> QuickPick:
        """The popup list."""
        popup = QuickPick(QT_TR_NOOP("Go to a heading"), self._view)
        popup.chosen.connect(self._on_chosen)
        self._view.shown.connect(popup.close_popup)
        self._view.cleared.connect(popup.close_popup)
        return popup

    def toggle_popup(self) -> None:
        """Open the list at the current heading, or close it."""
        headings = self._view.document.headings if self._view.document else ()
        if not headings:
            return
        top = min(heading.level for heading in headings)
        items = [
            QuickPickItem(heading.anchor, heading.text, level=heading.level - top)
            for heading in headings
        ]
        self.popup.toggle(
            items, self._view.current_heading.index_in(headings), self._view.bar_height
        )

    def _on_chosen(self, anchor: str) -> None:
        self._view.browser.setFocus()
        self.chosen.emit(anchor)

    def _update_action(self) -> None:
        document = self._view.document
        self._action.setEnabled(document is not None and bool(document.headings))
