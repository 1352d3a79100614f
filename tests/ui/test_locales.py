"""The window opens in every locale of the C library, and keeps Qt from asking it for names.

Binding Qt's properties by keyword makes the setter's name with the C library's ``toupper``: under
Turkish rules there is no ``setInterval`` for ``interval``.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kbviewer.ui

LOCALES = ("tr_TR.UTF-8", "zh_CN.UTF-8", "ar_EG.UTF-8", "C")

# Opens the window and everything that it can open, and says in which locale.
_OPENS_EVERYTHING = """
import locale, sys, traceback
from pathlib import Path
from PySide6.QtWidgets import QApplication
from kbviewer import paths
from kbviewer.ui import app
raised = []
sys.excepthook = lambda *error: raised.append(traceback.format_exception(*error))
application = app._application()
with app._open_session(paths.corpus(), None, "light") as session:
    session.attach_services().start()
    session.window.show()
    controller = session.libraries.controller
    controller.start()
    app.wait_until_idle(controller)
    session.window.search_bar.field.setText("盲盒")
    app.wait_until_idle(controller)
    found = session.window.results.model.rowCount()
    for name in ("help", "about", "problems", "outline", "backlinks", "theme_dark", "sort_newest"):
        session.window.action_collection[name].trigger()
        app.wait_until_idle(controller)
        for box in application.topLevelWidgets():
            if box is not session.window:
                box.close()
print(locale.setlocale(locale.LC_CTYPE), found, *raised)
"""


def made(name: str, folder: Path) -> None:
    """Make a locale of the C library in ``folder``, where the system has not got it."""
    tool = shutil.which("localedef")
    if tool is None:
        return
    language, _, encoding = name.partition(".")
    subprocess.run(
        [tool, "-i", language, "-f", encoding, str(folder / name)],
        capture_output=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", LOCALES)
def test_the_window_opens_in_each_locale(name: str, tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
    if name != "C":
        made(name, tmp_path)
        if (tmp_path / name).is_dir():
            environment["LOCPATH"] = str(tmp_path)
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _OPENS_EVERYTHING],
        env={**environment, "LANG": name, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    spoken, _, told = ended.stdout.strip().partition(" ")
    if spoken.partition(".")[0] != name.partition(".")[0]:
        pytest.skip(f"no locale {name} here, and no localedef with its source: it was {spoken}")
    assert told == "2"


def test_no_property_of_qt_is_set_by_keyword() -> None:
    window, tests = Path(kbviewer.ui.__file__).parent, Path(__file__).parent
    found = [
        f"{file.name}:{line}: {name}="
        for file in sorted((*window.rglob("*.py"), *tests.rglob("*.py")))
        for line, name in keywords_of_qt(file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("from PySide6.QtCore import QTimer\nQTimer(self, interval=5)", ["interval"]),
        ("from PySide6.QtCore import QTimer as T\nT(self, timeout=f)", ["timeout"]),
        ("from PySide6 import QtCore\nQtCore.QTimer(self, interval=5)", ["interval"]),
        ("import PySide6.QtCore as q\nq.QTimer(self, **options)", ["**"]),
        (
            "from PySide6.QtCore import QObject as O\n"  # noqa: ISC004  one text
            "class P(O):\n  def __init__(self): super().__init__(None, objectName='x')",
            ["objectName"],
        ),
        ("from PySide6.QtCore import QTimer\nQTimer(parent=self)\nother(interval=5)", []),
    ],
)
def test_a_property_set_by_keyword_is_found(code: str, names: list[str]) -> None:
    assert [name for _, name in keywords_of_qt(code)] == names


def keywords_of_qt(code: str) -> list[tuple[int, str]]:
    """The keywords with which objects of Qt are made, other than ``parent``; lines and names."""
    nodes = list(ast.walk(ast.parse(code)))
    imported = {
        alias.asname or alias.name.partition(".")[0]
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if (getattr(node, "module", None) or alias.name).startswith("PySide6")
    }
    calls = [
        call
        for call in nodes
        if isinstance(call, ast.Call)
        and _ends(call.func)[0] in imported
        and _ends(call.func)[1][:1].isupper()
    ]
    for one in nodes:
        if isinstance(one, ast.ClassDef) and any(_ends(base)[0] in imported for base in one.bases):
            calls += [
                call
                for call in ast.walk(one)
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__"
            ]
    return [
        (call.lineno, keyword.arg or "**")
        for call in calls
        for keyword in call.keywords
        if keyword.arg != "parent"
    ]


def _ends(name: ast.expr) -> tuple[str, str]:
    """The first and the last part of a dotted name, "" for what is none."""
    parts = ast.unparse(name).split(".") if isinstance(name, ast.Name | ast.Attribute) else [""]
    return parts[0], parts[-1]
