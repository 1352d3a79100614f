"""What the index stores of a folder, compared with what the folder's files say, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from kbviewer.index.corruption import check_rows
from kbviewer.index.database import IndexDatabase
from kbviewer.index.indexing.documents import (
    ArticleRow,
    IndexDocument,
    stems_by_word,
    warnings_as_json,
)
from kbviewer.index.postings import bitset
from kbviewer.index.search.evaluator import QueryEvaluator
from kbviewer.library.article import Topic
from kbviewer.query.ast import InLanguage, Published
from kbviewer.query.periods import END_SENTINEL, Period

_ROW = f"SELECT id, {', '.join(ArticleRow._fields)} FROM article WHERE path = ?"
_TOPICS = "SELECT path FROM topic JOIN article_topic ON topic.id = topic_id WHERE doc_id = ?"
_PAGE = ("title", "title_zh", "position", "body", "warnings", "has_page", "size", "changed")
_YEAR, _MONTH = len("2025"), len("2025-08")
_Page = tuple[str, str, float, str, str, int, int, int]


class RowComparison:
    """The index's rows, each compared with the file that it was made from.

    Every article of the folder is given to ``differences``, every topic's page to ``page``; then
    ``rest`` compares what does not belong to one file.
    """

    def __init__(self, store: IndexDatabase) -> None:
        self._store = store
        self._words: set[str] = set()
        self._languages: dict[str, list[int]] = defaultdict(list)
        self._times: dict[str, list[int]] = defaultdict(list)
        self._topics: dict[str, list[int]] = defaultdict(list)
        self._pages: dict[str, _Page] = {}

    def differences(self, prepared: IndexDocument, words: Iterable[str]) -> Iterator[str]:
        """What is stored otherwise than an article's file says, a sentence for each field.

        Args:
            prepared: what is to be stored of the file.
            words: the words with inflections in it.
        """
        row = prepared.row
        self._words.update(words)
        with self._store.read_transaction() as db:
            asked = db.execute(_ROW, (row.path,))
            known = next(iter(check_rows(asked, int, *map(type, row))), None)
            if known is None:
                return  # told with the articles that are missing
            topics = {path for (path,) in db.execute(_TOPICS, (known[0],))}
            links = {
                target
                for (target,) in db.execute(
                    "SELECT link_key FROM link WHERE doc_id = ?", (known[0],)
                )
            }
        self._languages[row.lang].append(known[0])
        for time in {row.published[:_YEAR], row.published[:_MONTH]} - {""}:
            self._times[time].append(known[0])
        for path in prepared.topics:
            self._topics[path].append(known[0])
        stored = ArticleRow(*known[1:])
        for field in ArticleRow._fields:
            if getattr(stored, field) != getattr(row, field) and not (
                field == "changed" and stored.changed == 0  # it was changed too recently to note
            ):
                yield _differ(row.path, field)
        if topics != set(prepared.topics):
            yield _differ(row.path, "topics and those above them")
        if links != set(prepared.link_keys):
            yield _differ(row.path, "links")

    def page(self, topic: Topic, size: int, changed: int) -> None:
        """Take a topic's page, which was read from a file of that size and time."""
        self._pages[topic.path] = (
            topic.title, topic.title_zh, topic.order, topic.text,
            warnings_as_json(topic.warnings), 1, size,
            changed,
        )  # fmt: skip

    def rest(self) -> Iterator[str]:
        """What is stored otherwise of topics and words, and of languages and times as sets."""
        with self._store.read_transaction() as db:
            yield from self._of_topics(db)
            stored = dict(check_rows(db.execute("SELECT word, stem FROM word"), str, str))
            words = stems_by_word(self._words)
            for word in sorted(stored.keys() ^ words.keys()):
                lies = "stands in no file" if word in stored else "is missing"
                yield f"The word “{word}” {lies} in the index's list of words"
            for word in sorted(stored.keys() & words.keys()):
                if stored[word] != words[word]:
                    yield f"The word “{word}” has another stem in the index's list of words"
            yield from self._of_sets(db)

    def _of_topics(self, db: Database) -> Iterator[str]:
        asked = db.execute(f"SELECT path, {', '.join(_PAGE)} FROM topic")
        stored = {
            path: fields
            for path, *fields in check_rows(asked, str, str, str, float, str, str, int, int, int)
        }
        for path in sorted(stored.keys() | self._pages.keys() | self._topics.keys()):
            name = f"the topic {path}" if path else "the library's page"
            if path not in stored:
                yield f"{name} is in the folder, but not in the index"
            elif path not in self._pages and path not in self._topics:
                yield f"{name} is in the index, but not in the folder"
            else:
                expected = self._pages.get(path) or _bare(path)
                for field, one, other in zip(_PAGE, stored[path], expected, strict=True):
                    if one != other and not (field == "changed" and one == 0):
                        yield _differ(name, field)

    def _of_sets(self, db: Database) -> Iterator[str]:
        """Languages, times and topics, as a search asks for them."""
        snapshot = self._store.reader(db)
        sets = QueryEvaluator(db, snapshot)
        asked = [
            (f"lang:{code}", sets.matching(InLanguage(code)), numbers)
            for code, numbers in sorted(self._languages.items())
        ]
        asked += [
            (
                f"published:{time}",
                sets.matching(Published(Period(time, time + END_SENTINEL))),
                numbers,
            )
            for time, numbers in sorted(self._times.items())
        ]
        asked += [
            (f"the topic {path}", snapshot.docs_in_topics([snapshot.topic_ids[path]]), numbers)
            for path, numbers in sorted(self._topics.items())
            if path in snapshot.topic_ids
        ]
        for name, found, numbers in asked:
            expected = bitset.from_doc_ids(numbers, snapshot.last_doc_id)
            for number in bitset.doc_ids_of((found & snapshot.live_docs) ^ expected):
                rows = db.execute("SELECT path FROM article WHERE id = ?", (number,))
                path = next((path for (path,) in check_rows(rows, str)), f"article {number}")
                does = "does not find" if expected >> number & 1 else "finds by mistake"
                yield f"{path}: a search for {name} {does} it"


def _bare(path: str) -> _Page:
    """A topic without a page, as it is stored."""
    topic = Topic.from_path(path)
    return (topic.title, "", topic.order, "", "[]", 0, 0, 0)


def _differ(name: str, field: str) -> str:
    return f"{name}: the “{field}” in the index is not that of the folder"
