"""Whether the right articles come first.

Run ``python -m tests.benchmarks.ranking --from EXCERPTS.jsonl.gz --questions DIR``.

The excerpts answer two-word queries made from the titles of the English ones: pairs that some
articles, but not too many, answer and at least ten hold side by side. Told is the share of the
first ten hits that hold the two words side by side and in order, as a plain look at the lines says.

The questions each have one right passage. Two terms are taken from a question by rule, without
looking at other passages: its pieces between function words and punctuation, of these the first
and the last that stand in the passage. Those that two passages or more answer are asked. Told is
the mean reciprocal rank of the passage among the first ten, beside that by the BM25 of FTS5 and of
tantivy, where it is installed, of the same terms over the same tokens. ``DIR`` holds three files
whose names end in ``passages.jsonl`` (keys ``id``, ``title``, ``body``), ``queries.jsonl``
(``qid``, ``query``) and ``qrels.tsv`` (question, 0, passage, 1).

Everything is drawn the same way each time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kbviewer.index.index import Index
from kbviewer.text.fold import fold
from kbviewer.text.tokenizer import phrase_tokens, tokenize, units
from tests.benchmarks.excerpts import plain_line, texts
from tests.benchmarks.library import file_of, number_of
from tests.benchmarks.measure import mean
from tests.benchmarks.report import Row, table

FIRST = 10
"""Hits that are looked at."""
_MOST_HITS = 1_000
_TITLE_PAIR = re.compile(r"(?=\b([A-Za-z]{3,}) ([A-Za-z]{3,})\b)")
_STOP_WORDS = frozenset({
    "about", "all", "and", "any", "are", "but", "can", "for", "from", "has", "have", "how", "into",
    "its", "more", "most", "new", "not", "now", "off", "one", "our", "out", "over", "part", "some",
    "than", "that", "the", "their", "this", "two", "use", "using", "was", "what", "when", "where",
    "which", "while", "who", "why", "will", "with", "without", "you", "your",
})  # fmt: skip
_HARD = re.compile(r"[^\w\s'’/“”\"-]+|(?<!\w)-+|-+(?!\w)")
_NOT_A_WORD = re.compile(r"[^\w|']+|_+")
_FUNCTION = re.compile(
    r"什么时候|什么样|为什么|什么|多少|怎么样|怎么|怎样|如何|哪一|哪里|哪些|哪个|哪几|哪|几个|谁|"
    r"是否|以及|因为|由于|关于|对于|被|把|的|了|在|是|有|和|与|及|或|于|由|从|到|为|以|其|这|那|个|"
    r"也|都|就|而|之|吗|呢|年|月|日|并|让|给|向|对|中|上|下|里|不|没|会|能|可以|\W"
)
_RUN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z0-9]{2,}")
_LONGEST_TERM = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """One article of a library that is searched.

    Attributes:
        title: one line.
        lines: its paragraphs, plain.
        lang: ``zh`` or ``en``.
    """

    title: str
    lines: tuple[str, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the one passage that answers it, by its number."""

    typed: str
    answer: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.ranking")
    parser.add_argument("--from", type=Path, dest="source", metavar="FILE.jsonl.gz")
    parser.add_argument("--questions", type=Path, metavar="DIR")
    parser.add_argument("--queries", type=int, default=150, metavar="N", help="two-word queries")
    parser.add_argument("--fewest", type=int, default=FIRST, metavar="N", help="hits side by side")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="print the N worst")
    options = parser.parse_args(arguments)
    if options.source:
        passages = english(options.source)
        with searched(passages) as index:
            shares = side_by_side_shares(index, passages, options.queries, options.fewest)
        rows: list[Row] = [
            ("two words of a title", "articles", "queries", "side by side in the first ten"),
            (
                "kbviewer",
                f"{len(passages):,}",
                str(len(shares)),
                f"{mean(shares.values()) or 0:.3f}",
            ),
        ]
        print(table(rows, markdown=False))
        for typed in sorted(shares, key=shares.__getitem__)[: options.worst]:
            print(f"    {shares[typed]:.1f}  {typed}")
    if options.questions:
        passages, questions = keyword_questions(options.questions)
        with searched(passages) as index, closing(fts5(passages)) as db:
            questions = [q for q in questions if len(best_of_fts5(db, q.typed)) > 1]
            ours = [rank(q.answer, best(index, q.typed)) for q in questions]
            theirs = [rank(q.answer, best_of_fts5(db, q.typed)) for q in questions]
        measured = {"kbviewer": ours, "FTS5, BM25": theirs}
        if find_spec("tantivy"):
            searcher = tantivy_index(passages)
            measured["tantivy, BM25"] = [
                rank(q.answer, best_of_tantivy(searcher, q.typed)) for q in questions
            ]
        rows = [("two words of a question", "passages", "questions", "MRR@10", "first")]
        for name, ranks in measured.items():
            rows.append((
                name, f"{len(passages):,}", f"{len(questions):,}",
                f"{mean(1 / rank if rank else 0 for rank in ranks) or 0:.4f}",
                f"{mean(rank == 1 for rank in ranks) or 0:.4f}",
            ))  # fmt: skip
        print(table(rows, markdown=False))
        worse = [
            f"    {ours[i]} instead of {theirs[i]}  {questions[i].typed}"
            for i in range(len(questions))
            if (ours[i] or FIRST + 1) > (theirs[i] or FIRST + 1)
        ]
        for line in worse[: options.worst]:
            print(line)


