"""The context menu of the article: links, pictures, tables, the selection, the article."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from kbviewer.ui.dialogs.export_dialog import ExportDialog
from tests.ui.menus import Desktop, choose, letters, lines, menu_key, opened, right_click
from tests.ui.person import Key, MakeLibrary, Open, Person, article

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ARTICLE_LINES = [
    "Copy Citation", "Copy Path", "-", "Show in Folder", "Open in Editor", "-", "Export…", "-",
    "Select All",
]  # fmt: skip
TEXT = """plain words & more of them

[outside](https://example.com/a%20b?x=1) [mail](mailto:jane@example.com) [other](b/o.md#Part)
[gone](gone.md) [here](#Part) [file](file:///etc/hosts) [ftp](ftp://example.com/x) note[^1]

![](pictures/a.png)

| name | sum |
|---|---:|
| =1+1 | -3 |
| @x | 5 |

## Part

[^1]: a note
"""


@pytest.fixture
def root(library: MakeLibrary) -> Path:
    QGuiApplication.clipboard().clear()
    root = library({
        "t/a.md": article("A", TEXT, source="36Kr", published="2025-08-11", lang="en", topics="t"),
        "t/b/o.md": article("Other", "plain words & more of them\n\n## Part\n\nx", lang="en"),
        "t/_index.md": article("Topic", "the topic's page"),
    })  # fmt: skip
    (root / "t/pictures").mkdir()
    image = QImage(300, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    assert image.save(str(root / "t/pictures/a.png"))
    return root


@pytest.fixture
def reader(open_window: Open, root: Path) -> Person:
    person = open_window(root, size=(1280, 1000))
    person.open("t/a.md")
    return person


def at(person: Person, words: str) -> QPoint:
    """The place of words in the article."""
    found = person.browser.document().find(words)
    assert not found.isNull(), words
    return person.place_of(found.selectionStart() + 1).center()


def menu_at(person: Person, words: str) -> QMenu | None:
    return right_click(person.browser, at(person, words))


def on_picture(person: Person) -> QMenu | None:
    place = person.place_of(person.browser.toPlainText().index("\ufffc"))
    return right_click(person.browser, place.center() + QPoint(60, 0))


def select(person: Person, words: str) -> None:
    person.browser.setTextCursor(person.browser.document().find(words))


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def own_lines(person: Person, menu: QMenu | None) -> list[str]:
    """The lines of a menu; those of going back and forward are left out."""
    assert person
    found = [one for one in lines(menu) if one not in ("Back", "Forward")]
    return found[:-1] if found[-1] == "-" else found


# --- the article


def test_the_lines_of_an_article(reader: Person) -> None:
    assert own_lines(reader, menu_at(reader, "plain words")) == ARTICLE_LINES
    menu = opened()
    assert menu is not None
    assert all(one.isEnabled() for one in menu.actions() if not one.isSeparator())


def test_back_and_forward_are_there_where_they_lead_somewhere(reader: Person) -> None:
    reader.open("t/b/o.md")
    menu = menu_at(reader, "plain words")
    assert "Back" in lines(menu)
    assert "Forward" not in lines(menu)
    choose(reader, menu, "Back")
    assert "Forward" in lines(menu_at(reader, "plain words"))


def test_a_match_can_be_copied_with_its_source(reader: Person) -> None:
    reader.search("plain")
    reader.open("t/a.md")
    choose(reader, menu_at(reader, "more of them"), "Copy with Source")
    assert clipboard().startswith("“plain words & more of them” — 36Kr, 11 August 2025")


def test_the_article_is_cited_shown_and_opened(
    reader: Person, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = Desktop.replace(monkeypatch)
    choose(reader, menu_at(reader, "plain words"), "Copy Citation")
    assert clipboard() == "A. (2025, August 11). 36Kr."
    choose(reader, menu_at(reader, "plain words"), "Copy Path")
    assert clipboard() == str(root.resolve() / "t" / "a.md")
    choose(reader, menu_at(reader, "plain words"), "Show in Folder")
    choose(reader, menu_at(reader, "plain words"), "Open in Editor")
    assert desktop.shown == desktop.opened == [root.resolve() / "t/a.md"]
    choose(reader, menu_at(reader, "plain words"), "Select All")
    assert reader.browser.textCursor().hasSelection()


def test_the_article_is_exported(reader: Person) -> None:
    choose(reader, menu_at(reader, "plain words"), "Export…")
    (dialog,) = reader.window.findChildren(ExportDialog)
    assert dialog.range_box.currentText() == "The open article"


def test_a_topics_page_is_no_article(reader: Person) -> None:
    reader.choose_topic("t")
    assert reader.page()
    assert own_lines(reader, menu_at(reader, "page")) == ["Select All"]


@pytest.mark.parametrize("key", [Key.Key_Menu, Key.Key_F10])
def test_keys_open_the_menu_with_letters_of_their_own(reader: Person, key: Key) -> None:
    reader.search("plain")
    reader.open("t/a.md")
    reader.browser.setFocus()
    menu = menu_key(key)
    assert "Copy Citation" in lines(menu)
    assert "Copy Table as CSV" in lines(menu)
    found = letters(menu)
    assert len(found) > 10
    assert len(set(found)) == len(found)
    assert "" not in found


# --- the selection


def test_a_selection_has_lines_of_its_own(reader: Person) -> None:
    select(reader, "words & more")
    assert lines(menu_at(reader, "plain")) == [
        "Copy", "Copy with Source", "Search for “words  more”",
    ]  # fmt: skip
    menu = opened()
    assert menu is not None
    assert menu.actions()[2].text() == "Search &for “words && more”"
    assert menu.actions()[0].shortcut().toString() == "Ctrl+C"
    choose(reader, menu, "Copy")
    assert clipboard() == "words & more"
    choose(reader, menu_at(reader, "plain"), "Copy with Source")
    assert clipboard().startswith("“words & more” — 36Kr")


def test_a_selection_is_searched_for_as_a_phrase(reader: Person) -> None:
    reader.search("note")
    select(reader, "words & more")
    menu = menu_at(reader, "plain")
    assert menu is not None
    choose(reader, menu, lines(menu)[2])
    assert reader.field.text() == '"words & more"'
    assert len(reader.ids()) == 2
    while reader.field.text() != "note":
        reader.browser.setFocus()
        assert reader.window.action_collection["back"].isEnabled()
        reader.window.action_collection["back"].trigger()
        reader.settle()


def test_long_words_are_shortened_in_the_middle(open_window: Open, library: MakeLibrary) -> None:
    words = "first " + "word " * 40 + "last"
    person = open_window(library({"a.md": article("A", words)}))
    person.open("a.md")
    cursor = person.browser.textCursor()
    cursor.setPosition(person.browser.toPlainText().index("first"))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    person.browser.setTextCursor(cursor)
    (line,) = (one for one in lines(menu_at(person, "first")) if one.startswith("Search"))
    assert len(line) < 100
    assert "…" in line
    assert line.endswith("last”")


def test_several_paragraphs_are_not_searched_for(reader: Person) -> None:
    reader.browser.selectAll()
    assert own_lines(reader, menu_at(reader, "plain")) == ["Copy", "Copy with Source"]


# --- links


@pytest.mark.parametrize(
    ("words", "expected", "copied"),
    [
        ("outside", ["Open Link", "Copy Link Address"], "https://example.com/a%20b?x=1"),
        ("mail", ["Open Link", "Copy Email Address"], "jane@example.com"),
        ("other", ["Open Link", "Copy Link"], "t/b/o.md#Part"),
        ("gone", ["Open Link", "Copy Link"], "t/gone.md"),
        ("here", ["Open Link", "Copy Link"], "t/a.md#Part"),
        ("Topic", ["Open Link", "Copy as Query"], "topic:t"),
    ],
)
def test_a_link_is_copied_as_what_it_is(
    reader: Person, words: str, expected: list[str], copied: str
) -> None:
    menu = menu_at(reader, words)
    assert lines(menu) == expected
    choose(reader, menu, expected[1])
    assert clipboard() == copied
    assert reader.status() == "Copied"


def test_a_link_is_opened_as_by_a_click(reader: Person) -> None:
    choose(reader, menu_at(reader, "other"), "Open Link")
    assert reader.current_article() == "t/b/o.md"


def test_links_that_are_never_opened_offer_nothing_that_does_nothing(reader: Person) -> None:
    for words in ("file", "ftp"):
        assert "Open Link" not in lines(menu_at(reader, words))
        assert "" not in lines(opened())


# --- pictures and tables


def test_a_picture_is_copied_with_its_path(reader: Person, root: Path) -> None:
    menu = on_picture(reader)
    assert lines(menu) == ["Open Picture", "Copy Picture", "Copy Picture Path"]
    choose(reader, menu, "Copy Picture Path")
    assert clipboard() == str(root.resolve() / "t" / "pictures" / "a.png")
    choose(reader, on_picture(reader), "Copy Picture")
    image = QGuiApplication.clipboard().image()
    assert image.size().toTuple() == (300, 100)
    (root / "t/pictures/a.png").unlink()
    choose(reader, on_picture(reader), "Copy Picture Path")
    assert reader.status() == "The picture is not there any more."


def test_a_table_is_copied_without_formulas(reader: Person) -> None:
    menu = menu_at(reader, "sum")
    assert own_lines(reader, menu) == ["Open Table", "Copy Table as CSV", "-", *ARTICLE_LINES]
    choose(reader, menu, "Copy Table as CSV")
    rows = list(csv.reader(io.StringIO(clipboard())))
    assert rows == [["name", "sum"], ["'=1+1", "-3"], ["'@x", "5"]]


def test_escape_closes_the_menu_alone(reader: Person) -> None:
    reader.search("plain")
    menu = menu_at(reader, "plain")
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert opened() is None
    assert reader.field.text() == "plain"
