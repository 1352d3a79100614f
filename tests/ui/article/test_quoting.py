"""Words of an article, copied with their source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QTextCursor

from kbviewer.ui import strings
from tests.ui.person import Held, Key, Open, Person

Make = Callable[[dict[str, str]], Path]
BOTH = Held.ControlModifier | Held.ShiftModifier


@pytest.fixture
def reader(open_window: Open, library: Make) -> Person:
    header = "---\ntitle: {}\nsource: {}\npublished: 2025-08-24\nlang: {}\n---\n"
    texts = {
        "a/1.md": header.format("盲盒新规", "证券时报网", "zh")
        + "😀 平台拦截了46.15%的商品。治理从盲盒开始，共65亿元！其他照旧。",
        "a/2.md": header.format("Blind boxes", "36Kr", "en")
        + "Nothing here. The U.S. rule on <b>boxes</b> took effect. More follows.",
        "a/_index.md": "---\ntitle: A topic\n---\nthe page",
    }
    QGuiApplication.clipboard().clear()
    return open_window(library(texts))


def copied() -> tuple[str, str, str]:
    """The plain text, the HTML and the Markdown on the clipboard."""
    mime = QGuiApplication.clipboard().mimeData()
    markdown = bytes(mime.data("text/markdown").data()).decode()
    return mime.text(), mime.html(), markdown


def select(person: Person, words: str) -> None:
    text = person.browser.toPlainText()
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    cursor = person.browser.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    person.browser.setTextCursor(cursor)


def test_the_sentence_with_the_match_has_its_source_in_three_forms(reader: Person) -> None:
    reader.search("从盲盒开始")
    reader.press(Key.Key_C, BOTH)
    plain, page, markdown = copied()
    assert plain == "“治理从盲盒开始，共65亿元！”——证券时报网，2025-08-24，《盲盒新规》"
    assert "<blockquote><p>“治理从盲盒开始，共65亿元！”</p></blockquote>" in page
    assert markdown.startswith("> “治理从盲盒开始，共65亿元！”\n")
    assert reader.status() == strings.COPIED_WITH_SOURCE


def test_english_articles_are_quoted_in_english(reader: Person) -> None:
    reader.search('"rule on boxes"')
    reader.press(Key.Key_C, BOTH)
    assert copied()[0].startswith("“The U.S. rule on boxes took effect.” — 36Kr, ")


def test_the_selection_goes_before_the_match(reader: Person) -> None:
    reader.search("从盲盒开始")
    select(reader, "拦截了46.15%的商品")
    reader.browser.setFocus()
    reader.press(Key.Key_C, BOTH)
    assert copied()[0].startswith("“拦截了46.15%的商品”——证券时报网")


def test_without_words_or_without_an_article_it_says_what_to_do(reader: Person) -> None:
    reader.search("")
    reader.choose_topic("a")
    reader.press(Key.Key_C, BOTH)
    assert reader.status() == strings.NOTHING_TO_QUOTE
    reader.open("a/1.md")
    reader.press(Key.Key_C, BOTH)
    assert reader.status() == strings.SELECT_TO_QUOTE
    assert QGuiApplication.clipboard().text() == ""


def test_a_file_that_is_gone_is_told(reader: Person, tmp_path: Path) -> None:
    reader.search("从盲盒开始")
    (tmp_path / "library/a/1.md").unlink()
    reader.tap(Key.Key_C, BOTH)
    reader.settle()
    assert "1.md" in reader.status()
    assert QGuiApplication.clipboard().text() == ""
