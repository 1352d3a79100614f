"""The context menu of the results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from kbviewer.i18n import tr
from kbviewer.ui.actions import ActionCollection
from kbviewer.ui.results.result_presenter import ResultPresenter
from kbviewer.ui.results.results_panel import ResultsPanel
from kbviewer.ui.widgets.context_menu import ContextMenu

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import Hit

_MONTH_LENGTH = len("2025-08")


class ResultMenu(QObject):
    """Citing and exporting is for all chosen rows, the rest for the current one."""

    open_requested = Signal()
    """The article of the current row is to be opened."""

    copy_path_requested = Signal(str)
    """The path of this article's file is to be copied."""

    show_in_folder_requested = Signal(str)
    """This article's file is to be shown in its folder."""

    editor_requested = Signal(str)
    """This article's file is to be opened in another program."""

    search_requested = Signal(str)
    """This query is to be searched for, as if it had been typed."""

    export_requested = Signal()
    """The chosen rows are to be exported."""

    def __init__(
        self,
        panel: ResultsPanel,
        presenter: ResultPresenter,
        actions: ActionCollection,
        parent: QObject,
    ) -> None:
        """Wait for the panel to ask for the menu.

        Args:
            panel: the list.
            presenter: knows the query that the list answers.
            actions: the window's actions.
            parent: the owner.
        """
        super().__init__(parent)
        self._panel = panel
        self._presenter = presenter
        self._actions = actions
        self._hit: Hit | None = None  # of the row that the menu is for
        panel.menu_requested.connect(self._open_menu)

    def _open_menu(self, at: QPoint) -> None:
        self._hit = hit = self._panel.current_hit()
        if hit is None:
            return
        self._panel.view.setFocus()  # what the menu's actions are for
        menu = ContextMenu(self._panel)
        menu.add(tr("&Open"), self.open_requested.emit, self._actions.key_text("enter"))
        menu.add_group()
        menu.add_action(self._actions["copy_citation"])
        menu.add(tr("Copy &Path"), self._copy_path)
        menu.add_group()
        menu.add(tr("Sho&w in Folder"), self._show_in_folder)
        menu.add(tr("Open in E&ditor"), self._open_in_editor)
        menu.add_group()
        if self._narrowed("source"):
            menu.add(tr("Only This &Source"), self._search_source)
        if self._narrowed("published"):
            menu.add(tr("Only This &Month"), self._search_month)
        menu.add_group()
        is_key = len(self._panel.chosen_hits()) > 1  # else the key exports the whole list
        key = self._actions.key_text("export") if is_key else ""
        menu.add(tr("&Export Selection…"), self.export_requested.emit, key)
        menu.open(at)

    def _narrowed(self, field: str) -> str:
        """The query with the source or the month of the row, "" where it has that already."""
        from kbviewer.query.filters import phrase, with_filter  # noqa: PLC0415  with the first menu

        hit, text = self._hit, self._presenter.shown_request.location.text
        if hit is None:
            return ""
        month = hit.published[:_MONTH_LENGTH]
        if field == "source":
            value = phrase(hit.source) if hit.source else ""
        else:
            value = month if len(month) == _MONTH_LENGTH else ""
        if not value:
            return ""
        narrowed = with_filter(text, field, value)
        return "" if narrowed == text.strip() else narrowed

    def _copy_path(self) -> None:
        if self._hit is not None:
            self.copy_path_requested.emit(self._hit.id)

    def _show_in_folder(self) -> None:
        if self._hit is not None:
            self.show_in_folder_requested.emit(self._hit.id)

    def _open_in_editor(self) -> None:
        if self._hit is not None:
            self.editor_requested.emit(self._hit.id)

    def _search_source(self) -> None:
        self.search_requested.emit(self._narrowed("source"))

    def _search_month(self) -> None:
        self.search_requested.emit(self._narrowed("published"))
