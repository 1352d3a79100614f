"""The window of preferences, a page for each kind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from kbviewer.i18n import tr
from kbviewer.ui.actions import ActionCollection
from kbviewer.ui.dialogs.general_page import GeneralPage
from kbviewer.ui.dialogs.quoting_page import QuotingPage
from kbviewer.ui.dialogs.shortcuts_page import ShortcutsPage
from kbviewer.ui.preferences import Preferences
from kbviewer.ui.shortcuts import Shortcuts

_SIZE = QSize(720, 560)
_TITLE_BAR = QSize(40, 80)


class PreferencesDialog(QDialog):
    """What is changed takes effect at once. Not modal.

    Attributes:
        tabs: the pages.
    """

    activated = Signal()
    """The dialog became the active window: sizes may have changed elsewhere meanwhile."""

    article_scale_chosen = Signal(float)
    """The size of the article's text; 1 is normal."""

    interface_scale_chosen = Signal(float)
    """The size of all other text."""

    def __init__(
        self,
        actions: ActionCollection,
        shortcuts: Shortcuts,
        preferences: Preferences,
        window: QWidget,
    ) -> None:
        """Build the dialog.

        Args:
            actions: the window's actions; those of theme and language are triggered.
            shortcuts: the keys of the actions.
            preferences: what is kept.
            window: the window, whose menus name the actions.
        """
        super().__init__(window)
        self.setObjectName("preferencesDialog")
        self._actions = actions
        self._shortcuts = shortcuts
        self._preferences = preferences
        self._window = window
        self.tabs = QTabWidget(self)
        self._pages: list[QWidget] = []
        self._general = self._add_pages()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 14)
        column.setSpacing(12)
        column.addWidget(self.tabs, 1)
        column.addWidget(self._buttons)
        self._retranslate()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR))

    def show_text_sizes(self, *, interface: float, article: float) -> None:
        """Show how large texts are; 1 is normal."""
        self._general.show_text_sizes(interface=interface, article=article)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Build the pages anew in another language; report that the window became active."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._rebuild()
        elif event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def _add_pages(self) -> GeneralPage:
        general = GeneralPage(self._actions, self)
        general.article_scale_chosen.connect(self.article_scale_chosen)
        general.interface_scale_chosen.connect(self.interface_scale_chosen)
        quoting = QuotingPage(self._preferences, self)
        shortcuts = ShortcutsPage(self._actions, self._shortcuts, self._window, self)
        self._pages = [general, quoting, shortcuts]
        names = tr("General"), tr("Quoting"), tr("Shortcuts")
        for page, name in zip(self._pages, names, strict=True):
            self.tabs.addTab(page, name)
        return general

    def _rebuild(self) -> None:
        """Replace the pages, one of which may be the sender."""
        old = self._pages
        current, had_focus = self.tabs.currentIndex(), self._general.has_language_focus
        self.tabs.clear()
        for page in old:
            page.hide()
            page.deleteLater()
        self._general = self._add_pages()
        self.tabs.setCurrentIndex(current)
        self._retranslate()
        self.activated.emit()
        if had_focus:
            self._general.focus_language()

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Preferences"))
        self.tabs.tabBar().setAccessibleName(tr("Pages"))
        close = self._buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(tr("Close"))
        close.setIcon(QIcon())
        close.setAutoDefault(False)  # Enter in a field is no wish to close
