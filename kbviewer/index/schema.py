"""The tables of an index, and their version."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing
from hashlib import blake2b
from sqlite3 import Connection

from kbviewer.text.fold import simplified_digest

SCHEMA_VERSION = "15"
"""The version of the tables, and of the rules by which Markdown becomes plain text and tokens.

An index of another version is built anew; one whose tables were changed under the same is not.
"""

APPLICATION = 0x6B627669
"""SQLite's application id in the header of a file of ours: ``kbvi``."""

COLUMNS = ("body", "title", "headings", "source", "author", "hidden", "names")
"""The columns of the full-text table ``article_fts``; a token in the first takes a fifth less."""
TITLE_COLUMN = COLUMNS.index("title")
FULL_TEXT_TABLES = {"article_fts": COLUMNS, "title_fts": ("title",), "filter_fts": ("file", "tag")}
"""The full-text tables with their columns: of all texts; of titles; of what only fields ask for."""

_TOKENIZER = "ascii tokenchars '+#''.|='"  # splits at spaces alone: the tokens are made in Python
_FULL_TEXT_SETTINGS = {"automerge": 16, "hashsize": 8_000_000}
"""How many segments of FTS5's own are merged at a time: the most that it takes. With its default of
four a build takes a tenth longer, and no query was measured to be faster. And the bytes of tokens
that it keeps before it writes a segment: those of a whole batch (``indexer.MAX_BATCH_BYTES``), so
that fewer are merged; with its default of a megabyte it takes 104 µs an excerpt, not 83. FTS5's
documentation does not name this one; its source does.
"""


FOLDER_OF_PATH = "rtrim(path, replace(path, '/', ''))"
"""The folder of a file in SQL, with a slash; "" is the library's own."""
_FOLDER_OF_ROW = {
    "article": (f"rtrim({FOLDER_OF_PATH.replace('path', '{row}.path')}, '/')", "true"),
    "topic": ("{row}.path", "{row}.has_page"),
}
"""Of a table: the id of the folder of a row's file, and which rows have one."""
_WRITES = {
    "INSERT": ("new",),
    "UPDATE OF path, size, changed": ("old", "new"),
    "DELETE": ("old",),
}


def full_version() -> str:
    """``SCHEMA_VERSION``, and the versions of everything else that decides a text's tokens."""
    unicode = f"Unicode {unicodedata.unidata_version}"
    return ", ".join((SCHEMA_VERSION, unicode, f"simplified {simplified_digest()}"))


def create_tables(conn: Connection) -> None:
    """Create the tables of an empty index; ``article.id`` is the doc id."""
    # It takes 65 ms to load, and an index is seldom created.
    from sqlite_utils import Database  # noqa: PLC0415  as above
    from sqlite_utils.db import DescIndex  # noqa: PLC0415  as above

    db = Database(conn)
    db.table("meta").create({"name": str, "value": str}, pk="name")
    db.table("article").create(
        {"id": int, "path": str, "title": str, "source": str, "published": str, "lang": str,
         "author": str, "topics": str, "tags": str, "names": str, "body": str, "headings": str,
         "hidden": str, "warnings": str, "zoned": int, "size": int, "changed": int,
         "digest": bytes},
        pk="id",
        not_null={"path", "title", "published", "body"},
    ).create_index(["path"], unique=True)  # fmt: skip
    db.table("article").create_index([DescIndex("published"), "path"])
    db.execute("CREATE INDEX article_with_warnings ON article(path) WHERE warnings <> '[]'")
    db.execute("CREATE INDEX article_with_tags ON article(tags) WHERE tags <> ''")
    db.execute("CREATE INDEX article_with_zone ON article(path) WHERE zoned")
    db.table("topic").create(
        {"id": int, "path": str, "title": str, "title_zh": str, "position": float, "body": str,
         "warnings": str, "has_page": int, "size": int, "changed": int},
        pk="id",
        not_null={"path", "title"},
    ).create_index(["path"], unique=True)  # fmt: skip
    # Each article's topics and tags, and all those above them; a tag is a row of ``topic``, too.
    db.execute(
        "CREATE TABLE article_topic (doc_id INTEGER, topic_id INTEGER, "
        "PRIMARY KEY (doc_id, topic_id)) WITHOUT ROWID"
    )
    db.table("article_topic").create_index(["topic_id"])
    # The keys of what articles link to and, behind "=", of their aliases (library/links.py).
    db.execute(
        "CREATE TABLE link (link_key TEXT, doc_id INTEGER, PRIMARY KEY (link_key, doc_id)) "
        "WITHOUT ROWID"
    )
    db.table("link").create_index(["doc_id"])
    db.table("word").create({"word": str, "stem": str}, pk="word")
    db.table("word").create_index(["stem"])
    for table, columns in FULL_TEXT_TABLES.items():
        db.execute(
            f"CREATE VIRTUAL TABLE {table} USING fts5({', '.join(columns)}, content='', "
            f'tokenize="{_TOKENIZER}")'
        )
        for name, value in _FULL_TEXT_SETTINGS.items():
            db.execute(f"INSERT INTO {table}({table}, rank) VALUES (?, ?)", (name, value))
    # How many articles have each token, and so which words no article has any more.
    db.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(article_fts, row)")
    db.execute("CREATE VIRTUAL TABLE filter_vocabulary USING fts5vocab(filter_fts, row)")
    # The posting lists, one block for each term and segment (postings/segments.py).
    db.execute(
        "CREATE TABLE posting (term TEXT, segment INTEGER, doc_ids BLOB, "
        "PRIMARY KEY (term, segment)) WITHOUT ROWID"
    )
    # A digest of the files in each folder (indexing/folders.py). Whatever is written of a file
    # empties that of its folder.
    db.execute("CREATE TABLE folder (path TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID")
    for table, (folder, condition) in _FOLDER_OF_ROW.items():
        for event, rows in _WRITES.items():
            emptied = ", ".join(f"({folder.format(row=row)}, x'')" for row in rows)
            when = " OR ".join(condition.format(row=row) for row in rows)
            db.execute(
                f"CREATE TRIGGER {table}_{event.split()[0].lower()} AFTER {event} ON {table} "
                f"WHEN {when} BEGIN INSERT INTO folder VALUES {emptied} "
                "ON CONFLICT (path) DO UPDATE SET digest = x''; END"
            )
    db.table("meta").insert_all(
        [
            {"name": "version", "value": full_version()},
            {"name": "tables", "value": tables_digest(conn)},
        ]
    )


def tables_digest(db: Connection) -> str:
    """A digest of the tables, indexes and triggers of a file.

    It is kept in ``meta``: tables that were changed since are not those that were created.
    """
    return blake2b(repr(_definitions_in(db)).encode(), digest_size=16).hexdigest()


def _definitions_in(db: Connection) -> list[tuple[str, str]]:
    """The statements that made the tables, indexes and triggers of a file, with their names."""
    return list(db.execute("SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name"))


def table_names() -> set[str]:
    """The names of the tables, indexes and triggers of an index of this version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        create_tables(conn)
        return {name for name, _ in _definitions_in(conn)}
