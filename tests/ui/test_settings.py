"""What the window remembers from one time to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from kbviewer.ui.theme import DARK
from tests.ui.person import Held, Key, Open


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    """The file in which it is remembered."""
    return tmp_path / "data" / "window.ini"


def kept(ini: Path) -> QSettings:
    """The settings in the file, read anew."""
    return QSettings(str(ini), QSettings.Format.IniFormat)


def test_size_panels_text_and_theme_are_remembered(open_window: Open, ini: Path) -> None:
    person = open_window(settings=kept(ini), theme=None, size=(780, 600))
    person.window.splitter.setSizes([130, 300, 350])
    person.press(Key.Key_Equal, Held.ControlModifier)
    person.press(Key.Key_Equal, Held.ControlModifier)
    person.window.action_collection["theme_dark"].trigger()
    window = person.window
    before = window.size(), window.splitter.sizes(), window.article.scale
    person.close()
    assert ini.is_file()
    again = open_window(settings=kept(ini), theme=None, size=None).window
    assert (again.size(), again.splitter.sizes(), again.article.scale) == before
    assert again.size() == QSize(780, 600)
    assert again.article.scale > 1.1
    assert again.action_collection["theme_dark"].isChecked()
    assert QApplication.palette().color(QPalette.ColorRole.Base).name() == DARK.page


def test_the_tree_that_was_folded_away_stays_away(open_window: Open, ini: Path) -> None:
    person = open_window(settings=kept(ini), size=(780, 600))
    person.window.splitter.setSizes([0, 340, 440])
    assert person.window.splitter.sizes()[0] == 0
    person.close()
    assert open_window(settings=kept(ini), size=None).window.splitter.sizes()[0] == 0


def test_a_theme_on_the_command_line_is_not_remembered(open_window: Open, ini: Path) -> None:
    open_window(settings=kept(ini), theme="dark").close()
    person = open_window(settings=kept(ini), theme=None)
    assert person.window.action_collection["theme_system"].isChecked()


@pytest.mark.slow
@pytest.mark.parametrize(
    "written",
    [
        "[General]\ntext_scale=big\ntheme=purple\norder=sideways\ngeometry=1\nsplitter=x\n",
        "[General]\ntext_scale=nan\n",
        "[General]\ntext_scale=1e999\n",
        "[General]\ntext_scale=-5\ngeometry=@ByteArray(xxx)\nsplitter=@ByteArray(xxx)\n",
        "\0\1\2 not an ini file",
    ],
)
def test_a_file_that_somebody_wrote_in_is_no_error(
    open_window: Open, ini: Path, written: str
) -> None:
    ini.parent.mkdir()
    ini.write_text(written, encoding="utf-8")
    window = open_window(settings=kept(ini), theme=None, size=None).window
    assert 0.5 < window.article.scale < 3
    assert window.isVisible()
    assert sum(window.splitter.sizes()) > 400


def test_without_a_file_nothing_is_written(open_window: Open, ini: Path) -> None:
    open_window(settings=None).close()
    assert not ini.exists()
