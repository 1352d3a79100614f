"""The order of siblings in the tree: that of their pages, then that of titles in a language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QCollator, QLocale

from kbviewer.i18n import language
from kbviewer.library.article import Topic, is_tag_path

_PINYIN = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
_HAN_LANGUAGES = {
    QLocale.Language.Chinese,
    QLocale.Language.Cantonese,
    QLocale.Language.Japanese,
    QLocale.Language.Korean,
}
"""Languages with an order of their own for Chinese characters."""


def sorted_siblings(topics: Iterable[Topic], locale: QLocale) -> list[Topic]:
    """Topics of one parent: tags last, then by ``order``, then by the title that is shown first.

    Titles that are mostly Chinese are in the order of their pinyin, unless the locale's language
    has an order of its own for Chinese characters. A number counts as a whole, so that 第2章 comes
    before 第10章. What has the same title is in the order of its path.
    """
    by_path = sorted(topics, key=lambda topic: topic.path)
    titles = {topic.path: topic.titles(language())[0] for topic in by_path}
    collator = QCollator(_locale_of(list(titles.values()), locale))
    collator.setNumericMode(True)
    return sorted(
        by_path,
        key=lambda topic: (
            is_tag_path(topic.path), topic.order, collator.sortKey(titles[topic.path]),
        ),
    )  # fmt: skip


def _locale_of(titles: list[str], locale: QLocale) -> QLocale:
    """The locale in whose order titles are sorted."""
    # Compiled with the first topics, not at the start.
    chinese = sum(re.search(_HAN, title) is not None for title in titles)
    if chinese * 2 > len(titles) and locale.language() not in _HAN_LANGUAGES:
        return _PINYIN
    if locale.language() == QLocale.Language.C:  # it has no collation: Z before a, 10 before 2
        return QLocale(QLocale.Language.English)
    return locale
