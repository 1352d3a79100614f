"""What the window says: numbers of things, why a panel is empty, the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbviewer.index.search import Page
    from kbviewer.library.article import Topic

_HOW_TO_BEGIN = (
    "Type a word, a name or a figure: results appear as you type.\n"
    "↑ ↓ walk the results, Enter goes into the article,\n"
    "F3 to the next match, Esc clears. F1 shows more."
)
_LONGEST_QUERY = 60  # characters of a query that are repeated


def counted(number: int, thing: str) -> str:
    """``1 hit``, ``2 hits``, ``1,234 articles``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def status(page: Page, articles: int, problems: int) -> str:
    """The status line: articles, hits, milliseconds, and what could not be read."""
    parts = [counted(articles, "article")]
    if not page.query.is_empty:
        parts += [counted(page.total, "hit"), f"{page.took_ms:.1f} ms"]
    if problems:
        parts.append(f"{counted(problems, 'file')} could not be read")
    return "  ·  ".join(parts)


def above_results(page: Page, topic: Topic | None) -> str:
    """The line above the results: how many, where, in which order."""
    what = counted(page.total, "article" if page.query.is_empty else "hit")
    inside = f" in {topic.title}" if topic and topic.path else ""
    return f"{what}{inside}, {'newest first' if page.query.is_empty else 'best first'}"


def no_hits(page: Page, topic: Topic | None) -> tuple[str, str]:
    """Why there are no results, and what may help."""
    if page.query.is_empty:
        return "No articles in this topic", "Press Esc to see all articles."
    asked = f'Nothing found for "{page.query.text.strip()[:_LONGEST_QUERY]}"'
    if page.everywhere and topic:
        hits = counted(page.everywhere, "hit")
        return (
            f"{asked} in {topic.title}",
            f"All articles together have {hits}: choose them at the left.",
        )
    return asked, "Try fewer or shorter words, or a part of a word. Esc clears the search."


def reading() -> tuple[str, str]:
    """What stands in place of results while a folder is read for the first time."""
    return "Reading the folder", "The articles appear as soon as they are read."


def empty_folder() -> tuple[str, str]:
    """What stands in place of results when there is nothing to search."""
    return "No articles here", "The folder holds no Markdown files. Put some in, press F5."


def welcome(articles: int) -> tuple[str, str]:
    """What stands in place of an article before one is chosen."""
    title = f"Search in {counted(articles, 'article')}" if articles else "Welcome"
    return title, _HOW_TO_BEGIN
