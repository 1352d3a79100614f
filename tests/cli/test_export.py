"""The terminal: hits in the formats that others read, and quotations."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kbviewer.cli import commands
from kbviewer.cli.main import _FORMATS, main
from kbviewer.export.formats import Format

Make = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]
ARTICLE = """---
title: {title}
source: 证券时报网 (Zheng Quan Shi Bao Wang)
author: 张三；李四
published: 2025-08-24 14:12
lang: {lang}
url: https://example.org/a
---

{text}
"""
CHINESE = ARTICLE.format(
    title="抖音电商", lang="zh", text="前一句。拦截率**46.15%**，共4,000件。后一句。"
)
ENGLISH = ARTICLE.format(
    title="Trade", lang="en", text="One. Sales in the\nU.S. Senate rose by 46.15%. Two."
)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_today", lambda: date(2026, 11, 27))


def test_every_format_can_be_asked_for() -> None:
    assert set(_FORMATS) == {chosen.value for chosen in Format}


@pytest.mark.parametrize("chosen", _FORMATS)
def test_hits_are_exported(
    chosen: str, library: Make, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    root = library({"a.md": CHINESE, "b.md": ENGLISH, "c.md": "other"})
    assert main(["search", "46.15", "--format", chosen, "--library", str(root)]) == 0
    printed = capfdbinary.readouterr()
    text = printed.out.decode("utf-8")
    assert printed.err == b""
    assert "抖音电商" in text
    assert "Trade" in text
    assert "other" not in text
    assert "\r\r" not in text


def test_a_reference_has_what_the_header_has(
    library: Make, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    root = library({"a.md": CHINESE})
    assert main(["search", "拦截", "--format", "gbt", "--library", str(root)]) == 0
    assert capfdbinary.readouterr().out.decode("utf-8") == (
        "[1] 张三，李四. 抖音电商[EB/OL].（2025-08-24）[2026-11-27]. https://example.org/a.\n"
    )


def test_the_table_has_the_hits_in_their_order_up_to_the_limit(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main(["search", "抖音", "--json", "--limit", "3", "--sort", "oldest"]) == 0
    hits = json.loads(capfdbinary.readouterr().out)["hits"]
    call = ["search", "抖音", "--format", "csv", "--limit", "3", "--sort", "oldest"]
    assert main(call) == 0
    text = capfdbinary.readouterr().out.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["id"] for row in rows] == [hit["id"] for hit in hits]
    assert [row["snippet"] for row in rows] == [hit["snippet"] for hit in hits]


def test_an_article_found_by_its_topic_has_no_words_to_quote(
    library: Make, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    root = library({"物流/a.md": "one\n", "物流/_index.md": "---\ntitle: Logistics\n---\n"})
    assert main(["search", "logistics", "--format", "jsonl", "--library", str(root)]) == 0
    assert json.loads(capfdbinary.readouterr().out)["snippet"] == ""


def test_nothing_found_is_an_empty_export(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["search", "zzzz", "--format", "csl"]) == 1
    printed = capfdbinary.readouterr()
    assert json.loads(printed.out) == []
    assert printed.err == b""


def test_a_file_that_is_gone_is_told_of_and_left_out(
    library: Make, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": CHINESE, "b.md": ENGLISH})
    assert main(["index", "--library", str(root)]) == 0
    capfdbinary.readouterr()
    monkeypatch.setattr(commands, "_update", lambda _: None)
    (root / "b.md").unlink()
    assert main(["search", "46.15", "--format", "jsonl", "--library", str(root)]) == 0
    printed = capfdbinary.readouterr()
    assert json.loads(printed.out)["id"] == "a.md"
    assert b"b.md" in printed.err
    assert b"left out" in printed.err


@pytest.mark.parametrize("other", [["--json"], ["--explain"]])
def test_a_format_goes_alone(other: list[str], capsys: Capture) -> None:
    assert main(["search", "抖音", "--format", "csv", *other]) == 2
    assert "--format goes with" in capsys.readouterr().err


def test_a_batch_has_no_format(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "queries").write_text("抖音\n", encoding="utf-8")
    assert main(["search", "--batch", str(tmp_path / "queries"), "--format", "csv"]) == 2
    assert "--format goes with" in capsys.readouterr().err


@pytest.mark.slow
def test_a_file_is_utf8_whatever_the_terminal_says(library: Make) -> None:
    root = library({"a.md": CHINESE})
    call = [sys.executable, "-m", "kbviewer", "search", "拦截", "--format", "csv"]
    ended = subprocess.run(
        [*call, "--library", str(root)], capture_output=True, check=True,
        env={"PYTHONIOENCODING": "ascii", "KBVIEWER_CACHE_DIR": str(root / "c"), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert ended.stdout.startswith(b"\xef\xbb\xbftitle,source")
    assert "抖音电商".encode() in ended.stdout


class Screen(io.StringIO):
    """A terminal."""

    buffer = io.BytesIO()

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_an_article_cannot_speak_to_it(
    library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = '"\\x1b]52;c;x\\x07\\u202e=1"'
    root = library({"a.md": ARTICLE.format(title=title, lang="zh", text="盲盒")})
    for chosen in _FORMATS:
        screen = Screen()
        monkeypatch.setattr(sys, "stdout", screen)
        assert main(["search", "盲盒", "--format", chosen, "--library", str(root)]) == 0
        shown = screen.getvalue()
        assert "52;c;x" in shown
        assert not set(shown) & set("\033\007\u202e\r\ufeff")
        assert screen.buffer.getvalue() == b""


# --- quotations


@pytest.mark.parametrize(
    ("article", "words", "printed"),
    [
        (
            CHINESE, "46.15%",
            "“拦截率46.15%，共4,000件。”——证券时报网，2025-08-24，《抖音电商》，https://example.org/a\n",
        ),
        (
            ENGLISH, "“SALES in the u.s.”",
            ("“Sales in the U.S. Senate rose by 46.15%.” — 证券时报网, 24 August 2025, “Trade”, "
            "https://example.org/a\n"),
        ),
        (
            CHINESE.replace("后一句。", "\n\n## 抖音电商\n\n抖音电商说好。"), "抖音电商",
            "“抖音电商说好。”——证券时报网，2025-08-24，《抖音电商》，https://example.org/a\n",
        ),
        (
            ENGLISH, "One Sales",
            "",
        ),
        (
            CHINESE, "抖音电商",
            "“抖音电商”——证券时报网，2025-08-24，《抖音电商》，https://example.org/a\n",
        ),
    ],
)  # fmt: skip
def test_a_sentence_is_quoted_with_its_source(
    article: str, words: str, printed: str, library: Make, capsys: Capture
) -> None:
    root = library({"a.md": article})
    status = main(["show", "a.md", "--quote", words, "--library", str(root)])
    output = capsys.readouterr()
    assert output.out == printed
    assert status == (0 if printed else 1)
    assert ("does not have the words" in output.err) == (not printed)


def test_a_quotation_can_be_html(library: Make, capsys: Capture) -> None:
    root = library({"a.md": CHINESE})
    assert main(["show", "a.md", "--quote", "4,000件", "--html", "--library", str(root)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith('<blockquote cite="https://example.org/a"><p>“拦截率46.15%，')


@pytest.mark.parametrize("words", ["", "“”", '" "'])
def test_nothing_cannot_be_quoted(words: str, library: Make, capsys: Capture) -> None:
    root = library({"a.md": CHINESE})
    assert main(["show", "a.md", "--quote", words, "--library", str(root)]) == 2
    assert "--quote takes words of an article" in capsys.readouterr().err


def test_a_topics_page_is_not_quoted(capsys: Capture) -> None:
    assert main(["show", "governance/_index.md", "--quote", "order"]) == 2
    assert "--quote takes words of an article" in capsys.readouterr().err


def test_an_article_that_is_not_there_is_told(capsys: Capture) -> None:
    assert main(["show", "nowhere.md", "--quote", "order"]) == 2
    assert "nowhere.md" in capsys.readouterr().err


def test_readme_quotes_what_is_printed(capsys: Capture) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    _, _, behind = readme.partition("$ kbviewer show ")
    call, printed = behind.split("\n")[:2]
    assert main(["show", *call.split()]) == 0
    assert capsys.readouterr().out == printed + "\n"
