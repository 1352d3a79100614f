"""What a panel without content shows: an icon, a title, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from kbviewer.ui.theme import LIGHT, Theme, pixmap

_MARGINS = QMargins(28, 28, 28, 28)
_COMPACT_MARGINS = QMargins(16, 12, 16, 12)


class EmptyState(QWidget):
    """A message in the middle of a panel."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyState")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon_name = icon
        self._theme = LIGHT
        self._is_compact = False
        self._icon = QLabel(self)
        self.title = QLabel(self)
        self.title.setObjectName("emptyTitle")
        self.text = QLabel(self)
        self.text.setObjectName("emptyText")
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(_MARGINS)
        layout.setSpacing(10)
        layout.addStretch(2)
        for label in (self._icon, self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        self.button = QPushButton(self)
        self.button.setAutoDefault(True)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.button.hide()

    def set_compact(self, *, is_compact: bool) -> None:
        """Show the title alone, where something else says what to do."""
        self._is_compact = is_compact
        self._column.setContentsMargins(_COMPACT_MARGINS if is_compact else _MARGINS)
        self._icon.setVisible(not is_compact and bool(self.title.text() or self.text.text()))
        self.text.setVisible(not is_compact)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icon in the theme's colours."""
        self._theme = theme
        self._icon.setPixmap(pixmap(self._icon_name, theme.faint, 40))

    def show_message(self, title: str, text: str, icon: str = "", action: str = "") -> None:
        """Show a message; ``icon`` replaces the icon, ``action`` is the text of a button."""
        self._icon_name = icon or self._icon_name
        self.set_theme(self._theme)
        self.title.setText(title)
        self.text.setText(text)
        self.set_compact(is_compact=self._is_compact)
        self.button.setText(action)
        self.button.setVisible(bool(action))
