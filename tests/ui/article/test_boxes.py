"""The boxes of an article: which blocks they hold, and how they are painted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kbviewer.index.search.matcher import Match
from kbviewer.render.renderer import RenderedArticle
from kbviewer.ui import theme as themes
from kbviewer.ui.article import box_painter
from kbviewer.ui.article.article_document import ArticleDocument
from kbviewer.ui.article.article_view import ArticleView
from kbviewer.ui.article.boxes import Box, number_boxes
from kbviewer.ui.theme import DARK, LIGHT, Theme
from tests.cost import cpu_seconds
from tests.ui.person import pixels

# What the platform without a screen says of a panel that is no window.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

Show = Callable[..., ArticleView]
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
CALLOUT = '<div class="callout callout-{0}"><p class="callout-title">{0} title</p>{1}</div>'

DETAILS = '<div class="details"><h5>a</h5><table><tr><td>b</td><td>c</td></tr></table></div>'


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show safe HTML as an article: a function from the HTML to the panel."""

    def show_(html: str, *, theme: Theme = LIGHT, width: int = 800) -> ArticleView:
        view = ArticleView(())
        qtbot.addWidget(view)
        view.setFont(themes.base_font())
        view.setStyleSheet(themes.style_sheet(theme))
        view.set_theme(theme)
        view.resize(width, 900)
        view.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        view.show()
        view.show_document(ArticleDocument.build(RenderedArticle(html), lambda _source: None))
        return view

    return show_


def blocks(view: ArticleView) -> dict[str, QTextBlock]:
    """The blocks of the section that is shown, by their texts."""
    found: dict[str, QTextBlock] = {}
    block = view.browser.document().begin()
    while block.isValid():
        found[block.text()] = block
        block = block.next()
    return found


def seen(view: ArticleView) -> QImage:
    """What is painted of the article, as it is before it is scrolled."""
    return view.browser.viewport().grab().toImage()


def place(view: ArticleView, text: str) -> QRectF:
    """The lines of a block, in the document."""
    return view.browser.document().documentLayout().blockBoundingRect(blocks(view)[text])


def boxes_around(html: str) -> dict[str, list[str]]:
    """The kinds of the boxes around each block, from the outside, by its text."""
    page, boxes = number_boxes(html)
    view = ArticleDocument.build(RenderedArticle(html), lambda _source: None)
    assert view.boxes == boxes
    document = QTextDocument()
    document.setHtml(f"<body>{page}</body>")
    found: dict[str, list[str]] = {}
    block, box = document.begin(), -1
    while block.isValid():
        box = block.userState() - 1 if block.userState() >= 0 else box
        kinds, at = [], box
        while at >= 0:
            kinds.append(boxes[at].kind)
            at = boxes[at].outer
        if block.text():
            found[block.text()] = kinds[::-1]
        block = block.next()
    return found


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><blockquote><p>b</p><p>c</p></blockquote><p>d</p>",
         {"a": [], "b": ["quote"], "c": ["quote"], "d": []}),
        ("<blockquote><p>a</p><blockquote><p>b</p></blockquote><p>c</p></blockquote>\n<h2>d</h2>",
         {"a": ["quote"], "b": ["quote", "quote"], "c": ["quote"], "d": []}),
        ("<blockquote>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</blockquote>\n<ul><li>c</li></ul>",
         {"a": ["quote"], "b": ["quote"], "c": []}),
        ("<ul><li>a<blockquote><p>b</p></blockquote>c</li><li>d</li></ul>",
         {"a": [], "b": ["quote"], "c": [], "d": []}),
        ("<ul><li><p>a</p><pre><code>b\nc\n</code></pre></li></ul><p>d</p>",
         {"a": [], "b": ["code"], "c": ["code"], "d": []}),
        (CALLOUT.format("note", "<pre>a</pre>") + "text <b>b</b><hr><p>c</p>",
         {"note title": ["callout-note"], "a": ["callout-note", "code"], "text b": [], "c": []}),
        (DETAILS + "<table><tr><td>d</td></tr></table>e",
         {"a": ["details"], "b": ["details"], "c": ["details"], "d": [], "e": []}),
        ("<table><tr><td>a<blockquote>b</blockquote></td><td>c</td></tr></table>",
         {"a": [], "b": ["quote"], "c": []}),
        ("<dl><dt>a</dt><dd><pre>b</pre></dd><dd>c</dd></dl>", {"a": [], "b": ["code"], "c": []}),
        ("<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>",
         {"a": ["quote"], "b": ["quote"]}),
        ('<div class="footnote"><p>a</p></div>', {"a": []}),
    ],
)  # fmt: skip
def test_each_block_is_in_its_boxes(
    qapp: object, html: str, expected: dict[str, list[str]]
) -> None:
    assert qapp
    assert boxes_around(html) == expected


