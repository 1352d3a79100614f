"""What the window says: numbers of things, why a panel is empty, the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import ResultPage
    from kbviewer.library.article import Topic

_WELCOME_TEXT = (
    "Type a word, a name or a figure: results appear as you type.\n"
    "↑ ↓ walk the results, Enter goes into the article,\n"
    "F3 to the next match, Esc clears. F1 shows more."
)
_WELCOME_TEXT_EMPTY = (
    "Any folder of Markdown files can be searched: an Obsidian vault,\n"
    "a Hugo site, plain notes. Ctrl+O opens one, or drop it here.\n"
    "It is only ever read."
)
_ORDER_NAMES = {"relevance": "Relevance", "newest": "Newest first", "oldest": "Oldest first"}
WATCH_FALLBACK_HINT = "The folder is read again every minute, and whenever you come back here."
FOLDER_GONE = "The folder is not there any more. This is the article as it was read last."
_MAX_QUERY_SHOWN = 60  # characters of a query that are repeated


def counted(number: int, thing: str) -> str:
    """``1 hit``, ``2 hits``, ``1,234 articles``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def status_text(page: ResultPage, articles: int) -> str:
    """The status line: articles, hits, milliseconds."""
    parts = [counted(articles, "article")]
    if not page.query.is_empty:
        parts += [counted(page.total, "hit"), f"{page.took_ms:.1f} ms"]
    return "  ·  ".join(parts)


def problem_files(files: int) -> str:
    """The sign that something is wrong with files."""
    return f"{counted(files, 'file')} with problems"


def unindexed_files(files: int) -> str:
    """The sign that the index lacks files, 0 for it is not known how many; what a click does."""
    if not files:
        return "Folder not read to its end – Continue"
    return f"Index incomplete: {counted(files, 'file')} not read yet – Continue"


def indexing_progress(done: int, total: int, left_s: float | None) -> str:
    """How far the reading of files has come, and how long the rest takes if that is known."""
    if not total:
        return "Looking through the folder …"
    if done >= total:
        return "Finishing …"
    told = f"{done:,} of {total:,} files  ·  {total - done:,} left"
    if left_s is None:
        return told
    minutes, seconds = divmod(max(1, round(left_s)), 60)
    return f"{told}  ·  {f'{minutes:,} min ' if minutes else ''}{seconds} s to go"


def results_summary(page: ResultPage, topic: Topic | None, missing: int) -> str:
    """The line above the results: how many, and where; ``missing`` files are not read yet."""
    what = counted(page.total, "article" if page.query.is_empty else "hit")
    where = f" in {topic.title}" if topic and topic.path else ""
    return f"{what}{where}{' so far' if missing else ''}"


def order_name(page: ResultPage, chosen: str) -> str:
    """The order that hits stand in: by relevance only where something is searched for."""
    return _ORDER_NAMES["newest" if chosen == "relevance" and page.query.is_empty else chosen]


def explanation(text: str) -> str:
    """How the query is read, as a tool tip; "" for no query.

    Its first line is none of what was typed, so that Qt takes all of it for plain text.
    """
    return f"Searched for:\n{text}" if text else ""


def no_chinese_font(command: str) -> str:
    """Why Chinese characters are boxes, and what helps; ``command`` installs a font, or is ""."""
    how = f"Install one ({command})" if command else "Install one, such as Noto Sans CJK,"
    return (
        "No font of this computer has Chinese characters: they are shown as boxes. "
        f"{how} and start kbviewer again."
    )


def no_further_match(by: int) -> str:
    """Why there is no next match (``by`` is 1), or none before (-1)."""
    return "Last match of the last result" if by > 0 else "First match of the first result"


def wrapped_around(by: int) -> str:
    """Why the walk does not lead into the next result."""
    end = "first match again" if by > 0 else "last match again"
    return f"This article is not in the list of results: its {end}"


def no_article(name: str) -> str:
    """Why a link leads nowhere."""
    return f"There is no article “{name[:_MAX_QUERY_SHOWN]}” in this folder"


def not_an_article(name: str) -> str:
    """Why a link to another file of the folder does not open it."""
    return f"“{name[:_MAX_QUERY_SHOWN]}” is no article: only Markdown files are opened here"


def no_heading(name: str) -> str:
    """Why a link leads to no place in the article."""
    return f"There is no heading “{name[:_MAX_QUERY_SHOWN]}” on this page"


def no_hits(page: ResultPage, topic: Topic | None) -> tuple[str, str]:
    """Why there are no results, and what may help."""
    if page.query.is_empty:
        return "No articles in this topic", "Press Esc to see all articles."
    asked = f"Nothing found for {_quoted(page)}"
    if page.total_in_all_topics and topic:
        hits = counted(page.total_in_all_topics, "hit")
        return (
            f"{asked} in {topic.title}",
            f"All articles together have {hits}: choose them at the left.",
        )
    return asked, "Try fewer or shorter words, or a part of a word. Esc clears the search."


def no_hits_yet(page: ResultPage, missing: int, *, is_reading: bool) -> tuple[str, str]:
    """Why there are no results while files are not read: ``missing`` many, 0 for not known."""
    asked = "Nothing" if page.query.is_empty else f"Nothing found for {_quoted(page)}"
    left = counted(missing, "file") if missing else "The folder is"
    more = "What is found appears here." if is_reading else "F5 goes on with it."
    return f"{asked} yet", f"{left} not read yet. {more}"


def _quoted(page: ResultPage) -> str:
    return f'"{page.query.text.strip()[:_MAX_QUERY_SHOWN]}"'


def first_indexing() -> tuple[str, str, str]:
    """What stands in place of results while a folder is read for the first time, and its icon."""
    return "Reading the folder", "The articles appear as soon as they are read.", "all"


def empty_folder() -> tuple[str, str, str]:
    """What stands in place of results when there is nothing to search, and its icon."""
    text = (
        "This folder holds no Markdown files (.md, .markdown).\n"
        "Put some in and press F5, or open another folder: Ctrl+O."
    )
    return "No articles here", text, "all"


def welcome(articles: int, *, is_reading: bool) -> tuple[str, str]:
    """What stands in place of an article before one is chosen."""
    title = f"Search in {counted(articles, 'article')}" if articles else "Welcome"
    return title, _WELCOME_TEXT if articles or is_reading else _WELCOME_TEXT_EMPTY
