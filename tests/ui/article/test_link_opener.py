"""Links lead only where they may, and a page loads nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QDesktopServices, QPixmap
from PySide6.QtWidgets import QMessageBox, QTextBrowser
from pytestqt.qtbot import QtBot

from kbviewer.render.link_policy import REFUSED_HREF
from kbviewer.ui.article.article_browser import ArticleBrowser
from tests.ui.person import Key, MakeLibrary, Open, Person, article, pixels

MAGENTA = "#ff00ff"
LINKS = """\
[web](https://example.com/a?b=c#d) and [mail](mailto:someone@example.com)

[neighbour](b.md) and [deep](sub/c.md) and [gone](gone.md)

[out](../../outside.md) and [file](file:///etc/passwd) and [script](javascript:alert(1))

[below](#far-below)
"""


class FakeConfirmation:
    """Stands for the box that asks before a link is opened elsewhere.

    Attributes:
        answer: the button that is pressed.
        told: what the box said.
        opened: the addresses that were handed on.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answer = QMessageBox.StandardButton.Cancel
        self.told: list[str] = []
        self.opened: list[str] = []

        def execute(box: QMessageBox) -> QMessageBox.StandardButton:
            self.told.append(f"{box.text()}\n{box.informativeText()}")
            return self.answer

        def open_url(url: QUrl) -> bool:
            self.opened.append(url.toString())
            return True

        monkeypatch.setattr(QMessageBox, "exec", execute)
        monkeypatch.setattr(QDesktopServices, "openUrl", open_url)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> FakeConfirmation:
    """Nothing outside is really opened."""
    return FakeConfirmation(monkeypatch)


@pytest.fixture
def reading(open_window: Open, library: MakeLibrary) -> Person:
    """Somebody before an article full of links."""
    root = library({
        "notes/a.md": article("A", LINKS + "\n\nfiller\n\n" * 80 + "## Far below\n\nthe end\n",
                              topics="[notes, notes/二级 C#&50%]", published="2025-01-02"),
        "notes/b.md": article("B", "back to [the first](./a.md) or [the third](/notes/sub/c.md)"),
        "notes/sub/c.md": article("C", "up to [the second](../b.md)"),
        "notes/_index.md": "---\ntitle: Notes\n---\nBegin with [the second](b.md).\n",
    })  # fmt: skip
    person = open_window(root)
    person.open("notes/a.md")
    return person


def test_a_link_to_the_web_asks_first_and_opens_only_when_agreed(
    reading: Person, asked: FakeConfirmation
) -> None:
    address = "https://example.com/a?b=c#d"
    reading.click_link(address)
    assert asked.told == [f"Open example.com in another program?\n{address}"]
    assert asked.opened == []
    asked.answer = QMessageBox.StandardButton.Open
    reading.click_link(address)
    assert asked.opened == [address]
    assert reading.page().startswith("A\n")


def test_a_mail_address_asks_first_too(reading: Person, asked: FakeConfirmation) -> None:
    reading.click_link("mailto:someone@example.com")
    assert "someone@example.com" in asked.told[0]
    assert asked.opened == []


def test_a_relative_link_opens_the_article(reading: Person, asked: FakeConfirmation) -> None:
    reading.click_link("b.md")
    assert reading.page().startswith("B\n")
    reading.click_link("/notes/sub/c.md")
    assert reading.page().startswith("C\n")
    reading.click_link("../b.md")
    assert reading.page().startswith("B\n")
    reading.click_link("./a.md")
    assert reading.page().startswith("A\n")
    assert asked.told == []


def test_a_link_can_be_followed_by_the_keyboard(reading: Person, asked: FakeConfirmation) -> None:
    reading.browser.setFocus()
    walked: list[str] = []
    while "neighbour" not in walked and len(walked) < 9:
        reading.press(Key.Key_Tab)
        walked.append(reading.browser.textCursor().selectedText())
    assert walked == ["Notes", "二级 C#&50%", "web", "mail", "neighbour"]
    reading.press(Key.Key_Return)
    assert reading.page().startswith("B\n")
    assert asked.told == []


def test_a_link_to_a_missing_article_gives_a_kind_word(reading: Person) -> None:
    reading.click_link("gone.md")
    assert reading.status() == "There is no article “gone.md” in this folder"
    assert reading.page().startswith("A\n")


def test_a_missing_article_can_be_told_by_the_look_of_the_link(reading: Person) -> None:
    cursor = reading.browser.textCursor()
    looks = {}
    for address in ("b.md", "gone.md"):
        cursor.setPosition(reading.links()[address][0] + 1)
        looks[address] = cursor.charFormat().foreground().color()
    assert looks["b.md"] != looks["gone.md"]
    (reading.library / "notes" / "gone.md").write_text("there again", encoding="utf-8")
    reading.press(Key.Key_F5)
    cursor.setPosition(reading.links()["gone.md"][0] + 1)
    assert cursor.charFormat().foreground().color() == looks["b.md"]
    reading.click_link("gone.md")
    assert "there again" in reading.page()


def test_what_leads_nowhere_by_itself_does_not_look_like_a_link(
    open_window: Open, library: MakeLibrary
) -> None:
    text = 'words <a name="here">anchor</a> [go](#here)'
    person = open_window(library({"a.md": article("A", text)}))
    person.press(Key.Key_Return)
    cursor = person.browser.textCursor()
    looks = []
    for word in ("words", "anchor", "go"):
        cursor.setPosition(person.page().index(word) + 1)
        looks.append(cursor.charFormat().foreground().color())
    assert looks[0] == looks[1] != looks[2]


def test_a_link_that_was_followed_leads_nowhere_once_the_person_is_elsewhere(
    reading: Person,
) -> None:
    reading.browser.anchorClicked.emit(QUrl("b.md"))
    reading.controller.open_article("notes/sub/c.md")
    reading.settle()
    assert reading.page().startswith("C\n")


def test_a_wiki_link_opens_the_note_wherever_it_lies(
    open_window: Open, library: MakeLibrary, asked: FakeConfirmation
) -> None:
    text = "[[笔记 一#第二 节|go]] and [[nowhere]]"
    note = "filler\n\n" * 80 + "## 第二 节\n\nhere\n\n" + "filler\n\n" * 80
    person = open_window(library({"a.md": article("A", text), "深/处/笔记 一.md": note}))
    person.open("a.md")
    go, nowhere = person.links()
    person.click_link(nowhere)
    assert person.status() == "There is no article “nowhere” in this folder"
    person.click_link(go)
    assert "here" in person.page()
    assert 0 <= person.place_of(person.page().rindex("第二 节")).top() <= 40
    assert asked.told == []


def test_a_link_to_another_file_says_that_it_is_no_article(
    open_window: Open, library: MakeLibrary
) -> None:
    root = library({"a.md": article("A", "[paper](files/a%20paper.pdf)")})
    (root / "files").mkdir()
    (root / "files" / "a paper.pdf").write_bytes(b"%PDF")
    person = open_window(root)
    person.open("a.md")
    person.click_link("files/a%20paper.pdf")
    assert "“a paper.pdf” is not an article" in person.status()
    assert person.page().startswith("A\n")


def test_a_link_to_a_folder_leads_to_its_topic(open_window: Open, library: MakeLibrary) -> None:
    root = library({
        "a.md": article("A", "[there](t/)"), "t/_index.md": "---\ntitle: T\n---\nwords",
        "t/b.md": "x",
    })  # fmt: skip
    person = open_window(root)
    person.open("a.md")
    person.click_link("t/")
    assert person.window.tree.selected_path() == "t"
    assert "words" in person.page()


def test_a_heading_that_is_not_there_gives_a_word(reading: Person) -> None:
    (reading.library / "notes" / "a.md").write_text("# A\n\n[x](#gone)", encoding="utf-8")
    reading.press(Key.Key_F5)
    reading.open("notes/a.md")
    reading.click_link("#gone")
    assert reading.status() == "There is no heading “gone” on this page"


def test_a_link_out_of_the_library_is_refused_with_a_word(
    reading: Person, asked: FakeConfirmation
) -> None:
    reading.click_link("../../outside.md")
    assert "outside the library" in reading.status()
    assert reading.page().startswith("A\n")
    assert asked.told == asked.opened == []


def test_links_to_files_and_scripts_are_no_links_on_a_page(reading: Person) -> None:
    assert not [one for one in reading.links() if one.startswith(("file", "javascript", "data"))]
    assert "file" in reading.page()


def test_such_a_link_looks_like_one_that_leads_nowhere_and_says_why(
    open_window: Open, library: MakeLibrary, asked: FakeConfirmation
) -> None:
    text = "[a file](file:///etc/passwd) [a web page](https://a.b/) [out](../../x.md)"
    person = open_window(library({"a.md": article("A", text)}))
    person.open("a.md")
    page = person.window.article.document
    assert page
    assert page.html.count('class="missing"') == 2
    assert '<a href="https://a.b/"' in page.html
    person.click_link(REFUSED_HREF)
    assert "never opened" in person.status()
    assert asked.told == asked.opened == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "javascript:alert(1)", "//host/share", "C:\\x", "data:,x"]
)
def test_even_if_such_a_link_got_there_it_is_refused_with_a_word(
    reading: Person, asked: FakeConfirmation, address: str
) -> None:
    reading.browser.anchorClicked.emit(QUrl(address))
    reading.settle()
    assert "not opened" in reading.status() or "outside" in reading.status()
    assert reading.page().startswith("A\n")
    assert asked.told == asked.opened == []


def test_a_link_to_a_heading_leads_there(reading: Person) -> None:
    reading.click_link("#far-below")
    place = reading.place_of(reading.page().index("Far below"))
    assert 0 <= place.top() <= reading.browser.viewport().height()


def test_a_topic_in_the_head_is_chosen_by_a_click(reading: Person) -> None:
    topics = [one for one in reading.links() if one.startswith("topic:")]
    assert len(topics) == 2
    reading.click_link(topics[0])
    assert reading.window.tree.selected_path() == "notes"
    assert len(reading.ids()) == 3
    reading.open("notes/a.md")
    reading.click_link(topics[1])
    assert reading.window.tree.selected_path() == "notes/二级 C#&50%"
    assert reading.ids() == ["notes/a.md"]


def test_a_relative_link_on_a_topics_page_starts_from_its_folder(reading: Person) -> None:
    reading.choose_topic("notes")
    assert reading.page().startswith("Notes\n")
    reading.click_link("b.md")
    assert reading.page().startswith("B\n")


# --- nothing is loaded


class OpenedFiles:
    """The files that Python opens while it listens; a hook of the interpreter stays for good."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.listens = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, facts: tuple[object, ...]) -> None:
        if self.listens and event == "open":
            self.paths.append(str(facts[0]))


@pytest.fixture(scope="session")
def hook() -> OpenedFiles:
    """One hook for all tests."""
    return OpenedFiles()


@pytest.fixture
def opened(hook: OpenedFiles) -> Iterator[list[str]]:
    """What is opened from now on."""
    hook.paths.clear()
    hook.listens = True
    yield hook.paths
    hook.listens = False


@pytest.fixture
def picture(tmp_path: Path, qtbot: QtBot) -> QUrl:
    """A picture outside the library, of a colour that nothing else has."""
    assert qtbot
    pixmap = QPixmap(40, 40)
    pixmap.fill(QColor(MAGENTA))
    path = tmp_path / "magenta.png"
    assert pixmap.save(str(path))
    style = f"p {{ background-color: {MAGENTA} }}"
    (tmp_path / "magenta.css").write_text(style, encoding="utf-8")
    return QUrl.fromLocalFile(str(path))


HOSTILE = {
    "img": '<img src="URL" width="40" height="40">',
    "css": '<p style="background-image: url(URL)">paragraph</p>',
    "body": '<body background="URL">text</body>',
    "table": '<table width="90%"><tr><td background="URL">cell</td></tr></table>',
    "link": '<head><link rel="stylesheet" type="text/css" href="CSS"></head><body><p>x</p></body>',
    "import": "<head><style>@import url(CSS);</style></head><body><p>text</p></body>",
}
"""The ways in which a page of Qt's can ask for a file."""


def hostile(way: str, picture: QUrl) -> str:
    """Markup that asks for a picture, or for a style sheet that paints in its colour."""
    url = picture.toString()
    return HOSTILE[way].replace("URL", url).replace("CSS", url.replace(".png", ".css"))


def seen(browser: QTextBrowser, qtbot: QtBot, html: str) -> int:
    """How many pixels of the picture's colour a page shows."""
    qtbot.addWidget(browser)
    browser.resize(400, 300)
    browser.setHtml(html)
    return pixels(browser.grab().toImage(), MAGENTA)


@pytest.mark.parametrize("way", HOSTILE)
def test_a_browser_that_loads_would_show_it(qtbot: QtBot, picture: QUrl, way: str) -> None:
    assert seen(QTextBrowser(), qtbot, hostile(way, picture)) > 500


@pytest.mark.parametrize("way", HOSTILE)
def test_the_browser_loads_nothing_whatever_a_page_asks_for(
    qtbot: QtBot, picture: QUrl, way: str
) -> None:
    assert seen(ArticleBrowser(), qtbot, hostile(way, picture)) == 0


@pytest.mark.slow
def test_an_article_opens_no_file_outside_the_library(
    open_window: Open, library: MakeLibrary, picture: QUrl, opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    loaded: list[object] = []
    load = ArticleBrowser.loadResource

    def listen(browser: ArticleBrowser, kind: int, name: QUrl | str) -> object:
        data = load(browser, kind, name)
        loaded.append(bytes(data))  # type: ignore[call-overload]  # a QByteArray is one
        return data

    monkeypatch.setattr(ArticleBrowser, "loadResource", listen)
    url = picture.toString()
    markup = "\n\n".join(hostile(way, picture) for way in HOSTILE)
    text = f"![]({url})\n\n![alt text]({url})\n\n{markup}\n\nthe end\n"
    person = open_window(library({"a.md": article("A", text)}))
    person.press(Key.Key_Return)
    assert "the end" in person.page()
    assert pixels(person.window.grab().toImage(), MAGENTA) == 0
    assert not any(loaded)
    assert any(path.endswith("a.md") for path in opened)
    assert not [path for path in opened if "magenta" in path]


def test_a_link_inside_the_folder_to_a_file_outside_is_not_read(
    open_window: Open, library: MakeLibrary, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text("a secret", encoding="utf-8")
    root = library({"a.md": article("A", "[go](linked.md)")})
    (root / "linked.md").symlink_to(tmp_path / "secret.md")
    person = open_window(root)
    assert person.ids() == ["a.md"]
    person.press(Key.Key_Return)
    person.click_link("linked.md")
    assert "secret" not in person.page()
    assert "outside the library" in person.why_no_page()
