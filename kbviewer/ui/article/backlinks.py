"""The backlinks: articles that link to the one that is shown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from kbviewer.i18n import QT_TR_NOOP
from kbviewer.library.file_id import display_name
from kbviewer.text.local_date import local_date
from kbviewer.ui import strings
from kbviewer.ui.article.article_view import ArticleView
from kbviewer.ui.widgets.quick_pick import QuickPick, QuickPickItem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kbviewer.index.search.link_resolver import Backlink


class Backlinks(QObject):
    """Shows the number of backlinks, and opens the list of them."""

    chosen = Signal(str)
    """An article's id."""

    def __init__(self, view: ArticleView, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._action = action
        self._backlinks: Sequence[Backlink] = ()
        action.triggered.connect(self.toggle_popup)
        self._update_action()

    @cached_property
    def popup(self) -> QuickPick:
        """The popup list."""
        popup = QuickPick(QT_TR_NOOP("Articles that link here"), self._view)
        popup.chosen.connect(self.chosen)
        self._view.shown.connect(popup.close_popup)
        self._view.cleared.connect(popup.close_popup)
        return popup

    def show(self, _article: str, backlinks: Sequence[Backlink]) -> None:
        """Show the number of an article's backlinks."""
        self._backlinks = backlinks
        self._update_action()

    def toggle_popup(self) -> None:
        """Open the list, or close it."""
        items = [
            QuickPickItem(
                one.id,
                one.title,
                " · ".join(filter(None, (one.source, local_date(one.published))))
                or display_name(one.id),
            )
            for one in self._backlinks
        ]
        if items:
            self.popup.toggle(items, 0, self._view.bar_height)

    def retranslate(self) -> None:
        """Write the action's texts in the language of the messages."""
        self._update_action()

    def _update_action(self) -> None:
        number = len(self._backlinks)
        self._action.setEnabled(number > 0)
        self._action.setIconText(strings.backlinks_button(number))
        tool_tip = strings.backlinks_tool_tip(number)
        self._action.setToolTip(f"{tool_tip} ({self._action.shortcut().toString()})")
