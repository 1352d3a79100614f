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
_ORDERS = {"relevance": "Relevance", "newest": "Newest first", "oldest": "Oldest first"}
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
    """The line above the results: how many, and where."""
    what = counted(page.total, "article" if page.query.is_empty else "hit")
    return f"{what} in {topic.title}" if topic and topic.path else what


def order(page: Page, chosen: str) -> str:
    """The order that hits stand in: by relevance only where something is searched for."""
    return _ORDERS["newest" if chosen == "relevance" and page.query.is_empty else chosen]


def read_as(page: Page) -> str:
    """How the query is read, in plain words, or "" for none.

    Its first line is none of what was typed, so that Qt takes all of it for plain text.
    """
    from kbviewer.index.explain import explain  # noqa: PLC0415  loaded with the first search

    return f"Searched for:\n{explain(page.query)}" if page.query.text.strip() else ""


def end_of_walk(by: int) -> str:
    """Why there is no next match (``by`` is 1), or none before (-1)."""
    return "Last match of the last result" if by > 0 else "First match of the first result"


def outside_the_list(by: int) -> str:
    """Why the walk does not lead into the next result."""
    end = "first match again" if by > 0 else "last match again"
    return f"This article is not in the list of results: its {end}"


def no_article(name: str) -> str:
    """Why a link leads nowhere."""
    return f"There is no article “{name[:_LONGEST_QUERY]}” in this folder"


def no_article_but_a_file(name: str) -> str:
    """Why a link to another file of the folder does not open it."""
    return f"“{name[:_LONGEST_QUERY]}” is no article: only Markdown files are opened here"


def no_heading(name: str) -> str:
    """Why a link leads to no place in the article."""
    return f"There is no heading “{name[:_LONGEST_QUERY]}” on this page"


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
