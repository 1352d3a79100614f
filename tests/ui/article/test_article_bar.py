"""The bar above the article."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kbviewer.index.search.found_by import FoundBy
from kbviewer.ui.article.article_bar import ArticleBar


def test_where_the_counter_has_no_room_its_tool_tip_says_all(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    bar = ArticleBar([], [], parent)
    parent.show()
    bar.resize(900, 30)
    bar.show_no_match(FoundBy.DESCRIPTION)
    counter = bar.findChild(QLabel)
    assert isinstance(counter, QLabel)
    text = counter.text()
    assert text
    assert counter.toolTip() == ""
    bar.resize(90, 30)
    assert counter.text() != text
    assert counter.toolTip() == counter.accessibleName() == text
    bar.resize(900, 30)
    assert (counter.text(), counter.toolTip()) == (text, "")
