"""Choosing rows of the list, and their context menu."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMenu, QPlainTextEdit

from kbviewer.ui.dialogs.export_dialog import ExportDialog
from tests.ui.menus import Desktop, choose, letters, lines, menu_key, opened, right_click
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def root(library: MakeLibrary) -> Path:
    QGuiApplication.clipboard().clear()
    return library({
        "1.md": article(
            "盲盒新规", "盲盒 one", source="证券时报网", published="2025-08-24", lang="zh"
        ),
        "2.md": article(
            "Blind boxes", "盲盒 two", source="36Kr", published="2025-08-11", lang="en",
            author="Jane Doe",
        ),
        "3.md": article("Box", "盲盒 three", source='The "Daily"', published="2025-07", lang="en"),
        "4.md": article("盲盒四", "盲盒 four", lang="zh"),
    })  # fmt: skip


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    return Desktop.replace(monkeypatch)


@pytest.fixture
def reader(open_window: Open, root: Path) -> Person:
    """Somebody before four hits, the newest first."""
    person = open_window(root)
    person.search("盲盒")
    person.press(Key.Key_2, Held.ControlModifier)
    assert person.ids() == ["1.md", "2.md", "3.md", "4.md"]
    return person


def place(person: Person, row: int) -> QPoint:
    view = person.window.results.view
    return view.visualRect(person.window.results.model.index(row)).center()


def menu_of(person: Person, row: int) -> QMenu | None:
    return right_click(person.window.results.view, place(person, row))


def click(person: Person, row: int, held: Held = Held.NoModifier) -> None:
    port = person.window.results.view.viewport()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, held, place(person, row))
    person.settle()


def chosen(person: Person) -> list[str]:
    return [hit.id for hit in person.window.results.chosen_hits()]


def copied() -> tuple[str, str]:
    mime = QGuiApplication.clipboard().mimeData()
    return (mime.text(), mime.html()) if mime else ("", "")


# --- choosing rows


def test_rows_are_chosen_with_ctrl_and_shift_and_a_click(reader: Person) -> None:
    click(reader, 0)
    click(reader, 2, Held.ControlModifier)
    assert chosen(reader) == ["1.md", "3.md"]
    assert reader.current_article() == "3.md"
    assert "three" in reader.page()
    click(reader, 0, Held.ControlModifier)
    assert chosen(reader) == ["3.md"]
    click(reader, 1)
    click(reader, 3, Held.ShiftModifier)
    assert chosen(reader) == ["2.md", "3.md", "4.md"]
    assert "four" in reader.page()
    click(reader, 0, Held.ShiftModifier)
    assert chosen(reader) == ["1.md", "2.md"]
    click(reader, 3)
    assert chosen(reader) == ["4.md"]


def test_rows_are_chosen_with_shift_and_the_keys_that_move(reader: Person) -> None:
    click(reader, 1)
    reader.press(Key.Key_Down, Held.ShiftModifier)
    assert chosen(reader) == ["2.md", "3.md"]
    assert "three" in reader.page()
    for _ in range(2):
        reader.press(Key.Key_Up, Held.ShiftModifier)
    assert chosen(reader) == ["1.md", "2.md"]
    reader.press(Key.Key_End, Held.ShiftModifier)
    assert chosen(reader) == ["2.md", "3.md", "4.md"]
    reader.press(Key.Key_Up)
    assert chosen(reader) == ["3.md"]


def test_a_choice_begins_at_the_row_that_a_match_led_to(reader: Person) -> None:
    click(reader, 0)
    for _ in range(4):  # in the title and in the text of each
        reader.press(Key.Key_F3)
    row = reader.current_row()
    assert row > 0
    reader.window.results.view.setFocus()
    reader.press(Key.Key_Down, Held.ShiftModifier)
    assert chosen(reader) == reader.ids()[row : row + 2]


def test_going_back_to_a_match_with_shift_chooses_nothing(reader: Person) -> None:
    click(reader, 3)
    while reader.current_row() == 3:
        reader.press(Key.Key_F3, Held.ShiftModifier)
    assert chosen(reader) == [reader.current_article()]


def test_keys_in_the_field_move_and_choose_nothing(reader: Person) -> None:
    reader.field.setFocus()
    for held in (Held.NoModifier, Held.ShiftModifier, Held.ControlModifier):
        reader.press(Key.Key_Down, held)
        assert chosen(reader) == [reader.current_article()]
    assert reader.current_row() == 3
    reader.type("x")
    reader.settle()
    assert reader.field.text() == "盲盒x"


def test_a_new_query_clears_the_choice_and_news_in_the_folder_do_not(
    reader: Person, root: Path
) -> None:
    click(reader, 1)
    click(reader, 3, Held.ControlModifier)
    (root / "0.md").write_text(article("new", "盲盒 new", published="2025-09-01"), "utf-8")
    reader.press(Key.Key_F5)
    assert len(reader.ids()) == 5
    assert chosen(reader) == ["2.md", "4.md"]
    assert reader.current_article() == "4.md"
    reader.search("盲")
    assert chosen(reader) == [reader.ids()[0]]


# --- the menu


def test_the_menu_of_a_row(reader: Person) -> None:
    menu = menu_of(reader, 1)
    assert lines(menu) == [
        "Open", "-", "Copy Citation", "Copy Path", "-", "Show in Folder", "Open in Editor", "-",
        "Only This Source", "Only This Month", "-", "Export Selection…",
    ]  # fmt: skip
    assert len(set(letters(menu))) == 8
    assert reader.current_article() == "2.md"


def test_nothing_is_offered_that_a_row_has_not(reader: Person) -> None:
    assert "Only This Source" not in lines(menu_of(reader, 3))
    menu = opened()
    assert menu is not None
    assert "Only This Month" not in lines(menu)
    menu.close()
    assert right_click(reader.window.results.view, QPoint(20, place(reader, 3).y() + 90)) is None


@pytest.mark.parametrize("key", [Key.Key_Menu, Key.Key_F10])
def test_keys_open_the_menu_of_the_current_row(reader: Person, key: Key) -> None:
    click(reader, 2)
    menu = menu_key(key)
    choose(reader, menu, "Copy Path")
    assert copied()[0].endswith("3.md")


def test_the_menu_of_a_chosen_row_keeps_the_choice_that_of_another_does_not(
    reader: Person,
) -> None:
    click(reader, 0)
    click(reader, 1, Held.ShiftModifier)
    menu = menu_of(reader, 0)
    assert chosen(reader) == ["1.md", "2.md"]
    assert reader.current_article() == "1.md"
    assert menu is not None
    menu.close()
    menu_of(reader, 2)
    assert chosen(reader) == ["3.md"]


def test_open_leads_into_the_article(reader: Person) -> None:
    choose(reader, menu_of(reader, 2), "Open")
    assert reader.browser.hasFocus()
    assert "three" in reader.page()


def test_the_citation_of_a_row_is_in_the_style_of_its_language(reader: Person) -> None:
    choose(reader, menu_of(reader, 0), "Copy Citation")
    plain, page = copied()
    assert plain.startswith("证券时报网. 盲盒新规[EB/OL].（2025-08-24）[")
    assert "<p>证券时报网. 盲盒新规[EB/OL]." in page
    assert reader.status() == "Citation copied"
    choose(reader, menu_of(reader, 1), "Copy Citation")
    plain, page = copied()
    assert plain == "Doe, J. (2025, August 11). Blind boxes. 36Kr."
    assert "<i>Blind boxes</i>" in page


def test_the_citations_of_all_chosen_rows_are_copied_in_their_order(reader: Person) -> None:
    click(reader, 2)
    click(reader, 0, Held.ShiftModifier)
    choose(reader, menu_of(reader, 1), "Copy Citation")
    plain, page = copied()
    first, second, third = plain.split("\n")
    assert "盲盒新规" in first
    assert "Blind boxes" in second
    assert "Box." in third
    assert page.count("<p>") == 3
    assert reader.status() == "3 citations copied"


def test_the_style_is_that_of_the_settings(open_window: Open, root: Path, tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    person = open_window(root, settings=settings)
    person.search("盲盒新规")
    for style, start in (
        ("chicago", "证券时报网. “盲盒新规.”"), ("gbt", "证券时报网. 盲盒新规[EB/OL]"),
        ("apa", "盲盒新规. (2025, August 24). 证券时报网."),
        ("nonsense", "证券时报网. 盲盒新规[EB/OL]"),
    ):  # fmt: skip
        settings.setValue("citation_style", style)
        choose(person, menu_of(person, 0), "Copy Citation")
        assert copied()[0].startswith(start)


def test_the_line_of_the_edit_menu_cites_the_rows_or_the_article(reader: Person) -> None:
    action = reader.window.action_collection["copy_citation"]
    click(reader, 0)
    click(reader, 1, Held.ControlModifier)
    action.trigger()
    reader.settle()
    assert reader.status() == "2 citations copied"
    reader.field.setFocus()
    action.trigger()
    reader.settle()
    assert copied()[0].startswith("Doe, J.")
    reader.search("火星")
    action.trigger()
    reader.settle()
    assert reader.status() == "Open an article to cite it"


def test_files_that_are_gone_are_told(reader: Person, root: Path, desktop: Desktop) -> None:
    (root / "1.md").unlink()
    choose(reader, menu_of(reader, 0), "Copy Citation")
    assert "1.md" in reader.status()
    assert copied()[0] == ""
    click(reader, 1, Held.ShiftModifier)
    choose(reader, menu_of(reader, 1), "Copy Citation")
    assert reader.status() == "1 copied; 1 cannot be read"
    for line in ("Show in Folder", "Open in Editor"):
        choose(reader, menu_of(reader, 0), line)
        assert reader.status() == "1.md is not there any more."
    assert desktop.shown == desktop.opened == []


def test_a_row_is_shown_in_its_folder(reader: Person, root: Path, desktop: Desktop) -> None:
    choose(reader, menu_of(reader, 1), "Show in Folder")
    desktop.answer()
    assert desktop.shown == [root.resolve() / "2.md"]
    assert desktop.opened == []
    desktop.has_file_manager = False
    choose(reader, menu_of(reader, 1), "Show in Folder")
    desktop.answer()
    assert desktop.opened == [root.resolve()]


def test_a_row_is_opened_in_the_systems_program(
    reader: Person, root: Path, desktop: Desktop
) -> None:
    choose(reader, menu_of(reader, 1), "Open in Editor")
    assert desktop.opened == [root.resolve() / "2.md"]
    desktop.has_program = False
    choose(reader, menu_of(reader, 1), "Open in Editor")
    assert "2.md" in reader.status()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows needs a right for links")
def test_no_other_file_is_opened(reader: Person, root: Path, desktop: Desktop) -> None:
    outside = root.parent / "outside.md"
    outside.write_text("x", "utf-8")
    (root / "run.sh").write_text("x", "utf-8")
    for target in (outside, root / "run.sh", root / "no.md"):
        (root / "2.md").unlink()
        (root / "2.md").symlink_to(target)
        for line in ("Show in Folder", "Open in Editor"):
            choose(reader, menu_of(reader, 1), line)
            assert reader.status().startswith("2.md ")
    assert desktop.shown == desktop.opened == []


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names are Unicode there")
def test_names_of_any_kind_are_handed_on_whole(
    open_window: Open, root: Path, desktop: Desktop
) -> None:
    names = ("-rf 100% a&b #1.md", os.fsdecode("盲".encode("gb18030")) + ".md")
    for name in names:
        (root / name).write_text("木星", "utf-8")
    person = open_window(root)
    person.search("木星")
    for row in range(2):
        choose(person, menu_of(person, row), "Open in Editor")
        choose(person, menu_of(person, row), "Show in Folder")
        choose(person, menu_of(person, row), "Copy Path")
        assert copied()[0].startswith(str(root.resolve()))
    assert (
        {path.name for path in desktop.opened}
        == set(names)
        == {path.name for path in desktop.shown}
    )


def test_only_this_source_is_added_to_the_query(reader: Person) -> None:
    choose(reader, menu_of(reader, 1), "Only This Source")
    assert reader.field.text() == '盲盒 source:"36Kr"'
    assert reader.ids() == ["2.md"]
    assert "Only This Source" not in lines(menu_of(reader, 0))
    menu = opened()
    choose(reader, menu, "Only This Month")
    assert reader.field.text() == '盲盒 source:"36Kr" published:2025-08'
    assert reader.ids() == ["2.md"]
    for _ in range(2):
        reader.press(Key.Key_Left, Held.AltModifier)
    assert reader.field.text() == "盲盒"
    assert len(reader.ids()) == 4


def test_a_source_with_quotation_marks_is_found(reader: Person) -> None:
    choose(reader, menu_of(reader, 2), "Only This Source")
    assert reader.ids() == ["3.md"]


def test_a_word_that_is_typed_stays_a_prefix(reader: Person) -> None:
    reader.search("thre")
    choose(reader, menu_of(reader, 0), "Only This Month")
    assert reader.ids() == ["3.md"]


# --- export


def test_the_chosen_rows_are_exported(reader: Person) -> None:
    click(reader, 0)
    click(reader, 2, Held.ControlModifier)
    menu = menu_of(reader, 2)
    assert menu is not None
    assert menu.actions()[-1].text().endswith("\tCtrl+E")
    choose(reader, menu, "Export Selection…")
    (dialog,) = reader.window.findChildren(ExportDialog)
    assert dialog.range_box.currentText() == "The selection: 2 articles"
    preview = dialog.findChild(QPlainTextEdit)
    assert isinstance(preview, QPlainTextEdit)
    text = preview.toPlainText()
    assert "盲盒 three" in text
    assert "证券时报网" in text
    assert "36Kr" not in text


@pytest.mark.parametrize(
    ("panel", "rows", "range_"),
    [
        ("list", [1], "The list: 4 articles"), ("list", [1, 2], "The selection: 2 articles"),
        ("field", [1, 2], "The list: 4 articles"), ("article", [1, 2], "The open article"),
    ],
)  # fmt: skip
def test_the_key_exports_what_has_the_focus(
    reader: Person, panel: str, rows: list[int], range_: str
) -> None:
    for number, row in enumerate(rows):
        click(reader, row, Held.ControlModifier if number else Held.NoModifier)
    widgets = {
        "list": reader.window.results.view, "field": reader.field, "article": reader.browser,
    }  # fmt: skip
    widgets[panel].setFocus()
    reader.press(Key.Key_E, Held.ControlModifier)
    (dialog,) = reader.window.findChildren(ExportDialog)
    assert isinstance(dialog.range_box, QComboBox)
    assert dialog.range_box.currentText() == range_
