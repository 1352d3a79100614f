"""What is copied from an article: its words, its structure, its links, and none of its looks."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QImage, QTextCursor, QTextTable
from PySide6.QtWidgets import QApplication

from kbviewer.render.renderer import render_text
from kbviewer.ui.article.article_browser import ArticleBrowser
from kbviewer.ui.article.html_tree import count_visible, parse
from kbviewer.ui.theme import DARK, article_style_sheet
from kbviewer.ui.widgets.utf16 import utf16_spans
from tests.ui.person import Held, Key, MakeLibrary, Open, article

MARKDOWN = """# Head *x*

para **b** [web](https://a.cn/x?a=1&b=2) [page](b.md) [top](#head) `code` ~~s~~

| 平台 | GMV |
|---|---:|
| 抖音 | 3.5 |
|  | **4** |

1. 甲
2. 乙
3. 丙

    - nested

        second

4. 丁

> quoted

```python
def f():
    return 1

    x
```

end
"""


class Seen(HTMLParser):
    """The text, the tags and the attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def shown(section: str) -> ArticleBrowser:
    """A browser that shows a section in the dark theme."""
    browser = ArticleBrowser()
    browser.section = section
    browser.document().setDefaultStyleSheet(article_style_sheet(DARK))
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    browser.show_html(section, {"picture:0": picture})
    return browser


def copied(browser: ArticleBrowser, start: int | None = None, end: int = 0) -> QMimeData:
    """What copying from one position to another puts on the clipboard; without them all."""
    cursor = browser.textCursor()
    if start is None:
        cursor.select(QTextCursor.SelectionType.Document)
    else:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    browser.setTextCursor(cursor)
    return browser.createMimeDataFromSelection()


def copied_between(browser: ArticleBrowser, first: str, last: str) -> QMimeData:
    """What is copied from the start of one word to the end of another."""
    text = browser.toPlainText()
    return copied(browser, text.index(first), text.index(last) + len(last))


def squeezed(text: str) -> str:
    """A text without white space and pictures."""
    return "".join(re.sub("[\ufdd0\ufdd1\ufffc]", "", text).split())


@pytest.fixture
def browser(qapp: QApplication) -> ArticleBrowser:
    assert qapp
    return shown(render_text(MARKDOWN).html)


def test_copied_html_has_the_structure_and_the_links_and_no_looks(browser: ArticleBrowser) -> None:
    page = copied(browser).html()
    seen = Seen(page)
    expected = {
        "h1", "em", "p", "strong", "a", "code", "del", "table", "th", "td", "ol", "ul", "li",
        "blockquote", "pre",
    }  # fmt: skip
    assert expected <= set(seen.tags)
    assert set(seen.attributes) == {
        ("charset", "utf-8"), ("href", "https://a.cn/x?a=1&b=2"), ("href", "b.md"),
        ("align", "right"),
    }  # fmt: skip
    assert not re.search(r"style|color|font|width|span", page)


def test_copied_text_has_tabs_numbers_and_bullets(browser: ArticleBrowser) -> None:
    assert copied(browser).text() == (
        "Head x\npara b web page top code s\n平台\tGMV\n抖音\t3.5\n\t4\n1. 甲\n2. 乙\n3. 丙\n"
        "   • nested\n     second\n4. 丁\nquoted\ndef f():\n    return 1\n\n    x\nend"
    )


def test_a_selection_within_a_list_keeps_its_numbers(browser: ArticleBrowser) -> None:
    mime = copied_between(browser, "丙", "丁")
    assert mime.text() == "3. 丙\n   • nested\n     second\n4. 丁"
    assert '<ol start="3"><li>' in mime.html()


def test_words_of_one_item_or_cell_are_copied_without_list_or_table(
    browser: ArticleBrowser,
) -> None:
    for word in ("丙", "3.5", "nested"):
        mime = copied_between(browser, word, word)
        assert mime.text() == word
        assert set(Seen(mime.html()).tags) == {"meta"}


def test_a_part_of_a_paragraph_keeps_its_spaces_and_its_inline_markup(
    browser: ArticleBrowser,
) -> None:
    mime = copied_between(browser, "ra ", "b ")
    assert mime.text() == "ra b "
    assert Seen(mime.html()).tags == ["meta", "strong"]


def test_a_heading_or_a_quote_selected_whole_stays_one(browser: ArticleBrowser) -> None:
    assert "<h1>Head <em>x</em></h1>" in copied_between(browser, "Head", "x").html()
    assert "<blockquote><p>quoted</p></blockquote>" in (
        copied_between(browser, "quoted", "quoted").html()
    )


def test_some_lines_of_code_keep_their_indentation(browser: ArticleBrowser) -> None:
    mime = copied_between(browser, "    return", "    x")
    assert mime.text() == "    return 1\n\n    x"
    assert "<pre><code>    return 1\n\n    x\n</code></pre>" in mime.html()
    assert copied_between(browser, "    return", "end").text() == "    return 1\n\n    x\nend"


def test_some_cells_of_a_table_are_a_table(browser: ArticleBrowser) -> None:
    table = browser.document().rootFrame().childFrames()[0]
    assert isinstance(table, QTextTable)
    cells = [table.cellAt(row, column) for row, column in ((1, 0), (2, 1))]
    mime = copied(browser, cells[0].firstPosition(), cells[1].lastPosition())
    assert mime.text() == "抖音\t3.5\n\t4"
    assert Seen(mime.html()).tags == ["meta", "table", *["tr", "td", "td"] * 2, "strong"]
    one_column = copied(
        browser, table.cellAt(0, 1).firstPosition(), table.cellAt(2, 1).lastPosition()
    )
    assert one_column.text() == "GMV\n3.5\n4"


def test_a_picture_gives_its_alt_text_or_nothing(qapp: QApplication) -> None:
    assert qapp
    browser = shown(
        '<p>a <img src="picture:0" alt="a &lt;chart&gt;" width="300"> b</p>'
        '<p><img src="picture:0"></p><p>c</p>'
    )
    mime = copied(browser)
    assert mime.text().splitlines() == ["a a <chart> b", "c"]
    assert "\ufffc" not in mime.text() + mime.html()
    assert "a a &lt;chart&gt; b" in mime.html()
    assert "img" not in mime.html()
    assert copied(browser, 0, 4).text() == "a a <chart>"


@pytest.mark.parametrize("caption", ["<br><span>a <b>chart</b></span>", " <em>a chart</em>"])
def test_the_words_of_a_picture_are_not_copied_twice(qapp: QApplication, caption: str) -> None:
    assert qapp
    browser = shown(f'<p><img src="picture:0" alt="a chart">{caption}</p><p>c</p>')
    mime = copied(browser)
    assert mime.text().split() == ["a", "chart", "c"]
    assert "".join(Seen(mime.html()).text.split()) == "achartc"
    assert copied(browser, 0, 1).text() == "a chart"


def test_what_a_writer_uses_is_copied_as_it_is_meant(qapp: QApplication) -> None:
    assert qapp
    mime = copied(shown(
        '<div class="callout callout-warning"><p class="callout-title">合规</p><p>x</p></div>'
        '<div class="details"><h5>Summary</h5><p>y</p></div>'
        '<ul class="tasks"><li>☐ do</li><li>☑ done</li></ul>'
        "<p><mark>m</mark><kbd>Esc</kbd>H<sub>2</sub>O</p><dl><dt>t</dt><dd>d</dd></dl>"
        '<pre><code class="language-python"><span class="k">if</span> x</code></pre>'
        '<p>z<sup id="fnref:1"><a href="#fn:1">1</a></sup> <a href="refused:">r</a></p>'
        '<p><del>o</del><br>n</p><hr><p>e</p>'
    ))  # fmt: skip
    assert mime.text() == (
        "合规\nx\nSummary\ny\n☐ do\n☑ done\nmEscH2O\nt\n    d\nif x\nz1 r\no\nn\n\ne"
    )
    assert mime.html() == (
        '<meta charset="utf-8"><blockquote><p><strong>合规</strong></p><p>x</p></blockquote>'
        "<h5>Summary</h5><p>y</p><ul><li>☐ do</li><li>☑ done</li></ul>"
        "<p><mark>m</mark><kbd>Esc</kbd>H<sub>2</sub>O</p><dl><dt>t</dt><dd>d</dd></dl>"
        "<pre><code>if x</code></pre><p>z<sup>1</sup> r</p>"
        "<p><del>o</del><br>n</p><hr><p>e</p>"
    )


def test_a_document_that_shows_something_else_gives_its_plain_text(
    browser: ArticleBrowser,
) -> None:
    browser.section = "<p>other</p>"
    mime = copied_between(browser, "甲", "乙")
    assert (mime.text(), mime.html()) == ("甲\n乙", '<meta charset="utf-8">甲\n乙')


# --- every selection of every article

WORDS = st.sampled_from((
    "盲盒", "word ", " ", "**b**", "*i*", "`c`", "[l](b.md)", "![](p.png)", "😀", "&amp;",
    "<b>h</b>",
    "\n", "  \n", "\n\n", "- ", "\n- a", "\n1. b", "\n    - c", "\n> q", "\n# h\n",
    "\n```\nx\n  y\n```\n",
    "\n\n|a|b|\n|-|-|\n|1||\n\n", "\u3000", "\u200b", "\u00a0", "\ufffc", "\ufdd0", "\ufeff",
    "\u0301", "\x0b",
    "~~s~~", "\n***\n", "&#1;", "&lt;", "[^1]\n\n[^1]: n\n", "<div>", "</div>",
))  # fmt: skip


def _characters(text: str) -> list[tuple[int, int]]:
    return [(index, index + 1) for index in range(len(text))]


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=40).map("".join), st.data())
@example(MARKDOWN, None)
def test_the_text_of_what_is_copied_is_that_of_the_selection(
    qapp: QApplication, markdown: str, data: st.DataObject | None
) -> None:
    assert qapp
    section = render_text(markdown).html.replace('src="p.png"', 'src="picture:0"')
    browser = shown(section)
    assert count_visible(browser.toPlainText()) == parse(section).end
    text = browser.toPlainText()
    last = browser.document().characterCount() - 1
    places = st.sampled_from([0, *(end for _, end in utf16_spans(text, _characters(text)))])
    ends = [data.draw(st.tuples(places, places)) for _ in range(6)] if data else [(0, last)]
    for start, end in ends:
        mime = copied(browser, start, end)
        cursor = browser.textCursor()
        if not cursor.hasComplexSelection():
            assert squeezed(Seen(mime.html()).text) == squeezed(cursor.selectedText())
        assert not re.search(r"\sstyle=|\sclass=|\ufffc", mime.html())
        assert "\ufffc" not in mime.text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_copying_in_the_window(open_window: Open, library: MakeLibrary, theme: str) -> None:
    person = open_window(
        library({"a.md": article("T", "| a | b |\n|-|-|\n| 1 | 2 |\n")}), theme=theme
    )
    person.open("a.md")
    person.browser.setFocus()
    for key in (Key.Key_A, Key.Key_C):
        person.press(key, Held.ControlModifier)
    mime = QApplication.clipboard().mimeData()
    assert mime.text().splitlines()[-2:] == ["a\tb", "1\t2"]
    assert "<td>1</td>" in mime.html()
    assert not re.search(r"style|color|font", mime.html())
