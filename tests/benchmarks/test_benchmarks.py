"""The benchmarks run, and what they are made of is what they say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kbviewer.library.library import Library
from kbviewer.text.plaintext import plain_text
from tests.benchmarks import folder as folder_benchmark
from tests.benchmarks import search
from tests.benchmarks.excerpts import excerpts, texts, topic_paths
from tests.benchmarks.keystrokes import KINDS, keystrokes, kind_of, queries
from tests.benchmarks.library import BenchmarkLibrary, file_of, number_of
from tests.benchmarks.truth import folded, scan
from tests.index import oracle


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> BenchmarkLibrary:
    return BenchmarkLibrary.make(tmp_path_factory.mktemp("kept"), 40, None)


@pytest.mark.slow
def test_no_two_excerpts_are_the_same_and_the_same_come_again() -> None:
    source = texts(None)[:7]  # so few that their windows are soon used up
    drawn = list(excerpts(source, 500))
    assert len({(excerpt.title, excerpt.lines) for excerpt in drawn}) == 500
    assert drawn == list(excerpts(source, 500))


@pytest.mark.slow
def test_a_file_says_what_its_excerpt_says(library: BenchmarkLibrary) -> None:
    folder = Library.open(library.folder)
    for excerpt in library.excerpts():
        article = folder.article(file_of(excerpt.number))
        assert number_of(article.id) == excerpt.number
        assert tuple(plain_text(article.text).text.split("\n")) == excerpt.lines
        assert (article.title, article.published) == (excerpt.title, excerpt.published)
        assert article.topics == excerpt.topics
        assert set(article.topics) <= set(topic_paths())
        assert article.warnings == ()


def test_each_key_of_a_query_is_one_keystroke(library: BenchmarkLibrary) -> None:
    asked = queries(library.texts, 30, seed=1)
    typed = list(keystrokes(asked))
    assert len(typed) == len(set(typed))
    assert {question.typed() for question in asked} <= set(typed)
    assert {kind_of(text) for text in typed} <= set(KINDS)
    assert [q.typed() for q in asked] == [q.typed() for q in queries(library.texts, 30, seed=1)]


@pytest.mark.parametrize(
    "text", ["４,０００ 件，Ｃ++", "Crème brûlée", "電商後臺", "が か", "it’s"]
)
def test_a_text_is_folded_as_the_oracle_folds_it(text: str) -> None:
    assert folded(text) == oracle.fold(text)


def test_the_sieve_leaves_out_nothing_true(library: BenchmarkLibrary) -> None:
    drawn = list(library.excerpts())
    asked = queries(library.texts, 40, seed=2)
    documents = [
        oracle.Document(str(e.number), e.title, e.source, e.lines, e.lang, e.published, e.topics)
        for e in drawn
    ]
    for question, bits in zip(asked, scan(asked, drawn, len(drawn)).bits, strict=True):
        found = {str(number) for number in range(len(drawn)) if bits >> number & 1}
        assert found == question.ids(documents), question.typed()


@pytest.mark.slow
def test_kbviewer_answers_exactly_and_the_window_is_measured(
    library: BenchmarkLibrary, capsys: pytest.CaptureFixture[str]
) -> None:
    keep = str(library.home)
    search.main(["--keep", keep, "--queries", "12", "--only", "kbviewer", "trigram", "like"])
    assert "12 of 12" in capsys.readouterr().out
    window = [sys.executable, "-m", "tests.benchmarks.window", "--keep", keep, "--queries", "2"]
    root = Path(__file__).parents[2]
    said = subprocess.run(window, cwd=root, check=True, capture_output=True, text=True).stdout
    assert "eight keys a second" in said


@pytest.mark.slow
def test_the_way_from_a_folder_to_a_search_is_measured(
    library: BenchmarkLibrary, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)  # Recoll takes a while
    folder_benchmark.main(["--keep", str(library.home), "--starts", "1"])
    printed = capsys.readouterr().out
    assert "nothing changed" in printed
    assert "first answer in the list" in printed
