"""Articles that mean harm: shown in time, and nothing is read, fetched or taken for markup."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from kbviewer.render.picture_files import replace_sources
from kbviewer.render.renderer import render_text
from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.article.picture_loader import PictureLoader
from tests.benchmarks.hostile import LONGEST_HOLD_MS, LONGEST_MS, MOST_MB, Cost, Desk
from tests.hostile import MARKED, catalogue, generated
from tests.ui.article.test_link_opener import FakeConfirmation, OpenedFiles
from tests.ui.person import Key, MakeLibrary, Open, article

# --- nothing is read or fetched

CONSTRUCTS = (
    "![words](URL)", "![words][1]\n\n[1]: URL", "[![words](URL)](URL)", '<img src="URL">',
    "<img src='URL' srcset='URL 1x, URL 2x' lowsrc='URL'>",
    '<picture><source srcset="URL"></picture>',
    '<table background="URL"><tr><td background="URL">x</td></tr></table>',
    '<body background="URL">', '<p style="background-image: url(URL)">x</p>',
    "<style>@import url(URL); p {background: url(URL)}", "<style>@import 'URL';</style>",
    '<link rel="stylesheet" href="URL">', '<object data="URL"></object>',
    '<iframe src="URL"></iframe>', '<embed src="URL">', '<video src="URL" poster="URL"></video>',
    '<audio src="URL"></audio>', '<script src="URL"></script>', '<base href="URL">',
    '<svg><image href="URL" xlink:href="URL"/><use href="URL"/></svg>',
    '<input type="image" src="URL">', '<meta http-equiv="refresh" content="0;url=URL">',
    '<form action="URL"><button>x</button></form>', '<a href="URL" ping="URL">x</a>',
    '<html manifest="URL">', '<frameset><frame src="URL"></frameset>',
    '<ul style="list-style-image: url(URL)"><li>x</li></ul>', '<ol style="content: url(URL)">',
    '<iframe src="data:text/html,<img src=URL>"></iframe>', '![x](data:text/html,<img src="URL">)',
    "<h1 style='background: URL'>x</h1>", '<td background=URL>', "<math><mtext><img src=URL>",
    "<template><img src=URL></template>", "<noscript><img src=URL></noscript>",
)  # fmt: skip
"""The ways in which a text can ask for an address."""


def asking_for(*addresses: str) -> str:
    """A text that asks for each address in each way."""
    ways = (way.replace("URL", address) for address in addresses for way in CONSTRUCTS)
    return "\n\n".join(ways) + "\n\nthe end\n"


@pytest.fixture(scope="module")
def hook() -> OpenedFiles:
    """One hook for all tests; it stays for good."""
    return OpenedFiles()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A picture and a style sheet beside the library, which is made in a folder there."""
    for name in ("outside.png", "outside.css"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path / "outside.png"


def addresses_of(outside: Path) -> tuple[str, ...]:
    """Ways to write where a file lies that is outside of the library."""
    return (
        str(outside), f"file://{outside}", f"file:{outside}", outside.as_uri(), f"FILE://{outside}",
        "../outside.png", "..\\outside.png", "%2e%2e/outside.png", "..%2foutside.png",
        "/../outside.png", "img/../../outside.png", "linked.png", "linked/outside.png",
        f"\\\\localhost{outside}", f"//localhost{outside}", f"qrc:{outside}", f"image://{outside}",
    )  # fmt: skip


def made_library(library: MakeLibrary, outside: Path, text: str) -> Path:
    root = library({"a.md": article("A", text)})
    (root / "linked.png").symlink_to(outside)
    (root / "linked").symlink_to(outside.parent)
    return root


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="makes links of POSIX")
def test_no_article_reads_a_file_outside_the_library(
    open_window: Open, library: MakeLibrary, outside: Path, hook: OpenedFiles,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    handed: list[str] = []
    load = ArticleBrowser.loadResource

    def listen(browser: ArticleBrowser, kind: int, name: object) -> object:
        handed.append(str(name))
        return load(browser, kind, name)  # type: ignore[arg-type]

    monkeypatch.setattr(ArticleBrowser, "loadResource", listen)
    text = asking_for(*addresses_of(outside))
    # What the rules let through is what a reader can ask for: as an article of its own, each way.
    root = made_library(library, outside, text)
    ways = [way.replace("URL", "../outside.png") for way in CONSTRUCTS]
    for number, way in enumerate(ways):
        (root / f"{number:02}.md").write_text(article(f"{number}", way), encoding="utf-8")
    person = open_window(root)
    hook.paths.clear()
    hook.listens = True
    for name in person.ids():
        person.open(name)
        person.browser.grab()
    hook.listens = False
    assert "a.md" in {Path(path).name for path in hook.paths}
    assert [path for path in hook.paths if "outside" in path or "linked" in path] == []
    assert handed == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("strace"), reason="asks strace what the system was asked for")