def test_a_page_without_boxes_stays_as_it_is() -> None:
    for page in ("<p>a &lt;blockquote&gt;</p>", '<div class="footnote"><p>a</p></div>', ""):
        assert number_boxes(page) == (page, ())


def test_a_box_knows_what_is_around_it() -> None:
    page = "<ul><li><blockquote><ol><li><pre>a</pre></li></ol></blockquote></li></ul>"
    cell = f"<table><tr><td>{page}</td></tr></table>"
    assert number_boxes(page + cell)[1] == (
        Box("quote", -1, 1, is_in_cell=False), Box("code", 0, 2, is_in_cell=False),
        Box("quote", -1, 1, is_in_cell=True), Box("code", 2, 2, is_in_cell=True),
    )  # fmt: skip


def test_the_text_of_an_article_is_the_same_with_boxes(qapp: object) -> None:
    assert qapp
    html = (
        "<p>a</p><blockquote><p>b</p></blockquote>tail<ul><li>c<pre><code>d\n\ne\n</code></pre>f</li>"
        "</ul>" + CALLOUT.format("tip", "<p>g</p>") + "<hr>h"
    )
    text = ArticleDocument.build(RenderedArticle(html), lambda _source: None).text
    assert text == "a\nb\ntail\nc\nd\n\ne\nf\ntip title\ng\n\nh"


def test_blocks_in_boxes_are_as_far_from_the_side_as_the_boxes_need(show: Show) -> None:
    view = show(
        "<blockquote><p>a</p><pre>b</pre></blockquote>" + CALLOUT.format("note", "<p>c</p>")
        + '<div class="details"><p>d</p></div><div class="no-picture"><p>e</p></div>'
    )  # fmt: skip
    for text, kinds in (
        ("a", ["quote"]), ("b", ["quote", "code"]), ("c", ["callout-note"]), ("d", ["details"]),
        ("e", ["no-picture"]),
    ):  # fmt: skip
        insets = [box_painter._insets(Box(kind, -1, 0, is_in_cell=False)) for kind in kinds]
        own = blocks(view)[text].blockFormat()
        assert own.leftMargin() == sum(one.left for one in insets), text
        assert own.rightMargin() == sum(one.right for one in insets), text


@BOTH
def test_a_quote_has_a_bar_for_each_level(show: Show, theme: Theme) -> None:
    quote = "<blockquote><p>a</p><blockquote><p>b</p></blockquote><p>c</p></blockquote>"
    view = show(f"<p>x</p>{quote}<p>y</p>", theme=theme)
    image = seen(view)

    def bars(text: str) -> list[int]:
        y = round(place(view, text).center().y())
        return [x for x in range(image.width()) if image.pixelColor(x, y).name() == theme.bar]

    assert bars("x") == bars("y") == []
    left = view.browser.document().rootFrame().frameFormat().leftMargin()
    assert bars("a") == bars("c")
    assert bars("a")[0] == left
    assert 2 <= len(bars("a")) <= 3
    assert len(bars("b")) == 2 * len(bars("a"))
    between = round((place(view, "b").bottom() + place(view, "c").top()) / 2)
    assert image.pixelColor(bars("a")[0] + 1, between).name() == theme.bar


@BOTH
@pytest.mark.parametrize("kind", sorted(LIGHT.callouts))
def test_a_callout_is_a_tinted_box_with_a_bar_and_a_title(
    show: Show, theme: Theme, kind: str
) -> None:
    view = show(CALLOUT.format(kind, "<p>text</p>") + "<p>after</p>", theme=theme)
    image = seen(view)
    tint, colour = theme.callout_tint(kind), theme.callouts[kind]
    assert pixels(image, tint) > 10_000
    left = view.browser.document().rootFrame().frameFormat().leftMargin()
    for y in (place(view, f"{kind} title").center().y(), place(view, "text").bottom()):
        assert image.pixelColor(round(left) + 1, round(y)).name() == colour
        assert image.pixelColor(round(left) + 6, round(y)).name() == tint
    title = blocks(view)[f"{kind} title"].begin().fragment().charFormat()
    assert title.foreground().color() == QColor(colour)
    assert title.fontWeight() > 500
    text = place(view, "text")
    right = image.width() - view.browser.document().rootFrame().frameFormat().rightMargin()
    for y in (place(view, f"{kind} title").top() - 6, text.bottom() + 6):
        assert image.pixelColor(round(right) - 10, round(y)).name() == tint
    assert (
        image.pixelColor(round(right) - 10, round(place(view, "after").top())).name() == theme.page
    )


