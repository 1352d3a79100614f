"""The status line, empty libraries, and what is new in the folder."""

from __future__ import annotations

import html
import re

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from kbviewer.ui.widgets.elided_label import ElidedLabel
from tests.ui.person import Gate, Key, MakeLibrary, Open, Person, article


def test_the_status_line_counts_articles_hits_and_milliseconds(person: Person) -> None:
    assert person.status() == "10 articles"
    person.search("盲盒")
    articles, found = person.status().split("  ·  ")
    assert articles == "10 articles"
    assert found == f"{len(person.ids())} found"
    text = person.window.status_line.findChild(QLabel, "statusText")
    assert isinstance(text, QLabel)
    assert re.fullmatch(r"<p>Searched in \d+\.\d ms</p>", text.toolTip())
    person.press(Key.Key_Escape)
    assert person.status() == "10 articles"


def test_one_is_told_in_the_singular(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library({"a.md": article("A", "alpha")}))
    person.search("alpha")
    assert person.status().startswith("1 article  ·  1 found")


def test_an_empty_folder_says_what_to_put_there(open_window: Open, library: MakeLibrary) -> None:
    root = library({})
    person = open_window(root)
    assert "No articles here" in person.why_nothing()
    assert "Markdown" in person.why_nothing()
    assert "F5" in person.why_nothing()
    (root / "first.md").write_text(article("First", "text"), encoding="utf-8")
    person.press(Key.Key_F5)
    assert person.why_nothing() == ""
    assert person.ids() == ["first.md"]
    assert person.status() == "1 article"


