"""Writes articles into the index, each call inside one transaction of the caller's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlite_utils import Database

from kbviewer.index.corruption import check_rows, parse_spans
from kbviewer.index.indexing.documents import (
    ArticleRow,
    IndexDocument,
    stems_by_word,
    tokenize_columns,
)
from kbviewer.index.postings import segments, terms
from kbviewer.index.schema import COLUMNS
from kbviewer.library.article import Topic
from kbviewer.library.library import ScannedFile

_INSERT_ARTICLE = (
    f"INSERT INTO article(id, {', '.join(ArticleRow._fields)}) "
    f"VALUES (?{', ?' * len(ArticleRow._fields)})"
)
_UPDATE_ARTICLE = (
    f"UPDATE article SET {', '.join(f'{name} = ?' for name in ArticleRow._fields)} WHERE id = ?"
)
_FTS_PARAMETERS = f"?, {', '.join('?' * len(COLUMNS))}"
_INSERT_TOKENS = f"INSERT INTO article_fts(rowid, {', '.join(COLUMNS)}) VALUES ({_FTS_PARAMETERS})"
_DELETE_TOKENS = (
    f"INSERT INTO article_fts(article_fts, rowid, {', '.join(COLUMNS)}) "
    f"VALUES ('delete', {_FTS_PARAMETERS})"
)
_INSERT_TITLE = "INSERT INTO title_fts(rowid, title) VALUES (?, ?)"
_DELETE_TITLE = "INSERT INTO title_fts(title_fts, rowid, title) VALUES ('delete', ?, ?)"
_INSERT_PENDING_TOKENS = "INSERT INTO pending_tokens(doc_id, title, text) VALUES (?, ?, ?)"
_INSERT_TOPIC = "INSERT INTO article_topic(topic_id, doc_id) VALUES (?, ?)"
_INSERT_LINK = "INSERT INTO link(link_key, doc_id) VALUES (?, ?)"
_INSERT_WORD = "INSERT OR IGNORE INTO word(word, stem) VALUES (?, ?)"
_DELETE_WORD = (
    "DELETE FROM word WHERE word = ? AND NOT EXISTS (SELECT 1 FROM vocabulary WHERE term = ?)"
)
_MAX_PARAMETERS = 500
_Item = TypeVar("_Item")


def add_documents(db: Database, articles: Sequence[IndexDocument]) -> None:
    """Write articles that the index does not hold."""
    if not articles:
        return
    first = segments.last_doc_id(db) + 1
    numbered = list(enumerate(articles, first))
    db.conn.executemany(_INSERT_ARTICLE, [(number, *article.row) for number, article in numbered])
    db.conn.executemany(
        _INSERT_TOKENS, [(number, *article.column_tokens) for number, article in numbered]
    )
    db.conn.executemany(
        _INSERT_TITLE, [(number, article.column_tokens[0]) for number, article in numbered]
    )
    db.conn.executemany(
        _INSERT_PENDING_TOKENS, [(number, *article.pending_tokens) for number, article in numbered]
    )
    topics = _topic_ids(db, {path for article in articles for path in article.topics})
    db.conn.executemany(
        _INSERT_TOPIC,
        [(topics[path], number) for number, article in numbered for path in article.topics],
    )
    db.conn.executemany(
        _INSERT_LINK,
        sorted((target, number) for number, article in numbered for target in article.link_keys),
    )
    segments.allocate_up_to(db, first + len(articles) - 1)


def add_word_stems(db: Database, words: Iterable[tuple[str, str]]) -> None:
    """Write words, each with its stem, that may be there already."""
    db.conn.executemany(_INSERT_WORD, words)


def delete_articles(db: Database, paths: Sequence[str]) -> set[str]:
    """Take articles out of the index, those of ``paths`` that it holds.

    The full-text tables want their tokens once more for it.

    Returns:
        The words with inflections that they had; ``forget`` those that no other article has.
    """
    words: set[str] = set()
    for some in batched(paths, _MAX_PARAMETERS):
        asked = db.execute(
            "SELECT id, title, body, headings, source, hidden FROM article "
            f"WHERE path IN ({', '.join('?' * len(some))})",
            some,
        )
        rows = check_rows(asked, int, *[str] * 5)
        for number, *texts in rows:
            parse_spans(texts[2])
            columns = tokenize_columns(*texts)
            for column in columns:
                words |= column.words
            db.execute(_DELETE_TOKENS, (number, *(column.row for column in columns)))
            db.execute(_DELETE_TITLE, (number, columns[0].row))
            for table, column_name in _TABLES_BY_ARTICLE:
                db.execute(f"DELETE FROM {table} WHERE {column_name} = ?", (number,))
        segments.mark_deleted(db, [row[0] for row in rows])
    return set(stems_by_word(words))


_TABLES_BY_ARTICLE = (
    ("article_topic", "doc_id"),
    ("link", "doc_id"),
    ("pending_tokens", "doc_id"),
    ("article", "id"),
)


def delete_unused_words(db: Database, words: Iterable[str]) -> None:
    """Take out those of ``words`` that no article has any longer."""
    db.conn.executemany(_DELETE_WORD, [(word, word) for word in words])


def update_file_times(db: Database, entries: Iterable[ScannedFile]) -> None:
    """Note other sizes and times of files whose content is as it was."""
    db.conn.executemany(
        "UPDATE article SET size = ?, changed = ? WHERE path = ?",
        [(entry.size, entry.changed_ns, entry.id) for entry in entries],
    )


def rename_article(db: Database, article: IndexDocument, old: str) -> bool:
    """Give the article whose file was ``old`` the path, and what follows from it, of ``article``.

    Its number and its tokens stay.

    Returns:
        Whether it could be done: not where a text that is searched follows from the path, as a
        title can.
    """
    row = article.row
    rows = db.execute(
        "SELECT id, title, body, headings, source, hidden, lang, published FROM article "
        "WHERE path = ?",
        (old,),
    )
    known = next(iter(check_rows(rows, int, *[str] * 7)), None)
    if known is None or known[1:6] != (row.title, row.body, row.headings, row.source, row.hidden):
        return False
    number, lang, published = known[0], known[6], known[7]
    rows = db.execute("SELECT topic_id FROM article_topic WHERE doc_id = ?", (number,))
    before = {topic for (topic,) in check_rows(rows, int)}
    after = set(_topic_ids(db, set(article.topics)).values())
    db.execute(_UPDATE_ARTICLE, (*row, number))
    db.execute("DELETE FROM article_topic WHERE doc_id = ?", (number,))
    db.conn.executemany(_INSERT_TOPIC, [(topic, number) for topic in after])
    db.execute("DELETE FROM link WHERE doc_id = ?", (number,))
    db.conn.executemany(_INSERT_LINK, [(target, number) for target in sorted(article.link_keys)])
    gone = {*terms.header_terms(lang, published), *map(terms.topic_term, before)}
    new = {*terms.header_terms(row.lang, row.published), *map(terms.topic_term, after)}
    segments.change_terms(db, number, gone - new, new - gone)
    return True


def _topic_ids(db: Database, paths: set[str]) -> dict[str, int]:
    """The numbers of topics, those that are new written first."""
    topics = dict(check_rows(db.execute("SELECT path, id FROM topic"), str, int))
    for topic in map(Topic.from_path, sorted(paths - topics.keys())):
        (topics[topic.path],) = db.execute(
            "INSERT INTO topic(path, title, title_zh, position, body, warnings, has_page, size, "
            "changed) VALUES (?, ?, '', ?, '', '[]', 0, 0, 0) RETURNING id",
            (topic.path, topic.title, topic.order),
        ).fetchone()
    return {path: topics[path] for path in paths}


def batched(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    """The items, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
