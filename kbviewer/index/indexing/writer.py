"""Writes documents to the tables of the index, inside a transaction of the caller's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import Connection
from typing import TypeVar

from kbviewer.index.corruption import check_rows, parse_names, parse_spans
from kbviewer.index.indexing.documents import (
    SEARCHED,
    ArticleRow,
    IndexDocument,
    stems_by_word,
    tokenize_columns,
    tokenize_filters,
)
from kbviewer.index.postings import segments, terms
from kbviewer.index.schema import FULL_TEXT_TABLES, TITLE_COLUMN
from kbviewer.index.sql import IN_LIST, json_list
from kbviewer.library.article import Topic
from kbviewer.library.library import ScannedFile

_INSERT_ARTICLE = (
    f"INSERT INTO article(id, {', '.join(ArticleRow._fields)}) "
    f"VALUES (?{', ?' * len(ArticleRow._fields)})"
)
_UPDATE_ARTICLE = (
    f"UPDATE article SET {', '.join(f'{name} = ?' for name in ArticleRow._fields)} WHERE id = ?"
)
_INSERT_TOKENS = {
    table: f"INSERT INTO {table}(rowid, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})"
    for table, columns in FULL_TEXT_TABLES.items()
}
_DELETE_TOKENS = {
    table: f"INSERT INTO {table}({table}, rowid, {', '.join(columns)}) "
    f"VALUES ('delete', ?{', ?' * len(columns)})"
    for table, columns in FULL_TEXT_TABLES.items()
}
_INSERT_TOPIC = "INSERT INTO article_topic(topic_id, doc_id) VALUES (?, ?)"
_INSERT_LINK = "INSERT INTO link(link_key, doc_id) VALUES (?, ?)"
_INSERT_WORD = "INSERT OR IGNORE INTO word(word, stem) VALUES (?, ?)"
_DELETE_WORD = (
    "DELETE FROM word WHERE word = ?1 AND NOT EXISTS (SELECT 1 FROM vocabulary WHERE term = ?1) "
    "AND NOT EXISTS (SELECT 1 FROM filter_vocabulary WHERE term = ?1)"
)
_MAX_DELETED_AT_ONCE = 500
"""Articles whose texts are read at once to be deleted."""
_TABLES_BY_DOC_ID = (
    ("article_topic", "doc_id"),
    ("link", "doc_id"),
    ("article", "id"),
)
"""The tables with rows of an article, and their columns with its doc id."""
_Item = TypeVar("_Item")


def add_documents(db: Connection, documents: Sequence[IndexDocument]) -> int:
    """Add documents that are not in the index; returns the first of their new doc ids."""
    first_id = segments.last_doc_id(db) + 1
    if not documents:
        return first_id
    with_ids = list(enumerate(documents, first_id))
    db.executemany(_INSERT_ARTICLE, [(id_, *document.row) for id_, document in with_ids])
    for table, tokens in (
        ("article_fts", [(id_, *document.column_tokens) for id_, document in with_ids]),
        ("title_fts", [(id_, document.column_tokens[TITLE_COLUMN]) for id_, document in with_ids]),
        ("filter_fts", [(id_, *document.filter_tokens) for id_, document in with_ids]),
    ):
        db.executemany(_INSERT_TOKENS[table], tokens)
    topic_ids = _topic_ids(db, {path for document in documents for path in document.topics})
    db.executemany(
        _INSERT_TOPIC,
        [(topic_ids[path], id_) for id_, document in with_ids for path in document.topics],
    )
    db.executemany(
        _INSERT_LINK, sorted((key, id_) for id_, document in with_ids for key in document.link_keys)
    )
    segments.allocate_up_to(db, first_id + len(documents) - 1)
    return first_id


def stored_tokens(db: Connection, doc_id: int) -> tuple[str, ...]:
    """The tokens of each column of the full-text table, made again from an article's row."""
    rows = db.execute(f"SELECT {', '.join(SEARCHED)} FROM article WHERE id = ?", (doc_id,))
    (texts,) = check_rows(rows, *[str] * len(SEARCHED))
    return _tokens_of_row(texts)


def _tokens_of_row(texts: Sequence[str]) -> tuple[str, ...]:
    """The tokens of each column of the full-text table, from what a row has of ``SEARCHED``."""
    parse_spans(texts[SEARCHED.index("headings")])
    parse_names(texts[SEARCHED.index("names")])
    return tokenize_columns(*texts)


def add_word_stems(db: Connection, words: Iterable[tuple[str, str]]) -> None:
    """Add words, each with its stem; some may be in the index already."""
    db.executemany(_INSERT_WORD, words)


