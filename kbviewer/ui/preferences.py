"""What the user prefers, kept in the settings.

A value that was edited by hand or damaged counts as the default. The theme, the language and the
keys are kept where they are applied.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QSettings

from kbviewer.errors import PatternError

MIN_INTERFACE_SCALE, MAX_INTERFACE_SCALE = 0.8, 2.0
CITATION_STYLES = ("", "gbt", "apa", "chicago")
"""Styles of references, by their names as formats; "" for GB/T of Chinese articles, else APA."""


class Preferences:
    """Reads and writes them; without settings all are the defaults."""

    def __init__(self, settings: QSettings | None) -> None:
        self._settings = settings

    @property
    def interface_scale(self) -> float:
        """The size of the text around the article; 1 is normal."""
        try:
            scale = float(self._text("interface_scale"))
        except ValueError:
            return 1.0
        if not math.isfinite(scale):
            return 1.0
        return min(MAX_INTERFACE_SCALE, max(MIN_INTERFACE_SCALE, scale))

    @interface_scale.setter
    def interface_scale(self, scale: float) -> None:
        self._set("interface_scale", str(scale), "1.0")

    def quote_pattern(self, language: str) -> str:
        """How quotations of articles are written, in a language of ``DEFAULT_PATTERNS``."""
        from kbviewer.export.quote_pattern import DEFAULT_PATTERNS, QuotePattern  # noqa: PLC0415  with the first quotation

        text = self._text(f"quote_pattern_{language}")
        try:
            QuotePattern.parse(text)
        except PatternError:
            return DEFAULT_PATTERNS[language]
        return text

    def set_quote_pattern(self, language: str, text: str) -> None:
        """Keep a pattern that can be read."""
        from kbviewer.export.quote_pattern import DEFAULT_PATTERNS  # noqa: PLC0415  as above

        self._set(f"quote_pattern_{language}", text, DEFAULT_PATTERNS[language])

    @property
    def citation_style(self) -> str:
        """The style of references, one of ``CITATION_STYLES``."""
        style = self._text("citation_style")
        return style if style in CITATION_STYLES else ""

    @citation_style.setter
    def citation_style(self, style: str) -> None:
        self._set("citation_style", style, "")

    def _text(self, key: str) -> str:
        value = self._settings.value(key, "") if self._settings is not None else ""
        return value if isinstance(value, str) else ""

    def _set(self, key: str, value: str, default: str) -> None:
        """Keep a value; a default is not kept, so that a later one counts."""
        if self._settings is None:
            return
        if value == default:
            self._settings.remove(key)
        else:
            self._settings.setValue(key, value)
