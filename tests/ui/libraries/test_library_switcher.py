"""Another folder in the same window: opened, chosen from the recent ones, or dropped."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6 import __version_info__
from PySide6.QtCore import QMetaMethod, QMimeData, QObject, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from kbviewer import paths
from kbviewer.errors import LibraryError
from kbviewer.ui import app
from kbviewer.ui.libraries.drop_target import DropOverlay
from kbviewer.ui.libraries.folder_check import check_folder
from kbviewer.ui.libraries.recent_libraries import MAX_RECENT, RecentLibraries
from kbviewer.ui.results import result_presenter
from tests.ui.person import Gate, Held, Key, MakeLibrary, Open, Person, article

boxes = pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen that is none says so


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another folder."""
    root = tmp_path / "other"
    (root / "sub").mkdir(parents=True)
    for number in range(3):
        (root / "sub" / f"{number}.md").write_text(article(f"Other {number}", "盲盒 elsewhere"))
    (root / "broken.md").write_text(article("Broken", "x", date="2025-13-13"))
    return root


@pytest.fixture
def ini(tmp_path: Path) -> QSettings:
    """Settings in a file of their own."""
    return QSettings(str(tmp_path / "data" / "window.ini"), QSettings.Format.IniFormat)


def told(person: Person) -> str:
    """What a box before the window says; it is closed."""
    found = [one for one in person.window.findChildren(QMessageBox) if one.isVisible()]
    assert len(found) == 1
    box = found[0]
    assert isinstance(box, QMessageBox)
    assert box.textFormat() is Qt.TextFormat.PlainText
    box.close()
    return f"{box.text()} {box.informativeText()}"


def show(person: Person, folder: Path) -> None:
    """Open a folder and wait until it is read."""
    person.services.opener.open(folder)
    person.settle()


# --- in place of the one before


def test_another_folder_begins_with_its_first_article(
    open_window: Open, library: MakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_presenter, "_MAX_APPENDED_HITS", 20)
    person = open_window(library({f"{n:03}.md": article(f"Note {n}", "x") for n in range(120)}))
    person.window.results.view.setFocus()
    person.press(Key.Key_End)
    assert person.current_article() == "119.md"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for number in range(90):
        (elsewhere / f"{number:03}.md").write_text(article(f"Other {number}", "x"))
    for folder in (elsewhere, person.library):  # the second one has an index already
        show(person, folder)
        assert person.ids()[0] == "000.md"
        assert person.current_row() == -1
        person.window.results.view.setFocus()
        person.press(Key.Key_End)


def test_ctrl_o_opens_another_folder_in_the_same_window(
    person: Person, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))
    person.search("直播")
    person.choose_topic("governance")
    person.press(Key.Key_O, Held.ControlModifier)
    assert person.window.windowTitle().startswith("other")
    assert person.field.text() == ""
    assert person.field.hasFocus()
    assert person.counts() == {"": 4, "sub": 3}
    assert person.window.tree.selected_path() == ""
    assert len(person.ids()) == 4
    assert person.current_article() == ""
    assert person.page() == ""
    assert person.status() == "4 articles"
    assert not person.window.action_collection["back"].isEnabled()


