"""The context menu of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication

from kbviewer.i18n import tr
from kbviewer.library.article import is_topic_page
from kbviewer.ui.actions import ActionCollection
from kbviewer.ui.article.article_presenter import ArticlePresenter
from kbviewer.ui.article.article_view import ArticleView
from kbviewer.ui.widgets.context_menu import ContextMenu

if TYPE_CHECKING:
    from kbviewer.ui.article.hit_test import MenuTarget

_MAX_SEARCHED = 400  # characters of a selection that can be searched for
_WIDEST_WORDS = 240  # pixels of them in the menu


class ArticleMenu(QObject):
    """What can be done with a link, a picture or a table, the selection, and the article."""

    copy_path_requested = Signal(str)
    """The path of this article's file is to be copied."""

    copy_picture_path_requested = Signal(str, str)
    """The path of a picture is to be copied: the article, and its address there."""

    show_in_folder_requested = Signal(str)
    """This article's file is to be shown in its folder."""

    editor_requested = Signal(str)
    """This article's file is to be opened in another program."""

    search_requested = Signal(str)
    """This query is to be searched for, as if it had been typed."""

    message = Signal(str)
    """What was copied."""

    def __init__(
        self,
        view: ArticleView,
        presenter: ArticlePresenter,
        actions: ActionCollection,
        parent: QObject,
    ) -> None:
        """Wait for the panel to ask for the menu.

        Args:
            view: the panel.
            presenter: knows which article it shows.
            actions: the window's actions.
            parent: the owner.
        """
        super().__init__(parent)
        self._view = view
        self._presenter = presenter
        self._actions = actions
        self._target: MenuTarget | None = None  # what the menu is for
        self._words = ""  # the selection, on one line
        self._link_text = ""  # what is copied of a link
        view.menu_requested.connect(self._open_menu)

    def _open_menu(self, target: MenuTarget, at: QPoint) -> None:
        self._target = target
        self._view.browser.setFocus()  # what the menu's actions are for
        menu = ContextMenu(self._view)
        self._add_link(menu, target.link)
        menu.add_group()
        if target.picture:
            menu.add(tr("Open Pict&ure"), self._open_picture)
            menu.add(tr("Copy Pictu&re"), self._copy_picture)
            menu.add(tr("Copy Picture Pat&h"), self._copy_picture_path)
            menu.add_group()
        is_on_something = not menu.isEmpty() and not target.is_by_key
        if target.table is not None:
            menu.add(tr("Open &Table"), self._open_table)
            menu.add(tr("Copy Table as CS&V"), self._copy_table)
            menu.add_group()
        if self._view.browser.textCursor().hasSelection():
            self._add_selection(menu)
        elif not is_on_something:
            self._add_article(menu)
        menu.open(at)

    # --- what is in it

    def _add_link(self, menu: ContextMenu, href: str) -> None:
        """The lines of a link that leads somewhere."""
        if not href:
            return
        from kbviewer.render.link_policy import (  # noqa: PLC0415  with the first link
            REFUSED_HREF,
            ExternalLink,
            InternalLink,
            RefusedLink,
            TopicLink,
            classify_link,
        )
        from kbviewer.ui.article.link_opener import describe_link  # noqa: PLC0415  as above

        article = self._presenter.shown_id
        target = classify_link(href, article)
        if not isinstance(target, RefusedLink):
            menu.add(tr("Open Lin&k"), self._open_link)
        match target:
            case ExternalLink(url, address) if url.lower().startswith("mailto:"):
                self._link_text = address
                menu.add(tr("Cop&y Email Address"), self._copy_link)
            case ExternalLink(url, _):
                self._link_text = url
                menu.add(tr("Cop&y Link Address"), self._copy_link)
            case TopicLink(path):
                from kbviewer.query.filters import topic_query  # noqa: PLC0415  as above

                self._link_text = topic_query(path)
                menu.add(tr("Cop&y as Query"), self._copy_link)
            case InternalLink() if not href.startswith("#fn"):  # the notes have no address
                described = describe_link(href, article)
                self._link_text = f"{article}{described}" if described[:1] == "#" else described
                menu.add(tr("Cop&y Link"), self._copy_link)
            case RefusedLink() if href != REFUSED_HREF:
                self._link_text = href
                menu.add(tr("Cop&y Link Address"), self._copy_link)

    def _add_selection(self, menu: ContextMenu) -> None:
        menu.add_action(self._actions["copy"])
        if self._article:
            menu.add_action(self._actions["copy_with_source"])
        words = self._view.selected_text().strip()
        is_searchable = "\n" not in words and len(words) <= _MAX_SEARCHED
        if is_searchable and any(map(str.isalnum, words)):
            self._words = " ".join(words.split())
            shown = menu.fontMetrics().elidedText(
                self._words, Qt.TextElideMode.ElideMiddle, _WIDEST_WORDS
            )
            text = tr("Search &for “{words}”").format(words=shown.replace("&", "&&"))
            menu.add(text, self._search)

    def _add_article(self, menu: ContextMenu) -> None:
        if self._article:
            menu.add_action(self._actions["copy_citation"])
            if self._view.current_match >= 0:
                menu.add_action(self._actions["copy_with_source"])
            menu.add(tr("Copy &Path"), self._copy_path)
            menu.add_group()
            menu.add(tr("Sho&w in Folder"), self._show_in_folder)
            menu.add(tr("Open in E&ditor"), self._open_in_editor)
            menu.add_group()
            menu.add_action(self._actions["export"])
            menu.add_group()
        menu.add_action(self._actions["select_all"])
        menu.add_group()
        menu.add_action(self._actions["back"])
        menu.add_action(self._actions["forward"])

    @property
    def _article(self) -> str:
        """The article that is shown; "" for a topic's page."""
        shown = self._presenter.shown_id
        return "" if is_topic_page(shown) else shown

    # --- what its lines do

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.message.emit(tr("Copied"))

    def _open_link(self) -> None:
        if self._target is not None:
            self._view.link_clicked.emit(self._target.link)

    def _copy_link(self) -> None:
        self._copy(self._link_text)

    def _open_picture(self) -> None:
        if self._target is not None:
            self._view.picture_opened.emit(self._view.browser.pictures[self._target.picture])

    def _copy_picture(self) -> None:
        if self._target is not None:
            image = self._view.browser.pictures[self._target.picture]
            QGuiApplication.clipboard().setImage(image)
            self.message.emit(tr("Copied"))

    def _copy_picture_path(self) -> None:
        document = self._view.document
        if self._target is not None and document is not None:
            source = document.picture_sources[self._target.picture]
            self.copy_picture_path_requested.emit(self._presenter.shown_id, source)

    def _open_table(self) -> None:
        if self._target is not None and self._target.table is not None:
            self._view.open_table(self._target.table)

    def _copy_table(self) -> None:
        if self._target is None or self._target.table is None:
            return
        from kbviewer.ui.article.table_model import TableModel  # noqa: PLC0415  with the first one

        table = self._view.table_at(self._target.table)
        if table is not None:
            self._copy(TableModel(table).csv())

    def _search(self) -> None:
        from kbviewer.query.filters import phrase  # noqa: PLC0415  with the first one

        self.search_requested.emit(phrase(self._words))

    def _copy_path(self) -> None:
        self.copy_path_requested.emit(self._article)

    def _show_in_folder(self) -> None:
        self.show_in_folder_requested.emit(self._article)

    def _open_in_editor(self) -> None:
        self.editor_requested.emit(self._article)