@contextmanager
def searched(passages: Sequence[Passage]) -> Iterator[Index]:
    """An index of the passages, while it is used."""
    with tempfile.TemporaryDirectory() as home:
        library = Path(home, "library")
        for number, passage in enumerate(passages):
            path = library / file_of(number)
            path.parent.mkdir(parents=True, exist_ok=True)
            header = f"---\ntitle: {json.dumps(passage.title, ensure_ascii=False)}\n"
            text = "\n\n".join((f"{header}lang: {passage.lang}\n---", *passage.lines)) + "\n"
            path.write_text(text, encoding="utf-8", newline="\n")
        os.environ["KBVIEWER_CACHE_DIR"] = str(Path(home, "cache"))
        with Index.open(library) as index:
            for _ in index.update():
                pass
            yield index


def best(index: Index, typed: str) -> list[int]:
    """The numbers of the first ten hits."""
    return [number_of(hit.id) for hit in index.search(typed, limit=FIRST).hits]


# --- two words side by side


def english(source: Path) -> list[Passage]:
    """The English texts of a JSONL file."""
    return [
        Passage(text.title, tuple(line for window in text.windows for line in window), text.lang)
        for text in texts(source)
        if text.lang == "en"
    ]


def side_by_side_shares(
    index: Index, passages: Sequence[Passage], number: int, fewest: int
) -> dict[str, float]:
    """For up to ``number`` queries the share of the first ten hits with the words side by side.

    Args:
        index: of the passages.
        passages: what is searched.
        number: how many queries.
        fewest: articles that hold a query's words side by side, and answer it, at the least.
    """
    plain = [_plain((passage.title, *passage.lines)) for passage in passages]
    shares: dict[str, float] = {}
    for typed in _title_pairs(passages):
        if len(shares) == number:
            break
        if not fewest <= index.search(typed, limit=1).total <= _MOST_HITS:
            continue
        needle = f" {typed} "
        holding = {place for place, text in enumerate(plain) if needle in text}
        if len(holding) >= fewest:
            shares[typed] = mean(number in holding for number in best(index, typed)) or 0
    return shares


def _title_pairs(passages: Sequence[Passage]) -> list[str]:
    """Two neighbouring words of a title, those of two titles at least, in a drawn order."""
    pairs = Counter(
        f"{first} {second}"
        for passage in passages
        for first, second in _TITLE_PAIR.findall(passage.title.lower())
        if first not in _STOP_WORDS and second not in _STOP_WORDS and first != second
    )
    drawn = sorted(pair for pair, titles in pairs.items() if titles > 1)
    random.Random(1).shuffle(drawn)
    return drawn


def _plain(lines: Iterable[str]) -> str:
    """The words of lines between single spaces; a bar where words are not side by side."""
    parted = " | ".join(_HARD.sub(" | ", line.lower()) for line in lines)
    return f" {_NOT_A_WORD.sub(' ', parted)} "


# --- questions with one right passage


def keyword_questions(folder: Path) -> tuple[list[Passage], list[Question]]:
    """The passages of a folder, and the questions as the two terms that are taken from them."""
    passages, asked = all_questions(folder)
    questions: dict[str, Question] = {}
    for question in asked:
        if typed := _keywords(question.typed, passages[question.answer]):
            questions.setdefault(typed, Question(typed, question.answer))
    return passages, list(questions.values())