def test_a_dialog_that_is_cancelled_changes_nothing(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    before = person.controller
    person.search("直播")
    person.press(Key.Key_O, Held.ControlModifier)
    assert person.controller is before
    assert person.field.text() == "直播"


def test_no_answer_of_the_old_library_arrives_in_the_new_one(
    person: Person, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate.before("盲盒", monkeypatch)
    person.commit("盲盒")
    person.bot.waitUntil(lambda: "盲盒" in gate.begun)
    seen: list[list[str]] = []
    person.services.opener.open(other)
    person.window.results.model.modelReset.connect(lambda: seen.append(person.ids()))
    person.settle()
    gate.open()
    person.bot.wait(100)
    person.settle()
    assert {name for names in seen for name in names} <= set(person.ids())
    assert sorted(person.ids()) == ["broken.md", "sub/0.md", "sub/1.md", "sub/2.md"]
    person.search("elsewhere")
    assert person.status().startswith("4 articles  ·  3 found")


def test_the_old_library_hears_nothing_more_of_the_window(person: Person, other: Path) -> None:
    gone: list[None] = []
    person.controller.destroyed.connect(lambda: gone.append(None))
    person.session.libraries.controller.start()
    person.services.opener.open(other)
    assert gone == [None]
    person.settle()


def test_there_and_back_again_at_once(person: Person, other: Path) -> None:
    for folder in (other, person.library, other, person.library):
        person.services.opener.open(folder)
    person.settle()
    assert person.status() == "10 articles"
    person.search("盲盒")
    assert all(name.endswith(".md") and "sub/" not in name for name in person.ids())


@pytest.mark.slow
def test_a_library_leaves_no_connection_behind(person: Person, other: Path) -> None:
    def connections() -> dict[str, int]:
        parts: list[QObject] = [person.window, *person.window.findChildren(QWidget)]
        parts += person.window.findChildren(QAction)
        found: dict[str, int] = {}
        for part in parts:
            meta = part.metaObject()
            for number in range(meta.methodCount()):
                method = meta.method(number)
                is_signal = method.methodType() is QMetaMethod.MethodType.Signal
                if is_signal and method.name() != b"destroyed":
                    signature = bytes(method.methodSignature().data()).decode()
                    name = f"{meta.className()} {part.objectName()} {signature}"
                    found[name] = found.get(name, 0) + part.receivers(f"2{signature}")
        return found

    before = connections()
    assert before["SearchBar  text_changed(QString)"] == 1
    for folder in (other, person.library):
        show(person, folder)
    after = connections()
    assert {name: n for name, n in after.items() if n > before.get(name, 0)} == {}
    person.search("盲盒")
    first = person.current_row()
    person.press(Key.Key_Down)
    assert person.current_row() == first + 1


@pytest.mark.slow
def test_a_library_leaves_no_object_behind(person: Person, other: Path) -> None:
    def objects() -> dict[str, int]:
        children = person.window.findChildren(QObject)
        return Counter(child.metaObject().className() for child in children)

    for folder in (other, person.library):  # what is made with the first one stays
        show(person, folder)
    before = objects()
    left = weakref.ref(person.controller.worker)
    for folder in (other, person.library, other, person.library):
        show(person, folder)

    def left_behind() -> dict[str, int]:
        return {name: n for name, n in objects().items() if n > before.get(name, 0)}

    # Until the last worker has ended, and so has the animation with which Qt moves a panel.
    person.bot.waitUntil(lambda: not left_behind())
    gc.collect()
    assert left() is None


@pytest.mark.slow
def test_the_sign_and_the_list_of_problems_go_with_their_library(
    person: Person, other: Path
) -> None:
    show(person, other)
    assert "1 file with problems" in signs(person)
    show(person, person.library)
    assert signs(person) == []


def signs(person: Person) -> list[str]:
    """The signs in the status line."""
    buttons = person.window.status_line.findChildren(QWidget, "statusButton")
    return [str(one.property("text")) for one in buttons if one.isVisible()]


@pytest.mark.slow
def test_the_window_can_be_closed_while_the_old_library_still_answers(
    person: Person, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate.before("盲盒", monkeypatch)
    person.commit("盲盒")
    person.bot.waitUntil(lambda: "盲盒" in gate.begun)
    person.services.opener.open(other)
    person.settle()
    gate.open()
    person.close()


# --- folders that cannot be opened


@boxes
def test_a_folder_that_is_gone_or_closed_is_told_and_the_old_library_stays(
    person: Person, other: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_path: object) -> None:
        raise PermissionError(13, "Permission denied")

    person.search("盲盒")
    before = person.ids()
    person.services.opener.open(tmp_path / "<b>nowhere")
    assert "no folder" in told(person)
    with monkeypatch.context() as patch:
        patch.setattr("kbviewer.ui.libraries.folder_check.os.scandir", closed)
        person.services.opener.open(other)
    assert "Permission denied" in told(person)
    assert person.ids() == before
    with person.bot.waitActive(person.window):
        person.window.activateWindow()
    person.field.setFocus()
    person.search("直播")
    assert person.ids()


def test_what_is_no_folder_that_can_be_read_is_a_known_error(tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    file.write_text("x")
    for path in (tmp_path / "nowhere", file, tmp_path / ("x" * 5_000)):
        with pytest.raises(LibraryError):
            check_folder(path)
    check_folder(tmp_path)


def test_an_empty_folder_says_how_to_open_another_one(person: Person, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    show(person, tmp_path / "empty")
    assert "No articles here" in person.why_nothing()
    assert "Ctrl+O" in person.why_nothing()
    assert "Ctrl+O" in person.why_no_page()


# --- the folders opened before


def entries(person: Person) -> list[QAction]:
    """What the menu of recent folders shows when it is opened."""
    menu = person.window.recent_menu
    menu.aboutToShow.emit()
    return [action for action in menu.actions() if not action.isSeparator()]


@pytest.mark.slow
def test_the_menu_shows_the_folders_opened_before_newest_first(
    open_window: Open, ini: QSettings, other: Path, tmp_path: Path
) -> None:
    person = open_window(settings=ini)
    second = tmp_path / "second & last"
    second.mkdir()
    assert [action.text() for action in entries(person)] == [
        "&Shipped Knowledge Base",
        "&Clear Recent",
    ]
    for folder in (other, second, other):
        show(person, folder)
    first, before, *_ = entries(person)
    assert first.text().startswith("&1  other")
    assert before.text().startswith("&2  second && last")
    before.trigger()
    person.settle()
    assert person.window.windowTitle().startswith("second & last")
    person.window.action_collection["open_shipped"].trigger()
    person.settle()
    assert person.status() == "10 articles"
    assert len(entries(person)) == 4
    person.window.action_collection["clear_recent"].trigger()
    assert len(entries(person)) == 2


def test_a_recent_folder_that_is_gone_cannot_be_chosen(
    open_window: Open, ini: QSettings, other: Path
) -> None:
    RecentLibraries(ini).add(other)
    person = open_window(settings=ini)
    other.rename(other.with_name("moved"))
    gone = entries(person)[0]
    assert not gone.isEnabled()
    assert "not found" in gone.text()


def test_ten_folders_are_kept_and_none_twice(ini: QSettings, tmp_path: Path) -> None:
    recent = RecentLibraries(ini)
    folders = [tmp_path / str(number) for number in range(MAX_RECENT + 3)]
    for folder in (*folders, folders[5]):
        recent.add(folder)
    again = RecentLibraries(QSettings(ini.fileName(), QSettings.Format.IniFormat))
    assert again.folders == [folders[5], *[f for f in reversed(folders[3:]) if f != folders[5]]]
    assert len(again.folders) == MAX_RECENT
    assert again.last == folders[5]
    recent.add(paths.corpus())
    assert recent.last == paths.corpus()
    assert len(recent.folders) == MAX_RECENT


@pytest.mark.parametrize(
    "written", ["recent=5", "recent=@Invalid()\nlast=@ByteArray(x)", "last=", "recent=a, , a"]
)
def test_a_list_that_somebody_wrote_in_is_no_error(tmp_path: Path, written: str) -> None:
    file = tmp_path / "window.ini"
    file.write_text(f"[General]\n{written}\n")
    recent = RecentLibraries(QSettings(str(file), QSettings.Format.IniFormat))
    assert len(recent.folders) <= 1
    assert recent.last


@pytest.mark.parametrize("way", ["first", "last", "gone", "named"])
def test_the_window_begins_with_the_folder_of_last_time(
    ini: QSettings, other: Path, tmp_path: Path, way: str
) -> None:
    recent = RecentLibraries(ini)
    if way != "first":
        recent.add(other)
    if way == "gone":
        other.rename(other.with_name("moved"))
    named = tmp_path if way == "named" else None
    folder, missing = app._first_library(named, recent)
    expected = {"first": paths.corpus(), "last": other, "gone": paths.corpus(), "named": tmp_path}
    assert folder == expected[way]
    assert bool(missing) == (way == "gone")
    assert recent.last == (paths.corpus() if way == "first" else other)


@pytest.mark.slow
@boxes
def test_a_folder_of_last_time_that_is_gone_is_told_and_kept_for_the_next_time(
    open_window: Open, ini: QSettings, other: Path
) -> None:
    RecentLibraries(ini).add(other)
    other.rename(other.with_name("moved"))
    folder, missing = app._first_library(None, RecentLibraries(ini))
    person = open_window(folder, settings=ini)
    person.services.start(missing)
    assert "shipped knowledge base is open instead" in told(person)
    assert RecentLibraries(ini).last == other


# --- dropping


def dragged(*names: Path) -> QMimeData:
    """What a file manager hands over."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(name)) for name in names])
    return data


def drag(over: QWidget, data: QMimeData, *, drop: bool = True) -> bool:
    """Drag something over a part of the window, and drop it; whether it was taken."""
    place = QPoint(20, 20)
    # Qt 6.12 deprecates whole pixels here, and takes fractions first.
    enter = QDragEnterEvent(
        place if __version_info__ < (6, 12) else QPointF(place),  # type: ignore[arg-type]
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Held.NoModifier,
    )
    QApplication.sendEvent(over, enter)
    if not enter.isAccepted() or not drop:
        return enter.isAccepted()
    event = QDropEvent(
        QPointF(place), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Held.NoModifier
    )
    QApplication.sendEvent(over, event)
    return True


def frame(person: Person) -> DropOverlay:
    """The frame that shows that something can be dropped."""
    found = person.window.findChild(DropOverlay)
    assert isinstance(found, DropOverlay)
    return found


def test_a_folder_that_is_dropped_is_opened(person: Person, other: Path) -> None:
    assert drag(person.window, dragged(other), drop=False)
    assert frame(person).isVisible()
    assert frame(person).size() == person.window.size()
    QApplication.sendEvent(person.window, QDragLeaveEvent())
    assert not frame(person).isVisible()
    assert drag(person.window, dragged(other))
    person.settle()
    assert not frame(person).isVisible()
    assert person.status() == "4 articles"


def test_a_file_that_is_dropped_is_opened_with_its_folder(person: Person, other: Path) -> None:
    assert drag(person.window, dragged(other / "sub" / "1.md"))
    person.settle()
    assert person.window.windowTitle().startswith("sub")
    assert person.page().startswith("Other 1")
    assert person.current_article() == "1.md"


def test_a_file_of_the_open_library_is_just_shown(person: Person, other: Path) -> None:
    show(person, other)
    before = person.controller
    assert drag(person.window, dragged(other / "sub" / "2.md"))
    person.settle()
    assert person.controller is before
    assert person.page().startswith("Other 2")


def test_what_cannot_be_opened_is_not_taken(person: Person, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"x")
    text = QMimeData()
    text.setText("盲盒")
    for data in (dragged(picture), text, dragged()):
        assert not drag(person.window, data)
        assert not frame(person).isVisible()


def test_the_search_field_takes_text_but_leaves_folders_to_the_window(
    person: Person, other: Path
) -> None:
    text = QMimeData()
    text.setText("盲盒")
    assert drag(person.field, text)
    person.settle()
    assert person.field.text() == "盲盒"
    assert drag(person.field, dragged(other), drop=False)
    assert frame(person).isVisible()
    assert drag(person.field, dragged(other))
    person.settle()
    assert person.field.text() == ""
    assert person.status() == "4 articles"


def test_the_same_folder_again_changes_nothing(person: Person) -> None:
    before = person.controller
    person.search("盲盒")
    show(person, person.library)
    assert person.controller is before
    assert person.field.text() == "盲盒"


# --- a folder that is a link


@pytest.fixture
def link(other: Path, tmp_path: Path) -> Path:
    """A link to the other folder."""
    path = tmp_path / "my notes"
    path.symlink_to(other, target_is_directory=True)
    return path


def test_a_link_to_a_folder_has_its_own_name(
    open_window: Open, ini: QSettings, link: Path, other: Path
) -> None:
    person = open_window(settings=ini)
    show(person, link)
    assert person.window.windowTitle() == "my notes — kbviewer"
    assert len(person.ids()) == 4
    assert entries(person)[0].text().startswith("&1  my notes")
    assert RecentLibraries(ini).last == link
    (other / "new.md").write_text("new")
    person.press(Key.Key_F5)
    assert len(person.ids()) == 5


def test_the_window_begins_with_the_name_of_a_link(open_window: Open, link: Path) -> None:
    assert open_window(link).window.windowTitle() == "my notes — kbviewer"


def test_a_library_has_the_name_that_it_was_last_opened_by(
    open_window: Open, ini: QSettings, link: Path, other: Path
) -> None:
    person = open_window(settings=ini)
    show(person, other)
    person.search("elsewhere")
    shown = person.controller
    show(person, link)
    assert person.window.windowTitle() == "my notes — kbviewer"
    assert person.controller is shown
    assert person.field.text() == "elsewhere"
    assert RecentLibraries(ini).folders == [link]
    show(person, other)
    assert person.window.windowTitle() == "other — kbviewer"
    assert RecentLibraries(ini).folders == [other]


def test_a_file_behind_a_link_is_shown_in_the_library_that_is_open(
    open_window: Open, link: Path, other: Path
) -> None:
    person = open_window(other)
    show(person, link / "sub" / "1.md")
    assert person.current_article() == "sub/1.md"


def test_the_dialog_begins_at_the_link_and_does_not_follow_it(
    open_window: Open, link: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, QFileDialog.Option]] = []

    def choose(_parent: QWidget, _title: str, folder: str, options: QFileDialog.Option) -> str:
        asked.append((folder, options))
        return ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    open_window(link).press(Key.Key_O, Held.ControlModifier)
    ((folder, options),) = asked
    assert folder == str(link)
    assert QFileDialog.Option.DontResolveSymlinks in options


def test_a_folder_that_another_window_shows_is_left_to_it(
    person: Person, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_free: Callable[[Path, str], bool] = lambda _folder, _article: False  # noqa: E731  a stand-in
    monkeypatch.setattr(person.services.opener, "_claim", is_free)
    before = person.controller
    show(person, other)
    assert person.controller is before
