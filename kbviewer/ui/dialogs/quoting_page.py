"""The page of preferences for quotations and references."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kbviewer.errors import PatternError
from kbviewer.export.formats import STYLES, Format
from kbviewer.export.quotation import quotation
from kbviewer.export.quote_pattern import DEFAULT_PATTERNS, NAMES, QuotePattern
from kbviewer.export.reference import Reference
from kbviewer.export.styles.spans import as_plain
from kbviewer.i18n import CHINESE, ENGLISH, tr
from kbviewer.ui.actions import without_mnemonic
from kbviewer.ui.preferences import CITATION_STYLES, Preferences

_EXAMPLES = {
    CHINESE: Reference(
        id="", title="抖音电商：今年以来已拦截劣质商品56万件", authors=(), source="证券时报网",
        date="2025-08-24", accessed=date.today().isoformat(), lang="zh",  # noqa: DTZ011  the user's day
        url="https://example.com/a", is_newspaper=False,
    ),
    ENGLISH: Reference(
        id="", title="Platforms compete for merchants", authors=(), source="36Kr",
        date="2025-07-22", accessed=date.today().isoformat(), lang="en",  # noqa: DTZ011  as above
        url="https://example.com/b", is_newspaper=False,
    ),
}  # fmt: skip
_WORDS = {CHINESE: "抖音电商同时报出了“两本账”。", ENGLISH: "Fees fell to zero."}


class QuotingPage(QScrollArea):
    """Patterns of quotations with their examples, and the style of references."""

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setObjectName("preferencesPage")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget(self)
        content.setObjectName("preferencesPage")
        column = QVBoxLayout(content)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(8)
        for language, name in (
            (CHINESE, tr("Quotations of &Chinese articles")),
            (ENGLISH, tr("Quotations of &other articles")),
        ):
            row = _PatternRow(language, name, preferences.quote_pattern(language), content)
            row.changed.connect(preferences.set_quote_pattern)
            column.addWidget(row)
        names = "  ".join(f"{{{name}}}" for name in NAMES)
        column.addWidget(
            _note(
                tr(
                    "Placeholders: {names}. What stands in the braces beside a name is left out "
                    "with it where an article lacks it: {example}"
                ).format(names=names, example="{date, }"),
                content,
            )
        )
        column.addSpacing(10)
        self._style_box = QComboBox(content)
        texts = {
            "": tr("Automatic: GB/T 7714 for Chinese articles, APA for others"),
            "gbt": tr("GB/T 7714—2025"),
            "apa": tr("APA 7"),
            "chicago": tr("Chicago"),
        }
        for style in CITATION_STYLES:
            self._style_box.addItem(texts[style], style)
        self._style_box.setCurrentIndex(CITATION_STYLES.index(preferences.citation_style))
        self._style_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._style_box.setMinimumWidth(1)  # its texts are elided where there is no room
        self._style_box.activated.connect(self._choose_style)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(tr("&Style of references"), self._style_box)
        self._reference = _note("", content)
        column.addLayout(form)
        column.addWidget(self._reference)
        column.addStretch()
        self.setWidget(content)
        self._show_reference()

    def _choose_style(self, index: int) -> None:
        self._preferences.citation_style = CITATION_STYLES[index]
        self._show_reference()

    def _show_reference(self) -> None:
        """Show a Chinese and an English article in the style."""
        chosen = self._preferences.citation_style
        self._reference.setText(
            "\n".join(
                as_plain(STYLES[Format(chosen or automatic)](_EXAMPLES[language]))
                for language, automatic in ((CHINESE, "gbt"), (ENGLISH, "apa"))
            )
        )


class _PatternRow(QWidget):
    """A pattern, a button that brings the default back, and an example or what is wrong."""

    changed = Signal(str, str)
    """The language, and a pattern that can be read."""

    def __init__(self, language: str, name: str, pattern: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self._field = QLineEdit(pattern, self)
        self._field.setMaxLength(500)
        self._default = QPushButton(tr("Default"), self)
        self._default.setAutoDefault(False)
        self._default.setAccessibleName(
            tr("{default}: {name}").format(default=tr("Default"), name=without_mnemonic(name))
        )
        self._default.clicked.connect(self._use_default)
        label = QLabel(name, self)
        label.setBuddy(self._field)
        self._example = _note("", self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self._field, 1, 0)
        grid.addWidget(self._default, 1, 1)
        grid.addWidget(self._example, 2, 0, 1, 2)
        self._field.textChanged.connect(self._on_changed)
        self._on_changed(pattern)

    def _use_default(self) -> None:
        self._field.setText(DEFAULT_PATTERNS[self._language])

    def _on_changed(self, text: str) -> None:
        self._default.setEnabled(text != DEFAULT_PATTERNS[self._language])
        try:
            pattern = QuotePattern.parse(text)
        except PatternError as error:
            wrong = tr("{error} Until it is right, the one before is used.").format(error=error)
            self._show(wrong, "dialogError")
            return
        self.changed.emit(self._language, text)
        example, words = _EXAMPLES[self._language], _WORDS[self._language]
        bare = replace(example, source="", date="", url="")
        self._show(
            "\n".join(quotation(words, one, pattern).plain for one in (example, bare)),
            "dialogSummary",
        )

    def _show(self, text: str, name: str) -> None:
        self._example.setText(text)
        self._field.setAccessibleDescription(text)
        if self._example.objectName() != name:
            self._example.setObjectName(name)
            self._example.style().unpolish(self._example)
            self._example.style().polish(self._example)


def _note(text: str, parent: QWidget) -> QLabel:
    note = QLabel(text, parent)
    note.setObjectName("dialogSummary")
    note.setTextFormat(Qt.TextFormat.PlainText)
    note.setWordWrap(True)
    return note
