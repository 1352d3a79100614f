"""How long a key takes on long texts: a folder of real articles, ten kilobytes each and more.

Run ``python -m tests.benchmarks.long_texts --folder DIR``. The folder is indexed in a place of its
own, and queries from its texts are typed key by key, as ``tests.benchmarks.search`` types them. Of
a long text the matches and the snippet take longest, so two pages are measured: the first one of
the window, and the 50 hits that the terminal and the other benchmarks ask for.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from kbviewer.errors import ArticleError
from kbviewer.index.index import Index
from kbviewer.library.library import Library
from kbviewer.ui.results.result_presenter import KEY_PAGE_SIZE
from tests.benchmarks.excerpts import Text, windows_of
from tests.benchmarks.keystrokes import keystrokes, queries
from tests.benchmarks.measure import Keystroke, one_core
from tests.benchmarks.report import by_kind, slowest, table
from tests.benchmarks.rivals.rival import LIMIT

_THROWAWAY = 20


def main(arguments: Sequence[str]) -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.long_texts")
    parser.add_argument("--folder", type=Path, metavar="DIR", required=True)
    parser.add_argument("--queries", type=int, default=60, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--markdown", action="store_true", help="print the tables for a page")
    options = parser.parse_args(arguments)
    texts = list(texts_of(options.folder))
    typed = list(keystrokes(queries(texts, options.queries, options.seed)))
    others = list(keystrokes(queries(texts, _THROWAWAY, options.seed + 1)))[:_THROWAWAY]
    with tempfile.TemporaryDirectory() as cache:
        os.environ["KBVIEWER_CACHE_DIR"] = cache
        with Index.open(options.folder) as index:
            for _ in index.update():
                pass
            for limit in (KEY_PAGE_SIZE, LIMIT):
                for text in others:
                    index.search(text, limit=limit)
                with one_core():
                    keys = [_timed(index, text, limit) for text in typed]
                print(f"\n{index.count_articles():,} articles, {limit} hits a page\n")
                print(table(by_kind(keys), markdown=options.markdown))
                if not options.markdown:
                    print("\n" + table(slowest(keys), markdown=False))


def texts_of(folder: Path) -> Iterator[Text]:
    """The articles of a folder, as queries are drawn from them."""
    library = Library.open(folder)
    for entry in library.scan([]):
        if entry.is_topic_page:
            continue
        try:
            article = library.article(entry.id)
        except ArticleError:
            continue  # the index notes it
        if windows := windows_of(article.text):
            yield Text(article.title, article.source, article.lang, windows)


def _timed(index: Index, text: str, limit: int) -> Keystroke:
    began, worked = time.perf_counter(), time.process_time()
    total = index.search(text, limit=limit).total
    cpu, wall = time.process_time() - worked, time.perf_counter() - began
    return Keystroke(text, wall * 1000, cpu * 1000, total)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
