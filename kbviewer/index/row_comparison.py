"""Compares the index's rows with what the library's files say, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from sqlite3 import Connection

from kbviewer.i18n import QT_TR_NOOP, tr
from kbviewer.index.corruption import check_rows
from kbviewer.index.database import IndexDatabase
from kbviewer.index.indexing.documents import (
    ArticleRow,
    IndexDocument,
    stems_of,
    warnings_as_json,
)
from kbviewer.index.postings import bitset, terms
from kbviewer.index.search.evaluator import QueryEvaluator
from kbviewer.index.search.searcher import IndexSearcher
from kbviewer.library.article import ALL_TAGS, Topic, is_tag_path
from kbviewer.query.ast import InLanguage, Published
from kbviewer.query.periods import END_SENTINEL, Period

_SELECT_ARTICLE = f"SELECT id, {', '.join(ArticleRow._fields)} FROM article WHERE path = ?"
_SELECT_TOPICS = "SELECT path FROM topic JOIN article_topic ON topic.id = topic_id WHERE doc_id = ?"
_SELECT_LINKS = "SELECT link_key FROM link WHERE doc_id = ?"
_TOPIC_FIELDS = (
    "title", "title_zh", "position", "body", "warnings", "has_page", "size", "changed",
)  # fmt: skip
_TOPICS = QT_TR_NOOP("topics and tags, with those above them")
_LINKS = QT_TR_NOOP("links")
_YEAR_LENGTH = len("2025")
_TopicRow = tuple[str, str, float, str, str, int, int, int]


class RowComparison:
    """Compares each file with its rows, and then the rows that belong to several files.

    Call ``compare_article`` for every article of the library and ``add_topic_page`` for every
    topic page; then ``compare_rest`` compares topics, words, languages and dates.
    """

    def __init__(self, database: IndexDatabase, searcher: IndexSearcher) -> None:
        self._database = database
        self._searcher = searcher
        self._stems: dict[str, str] = {}
        self._ids_by_language: dict[str, list[int]] = defaultdict(list)
        self._ids_by_date: dict[str, list[int]] = defaultdict(list)
        self._ids_by_topic: dict[str, list[int]] = defaultdict(list)
        self._topic_rows: dict[str, _TopicRow] = {}

    def compare_article(self, document: IndexDocument) -> Iterator[str]:
        """A sentence for each field in which an article's row is not what its file says.

        Args:
            document: what is to be stored of the file, with its tokens.
        """
        row = document.row
        self._stems.update(stems_of([document]))
        with self._database.read_transaction() as db:
            rows = check_rows(db.execute(_SELECT_ARTICLE, (row.path,)), int, *map(type, row))
            if not rows:
                return  # reported with the articles that are missing
            doc_id, *values = rows[0]
            topics = {path for (path,) in db.execute(_SELECT_TOPICS, (doc_id,))}
            link_keys = {key for (key,) in db.execute(_SELECT_LINKS, (doc_id,))}
        self._ids_by_language[row.lang].append(doc_id)
        for date in {row.published[:_YEAR_LENGTH], row.published[: terms.MONTH_LENGTH]} - {""}:
            self._ids_by_date[date].append(doc_id)
        for path in document.topics:
            self._ids_by_topic[path].append(doc_id)
        stored = ArticleRow(*values)
        for field in ArticleRow._fields:
            if getattr(stored, field) != getattr(row, field) and not (
                field == "changed" and stored.changed == 0  # it was too recent to be recorded
            ):
                yield _difference(row.path, field)
        if topics != set(document.topics):
            yield _difference(row.path, tr(_TOPICS))
        if link_keys != set(document.link_keys):
            yield _difference(row.path, tr(_LINKS))

    def add_topic_page(self, topic: Topic, size: int, changed_ns: int) -> None:
        """Take a topic page that was read from a file of that size and modification time."""
        self._topic_rows[topic.path] = (
            topic.title, topic.title_zh, topic.order, topic.text,
            warnings_as_json(topic.warnings), 1, size,
            changed_ns,
        )  # fmt: skip

    def compare_rest(self) -> Iterator[str]:
        """A sentence for each difference in topics, words, languages and dates."""
        with self._database.read_transaction() as db:
            yield from self._compare_topics(db)
            stored = dict(check_rows(db.execute("SELECT word, stem FROM word"), str, str))
            words = self._stems
            for word in sorted(stored.keys() ^ words.keys()):
                message = (
                    tr("The word “{word}” of the index's list of words stands in no file")
                    if word in stored
                    else tr("The word “{word}” is missing in the index's list of words")
                )
                yield message.format(word=word)
            for word in sorted(stored.keys() & words.keys()):
                if stored[word] != words[word]:
                    message = tr("The word “{word}” has another stem in the index's list of words")
                    yield message.format(word=word)
            yield from self._compare_postings(db)

    def _compare_topics(self, db: Connection) -> Iterator[str]:
        rows = db.execute(f"SELECT path, {', '.join(_TOPIC_FIELDS)} FROM topic")
        stored = {
            path: values
            for path, *values in check_rows(rows, str, str, str, float, str, str, int, int, int)
        }
        for path in sorted(stored.keys() | self._topic_rows.keys() | self._ids_by_topic.keys()):
            name = _name_of(path) if path else tr("the library's page")
            if path not in stored:
                yield tr("{name} is in the folder, but not in the index").format(name=name)
            elif path not in self._topic_rows and path not in self._ids_by_topic:
                yield tr("{name} is in the index, but not in the folder").format(name=name)
            else:
                expected = self._topic_rows.get(path) or _row_without_page(path)
                for field, value, other in zip(_TOPIC_FIELDS, stored[path], expected, strict=True):
                    if value != other and not (field == "changed" and value == 0):
                        yield _difference(name, field)

    def _compare_postings(self, db: Connection) -> Iterator[str]:
        """Languages, dates and topics, as a search asks for them."""
        reader = self._searcher.reader(db)
        evaluator = QueryEvaluator(db, reader)
        searches = [
            (f"lang:{code}", evaluator.matching(InLanguage(code)), doc_ids)
            for code, doc_ids in sorted(self._ids_by_language.items())
        ]
        searches += [
            (
                f"published:{date}",
                evaluator.matching(Published(Period(date, date + END_SENTINEL))),
                doc_ids,
            )
            for date, doc_ids in sorted(self._ids_by_date.items())
        ]
        searches += [
            (_name_of(path), reader.docs_in_topics([reader.topic_ids[path]]), doc_ids)
            for path, doc_ids in sorted(self._ids_by_topic.items())
            if path in reader.topic_ids
        ]
        for name, found, doc_ids in searches:
            expected = bitset.from_doc_ids(doc_ids, reader.last_doc_id)
            for doc_id in bitset.doc_ids_of((found & reader.live_docs) ^ expected):
                rows = db.execute("SELECT path FROM article WHERE id = ?", (doc_id,))
                path = next((path for (path,) in check_rows(rows, str)), f"article {doc_id}")
                message = (
                    tr("{path}: a search for {name} does not find it")
                    if expected >> doc_id & 1
                    else tr("{path}: a search for {name} finds it by mistake")
                )
                yield message.format(path=path, name=name)


def _name_of(path: str) -> str:
    """What a topic or a tag is called in a difference."""
    if is_tag_path(path):
        return tr("the tag {name}").format(name=path.removeprefix(f"{ALL_TAGS}/"))
    return tr("the topic {name}").format(name=path)


def _row_without_page(path: str) -> _TopicRow:
    """The row of a topic that has no page."""
    topic = Topic.from_path(path)
    return (topic.title, "", topic.order, "", "[]", 0, 0, 0)


def _difference(name: str, field: str) -> str:
    return tr("{name}: the “{field}” in the index is not that of the folder").format(
        name=name, field=field
    )
