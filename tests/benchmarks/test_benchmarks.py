"""The benchmarks run, and what they are made of is what they say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kbviewer.library.library import Library
from kbviewer.text.plaintext import plain_text
from tests.benchmarks import agreement, ranking, search
from tests.benchmarks import folder as folder_benchmark
from tests.benchmarks.excerpts import excerpts, texts, topic_paths
from tests.benchmarks.keystrokes import KINDS, keystrokes, kind_of, queries
from tests.benchmarks.library import BenchmarkLibrary, file_of, number_of
from tests.benchmarks.rivals import groonga
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


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "mine" / "a.md"
    own.parent.mkdir()
    own.write_text("text")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "library").symlink_to(own.parent)
    with pytest.raises(SystemExit):
        BenchmarkLibrary.make(tmp_path / "home", 3, None)
    assert list(own.parent.iterdir()) == [own]


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


TEXTS = [
    "４,０００ 件，Ｃ++", "Crème brûlée", "電商後臺", "が か", "it’s", "电 商", "电  商", "Łódź",
    "４\xa0000", "下降。[1]增长[12]", "a[1]",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_folded_as_the_oracle_folds_it(text: str) -> None:
    assert folded(text) == oracle.fold(text)


def test_the_sieve_leaves_out_nothing_true(library: BenchmarkLibrary) -> None:
    drawn = list(library.excerpts())
    words = ["ecommerce", "anti-involution", "livestream", "88VIP", "tied", "merchants", "0000007"]
    words += drawn[5].published[:10], drawn[5].topics[0]
    asked = queries(library.texts, 40, seed=2)
    asked += [oracle.Question(oracle.Word(word)) for word in words]
    documents = [
        oracle.Document(
            file_of(e.number), e.title, e.source, e.lines, e.lang, e.published, e.topics
        )
        for e in drawn
    ]
    for question, bits in zip(asked, scan(asked, drawn, len(drawn)).bits, strict=True):
        found = {file_of(number) for number in range(len(drawn)) if bits >> number & 1}
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


def test_groonga_is_asked_in_its_own_language() -> None:
    written = {
        "live": "live*",
        "电商 live": '"电商" live*',
        '-"a b" 电商': '"电商" -"a b"',
        'title:电商 "a\\': 'title:@"电商" "a\\\\"',
        "-电商": "",
        "": "",
    }
    assert {typed: groonga._written(typed) for typed in written} == written


def test_groonga_is_left_out_where_it_is_not_installed(
    library: BenchmarkLibrary,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    search.main(["--keep", str(library.home), "--queries", "1", "--only", "groonga"])
    assert "Groonga is left out. Groonga is not installed" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("groonga"), reason="Groonga is not installed")
def test_groonga_finds_what_a_scan_finds(library: BenchmarkLibrary) -> None:
    engine = groonga.Groonga(library)
    engine.home.mkdir()
    engine.build()
    engine.open()
    texts = {e.number: (e.title, f"{e.title}\n{e.source}\n" + "\n".join(e.lines))
             for e in library.excerpts()}  # fmt: skip
    assert engine.page("") == len(texts)
    assert engine.page('"') == len(texts)
    assert set(engine.numbers("电商 ")) == {n for n, (_, text) in texts.items() if "电商" in text}
    title = {n for n, (title, _) in texts.items() if "电商" in title}
    assert set(engine.numbers("title:电商 ")) == title
    assert engine.page("title:电商 ") == len(title) > 0
    engine.close()


@pytest.mark.slow
def test_the_way_from_a_folder_to_a_search_is_measured(
    library: BenchmarkLibrary, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)  # Recoll takes a while
    folder_benchmark.main(["--keep", str(library.home), "--starts", "1"])
    printed = capsys.readouterr().out
    assert "nothing changed" in printed
    assert "first answer in the list" in printed


@pytest.mark.slow
def test_the_order_of_hits_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KBVIEWER_CACHE_DIR", str(tmp_path))  # the benchmark sets another one
    rows = [
        {"title": title, "body": f"{text} {n}\nand more", "lang": "en", "source": "s"}
        for title, text in [("Price war", "some words of it")] * 2
        + [("Notes", "the price of a war"), ("Notes", "a price war"), ("Notes", "price, war")]
        for n in range(5)
    ]
    excerpts_file = tmp_path / "excerpts.jsonl"
    excerpts_file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    passages = [
        {"id": "p0", "title": "锣鼓经", "body": "打击乐的记谱方法，用于戏曲。"},
        {"id": "p1", "title": "民歌", "body": "民歌有锣鼓，锣鼓经也用，戏曲也用。"},
    ]
    questions = [
        {"qid": "q0", "query": "锣鼓经在戏曲中是什么？"},
        {"qid": "q1", "query": "民歌是什么？"},  # one term alone is not asked
    ]
    for name, rows in (("passages", passages), ("queries", questions)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q0\t0\tp0\t1\nq1\t0\tp1\t1\n", encoding="utf-8")
    ranking.main(["--from", str(excerpts_file), "--questions", str(tmp_path)])
    printed = capsys.readouterr().out
    assert re.search(r"kbviewer +25 +1 +1\.000", printed)
    assert re.search(r"kbviewer +2 +1 +1\.0000 +1\.0000", printed)
    assert re.search(r"FTS5, BM25 +2 +1 +[0-9.]+ +[0-9.]+", printed)


def test_words_are_side_by_side_only_within_a_clause() -> None:
    lines = ("A price-war, file_system", "price", "war; the Price  war")
    assert ranking._plain(lines).split(" | ") == [
        " a price war",
        "file system",
        "price",
        "war",
        "the price war ",
    ]


def test_pages_are_compared_with_commonmark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {
        "agrees.md": "---\ntitle: a\n---\n# One\n\n- *a* https://a.cn/\n\n| x |\n| - |\n| y |\n",
        "on-purpose.md": "**“抖音”**电商 and\n[a link](b.md)\n",
        "of-blocks.md": "a\n\n> b & [c]: d\n\n    e\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = {one.name: one for one in agreement.folder_comparisons(tmp_path)}
    assert found.keys() == texts.keys()
    assert all(one.structure and one.text for one in found.values())
    assert found["on-purpose.md"].kinds == {agreement.EMPHASIS}
    wrong = agreement.compare("wrong", texts["agrees.md"], "<h1>One</h1><p>a <b>b</b></p>")
    assert not wrong.structure
    assert not wrong.text
    agreement.main(["--folder", str(tmp_path), "--list", "1"])
    printed = capsys.readouterr().out
    assert re.search(r"emphasis beside Chinese \(on purpose\) +1 / 1", printed)
    assert "on-purpose.md\n    behind" in printed


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("<ul><li>a</li></ul>", "<ul>\n<li><p>a</p></li>\n</ul>", True),  # tight and loose
        ("<p>抖音\n电商</p>", "<p>抖音电商</p>", True),
        ("<p>抖音\nlive</p>", "<p>抖音live</p>", False),
        ("<p>a <b>b</b></p>", "<p>a<strong> b</strong></p>", True),
        ("<p>a</p>\n<p>b</p>", "<p>a b</p>", False),
        ("<li>a<p>b</p></li>", "<li>a b</li>", False),
        ("<pre><code>a  b\n</code></pre>", "<pre>a  b</pre>", True),
        ("<pre>a  b</pre>", "<pre>a b</pre>", False),
        ('<ol start="1"><li>a</li></ol>', "<ol><li>a</li></ol>", True),
        ('<ol start="2"><li>a</li></ol>', "<ol><li>a</li></ol>", False),
        ('<a href="x%20y">a</a>', '<a href="x y">a</a>', True),
        ('<a href="x">a</a>', '<a href="y">a</a>', False),
        ('<a href="https://a.cn">https://a.cn</a>', "https://a.cn", True),
        ('<th align="left">a</th>', "<th>a</th>", False),
        ("<li>[x] a</li>", "<li>☑ a</li>", True),
    ],
)
def test_pages_are_the_same_if_a_reader_sees_the_same(one: str, other: str, is_same: bool) -> None:
    assert (agreement.tokens(one)[0] == agreement.tokens(other)[0]) is is_same


def test_the_examples_of_a_specification_are_read(tmp_path: Path) -> None:
    fence = "`" * 32
    text = f"# One\n\n{fence} example\n→a\n.\n<pre><code>a\n</code></pre>\n{fence}\n"
    (tmp_path / "spec.txt").write_text(text, encoding="utf-8")
    example = {"markdown": "# a\n", "html": "<h2>a</h2>\n", "section": "One", "example": 7}
    (tmp_path / "spec.json").write_text(json.dumps([example]), encoding="utf-8")
    (right,) = agreement.spec_comparisons(tmp_path / "spec.txt")
    (wrong,) = agreement.spec_comparisons(tmp_path / "spec.json")
    assert (right.name, right.section, right.structure) == ("example 1", "One", True)
    assert (wrong.name, wrong.structure, wrong.text) == ("example 7", False, True)
    assert wrong.kinds == {"heading"}


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        (
            '<div class="callout callout-note"><p class="callout-title">A</p><p>b</p></div>',
            "<blockquote><p>[!note] A\nb</p></blockquote>",
            agreement.CALLOUT,
        ),
        (
            'x <code class="math">$a_1 b_2$</code> y',
            "x $a<em>1 b</em>2$ y",
            agreement.MATH,
        ),
        (
            '<pre class="math"><code>$$\\begin{a}\nb\n$$</code></pre>',
            "<p>$$\\begin{a}\nb\n$$</p>",
            agreement.MATH,
        ),
        ("<p>a <mark>b</mark></p>", "<p>a ==b==</p>", agreement.MARK),
        ("<p>a</p>", "<p>a %%b%%</p>", agreement.COMMENT),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<p>a\n: b</p>", agreement.DEFINITIONS),
        (
            '<p>a<sup id="fnref:1"><a href="#fn:1">1</a></sup></p>',
            '<p>a<a href="b">^1</a></p>',
            agreement.FOOTNOTE,
        ),
        ("<p>抖音<strong>电商。</strong>是</p>", "<p>抖音**电商。**是</p>", agreement.EMPHASIS),
        ("<p>a <strong>b</strong> c</p>", "<p>a **b** c</p>", "emphasis"),
        ("<p>a &lt;b&gt; c</p>", "<p>a c</p>", "raw HTML"),
        ("<p>a - b</p>", "<p>a</p><ul><li>b</li></ul>", "list"),
        ("<pre>$ a_b</pre>", "<p>$ a_b</p>", "code block"),
    ],
)
def test_differences_are_of_the_kind_that_they_are(ours: str, theirs: str, kind: str) -> None:
    pages = (agreement.tokens(ours)[0], agreement.tokens(theirs)[0])
    assert {difference.kind for difference in agreement.differences(*pages)} == {kind}