def test_the_system_is_asked_for_no_file_outside_and_for_no_connection(
    library: MakeLibrary, outside: Path, tmp_path: Path
) -> None:
    text = "".join(f"![x]({address})\n\n" for address in addresses_of(outside))
    text += asking_for("../outside.png", "http://127.0.0.1:9/a.png")
    root = made_library(library, outside, text)
    told = tmp_path / "told"
    drawn = tmp_path / "drawn.png"
    seen = subprocess.run(
        ["strace", "-f", "-qq", "-o", told, "-e", "trace=open,openat,connect",
         sys.executable, "-m", "kbviewer", "--library", root, "--open", "a.md",
         "--picture", drawn],
        capture_output=True, check=False, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    if not told.exists() or "ptrace" in seen.stderr.decode(errors="replace"):
        pytest.skip("the system lets nobody look on")
    asked = told.read_text("utf-8", errors="replace")
    assert drawn.exists()
    assert "/a.md" in asked
    assert "outside" not in asked
    assert "linked.png" not in asked
    assert "AF_INET" not in asked


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody who waits for a call."""
    with closing(socket.create_server(("127.0.0.1", 0))) as made:
        made.setblocking(False)
        yield made


@pytest.mark.slow
def test_no_article_calls_out(
    open_window: Open, library: MakeLibrary, listener: socket.socket
) -> None:
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    asked = [f"http://{host}/a.png", f"//{host}/a.png", f"https://{host}/a.png", f"ftp://{host}/a"]
    files = {"all.md": article("All", asking_for(*asked))}
    for number, way in enumerate(CONSTRUCTS):
        text = way.replace("URL", asked[0])
        files[f"{number:02}.md"] = article(f"{number}", text, source=asked[0], url=asked[0])
    person = open_window(library(files))
    for name in person.ids():
        person.open(name)
        person.browser.grab()
    person.bot.wait(50)
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("way", CONSTRUCTS)
def test_no_address_is_left_but_in_links(way: str) -> None:
    for address in ("http://127.0.0.1/a.png", "file:///a.png", "../a.png", "//host/a.png"):
        html = render_text(way.replace("URL", address)).html
        html = replace_sources(html, PictureLoader(lambda _source: None).load)
        for part in html.split("<")[1:]:
            tag = part.partition(">")[0]
            if "a.png" in tag:
                assert tag == f'a href="{address}"', tag


# --- in time

EVERY_DAY = (
    "open brackets × 100,000", "open pictures × 4,000", "open tags × 1,000", "links × 4,000",
    "headings underlined × 16,000", "footnote texts × 16,000", "small tables × 4,000",
    "nested lists × 4,000", "nested tables × 1,000", "wide table × 4,000", "long table × 4,000",
    "nested stars × 4,000", "growing backticks × 16,000", "code × 4,000",
    "comments open × 16,000", "entities × 100,000", "quotes × 100,000", "html tables × 16,000",
    "divs × 4,000", "tabs × 100,000", "joined emoji × 16,000", "overrides closed × 16,000",
    "combining × 100,000", "no-break blanks × 100,000", "line separators × 100,000",
    "a fence and tabs × 16,000", "a fence and spaces × 16,000", "a fence and its lines × 16,000",
    "turns × 16,000", "turns of words × 4,000", "two scripts × 16,000",
    "a paragraph of 900 KB", "a Chinese paragraph of 900 KB", "a word of 200 KB",
    "100,000 paragraphs",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> Iterator[Desk]:
    assert qapp
    made = Desk(tmp_path)
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.qt_log_ignore("propagateSizeHints", "OpenType support missing")
def test_any_text_is_shown_in_time_and_the_window_never_stands_still(
    desk: Desk, pytestconfig: pytest.Config
) -> None:
    texts = catalogue()
    names = texts if pytestconfig.getoption("--long") else EVERY_DAY
    beyond: dict[str, Cost] = {}
    for name in names:
        cost = desk.cost(name, texts[name])
        if not cost.is_within:  # something else may have been going on
            cost = desk.cost(name, texts[name])
        if not cost.is_within:
            beyond[name] = cost
        assert cost.shown == "rendered" or cost.shown.startswith("Shown as plain text: "), name
    assert beyond == {}, f"more than {LONGEST_MS} ms, {LONGEST_HOLD_MS} ms at a time, {MOST_MB} MB"


@pytest.mark.slow
@pytest.mark.qt_log_ignore("propagateSizeHints", "OpenType support missing")
@pytest.mark.parametrize("name", MARKED)
def test_very_many_matches_never_hold_the_window(desk: Desk, name: str) -> None:
    text, query = MARKED[name]
    costs = []
    for _ in range(2):  # something else may have been going on
        costs.append(desk.cost(name, text, query))
        if costs[-1].is_within:
            return
    raise AssertionError(costs)


@pytest.mark.slow
@pytest.mark.qt_log_ignore("propagateSizeHints", "OpenType support missing")
def test_no_generated_text_freezes_the_window(desk: Desk, pytestconfig: pytest.Config) -> None:
    beyond: dict[int, Cost] = {}
    for seed in range(10_000 if pytestconfig.getoption("--long") else 25):
        cost = desk.cost(f"text {seed}", generated(seed))
        if not cost.is_within:  # as above
            cost = desk.cost(f"text {seed}", generated(seed))
        if not cost.is_within:
            beyond[seed] = cost
    assert beyond == {}, f"more than {LONGEST_MS} ms, {LONGEST_HOLD_MS} ms at a time, {MOST_MB} MB"


@pytest.mark.slow
def test_a_title_of_many_pages_does_not_hold_up_the_list(
    open_window: Open, library: MakeLibrary
) -> None:
    person = open_window(library({"a.md": f"# {'word ' * 180_000}\n\ntext\n"}))
    person.search("word")
    began = time.process_time()
    person.window.results.view.viewport().grab()
    assert (time.process_time() - began) * 1000 < LONGEST_HOLD_MS


# --- who is called is named


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> FakeConfirmation:
    """Somebody who agrees to all that is asked."""
    made = FakeConfirmation(monkeypatch)
    made.answer = QMessageBox.StandardButton.Open
    return made


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://good.example@evil.example/", "evil.example"),
        ("https://user:pass@evil.example:8080/x", "evil.example"),
        ("http://good.example%2F@evil.example/", "evil.example"),
        ("http://evil.example/@good.example", "evil.example"),
        ("http://evil.example#@good.example", "evil.example"),
        ("http://evil.example?@good.example", "evil.example"),
        ("HTTP://EVIL.example", "evil.example"),
        ("http://\u0430pple.com/", "xn--pple-43d.com"),
        ("http://\u62d6\u97f3.example/", "xn--jtu559i.example"),
        ("http://evil\u3002example/", "evil.example"),
        ("http://evil.example/\u202egpj.exe", "evil.example"),
        ("http://evil.example/" + "a" * 5_000, "evil.example"),
        ("http://" + "good.example." * 15 + "evil.example/", "good.example." * 15 + "evil.example"),
        ("http://[::1]/", "::1"),
        ("mailto:someone@evil.example?subject=good.example", "someone@evil.example"),
    ],
)
def test_the_host_that_is_called_is_the_one_that_is_named(
    open_window: Open, library: MakeLibrary, asked: FakeConfirmation, address: str, host: str
) -> None:
    person = open_window(library({"a.md": article("A", f'<a href="{address}">good.example</a>')}))
    person.press(Key.Key_Return)
    for written in person.links():
        person.browser.anchorClicked.emit(QUrl(written))
    assert len(asked.told) == len(asked.opened) == 1
    question, whole = asked.told[0].split("\n")
    assert question == f"Open {host} in another program?"
    opened = QUrl(asked.opened[0])
    assert host in (opened.host(QUrl.ComponentFormattingOption.FullyEncoded), opened.path())
    assert whole.isascii()
    assert len(whole) <= 500


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    ["http://good.example\\@evil.example/", "http://evil.example\\.good.example/",
     "http://evil\u202e.example/", "http:///evil.example", "http:evil.example",
     "https:/evil.example", "http://evil.example:99999/", "http://", "http://evil .example/",
     "http://%65vil.example/", "http://evil.example%00.good.example/", "mailto:", "tel:123",
     "ms-settings:x", "smb://evil.example/x", "ftp://evil.example/", "topic://evil.example/x",
     "vbscript:x", "view-source:http://evil.example"],
)  # fmt: skip
def test_an_address_that_can_be_read_in_two_ways_calls_nobody_but_whom_it_names(
    open_window: Open, library: MakeLibrary, asked: FakeConfirmation, address: str
) -> None:
    person = open_window(library({"a.md": article("A", f'<a href="{address}">x</a>')}))
    person.press(Key.Key_Return)
    for written in [*person.links(), address]:
        person.browser.anchorClicked.emit(QUrl(written))
        person.settle()
    for told, opened in zip(asked.told, asked.opened, strict=True):
        host = QUrl(opened).host(QUrl.ComponentFormattingOption.FullyEncoded)
        assert told.startswith(f"Open {host} in another program?")


# --- names are plain text

NAME = "<img src=x onerror=1><b>x</b>&amp; &File"


def tips(model: QAbstractItemModel, above: QModelIndex) -> Iterator[str]:
    """The tool tips of a list or a tree."""
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        yield from tips(model, index)


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_titles_and_names_are_shown_as_they_are_written(
    open_window: Open, library: MakeLibrary
) -> None:
    folder = "<b>f&amp;"
    header = {"source": f"'{NAME}'", "topics": f"['{folder}', 'other {NAME}']"}
    made = library({
        f"{folder}/<i>a.md": article(f"'{NAME}'", "alpha", **header),
        f"{folder}/_index.md": article(f"'{NAME}'", "beta", title_zh=f"'{NAME}'"),
        "bad.md": f"---\npublished: '{NAME}'\n---\nalpha\n",
    })  # fmt: skip
    root = made.rename(made.with_name("<u>lib&amp;"))
    person = open_window(root)
    person.search("alpha")
    assert {hit.title for hit in person.hits()} == {NAME, "bad"}
    for name in person.ids():
        person.open(name)
        assert NAME in person.page()
    assert person.window.windowTitle().startswith("<u>lib&amp;")
    person.choose_topic(folder)
    for widget in person.window.findChildren(QLabel):
        is_plain = widget.textFormat() is Qt.TextFormat.PlainText
        assert is_plain or "<" not in widget.text(), widget.text()
    told = [widget.toolTip() for widget in person.window.findChildren(QWidget)]
    for view in (person.window.tree.view, person.window.results.view):
        told += tips(view.model(), QModelIndex())
    assert [tip for tip in told if "<b>x" in tip or "<img" in tip or "<b>f" in tip] == []