def test_while_the_folder_is_read_for_the_first_time_the_window_says_so(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate.before("", monkeypatch)
    seen: list[str] = []
    person = open_window(library({"a.md": article("A", "x")}), wait=False)
    gate.open()
    person.window.results.model.modelReset.connect(lambda: seen.append(person.why_nothing()))
    person.settle()
    assert person.ids() == ["a.md"]
    assert any("Indexing the folder" in words for words in seen)
    assert not any("No articles here" in words for words in seen)


def test_a_new_file_appears_and_a_removed_one_goes(open_window: Open, library: MakeLibrary) -> None:
    root = library({"a.md": article("A", "alpha"), "b.md": article("B", "alpha")})
    person = open_window(root)
    person.search("alpha")
    library({"new/c.md": article("C", "alpha gamma")})
    (root / "b.md").unlink()
    person.press(Key.Key_F5)
    assert sorted(person.ids()) == ["a.md", "new/c.md"]
    assert person.counts() == {"": 2, "new": 1}
    assert person.field.text() == "alpha"
    person.search("gamma")
    assert person.ids() == ["new/c.md"]


def test_an_edited_article_shows_its_new_text_when_it_is_opened_again(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", "old"), "b.md": article("B", "x")}))
    person.open("a.md")
    library({"a.md": article("A", "quite new")})
    person.press(Key.Key_F5)
    person.open("b.md")
    person.open("a.md")
    assert "quite new" in person.page()
    person.search("quite")
    assert person.ids() == ["a.md"]


def test_an_article_that_is_edited_while_it_is_open_shows_its_new_text(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": article("A", "old"), "b.md": article("B", "x")}))
    person.open("a.md")
    library({"a.md": article("A", "quite new")})
    person.press(Key.Key_F5)
    person.open("a.md")
    assert "quite new" in person.page()


def test_a_page_of_a_topic_that_is_edited_shows_its_new_text(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({
        "t/_index.md": "---\ntitle: Old\n---\nold text\n", "t/a.md": article("A", "x"),
    }))  # fmt: skip
    person.choose_topic("t")
    library({"t/_index.md": "---\ntitle: New\n---\nnew text\n"})
    person.press(Key.Key_F5)
    assert person.page().startswith("New\n")
    assert "1 article" in person.page()
    assert "new text" in person.page()


def test_what_was_read_before_is_there_at_once_the_next_time(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = library({"a.md": article("A", "alpha")})
    open_window(root).close()
    first: list[list[str]] = []
    gate = Gate.before("-", monkeypatch)
    person = open_window(root, wait=False)
    person.window.results.model.modelReset.connect(lambda: first.append(person.ids()))
    person.settle()
    assert gate.begun[0] == ""
    assert first[0] == ["a.md"]


def test_a_folder_that_vanishes_is_told_in_the_status_line(
    open_window: Open, library: MakeLibrary
) -> None:
    root = library({"a.md": article("A", "alpha")})
    person = open_window(root)
    root.rename(root.with_name("elsewhere"))
    person.press(Key.Key_F5)
    assert "cannot be listed" in person.status()
    root.with_name("elsewhere").rename(root)
    person.press(Key.Key_F5)
    assert person.status() == "1 article"


def test_f5_twice_reads_once_and_then_again(person: Person) -> None:
    for _ in range(3):
        person.tap(Key.Key_F5)
    person.settle()
    person.press(Key.Key_F5)
    assert person.status() == "10 articles"


# --- the link under the pointer


def point_at(person: Person, place: QPoint) -> None:
    """Move the pointer to a place in the article."""
    viewport, at = person.browser.viewport(), QPointF(place)
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), none, none,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)


def hover(person: Person, address: str) -> str:
    """What the status line says while the pointer is over a link."""
    start, _ = person.links()[address]
    point_at(person, person.place_of(start).center() + QPoint(4, 0))
    return person.status()


@pytest.fixture
def linking(open_window: Open, library: MakeLibrary) -> Person:
    """Somebody before an article with links of each kind."""
    text = (
        f"[web](https://a.cn/x?q=1&b=2#f) [long](https://a.cn/{'x' * 300}) [mail](mailto:a@b.cn) "
        "[page](../b/%E7%9B%B2%E7%9B%92.md#%E7%AC%AC%E4%BA%8C%20%E8%8A%82) [[盲盒#第二 节]] "
        "[own](https://a.cn/盲盒?q=%E4%B8%AD%20b#%FF) [here](#top) [bad](file:///etc/passwd) "
        "[odd](javascript:x) [out](../../x.md) end"
    )
    person = open_window(library({"t/a.md": article("A", text), "b/盲盒.md": article("B", "x")}))
    person.open("t/a.md")
    return person


def test_the_target_of_the_link_under_the_pointer_is_in_the_status_line(linking: Person) -> None:
    seen = {hover(linking, address) for address in linking.links()}
    assert seen >= {
        "https://a.cn/x?q=1&b=2#f", f"https://a.cn/{'x' * 300}", "mailto:a@b.cn",
        "https://a.cn/盲盒?q=中%20b#%FF",
        "b/盲盒.md#第二 节", "盲盒#第二 节", "#top", "Topic: t",
        "The link leads outside the library.",
    }  # fmt: skip
    assert sum("never opened" in one for one in seen) == 1


def test_the_text_of_the_status_line_comes_back_behind_a_link(linking: Person) -> None:
    assert linking.status() == "2 articles"
    target = "https://a.cn/x?q=1&b=2#f"
    leave = QEvent(QEvent.Type.Leave)
    for _ in range(2):
        assert hover(linking, target) == target
        point_at(linking, QPoint(5, 5))
        assert linking.status() == "2 articles"
        assert hover(linking, target) == target
        QApplication.sendEvent(linking.browser.viewport(), leave)
        assert linking.status() == "2 articles"


def test_what_happens_meanwhile_is_said_behind_a_link(linking: Person) -> None:
    target = "https://a.cn/x?q=1&b=2#f"
    assert hover(linking, target) == target
    linking.controller._status.show_message("A message")
    assert linking.status() == target
    point_at(linking, QPoint(5, 5))
    assert linking.status() == "A message"


@pytest.mark.parametrize(("query", "found"), [("title:B", 1), ("nothing like it", 0)])
def test_a_link_is_left_with_its_article(linking: Person, query: str, found: int) -> None:
    linking.search("web")
    assert hover(linking, "https://a.cn/x?q=1&b=2#f").startswith("https:")
    linking.search(query)
    assert not linking.page().startswith("A\n")
    assert linking.status() == f"2 articles  ·  {found} found"


@pytest.mark.qt_log_ignore("does not support raise")  # of the tool tip
def test_a_line_that_is_elided_has_all_of_it_in_its_tool_tip(open_window: Open) -> None:
    person = open_window(size=(760, 600))
    line = person.window.results.findChild(QLabel, "resultsSummary")
    assert isinstance(line, ElidedLabel)
    for text, tip in (("short", ""), ("long <b> " * 20, html.escape("long <b> " * 20))):
        line.set_full_text(text)
        QToolTip.hideText()
        at = line.rect().center()
        QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, at, line.mapToGlobal(at)))
        assert tip in QToolTip.text()
        assert bool(tip) == QToolTip.isVisible()
    QToolTip.hideText()
