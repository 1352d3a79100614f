"""The folder is watched: what changes there is soon in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from kbviewer.errors import LibraryError, WatchError
from kbviewer.library import watcher as watcher_module
from kbviewer.library.library import Library
from kbviewer.service import KnowledgeBase
from kbviewer.ui.indexing import folder_watcher
from tests.ui.person import Held, Key, MakeLibrary, Open, Person, article

_SOON_MS = 10_000


@pytest.fixture
def watcher(open_window: Open, library: MakeLibrary) -> Person:
    """Somebody before a folder that is watched, as the program starts."""
    person = open_window(
        library({"a.md": article("A", "alpha"), "b.md": article("B", "alpha " * 2_000)}),
        wait=False,
    )
    begun: list[None] = []
    person.services.watcher.changed.connect(lambda: begun.append(None))
    person.services.start()
    person.controller.start()
    person.bot.waitUntil(lambda: bool(begun), timeout=_SOON_MS)
    person.settle()
    return person


def soon(person: Person, is_so: Callable[[], bool]) -> None:
    """Wait until the window shows something."""
    person.bot.waitUntil(is_so, timeout=_SOON_MS)


@pytest.mark.slow
def test_what_changes_in_the_folder_is_soon_in_the_window(watcher: Person) -> None:
    watcher.search("alpha")
    (watcher.library / "new").mkdir()
    (watcher.library / "new" / "c.md").write_text(article("C", "alpha"))
    soon(watcher, lambda: "new/c.md" in watcher.ids())
    assert watcher.field.text() == "alpha"
    (watcher.library / "a.md").unlink()
    soon(watcher, lambda: "a.md" not in watcher.ids())


@pytest.mark.slow
@pytest.mark.parametrize("is_same", [True, False])
def test_a_folder_that_goes_is_told_and_one_that_comes_back_is_watched_again(
    watcher: Person, monkeypatch: pytest.MonkeyPatch, is_same: bool
) -> None:
    monkeypatch.setattr(watcher_module, "_IDENTITY_CHECK_S", 0.1)
    monkeypatch.setattr(folder_watcher, "_RETRY_INTERVAL_S", 0.1)
    root = watcher.library
    moved = root.parent if is_same else root  # of the parent's move the system tells nothing
    away = moved.rename(moved.with_name(f"{moved.name}-away"))
    soon(watcher, lambda: "cannot be listed" in watcher.status())
    watcher.search("alpha")
    assert len(watcher.ids()) == 2  # what was read can still be found
    if is_same:
        away.rename(moved)
    else:
        root.mkdir()
        (root / "a.md").write_text(article("A", "alpha"))
    soon(watcher, lambda: "cannot be listed" not in watcher.status())
    soon(watcher, lambda: len(watcher.ids()) == (2 if is_same else 1))
    watcher.settle()
    (root / "c.md").write_text(article("C", "alpha"))
    soon(watcher, lambda: "c.md" in watcher.ids())


@pytest.mark.slow
def test_the_article_being_read_shows_what_has_become_of_it(watcher: Person) -> None:
    watcher.search("alpha")
    watcher.open("b.md")
    bar = watcher.browser.verticalScrollBar()
    watcher.press(Key.Key_F3)
    watcher.press(Key.Key_F3)
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 100
    here = watcher.window.article.current_match
    (watcher.library / "b.md").write_text(article("B", "alpha " * 2_000 + "omega"))
    soon(watcher, lambda: "omega" in watcher.page())
    watcher.settle()
    assert bar.value() == place
    assert watcher.window.article.current_match == here
    assert len(watcher.highlighted()) == 2_000
    (watcher.library / "b.md").unlink()
    soon(watcher, lambda: "b.md" in watcher.why_no_page())


def notice(person: Person) -> str:
    """What is said above the page."""
    found = person.window.article.findChild(QLabel, "noticeBar")
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


@pytest.mark.slow
def test_when_the_folder_goes_the_open_article_stays_and_a_bar_says_so(
    watcher: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_module, "_IDENTITY_CHECK_S", 0.1)
    monkeypatch.setattr(folder_watcher, "_RETRY_INTERVAL_S", 0.1)
    watcher.search("alpha")
    watcher.open("b.md")
    bar = watcher.browser.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place, page = bar.value(), watcher.page()
    assert notice(watcher) == ""
    away = watcher.library.rename(watcher.library.with_name("away"))
    soon(watcher, lambda: "not there any more" in notice(watcher))
    watcher.settle()
    assert watcher.page() == page
    assert bar.value() == place
    assert len(watcher.highlighted()) == 2_000
    watcher.search("beta")  # what is open follows the search, as ever
    watcher.search("alpha")
    watcher.open("a.md")
    assert "not there any more" in watcher.why_no_page()  # nothing of it is known
    away.rename(watcher.library)
    soon(watcher, lambda: watcher.page().startswith("A\n"))
    assert notice(watcher) == ""


@pytest.mark.slow
def test_when_the_folder_is_back_the_bar_goes(
    watcher: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher_module, "_IDENTITY_CHECK_S", 0.1)
    monkeypatch.setattr(folder_watcher, "_RETRY_INTERVAL_S", 0.1)
    watcher.open("a.md")
    away = watcher.library.rename(watcher.library.with_name("away"))
    soon(watcher, lambda: bool(notice(watcher)))
    away.rename(watcher.library)
    soon(watcher, lambda: not notice(watcher))
    assert watcher.page().startswith("A\n")


@pytest.mark.slow
@pytest.mark.parametrize("text", ["---\ntitle: A title\n---\n", ""])
def test_an_article_whose_file_is_renamed_stays_open(
    open_window: Open, library: MakeLibrary, text: str
) -> None:
    person = open_window(library({
        "a.md": f"{text}[[b]]\n\n" + "alpha " * 3_000, "b.md": article("B", "alpha beta"),
        "c.md": article("C", "[there](a.md)"),
    }))  # fmt: skip
    for each in ("b.md", "a.md", "b.md", "a.md"):
        person.open(each)
    bar = person.browser.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)

    def middle() -> int:
        """Where the middle of the text is: above it there is a line with its topic later."""
        return person.place_of(person.browser.toPlainText().index("alpha") + 9_000).top()

    place = middle()
    (person.library / "new").mkdir()
    (person.library / "a.md").rename(person.library / "new" / "名.md")
    person.press(Key.Key_F5)
    assert person.current_article() == "new/名.md"
    assert person.page().startswith("A title\n" if text else "名\n")
    assert middle() == place
    assert person.why_no_page() == ""
    person.press(Key.Key_Left, Held.AltModifier)
    assert person.page().startswith("B\n")
    person.press(Key.Key_Left, Held.AltModifier)
    assert person.current_article() == "new/名.md"
    assert "alpha" in person.page()
    person.press(Key.Key_Right, Held.AltModifier)
    person.press(Key.Key_Right, Held.AltModifier)
    assert person.current_article() == "new/名.md"
    assert middle() == place
    person.click_link("?b")
    assert person.current_article() == "b.md"


def test_who_goes_back_to_an_article_that_was_renamed_stands_where_they_stood(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({
        "a.md": article("A", "alpha " * 3_000), "b.md": article("B", "x"),
    }))  # fmt: skip
    person.open("a.md")
    bar = person.browser.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    person.open("b.md")
    (person.library / "a.md").rename(person.library / "c.md")
    person.press(Key.Key_F5)
    assert person.page().startswith("B\n")
    person.press(Key.Key_Left, Held.AltModifier)
    assert person.current_article() == "c.md"
    assert person.page().startswith("A\n")
    assert bar.value() == place > 0


def test_an_article_stays_open_when_the_folder_that_is_its_topic_is_renamed(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"t/a.md": article("A", "alpha"), "b.md": article("B", "x")}))
    person.choose_topic("t")
    person.open("t/a.md")
    (person.library / "t").rename(person.library / "u")
    person.press(Key.Key_F5)
    assert person.page().startswith("A\n")
    assert person.current_article() == "u/a.md"
    assert person.window.tree.selected_path() == ""


@pytest.mark.slow
def test_another_library_is_watched_in_place_of_the_first(watcher: Person, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    watcher.services.opener.open(other)
    watcher.settle()
    (other / "z.md").write_text(article("Z", "x"))
    soon(watcher, lambda: watcher.ids() == ["z.md"])


@pytest.fixture
def updates(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[str] | None]:
    """What each update was told of the changes."""
    told: list[frozenset[str] | None] = []
    update = KnowledgeBase.update

    def noted(engine: KnowledgeBase, changed: frozenset[str] | None = None) -> Iterator[object]:
        told.append(changed)
        return update(engine, changed)

    monkeypatch.setattr(KnowledgeBase, "update", noted)
    return told


def test_a_burst_leads_to_few_updates(
    watcher: Person, updates: list[frozenset[str] | None]
) -> None:
    updates.clear()
    for name in "abcdefgh":
        watcher.services.watcher.changed.emit(frozenset({f"{name}.md"}))
    watcher.settle()
    assert updates == [frozenset({"a.md"}), frozenset(f"{name}.md" for name in "bcdefgh")]
    updates.clear()
    for changed in (frozenset({"a.md"}), frozenset({"b.md"}), None, frozenset({"c.md"})):
        watcher.services.watcher.changed.emit(changed)
    watcher.settle()
    assert updates == [{"a.md"}, None]


def test_after_one_that_failed_an_update_looks_at_everything(
    watcher: Person, updates: list[frozenset[str] | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:

        def fail(*_args: object) -> object:
            raise LibraryError("The folder has no mood.")

        patch.setattr(Library, "scan_files", fail)
        watcher.services.watcher.changed.emit(frozenset({"a.md"}))
        watcher.settle()
    updates.clear()
    watcher.services.watcher.changed.emit(frozenset({"a.md"}))
    watcher.settle()
    watcher.services.watcher.changed.emit(frozenset({"a.md"}))
    watcher.settle()
    assert updates == [None, {"a.md"}]


def activate(person: Person) -> None:
    """Come back to the window from another program."""
    person.services.watcher._on_application_state(Qt.ApplicationState.ApplicationActive)
    person.settle()


def test_where_watching_fails_it_is_said_and_coming_back_looks(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = "sudo sysctl fs.inotify.max_user_watches=524288"

    def refuse(_root: Path, _stop: Event) -> Iterator[None]:
        yield from ()
        raise WatchError(f"There are too many folders: {command}", f"Not seen: {command}")

    monkeypatch.setattr(watcher_module, "watch_changes", refuse)
    monkeypatch.setattr("kbviewer.ui.indexing.folder_watcher._MAX_AGE_UNWATCHED_MS", 1)
    person = open_window(library({"a.md": article("A", "alpha")}), wait=False)
    failures: list[object] = []
    person.services.watcher.failed.connect(failures.append)
    person.services.start()
    person.controller.start()
    person.bot.waitUntil(lambda: bool(failures), timeout=_SOON_MS)
    person.settle()
    text = person.window.status_line.findChild(QLabel, "statusText")
    assert isinstance(text, QLabel)
    assert "too many folders" in text.toolTip()
    assert "every minute" in text.toolTip()
    assert person.status() == f"1 article  ·  Not seen: {command}"
    library({"b.md": article("B", "alpha")})
    person.bot.wait(20)
    activate(person)
    assert sorted(person.ids()) == ["a.md", "b.md"]


def test_where_watching_fails_it_is_tried_and_looked_again_every_minute(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[None] = []
    may_be_watched = Event()

    def refuse(_root: Path, stop: Event) -> Iterator[None]:
        tries.append(None)
        if not may_be_watched.is_set():
            raise WatchError("Why.", "Changes are not seen.")
        yield None
        stop.wait()

    assert folder_watcher._AGAIN_AFTER_S == 60
    monkeypatch.setattr(watcher_module, "watch_changes", refuse)
    monkeypatch.setattr(folder_watcher, "_AGAIN_AFTER_S", 0.05)
    monkeypatch.setattr(folder_watcher, "_MAX_AGE_UNWATCHED_MS", 1)
    person = open_window(library({"a.md": article("A", "alpha")}))
    person.services.start()
    soon(person, lambda: "Changes are not seen." in person.status())
    library({"b.md": article("B", "alpha")})
    soon(person, lambda: "b.md" in person.ids())
    assert "Changes are not seen." in person.status()
    assert len(tries) > 1
    may_be_watched.set()
    soon(person, lambda: person.status() == "2 articles")


def test_who_comes_back_is_watched_for_at_once(
    open_window: Open, library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[None] = []

    def refuse(_root: Path, _stop: Event) -> Iterator[None]:
        tries.append(None)
        yield from ()
        raise WatchError("Why.", "Changes are not seen.")

    monkeypatch.setattr(watcher_module, "watch_changes", refuse)
    person = open_window(library({"a.md": article("A", "alpha")}))
    person.services.start()
    soon(person, lambda: "Changes are not seen." in person.status())
    assert len(tries) == 1
    activate(person)
    soon(person, lambda: len(tries) == 2)


def test_coming_back_looks_only_if_that_is_a_while_ago(
    watcher: Person, updates: list[frozenset[str] | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    updates.clear()
    activate(watcher)
    assert updates == []
    monkeypatch.setattr("kbviewer.ui.indexing.folder_watcher._MAX_AGE_MS", 1)
    watcher.bot.wait(20)
    activate(watcher)
    assert updates == [None]


def test_closing_does_not_wait_long_for_the_watch(watcher: Person) -> None:
    thread = watcher.services.watcher._thread
    assert thread
    assert thread.daemon
    watcher.close()
    assert not thread.is_alive()