def all_questions(folder: Path) -> tuple[list[Passage], list[Question]]:
    """The passages of a folder, and all questions as they are."""
    rows = {row["id"]: row for row in _jsonl(folder, "passages")}
    numbers = {name: number for number, name in enumerate(rows)}
    passages = [
        Passage(plain_line(row["title"]), tuple(map(plain_line, row["body"].split("\n"))), "zh")
        for row in rows.values()
    ]
    asked = {row["qid"]: row["query"] for row in _jsonl(folder, "queries")}
    answers = (line.split() for line in _lines(folder, "qrels.tsv"))
    return passages, [Question(asked[name], numbers[answer]) for name, _, answer, _ in answers]


def _keywords(question: str, passage: Passage) -> str:
    """Two terms of a question with a space between them, or ""."""
    text = "\n".join((passage.title, *passage.lines)).lower()
    pieces = [
        run if run.isascii() else run[:_LONGEST_TERM]
        for piece in _FUNCTION.split(question.lower())
        for run in _RUN.findall(piece)
    ]
    standing = [piece for piece in pieces if len(piece) > 1 and piece in text]
    if not standing or standing[-1] in standing[0] or standing[0] in standing[-1]:
        return ""
    return f"{standing[0]} {standing[-1]}"


def _jsonl(folder: Path, name: str) -> Iterator[dict[str, str]]:
    return map(json.loads, _lines(folder, f"{name}.jsonl"))


def _lines(folder: Path, ending: str) -> list[str]:
    (path,) = folder.glob(f"*{ending}")
    return path.read_text(encoding="utf-8").splitlines()


def fts5(passages: Sequence[Passage]) -> sqlite3.Connection:
    """A full-text table of the passages' tokens, ranked by FTS5's own BM25."""
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE passage USING fts5(text, content='', "
        "tokenize=\"ascii tokenchars '+#''.|'\")"
    )
    for number, passage in enumerate(passages):
        text = tokenize(fold("\n".join((passage.title, *passage.lines))))
        db.execute("INSERT INTO passage(rowid, text) VALUES (?, ?)", (number, text))
    return db


def best_of_fts5(db: sqlite3.Connection, typed: str) -> list[int]:
    """The numbers of the ten articles that FTS5 ranks first."""
    phrases = (phrase_tokens(list(units(fold(term)))) for term in typed.split())
    expression = " AND ".join(
        f'"{" ".join(tokens)}"{" *" if is_prefix else ""}' for tokens, is_prefix in phrases
    )
    rows = db.execute(
        "SELECT rowid FROM passage WHERE passage MATCH ? ORDER BY rank, rowid LIMIT ?",
        (expression, FIRST),
    )
    return [number for (number,) in rows]


def tantivy_index(passages: Sequence[Passage]) -> Any:  # noqa: ANN401  tantivy may be missing
    """An index of the passages' tokens in memory, made by tantivy."""
    import tantivy  # noqa: PLC0415  not everybody has it

    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("number", fast=True)
    schema.add_text_field("text", tokenizer_name="whitespace")
    index = tantivy.Index(schema.build())
    writer = index.writer(num_threads=1)
    for number, passage in enumerate(passages):
        document = tantivy.Document()
        document.add_unsigned("number", number)
        document.add_text("text", tokenize(fold("\n".join((passage.title, *passage.lines)))))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def best_of_tantivy(index: Any, typed: str) -> list[int]:  # noqa: ANN401  as above
    """The numbers of the ten articles that tantivy ranks first."""
    from tantivy import Occur, Query  # noqa: PLC0415  not everybody has it

    ways = []
    for term in typed.split():
        tokens, is_prefix = phrase_tokens(list(units(fold(term))))
        *others, last = map(re.escape, tokens)
        if is_prefix and others:
            query = Query.regex_phrase_query(index.schema, "text", [*others, f"{last}.*"])
        elif is_prefix:
            query = Query.regex_query(index.schema, "text", f"{last}.*")
        elif others:
            query = Query.phrase_query(index.schema, "text", list(tokens))
        else:
            query = Query.term_query(index.schema, "text", tokens[0])
        ways.append((Occur.Must, query))
    searcher = index.searcher()
    places = [place for _, place in searcher.search(Query.boolean_query(ways), FIRST).hits]
    numbers: list[int] = searcher.fast_field_values("number", places)
    return numbers


def rank(answer: int, numbers: Sequence[int]) -> int:
    """The place of ``answer``, from one on; zero where it is not among them."""
    return numbers.index(answer) + 1 if answer in numbers else 0


if __name__ == "__main__":
    main()
