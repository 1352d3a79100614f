"""What the window says: numbers, why a panel is empty, the status line.

Every text is a whole sentence or phrase with named placeholders, so that it can be translated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbviewer.library.article import ALL_TAGS, is_tag_path

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import ResultPage
    from kbviewer.library.article import Topic

_WELCOME_TEXT = (
    "Type a word, a name or a figure: results appear as you type.\n"
    "↑ ↓ move through the results, Enter opens the article,\n"
    "F3 finds the next match, Esc clears the search. F1 shows more."
)
_WELCOME_TEXT_EMPTY = (
    "Any folder of Markdown files can be searched: an Obsidian vault,\n"
    "a Hugo site, plain notes. Press Ctrl+O to open one, or drop it here.\n"
    "Your files are never changed."
)
_ORDER_NAMES = {"relevance": "Relevance", "newest": "Newest first", "oldest": "Oldest first"}
_FOUND_BY = {
    "AUTHOR": "Found by its author",
    "TOPIC": "Found by its topic",
    "TAG": "Found by its tag",
    "ALIAS": "Found by its other name",
    "DESCRIPTION": "Found by its description",
    "KEYWORD": "Found by its keyword",
    "FILE": "Found by its file name",
    "LINK": "Found in a link's address",
    "MARKUP": "Found in what is not shown",
}
WATCH_FALLBACK_HINT = (
    "The folder is rescanned every minute, and whenever you return to this window."
)
FOLDER_GONE = "The folder is not there any more. This is the article as it was last read."
NEAR = "Near this search"
EXPORT_TITLE = "Export"
EXPORT_ARTICLE = "The open article"
PREVIEW = "Preview"
COPIED = "Copied"
COPIED_WITH_SOURCE = "Copied with its source"
NOTHING_TO_QUOTE = "Open an article to quote it"
SELECT_TO_QUOTE = "Select what is to be quoted, or go to a match"
SHOW_NEAREST = "Show What Comes Nearest"
SEARCH_ALL_TOPICS = "Search All Topics"
SEARCH_ALL_ARTICLES = "Search All Articles"
_EXPORT_FORMATS = {
    "csv": "CSV, for spreadsheets",
    "md": "Markdown list",
    "bib": "BibTeX",
    "ris": "RIS",
    "csl": "CSL-JSON",
    "jsonl": "JSON lines",
    "gbt": "References: GB/T 7714—2025",
    "apa": "References: APA 7",
    "chicago": "References: Chicago",
}
_MAX_QUERY_SHOWN = 60  # characters of a query that are repeated


def plural(number: int, one: str, many: str, **values: str) -> str:
    """``one`` or ``many`` with the number in place of ``{n}``, and other values by name."""
    return (one if number == 1 else many).format(n=f"{number:,}", **values)


def article_count(number: int) -> str:
    """``1 article``, ``1,234 articles``."""
    return plural(number, "{n} article", "{n} articles")


def status_text(page: ResultPage, articles: int) -> str:
    """The status line: the number of articles, and of those found."""
    if page.query.is_empty:
        return article_count(articles)
    return f"{article_count(articles)}  ·  {page.total:,} found"


def search_time(page: ResultPage) -> str:
    """How long a search took, "" without a query."""
    return "" if page.query.is_empty else f"Searched in {page.took_ms:.1f} ms"


def problem_files(files: int) -> str:
    """The button that opens the list of problems."""
    return plural(files, "{n} file with problems", "{n} files with problems")


def problems_summary(files: int) -> str:
    """The line above the list of problems."""
    if not files:
        return "No problems found."
    return plural(
        files,
        "{n} file with problems. Everything else is searched as usual.",
        "{n} files with problems. Everything else is searched as usual.",
    )


def also(term: str, further: int) -> str:
    """The button that adds a term in the other language, and how many articles that adds."""
    return f"also: {term} (+{further:,})"


def more_articles(number: int) -> str:
    """The row that shows further articles with most of a query."""
    return plural(number, "Show {n} More", "Show {n} More")


def export_format(name: str) -> str:
    """The name of a format; ``name`` is the value of a ``Format``."""
    return _EXPORT_FORMATS[name]


def export_list(hits: int, limit: int) -> str:
    """Which articles of a list are exported: all, or the first ones."""
    if hits > limit:
        return f"The first {limit:,} of the list of {hits:,}"
    return plural(hits, "The list: {n} article", "The list: {n} articles")


def export_summary(count: int, unreadable: int) -> str:
    """How many articles are in an export, and how many cannot be read."""
    exported = article_count(count)
    if not unreadable:
        return exported
    return f"{exported}; {plural(unreadable, '{n} cannot', '{n} cannot')} be read and is left out"


def saved_as(path: str) -> str:
    """The line below an export that was saved."""
    return f"Saved as {path}"


def unindexed_files(files: int) -> str:
    """The button that continues indexing; 0 for an unknown number of files."""
    if not files:
        return "Indexing stopped – Continue"
    return plural(
        files,
        "Index incomplete: {n} file left – Continue",
        "Index incomplete: {n} files left – Continue",
    )


def indexing_progress(done: int, total: int, left_s: float | None) -> str:
    """The progress of indexing, and the time left if it is known."""
    if not total:
        return "Scanning the folder…"
    if done >= total:
        return "Finishing…"
    if left_s is None:
        return f"{done:,} of {total:,} files"
    minutes, seconds = divmod(max(1, round(left_s)), 60)
    if minutes:
        return f"{done:,} of {total:,} files  ·  {minutes:,} min {seconds} s left"
    return f"{done:,} of {total:,} files  ·  {seconds} s left"


def results_summary(page: ResultPage, topic: Topic | None, unindexed: int) -> str:
    """The line above the results; ``unindexed`` files may be missing among them."""
    path, title = (topic.path, topic.title) if topic else ("", "")
    if path == ALL_TAGS:
        one, many = "{n} article with tags", "{n} articles with tags"
        so_far = "{n} article with tags so far", "{n} articles with tags so far"
    elif is_tag_path(path):
        one, many = "{n} article tagged {topic}", "{n} articles tagged {topic}"
        so_far = "{n} article tagged {topic} so far", "{n} articles tagged {topic} so far"
    elif path:
        one, many = "{n} article in {topic}", "{n} articles in {topic}"
        so_far = "{n} article in {topic} so far", "{n} articles in {topic} so far"
    else:
        one, many = "{n} article", "{n} articles"
        so_far = "{n} article so far", "{n} articles so far"
    return plural(page.total, *(so_far if unindexed else (one, many)), topic=title)


def more_pieces(number: int) -> str:
    """The words in a row that open the other pieces of its article."""
    return plural(number, "{n} more from this article", "{n} more from this article")


def more_pieces_spoken(number: int, *, is_expanded: bool) -> str:
    """The same for a screen reader, with whether they are shown."""
    if is_expanded:
        return plural(
            number, "{n} more from this article, expanded", "{n} more from this article, expanded"
        )
    return plural(
        number, "{n} more from this article, collapsed", "{n} more from this article, collapsed"
    )


def piece_number(number: int, of: int) -> str:
    """Which piece of an article a row shows, for a screen reader."""
    return f"piece {number:,} of {of:,}"


def effective_order(page: ResultPage, chosen: str) -> str:
    """The order that hits are in: by relevance only with a query."""
    return "newest" if chosen == "relevance" and page.query.is_empty else chosen


def order_name(order: str) -> str:
    """The name of a sort order."""
    return _ORDER_NAMES[order]


def backlinks_button(number: int) -> str:
    """The text of the button that opens the backlinks."""
    return f"Backlinks ({number:,})" if number else "Backlinks"


def backlinks_tool_tip(number: int) -> str:
    """The tool tip of that button."""
    if not number:
        return "No article links to this one"
    return plural(number, "{n} article links to this one", "{n} articles link to this one")


def match_position(index: int, count: int, *, is_cut: bool) -> str:
    """The match counter: the index of the current match; ``is_cut`` if there are more."""
    if is_cut:
        return f"Match {index + 1:,} of the first {count:,}"
    return f"Match {index + 1:,} of {count:,}"


def no_match(found_by: str) -> str:
    """The counter without a match; ``found_by`` is the name of a ``FoundBy``, or ""."""
    return _FOUND_BY.get(found_by, "No match in this text")


def no_chinese_font(command: str) -> str:
    """Why Chinese characters are boxes, and what helps; ``command`` installs a font, or is ""."""
    if not command:
        return (
            "No font of this computer has Chinese characters: they are shown as boxes. "
            "Install one, such as Noto Sans CJK, and start kbviewer again."
        )
    return (
        "No font of this computer has Chinese characters: they are shown as boxes. "
        f"Install one ({command}) and start kbviewer again."
    )


def no_further_match(by: int) -> str:
    """Why there is no next match (``by`` is 1), or no previous one (-1)."""
    return "Last match of the last result" if by > 0 else "First match of the first result"


def wrapped_around(by: int) -> str:
    """Why the next match (``by`` is 1) or the previous one (-1) is in the same article."""
    if by > 0:
        return "This article is not in the results; back to its first match"
    return "This article is not in the results; back to its last match"


def no_article(name: str) -> str:
    """Why a link leads nowhere."""
    return f"There is no article “{name[:_MAX_QUERY_SHOWN]}” in this folder"


def topic_link(path: str) -> str:
    """Where a link to a topic leads."""
    return f"Topic: {path}"


def not_an_article(name: str) -> str:
    """Why a link to another file of the folder does not open it."""
    return f"“{name[:_MAX_QUERY_SHOWN]}” is not an article; only Markdown files can be opened here"


def no_heading(name: str) -> str:
    """Why a link leads to no heading of the article."""
    return f"There is no heading “{name[:_MAX_QUERY_SHOWN]}” on this page"


def no_hits(page: ResultPage, topic: Topic | None) -> tuple[str, str, str, str]:
    """Why there are no results, what may help, the icon, and the text of a button or ""."""
    if page.query.is_empty:
        return (
            "No articles with this tag"
            if topic and is_tag_path(topic.path)
            else "No articles in this topic",
            "Press Esc in the search field to see all articles.",
            "nothing",
            "",
        )
    query = _shown_query(page)
    if page.total_in_all_topics and topic:
        if topic.path == ALL_TAGS:
            title = f"Nothing found for {query} with tags"
            one, many = "{n} article matches without tags.", "{n} articles match without tags."
        elif is_tag_path(topic.path):
            title = f"Nothing found for {query} tagged {topic.title}"
            one = "{n} article matches without this tag."
            many = "{n} articles match without this tag."
        else:
            title = f"Nothing found for {query} in {topic.title}"
            one = "{n} article matches outside this topic."
            many = "{n} articles match outside this topic."
        button = SEARCH_ALL_ARTICLES if is_tag_path(topic.path) else SEARCH_ALL_TOPICS
        return title, plural(page.total_in_all_topics, one, many), "nothing", button
    return (
        f"Nothing found for {query}",
        "Try fewer or shorter words, or part of a word. Press Esc to clear the search.",
        "nothing",
        "",
    )


def no_hits_yet(page: ResultPage, unindexed: int, *, is_running: bool) -> tuple[str, str]:
    """Why there are no results while the index is incomplete; 0 files for an unknown number."""
    title = "Nothing yet" if page.query.is_empty else f"Nothing found for {_shown_query(page)} yet"
    files = "The folder is not indexed yet."
    if unindexed:
        files = plural(unindexed, "{n} file is not indexed yet.", "{n} files are not indexed yet.")
    hint = "Results appear as they are found." if is_running else "Press F5 to continue."
    return title, f"{files} {hint}"


def _shown_query(page: ResultPage) -> str:
    return f'"{page.query.text.strip()[:_MAX_QUERY_SHOWN]}"'


def first_indexing() -> tuple[str, str, str]:
    """What is shown instead of results while a folder is first indexed, and its icon."""
    return "Indexing the folder", "Articles appear as they are indexed.", "all"


def empty_folder() -> tuple[str, str, str]:
    """What is shown instead of results when there is nothing to search, and its icon."""
    text = (
        "This folder holds no Markdown files (.md, .markdown).\n"
        "Put some in and press F5, or open another folder: Ctrl+O."
    )
    return "No articles here", text, "all"


def welcome(articles: int, *, is_running: bool) -> tuple[str, str]:
    """What is shown instead of an article before one is selected."""
    if not articles:
        return "Welcome", _WELCOME_TEXT if is_running else _WELCOME_TEXT_EMPTY
    return plural(articles, "Search in {n} article", "Search in {n} articles"), _WELCOME_TEXT
