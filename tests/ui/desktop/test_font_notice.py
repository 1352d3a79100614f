"""Without a Chinese font the window says why there are boxes, and what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from kbviewer import doctor
from kbviewer.ui.desktop import font_notice
from tests.ui.person import Key, MakeLibrary, Open, Person, article

COMMAND = "sudo apt-get update && sudo apt-get install -y --no-install-recommends fonts-noto-cjk"
ENGLISH = {"a.md": article("A", "plain words, naïve ones too")}
CHINESE = {"b.md": article("B", "盲盒")}


@pytest.fixture
def without_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system without a Chinese font, where apt is there to install one."""
    monkeypatch.setattr(font_notice, "lacks_chinese", lambda _font: True)
    monkeypatch.setattr(doctor, "_is_root", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)


def line(person: Person) -> QWidget | None:
    """The line that is shown."""
    found = person.window.findChild(QWidget, "notice")
    return found if isinstance(found, QWidget) and found.isVisible() else None


def buttons(person: Person) -> dict[str, QToolButton]:
    """What can be clicked in it."""
    shown = line(person)
    assert shown
    return {one.text(): one for one in shown.findChildren(QToolButton)}


@pytest.mark.usefixtures("without_fonts")
def test_the_window_says_what_to_install(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library(CHINESE))
    shown = line(person)
    assert shown
    said = shown.findChild(QLabel)
    assert isinstance(said, QLabel)
    assert "No font" in said.text()
    assert COMMAND in said.text()
    person.click(buttons(person)["Copy command"], buttons(person)["Copy command"].rect())
    assert QApplication.clipboard().text() == COMMAND


@pytest.mark.usefixtures("without_fonts")
def test_it_is_said_only_where_there_is_chinese(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library(ENGLISH))
    assert line(person) is None
    library(CHINESE)
    person.press(Key.Key_F5)
    assert line(person)


@pytest.mark.usefixtures("without_fonts")
def test_once_hidden_it_stays_hidden(
    open_window: Open, library: MakeLibrary, tmp_path: Path
) -> None:
    ini = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    person = open_window(library(CHINESE), settings=ini)
    person.click(buttons(person)["Hide"], buttons(person)["Hide"].rect())
    assert line(person) is None
    person.search("盲")
    assert line(person) is None
    person.close()
    ini.sync()
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    assert line(open_window(library({}), settings=kept)) is None


@pytest.mark.usefixtures("without_fonts")
def test_where_no_command_is_known_a_font_is_named(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    person = open_window(library(CHINESE))
    assert list(buttons(person)) == ["Hide"]
    shown = line(person)
    assert shown
    said = shown.findChild(QLabel)
    assert isinstance(said, QLabel)
    assert "Noto Sans CJK" in said.text()


def test_where_there_are_fonts_nothing_is_said(open_window: Open, library: MakeLibrary) -> None:
    assert line(open_window(library(CHINESE))) is None


# Says whether characters become boxes, and whether those of a Latin text would.
_LOOKS = """
from PySide6.QtGui import QFontDatabase, QGuiApplication
application = QGuiApplication([])
from kbviewer.ui.desktop.fonts import lacks_chinese
print(lacks_chinese(application.font()))
"""


def lacks(**environment: str) -> str:
    """What another process says of its fonts."""
    return subprocess.run(
        [sys.executable, "-c", _LOOKS], env=os.environ | environment,
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="fonts are named otherwise there")
def test_a_system_without_a_chinese_font_is_known(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{tmp_path / 'fonts'}</dir>"
        f"<cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>"
    )
    (tmp_path / "fonts").mkdir()
    assert lacks(FONTCONFIG_FILE=str(config)) == "True"
    latin = sorted(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"))
    for file in latin[:1]:
        shutil.copy(file, tmp_path / "fonts")
        assert lacks(FONTCONFIG_FILE=str(config)) == "True"
    listed = (
        shutil.which("fc-list")
        and subprocess.run(
            ["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True, check=True
        ).stdout
    )
    if listed:
        assert lacks() == "False"


@pytest.mark.usefixtures("without_fonts")
def test_a_window_in_chinese_says_it_in_english(open_window: Open, library: MakeLibrary) -> None:
    person = open_window(library(ENGLISH))
    assert line(person) is None
    person.window.action_collection["language_zh_CN"].trigger()
    QApplication.processEvents()
    assert list(buttons(person)) == ["Copy command", "Hide"]
