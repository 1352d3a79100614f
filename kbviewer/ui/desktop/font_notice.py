"""A notice that Chinese characters are shown as boxes, with the command that installs a font."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QSettings, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QWidget

from kbviewer.i18n import QT_TR_NOOP, tr
from kbviewer.ui import strings
from kbviewer.ui.desktop.fonts import lacks_chinese

_HIDDEN = "font_notice_hidden"
_HAN = re.compile("[\u3400-\u9fff]")


class FontNotice(QWidget):
    """Asks to be shown with the first Chinese text that no installed font can show."""

    needed = Signal()
    """The notice is to be shown; emitted once."""

    def __init__(self, settings: QSettings | None, parent: QWidget) -> None:
        """Look for a Chinese font.

        Args:
            settings: where it is kept that the user has hidden the notice, or None.
            parent: the window.
        """
        super().__init__(parent)
        self.hide()
        self._settings = settings
        self._command = ""
        self._buttons: dict[str, QToolButton] = {}  # by their texts in English
        is_hidden = settings is not None and str(settings.value(_HIDDEN, "")) == "true"
        self._is_pending = not is_hidden and lacks_chinese(QApplication.font())

    @property
    def is_pending(self) -> bool:
        """Whether Chinese text would make the notice appear."""
        return self._is_pending

    def check(self, text: str) -> None:
        """Ask to be shown if this text has Chinese characters that would be boxes."""
        if self._is_pending and _HAN.search(text):
            self._is_pending = False
            self._fill()
            self.needed.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Write the texts in another language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange and self.layout() is not None:
            self._retranslate()

    def _fill(self) -> None:
        from kbviewer import doctor  # noqa: PLC0415  most systems have a font

        self._command = doctor.install_command((doctor.CHINESE_FONT,))
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.addWidget(self._label, 1)
        if self._command:
            self._buttons[QT_TR_NOOP("Copy command")] = self._make_button(self._copy)
        self._buttons[QT_TR_NOOP("Hide")] = self._make_button(self._hide)
        for button in self._buttons.values():
            row.addWidget(button)
        self._retranslate()

    def _retranslate(self) -> None:
        self._label.setText(strings.no_chinese_font(self._command))
        for text, button in self._buttons.items():
            button.setText(tr(text))

    def _make_button(self, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("statusButton")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        return button

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._command)

    def _hide(self) -> None:
        self.hide()
        if self._settings is not None:
            self._settings.setValue(_HIDDEN, "true")