def delete_articles(db: Connection, paths: Sequence[str]) -> set[str]:
    """Delete those articles of ``paths`` that are in the index.

    FTS5 deletes a document only if it is given the same tokens again.

    Returns:
        The words with inflections that they had, for ``delete_unused_words``.
    """
    words: set[str] = set()
    for chunk in batched(paths, _MAX_DELETED_AT_ONCE):
        cursor = db.execute(
            f"SELECT id, path, tags, {', '.join(SEARCHED)} FROM article WHERE path {IN_LIST}",
            (json_list(chunk),),
        )
        rows = check_rows(cursor, int, *[str] * (2 + len(SEARCHED)))
        for doc_id, path, tags, *texts in rows:
            columns, filters = _tokens_of_row(texts), tokenize_filters(path, tags)
            words |= stems_by_word((*columns, *filters)).keys()
            for table, row in (
                ("article_fts", columns),
                ("title_fts", (columns[TITLE_COLUMN],)),
                ("filter_fts", filters),
            ):
                db.execute(_DELETE_TOKENS[table], (doc_id, *row))
            for table, id_column in _TABLES_BY_DOC_ID:
                db.execute(f"DELETE FROM {table} WHERE {id_column} = ?", (doc_id,))
        segments.mark_deleted(db, [row[0] for row in rows])
    return words


def delete_unused_words(db: Connection, words: Iterable[str]) -> None:
    """Delete those of ``words`` that no article has any more."""
    db.executemany(_DELETE_WORD, [(word,) for word in words])


def update_file_times(db: Connection, files: Iterable[ScannedFile]) -> None:
    """Store new sizes and modification times of files whose content is unchanged."""
    db.executemany(
        "UPDATE article SET size = ?, changed = ? WHERE path = ?",
        [(file.size, file.changed_ns, file.id) for file in files],
    )


def rename_article(db: Connection, document: IndexDocument, old_path: str) -> bool:
    """Give an article the path of ``document``, and whatever follows from its path.

    It keeps its doc id and its tokens, but those of its path.

    Returns:
        Whether this was possible: not if the path decides a text that is searched, as a title or a
        name.
    """
    row = document.row
    rows = db.execute(
        f"SELECT id, lang, published, tags, {', '.join(SEARCHED)} FROM article WHERE path = ?",
        (old_path,),
    )
    stored = next(iter(check_rows(rows, int, *[str] * (3 + len(SEARCHED)))), None)
    if stored is None or stored[4:] != tuple(getattr(row, name) for name in SEARCHED):
        return False
    doc_id, lang, published, tags = stored[:4]
    for statement, path, lines in (
        (_DELETE_TOKENS, old_path, tags),
        (_INSERT_TOKENS, row.path, row.tags),
    ):
        db.execute(statement["filter_fts"], (doc_id, *tokenize_filters(path, lines)))
    rows = db.execute("SELECT topic_id FROM article_topic WHERE doc_id = ?", (doc_id,))
    old_topics = {topic_id for (topic_id,) in check_rows(rows, int)}
    new_topics = set(_topic_ids(db, set(document.topics)).values())
    db.execute(_UPDATE_ARTICLE, (*row, doc_id))
    db.execute("DELETE FROM article_topic WHERE doc_id = ?", (doc_id,))
    db.executemany(_INSERT_TOPIC, [(topic_id, doc_id) for topic_id in new_topics])
    db.execute("DELETE FROM link WHERE doc_id = ?", (doc_id,))
    db.executemany(_INSERT_LINK, [(key, doc_id) for key in sorted(document.link_keys)])
    old_terms = {*terms.header_terms(lang, published), *map(terms.topic_term, old_topics)}
    new_terms = {*terms.header_terms(row.lang, row.published), *map(terms.topic_term, new_topics)}
    segments.change_terms(db, doc_id, old_terms - new_terms, new_terms - old_terms)
    return True


def _topic_ids(db: Connection, paths: set[str]) -> dict[str, int]:
    """The ids of topics; new topics are added."""
    topic_ids = dict(check_rows(db.execute("SELECT path, id FROM topic"), str, int))
    for topic in map(Topic.from_path, sorted(paths - topic_ids.keys())):
        (topic_ids[topic.path],) = db.execute(
            "INSERT INTO topic(path, title, title_zh, position, body, warnings, has_page, size, "
            "changed) VALUES (?, ?, '', ?, '', '[]', 0, 0, 0) RETURNING id",
            (topic.path, topic.title, topic.order),
        ).fetchone()
    return {path: topic_ids[path] for path in paths}


def batched(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    """The items in chunks of ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
