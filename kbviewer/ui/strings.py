"""What the window says: numbers, why a panel is empty, the status line.

Every text is a whole sentence or phrase with named placeholders, so that it can be translated. The
constants are messages in English; ``tr`` translates them where they are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbviewer.i18n import QT_TR_NOOP, language, plural, tr
from kbviewer.library.article import ALL_TAGS, is_tag_path

if TYPE_CHECKING:
    from kbviewer.index.search.searcher import ResultPage
    from kbviewer.library.article import Topic

_WELCOME_TEXT = QT_TR_NOOP(
    "Type a word, a name or a figure: results appear as you type.\n"
    "↑ ↓ move through the results, Enter opens the article,\n"
    "F3 finds the next match, Esc clears the search. F1 shows more."
)
_WELCOME_TEXT_EMPTY = QT_TR_NOOP(
    "Any folder of Markdown files can be searched: an Obsidian vault,\n"
    "a Hugo site, plain notes. Press Ctrl+O to open one, or drop it here.\n"
    "Your files are never changed."
)
_ORDER_NAMES = {
    "relevance": QT_TR_NOOP("Relevance"),
    "newest": QT_TR_NOOP("Newest first"),
    "oldest": QT_TR_NOOP("Oldest first"),
}
_FOUND_BY = {
    "AUTHOR": QT_TR_NOOP("Found by its author"),
    "TOPIC": QT_TR_NOOP("Found by its topic"),
    "TAG": QT_TR_NOOP("Found by its tag"),
    "ALIAS": QT_TR_NOOP("Found by its other name"),
    "DESCRIPTION": QT_TR_NOOP("Found by its description"),
    "KEYWORD": QT_TR_NOOP("Found by its keyword"),
    "FILE": QT_TR_NOOP("Found by its file name"),
    "LINK": QT_TR_NOOP("Found in a link's address"),
    "MARKUP": QT_TR_NOOP("Found in what is not shown"),
}
WATCH_FALLBACK_HINT = QT_TR_NOOP(
    "The folder is rescanned every minute, and whenever you return to this window."
)
FOLDER_GONE = QT_TR_NOOP(
    "The folder is not there any more. This is the article as it was last read."
)
NEAR = QT_TR_NOOP("Near this search")
EXPORT_TITLE = QT_TR_NOOP("Export")
EXPORT_ARTICLE = QT_TR_NOOP("The open article")
PREVIEW = QT_TR_NOOP("Preview")
COPIED = QT_TR_NOOP("Copied")
COPIED_WITH_SOURCE = QT_TR_NOOP("Copied with its source")
NOTHING_TO_QUOTE = QT_TR_NOOP("Open an article to quote it")
SELECT_TO_QUOTE = QT_TR_NOOP("Select what is to be quoted, or go to a match")
SHOW_NEAREST = QT_TR_NOOP("Show What Comes Nearest")
SEARCH_ALL_TOPICS = QT_TR_NOOP("Search All Topics")
SEARCH_ALL_ARTICLES = QT_TR_NOOP("Search All Articles")
_EXPORT_FORMATS = {
    "csv": QT_TR_NOOP("CSV, for spreadsheets"),
    "md": QT_TR_NOOP("Markdown list"),
    "bib": QT_TR_NOOP("BibTeX"),
    "ris": QT_TR_NOOP("RIS"),
    "csl": QT_TR_NOOP("CSL-JSON"),
    "jsonl": QT_TR_NOOP("JSON lines"),
    "gbt": QT_TR_NOOP("References: GB/T 7714—2025"),
    "apa": QT_TR_NOOP("References: APA 7"),
    "chicago": QT_TR_NOOP("References: Chicago"),
}
_MAX_QUERY_SHOWN = 60  # characters of a query that are repeated


def article_count(number: int) -> str:
    """``1 article``, ``1,234 articles``."""
    return plural(number, tr("{n} article"), tr("{n} articles"))


def status_text(page: ResultPage, articles: int) -> str:
    """The status line: the number of articles, and of those found."""
    if page.query.is_empty:
        return article_count(articles)
    found = tr("{n} found").format(n=f"{page.total:,}")
    return f"{article_count(articles)}  ·  {found}"


def search_time(page: ResultPage) -> str:
    """How long a search took, "" without a query."""
    if page.query.is_empty:
        return ""
    return tr("Searched in {time} ms").format(time=f"{page.took_ms:.1f}")


def problem_files(files: int) -> str:
    """The button that opens the list of problems."""
    return plural(files, tr("{n} file with problems"), tr("{n} files with problems"))


def problems_summary(files: int) -> str:
    """The line above the list of problems."""
    if not files:
        return tr("No problems found.")
    return plural(
        files,
        tr("{n} file with problems. Everything else is searched as usual."),
        tr("{n} files with problems. Everything else is searched as usual."),
    )


def also(term: str, further: int) -> str:
    """The button that adds a term in the other language, and how many articles that adds."""
    return tr("also: {term} (+{n})").format(term=term, n=f"{further:,}")


def more_articles(number: int) -> str:
    """The row that shows further articles with most of a query."""
    return tr("Show {n} More").format(n=f"{number:,}")


def export_format(name: str) -> str:
    """The name of a format; ``name`` is the value of a ``Format``."""
    return tr(_EXPORT_FORMATS[name])


def export_list(hits: int, limit: int) -> str:
    """Which articles of a list are exported: all, or the first ones."""
    if hits > limit:
        return tr("The first {limit} of the list of {n}").format(limit=f"{limit:,}", n=f"{hits:,}")
    return plural(hits, tr("The list: {n} article"), tr("The list: {n} articles"))


def export_summary(count: int, unreadable: int) -> str:
    """How many articles are in an export, and how many cannot be read."""
    exported = article_count(count)
    if not unreadable:
        return exported
    return plural(
        unreadable,
        tr("{articles}; {n} cannot be read and is left out"),
        tr("{articles}; {n} cannot be read and are left out"),
        articles=exported,
    )


def saved_as(path: str) -> str:
    """The line below an export that was saved."""
    return tr("Saved as {path}").format(path=path)


def unindexed_files(files: int) -> str:
    """The button that continues indexing; 0 for an unknown number of files."""
    if not files:
        return tr("Indexing stopped – Continue")
    return plural(
        files,
        tr("Index incomplete: {n} file left – Continue"),
        tr("Index incomplete: {n} files left – Continue"),
    )


def indexing_progress(done: int, total: int, left_s: float | None) -> str:
    """The progress of indexing, and the time left if it is known."""
    if not total:
        return tr("Scanning the folder…")
    if done >= total:
        return tr("Finishing…")
    files = tr("{done} of {total} files").format(done=f"{done:,}", total=f"{total:,}")
    if left_s is None:
        return files
    minutes, seconds = divmod(max(1, round(left_s)), 60)
    left = tr("{minutes} min {seconds} s left") if minutes else tr("{seconds} s left")
    return f"{files}  ·  {left.format(minutes=f'{minutes:,}', seconds=seconds)}"


def results_summary(page: ResultPage, topic: Topic | None, unindexed: int) -> str:
    """The line above the results; ``unindexed`` files may be missing among them."""
    path, title = (topic.path, _shown_title(topic)) if topic else ("", "")
    if path == ALL_TAGS:
        texts = tr("{n} article with tags"), tr("{n} articles with tags")
        so_far = tr("{n} article with tags so far"), tr("{n} articles with tags so far")
    elif is_tag_path(path):
        texts = tr("{n} article tagged {topic}"), tr("{n} articles tagged {topic}")
        so_far = tr("{n} article tagged {topic} so far"), tr("{n} articles tagged {topic} so far")
    elif path:
        texts = tr("{n} article in {topic}"), tr("{n} articles in {topic}")
        so_far = tr("{n} article in {topic} so far"), tr("{n} articles in {topic} so far")
    else:
        texts = tr("{n} article"), tr("{n} articles")
        so_far = tr("{n} article so far"), tr("{n} articles so far")
    return plural(page.total, *(so_far if unindexed else texts), topic=title)


def more_pieces(number: int) -> str:
    """The words in a row that open the other pieces of its article."""
    return tr("{n} more from this article").format(n=f"{number:,}")


def more_pieces_spoken(number: int, *, is_expanded: bool) -> str:
    """The same for a screen reader, with whether they are shown."""
    if is_expanded:
        text = tr("{n} more from this article, expanded")
    else:
        text = tr("{n} more from this article, collapsed")
    return text.format(n=f"{number:,}")


def piece_number(number: int, of: int) -> str:
    """Which piece of an article a row shows, for a screen reader."""
    return tr("piece {number} of {count}").format(number=f"{number:,}", count=f"{of:,}")


def effective_order(page: ResultPage, chosen: str) -> str:
    """The order that hits are in: by relevance only with a query."""
    return "newest" if chosen == "relevance" and page.query.is_empty else chosen


def order_name(order: str) -> str:
    """The name of a sort order."""
    return tr(_ORDER_NAMES[order])


def backlinks_button(number: int) -> str:
    """The text of the button that opens the backlinks."""
    if not number:
        return tr("Backlinks")
    return tr("Backlinks ({n})").format(n=f"{number:,}")


def backlinks_tool_tip(number: int) -> str:
    """The tool tip of that button."""
    if not number:
        return tr("No article links to this one")
    return plural(number, tr("{n} article links to this one"), tr("{n} articles link to this one"))


def match_position(index: int, count: int, *, is_cut: bool) -> str:
    """The match counter: the index of the current match; ``is_cut`` if there are more."""
    text = tr("Match {n} of the first {count}") if is_cut else tr("Match {n} of {count}")
    return text.format(n=f"{index + 1:,}", count=f"{count:,}")


def no_match(found_by: str) -> str:
    """The counter without a match; ``found_by`` is the name of a ``FoundBy``, or ""."""
    return tr(_FOUND_BY[found_by]) if found_by in _FOUND_BY else tr("No match in this text")


def no_chinese_font(command: str) -> str:
    """Why Chinese characters are boxes, and what helps: in English, since Chinese would be boxes.

    Args:
        command: installs a font, or is "".
    """
    one = f"one ({command})" if command else "one, such as Noto Sans CJK,"
    return (
        "No font of this computer has Chinese characters: they are shown as boxes. "
        f"Install {one} and start kbviewer again."
    )


def no_further_match(by: int) -> str:
    """Why there is no next match (``by`` is 1), or no previous one (-1)."""
    if by > 0:
        return tr("Last match of the last result")
    return tr("First match of the first result")


def wrapped_around(by: int) -> str:
    """Why the next match (``by`` is 1) or the previous one (-1) is in the same article."""
    if by > 0:
        return tr("This article is not in the results; back to its first match")
    return tr("This article is not in the results; back to its last match")


def no_article(name: str) -> str:
    """Why a link leads nowhere."""
    return tr("There is no article “{name}” in this folder").format(name=name[:_MAX_QUERY_SHOWN])


def topic_link(path: str) -> str:
    """Where a link to a topic leads."""
    return tr("Topic: {path}").format(path=path)


def not_an_article(name: str) -> str:
    """Why a link to another file of the folder does not open it."""
    text = tr("“{name}” is not an article; only Markdown files can be opened here")
    return text.format(name=name[:_MAX_QUERY_SHOWN])


def no_heading(name: str) -> str:
    """Why a link leads to no heading of the article."""
    return tr("There is no heading “{name}” on this page").format(name=name[:_MAX_QUERY_SHOWN])


def no_hits(page: ResultPage, topic: Topic | None) -> tuple[str, str, str, str]:
    """Why there are no results, what may help, the icon, and the text of a button or ""."""
    if page.query.is_empty:
        is_tag = topic is not None and is_tag_path(topic.path)
        return (
            tr("No articles with this tag") if is_tag else tr("No articles in this topic"),
            tr("Press Esc in the search field to see all articles."),
            "nothing",
            "",
        )
    query = _shown_query(page)
    if page.total_in_all_topics and topic:
        if topic.path == ALL_TAGS:
            title = tr("Nothing found for {query} with tags")
            one = tr("{n} article matches without tags.")
            many = tr("{n} articles match without tags.")
        elif is_tag_path(topic.path):
            title = tr("Nothing found for {query} tagged {topic}")
            one = tr("{n} article matches without this tag.")
            many = tr("{n} articles match without this tag.")
        else:
            title = tr("Nothing found for {query} in {topic}")
            one = tr("{n} article matches outside this topic.")
            many = tr("{n} articles match outside this topic.")
        title = title.format(query=query, topic=_shown_title(topic))
        button = SEARCH_ALL_ARTICLES if is_tag_path(topic.path) else SEARCH_ALL_TOPICS
        return title, plural(page.total_in_all_topics, one, many), "nothing", tr(button)
    return (
        tr("Nothing found for {query}").format(query=query),
        tr("Try fewer or shorter words, or part of a word. Press Esc to clear the search."),
        "nothing",
        "",
    )


def no_hits_yet(page: ResultPage, unindexed: int, *, is_running: bool) -> tuple[str, str]:
    """Why there are no results while the index is incomplete; 0 files for an unknown number."""
    if page.query.is_empty:
        title = tr("Nothing yet")
    else:
        title = tr("Nothing found for {query} yet").format(query=_shown_query(page))
    if unindexed:
        text = plural(
            unindexed, tr("{n} file is not indexed yet."), tr("{n} files are not indexed yet.")
        )
    else:
        text = tr("The folder is not indexed yet.")
    hint = tr("Results appear as they are found.") if is_running else tr("Press F5 to continue.")
    return title, tr("{sentence} {next}").format(sentence=text, next=hint)


def _shown_query(page: ResultPage) -> str:
    """The query in quotation marks."""
    return tr('"{query}"').format(query=page.query.text.strip()[:_MAX_QUERY_SHOWN])


def _shown_title(topic: Topic) -> str:
    return topic.titles(language())[0]


def first_indexing() -> tuple[str, str, str]:
    """What is shown instead of results while a folder is first indexed, and its icon."""
    return tr("Indexing the folder"), tr("Articles appear as they are indexed."), "all"


def empty_folder() -> tuple[str, str, str]:
    """What is shown instead of results when there is nothing to search, and its icon."""
    text = tr(
        "This folder holds no Markdown files (.md, .markdown).\n"
        "Put some in and press F5, or open another folder: Ctrl+O."
    )
    return tr("No articles here"), text, "all"


def welcome(articles: int, *, is_running: bool) -> tuple[str, str]:
    """What is shown instead of an article before one is selected."""
    text = tr(_WELCOME_TEXT)
    if not articles:
        return tr("Welcome"), text if is_running else tr(_WELCOME_TEXT_EMPTY)
    return plural(articles, tr("Search in {n} article"), tr("Search in {n} articles")), text