@BOTH
def test_code_has_an_inner_margin_and_coloured_tokens(show: Show, theme: Theme) -> None:
    tokens = " ".join(f'<span class="{name}">{name}{name}</span>' for name in theme.code)
    view = show(f"<p>x</p><pre><code>{tokens}\nlast\n</code></pre><p>y</p>", theme=theme)
    first = next(block for text, block in blocks(view).items() if "kk" in text)
    fragments = first.begin()
    found: dict[str, str] = {}
    while not fragments.atEnd():
        one = fragments.fragment()
        found[one.text()] = one.charFormat().foreground().color().name()
        fragments += 1
    assert {name: found[name * 2] for name in theme.code} == theme.code
    image, last = seen(view), place(view, "last")
    left = view.browser.document().rootFrame().frameFormat().leftMargin()
    assert last.left() + blocks(view)["last"].layout().lineAt(0).x() >= left + 10
    for y in (place(view, first.text()).top() - 5, last.bottom() + 5):
        assert image.pixelColor(round(left) + 20, round(y)).name() == theme.inset
    assert image.pixelColor(round(left) + 20, round(last.bottom() + 16)).name() == theme.page
    assert "" not in blocks(view)


def test_a_box_goes_on_in_the_next_section_and_beyond_the_view(show: Show) -> None:
    view = show(CALLOUT.format("note", "<p>some words of it</p>" * 4_000))
    document = view.document
    assert document is not None
    assert len(document.sections) > 1
    bar = LIGHT.callouts["note"]
    for section in range(len(document.sections)):
        view._go_to_section(section)
        QApplication.processEvents()  # then the scroll bar knows its range
        for share in (0, 2, 1):
            down = view.browser.verticalScrollBar()
            down.setValue(down.maximum() // share if share else 0)
            assert pixels(seen(view), bar) > 1_000
            assert pixels(seen(view), LIGHT.callout_tint("note")) > 100_000


def test_boxes_in_lists_and_cells_are_where_their_text_is(show: Show) -> None:
    cell = "<table><tr><td>first</td><td><pre>in cell</pre></td></tr></table>"
    view = show(f"<ul><li>item<ul><li>inner<pre>code</pre></li></ul></li></ul>{cell}<p>end</p>")
    image = seen(view)
    for text in ("code", "in cell"):
        at = QTextCursor(blocks(view)[text])
        line = view.browser.cursorRect(at)
        y = line.center().y()
        assert image.pixelColor(line.left() - 10, y).name() == LIGHT.inset, text
        assert image.pixelColor(line.left() - 17, y).name() == LIGHT.page, text
        assert image.pixelColor(line.left() + 20, line.bottom() + 8).name() != LIGHT.inset or (
            text == "code"
        )


def test_a_table_below_a_box_is_apart_from_it(show: Show) -> None:
    view = show("<pre>a</pre><table><tr><td>b</td></tr></table>")
    inside_box, inside_cell = 10, 7
    apart = place(view, "b").top() - inside_cell - place(view, "a").bottom() - inside_box
    assert apart >= 10


def test_code_at_the_start_of_an_item_is_one_item(show: Show) -> None:
    view = show("<ul><li><pre><code>one\ntwo\nthree</code></pre></li><li>next</li></ul>")
    found = blocks(view)
    assert [bool(found[text].textList()) for text in ("one", "two", "three", "next")] == [
        True, False, False, True,
    ]  # fmt: skip


def test_items_above_code_keep_their_bullets(show: Show) -> None:
    view = show("<blockquote><p>q</p></blockquote><ul><li>a</li><li>b</li></ul><pre>c</pre>")
    found = blocks(view)
    assert all(found[text].textList() for text in "ab")


def test_there_is_room_below_a_list_and_hardly_any_below_a_table(show: Show) -> None:
    table = "<table><tr><td>cell</td></tr></table>"
    view = show(f"<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>d</p>{table}<p>e</p>")
    found = blocks(view)
    assert [found[text].blockFormat().bottomMargin() for text in "abc"] == [4, 4, 12]
    assert place(view, "d").top() - place(view, "c").bottom() >= 12
    bottom = place(view, "cell").bottom() + 7  # the padding and the border
    assert 10 <= place(view, "e").top() - bottom <= 24


def test_only_live_links_are_underlined(show: Show) -> None:
    view = show('<p><a href="a.md">live</a> <a class="missing" href="b.md">dead</a></p>')
    fragments = blocks(view)["live dead"].begin()
    found = {}
    while not fragments.atEnd():
        one = fragments.fragment().charFormat()
        found[fragments.fragment().text()] = (one.fontUnderline(), one.foreground().color().name())
        fragments += 1
    assert found["live"] == (True, LIGHT.accent)
    assert found["dead"] == (False, LIGHT.muted)


@pytest.mark.parametrize(
    "piece",
    [
        "<blockquote><p>a</p></blockquote>", CALLOUT.format("note", "<p>a</p>"), "<pre>a</pre>",
        "<blockquote>" * 55 + "<p>a</p>" + "</blockquote>" * 55,
        "<ul><li>a<pre>b</pre>c</li></ul>", "<table><tr><td><pre>a</pre></td></tr></table>",
    ],
)  # fmt: skip
def test_very_many_boxes_hold_nothing_up(show: Show, piece: str) -> None:
    html = piece * (200_000 // len(piece))
    small, large = (
        cpu_seconds(partial(number_boxes, html[: len(html) // part])) for part in (8, 1)
    )
    assert large < 20 * small + 0.01
    view = show(html)
    document = view.document
    assert document is not None
    for section in {0, len(document.sections) - 1}:
        view._section = section
        assert cpu_seconds(view._lay_out, 0.2) <= 0.2
        assert cpu_seconds(view.browser.viewport().grab, 0.1) <= 0.1


LONG = [f"Paragraph {n} says 盲盒 and more. " + f"Words of {n} follow. " * 20 for n in range(400)]


def unlaid(view: ArticleView) -> list[str]:
    """The blocks of the section that have no line, when Qt says that all is laid out."""
    document = view.browser.document()
    document.documentLayout().blockBoundingRect(document.lastBlock())
    return [text for text, block in blocks(view).items() if not block.layout().lineCount()]


def test_all_of_a_long_box_is_laid_out(show: Show) -> None:
    """Qt forgets the rest of a document that is changed while only a part of it is laid out."""
    view = show("<pre>{}</pre>".format("\n\n".join(LONG)), width=580)
    assert view.document is not None
    for section in range(len(view.document.sections)):
        view._go_to_section(section)
        assert unlaid(view) == []


def test_all_of_a_long_article_with_a_match_is_laid_out(show: Show) -> None:
    items = "<ul><li>a yak</li></ul><p>yak</p><table><tr><td>a</td></tr></table>"
    view = show(items + "".join(f"<p>{one}</p>" for one in LONG[:150]), width=580)
    view.show_matches([Match(2, 5, 0), Match(6, 9, 0)])
    assert unlaid(view) == []


def test_boxes_of_a_long_article_are_painted_at_once(show: Show) -> None:
    lines = "".join(
        f"<p>{'word ' * 60}</p><pre><code>{'code' * 30}\n</code></pre>" for _ in range(200)
    )
    view = show(f"<h1>Title</h1><hr>{lines}")
    image = QImage(view.browser.viewport().size(), QImage.Format.Format_RGB32)
    view.browser.viewport().render(image)  # while the layout is not done
    assert pixels(image, LIGHT.inset) > 10_000


@pytest.mark.parametrize(
    ("start", "end"), [('<div class="details">', "</div>"), ("<blockquote>", "</blockquote>")]
)
def test_a_text_between_the_blocks_of_a_box_is_inside_it(show: Show, start: str, end: str) -> None:
    inside = "<h5>one</h5>\ntwo <b>x</b><ul><li>item</li></ul><i>three</i> y<p>four</p>five<hr>{}"
    html = f"{start}{inside.format(f'{start}six{end}seven')}{end}eight"
    shown = blocks(show(html))
    texts = ["one", "two x", "three y", "four", "five", "seven"]
    outer = {shown[text].blockFormat().leftMargin() for text in texts}
    assert outer == {shown["six"].blockFormat().leftMargin() / 2}
    assert shown["eight"].blockFormat().leftMargin() == 0
    around = boxes_around(html)
    assert {len(around[text]) for text in texts} == {1}
    assert (len(around["six"]), len(around["eight"])) == (2, 0)
