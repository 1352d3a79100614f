"""The value that is cited: an article as a bibliography names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kbviewer.export.names import Name, split_names
from kbviewer.export.sources import is_newspaper, source_name
from kbviewer.library.article import Article
from kbviewer.text.display import single_line
from kbviewer.text.tokenizer import count_run_characters

_DAY_LENGTH = len("2025-08-24")


@dataclass(frozen=True, slots=True)
class Reference:
    """What is cited.

    Attributes:
        id: the article's id.
        title: on one line, never empty.
        authors: in order; none where nobody is named.
        source: who published it, or "": the site, or the newspaper.
        date: ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY`` or "".
        accessed: the day on which it is cited, ``YYYY-MM-DD``.
        lang: a language code such as ``zh`` or ``en``.
        url: its address on the web, or "".
        is_newspaper: whether the source is a newspaper; else it is a site on the web.
    """

    id: str
    title: str
    authors: tuple[Name, ...]
    source: str
    date: str
    accessed: str
    lang: str
    url: str
    is_newspaper: bool

    @property
    def is_chinese(self) -> bool:
        """Whether it is in Chinese, by its language."""
        return self.lang.partition("-")[0].partition("_")[0] == "zh"

    @property
    def has_chinese_title(self) -> bool:
        """Whether most of its title is in Chinese characters, whatever the language of its text."""
        letters = "".join(filter(str.isalpha, self.title))
        return count_run_characters(letters) * 2 > len(letters)


def reference_of(article: Article, today: date) -> Reference:
    """The reference of an article.

    Args:
        article: the article; a source that only repeats its author is none.
        today: the day on which it is cited.
    """
    source = "" if article.source == article.author else source_name(article.source)
    return Reference(
        id=article.id,
        title=single_line(article.title) or "—",
        authors=split_names(article.author),
        source=source,
        date=article.published[:_DAY_LENGTH],
        accessed=today.isoformat(),
        lang=article.lang,
        url=single_line(article.url).replace(" ", "%20"),
        is_newspaper=is_newspaper(source),
    )


def date_parts(text: str) -> list[int]:
    """The year, month and day of a date, as far as it has them."""
    return [int(part) for part in text.split("-") if part]
