"""Files and folders whose names are not UTF-8, as archives from Chinese Windows bring them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QImage
from pytestqt.qtbot import QtBot

from kbviewer.ui import app
from kbviewer.ui.dialogs.problems_dialog import ProblemsDialog
from kbviewer.ui.libraries.recent_libraries import RecentLibraries
from kbviewer.ui.results.result_delegate import ResultDelegate
from tests.ui.person import Open, Person

Make = Callable[[dict[bytes, str]], Path]
FIRST, SECOND = "%B1%A8%B8%E6/%BC%D7.md", "%B1%A8%B8%E6/%D2%D2.md"


def gbk(text: str) -> bytes:
    """A name as Chinese Windows writes it into an archive."""
    return text.encode("gb18030")


@pytest.fixture
def root(named_in_bytes: Make) -> Path:
    """A library in a folder of such a name, with such names in it."""
    made = named_in_bytes({
        gbk("库/报告/甲.md"): "---\ndate: soon\n---\n[bytes](%D2%D2.md) [text](./乙.md) [[乙]]\n",
        gbk("库/报告/乙.md"): "needle\n",
        gbk("库/a.md"): "[there](报告/甲.md)\n",
        gbk("库/报告/_index.md"): "the page [on](%BC%D7.md)\n",
    })  # fmt: skip
    return made / os.fsdecode(gbk("库"))


def test_the_window_shows_them_decoded_and_links_lead_to_them(
    open_window: Open, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = open_window(root)
    assert person.window.windowTitle() == "库 — kbviewer"
    assert sorted(person.ids()) == [FIRST, SECOND, "a.md"]
    drawn: list[str] = []
    draw = ResultDelegate._draw_text

    def noted(*arguments: object) -> object:
        drawn.append(str(arguments[3]))
        return draw(*arguments)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(ResultDelegate, "_draw_text", noted)
    person.window.results.view.grab()
    assert "报告/乙.md" in drawn
    person.open("a.md")
    (there,) = person.links()
    person.click_link(there)
    assert person.page().startswith("甲\n")
    assert person.current_article() == FIRST
    for way in ("%D2%D2.md", "?%E4%B9%99"):
        person.controller.open_article(FIRST)
        person.settle()
        person.click_link(way)
        assert "needle" in person.page()
    assert person.current_article() == SECOND
    person.choose_topic("%B1%A8%B8%E6")
    assert "报告" in person.page()
    person.click_link("%BC%D7.md")
    assert person.page().startswith("甲\n")
    person.search("needle")
    assert (person.ids(), person.highlighted()) == ([SECOND], ["needle"])


@pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise")
def test_a_problem_with_one_is_told_and_leads_to_it(open_window: Open, root: Path) -> None:
    person = open_window(root)
    person.window.action_collection["problems"].trigger()
    (dialog,) = person.window.findChildren(ProblemsDialog)
    assert isinstance(dialog, ProblemsDialog)
    index = dialog.table.model().index(0, 0)
    assert index.data() == "报告/甲.md"
    dialog.table.activated.emit(index)
    person.settle()
    assert person.page().startswith("甲\n")


@pytest.mark.slow
def test_such_a_library_is_opened_again(open_window: Open, root: Path, tmp_path: Path) -> None:
    ini = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    person = open_window(settings=ini)
    person.services.opener.open(root / os.fsdecode(gbk("报告/甲.md")))
    person.settle()
    assert person.window.windowTitle() == "报告 — kbviewer"
    assert person.page().startswith("甲\n")
    person.services.opener.open(root)
    person.settle()
    person.services.opener.open(root / "a.md")
    person.settle()
    assert person.current_article() == "a.md"
    assert app._first_library(None, RecentLibraries(ini)) == (root, "")
    person.services.opener.open(root.parent)
    person.settle()
    person.window.recent_menu.aboutToShow.emit()
    second = person.window.recent_menu.actions()[1]
    assert isinstance(second, QAction)
    assert second.text().startswith("&2  库  —  ")
    assert second.isEnabled()
    person.window.recent_menu.triggered.emit(second)
    person.settle()
    assert person.window.windowTitle() == "库 — kbviewer"


@pytest.mark.slow
@pytest.mark.parametrize(
    "article", [SECOND, os.fsdecode(gbk("报告/乙.md"))], ids=["its id", "its bytes"]
)
def test_a_picture_of_one_is_drawn(qtbot: QtBot, root: Path, tmp_path: Path, article: str) -> None:
    file = tmp_path / "window.png"
    assert qtbot
    assert app.save_screenshot(root, file, article=article) == 0
    assert not QImage(str(file)).isNull()


def test_what_cannot_be_opened_is_named_as_it_is_shown(open_window: Open, root: Path) -> None:
    person: Person = open_window(root)
    (root / os.fsdecode(gbk("报告/乙.md"))).unlink()
    person.controller.open_article(SECOND)
    person.settle()
    assert "/库/报告/乙.md cannot be read" in person.why_no_page()
