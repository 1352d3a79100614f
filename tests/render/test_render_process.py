"""Texts rendered in a process of their own: the same pages, whatever becomes of the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from unittest.mock import patch

import pytest

from kbviewer import i18n, paths
from kbviewer.render import render_process
from kbviewer.render.cost import is_cheap
from kbviewer.render.render_process import RenderProcess, RenderProcessError
from kbviewer.render.renderer import (
    RenderedArticle,
    read_blocks,
    render_text,
    why_unrenderable,
)
from tests.index.indexing.test_workers import is_running

LONG = "Some *words* and [a link](b.md).\n\n" * 800
SLOW = "a\n===\n\n" * 20_000
"""The parser takes some seconds for it, and no rule tells."""


@pytest.fixture
def renderer() -> Iterator[RenderProcess]:
    """One that waits for a slow machine."""
    made = RenderProcess(30)
    yield made
    made.close()


def pid_of(renderer: RenderProcess) -> int:
    assert renderer._process is not None
    assert renderer._process.pid is not None
    return renderer._process.pid


def test_an_ordinary_text_starts_no_process(renderer: RenderProcess) -> None:
    assert renderer.render("Some *words*.") == RenderedArticle("<p>Some <em>words</em>.</p>")
    assert renderer.render("[" * 10_000).note
    assert renderer._process is None


@pytest.mark.slow
def test_a_process_renders_what_would_be_rendered_here(renderer: RenderProcess) -> None:
    assert not is_cheap(LONG, read_blocks(LONG))
    assert renderer.render(LONG) == render_text(LONG)
    first = pid_of(renderer)
    assert renderer.render(LONG + "x") == render_text(LONG + "x")
    assert pid_of(renderer) == first


def test_a_reason_of_the_process_is_in_the_language_of_the_window(renderer: RenderProcess) -> None:
    nested = "<table><tr><td>" * 5 + "x" + "</td></tr></table>" * 5
    text = f"{LONG}\n{nested}\n"
    assert not is_cheap(text, read_blocks(text))
    page = renderer.render(text)
    assert page.note == "Shown as plain text: its tables are nested too deeply."
    i18n.set_language(i18n.CHINESE, paths.resources() / "translations")
    assert page.note == "按纯文本显示：表格嵌套过深。"


@pytest.mark.slow
def test_a_text_that_takes_too_long_is_plain_at_once_the_second_time(
    renderer: RenderProcess,
) -> None:
    assert not why_unrenderable(SLOW)
    renderer.render(LONG)
    renderer._timeout_s = 0.2
    page = renderer.render(SLOW)
    assert page.note == "Shown as plain text: rendering it takes too long."
    assert page.html.startswith("<pre>")
    renderer._timeout_s = 30
    began = time.perf_counter()
    assert renderer.render(SLOW) == page
    assert time.perf_counter() - began < 1
    assert renderer.render(LONG) == render_text(LONG)


def test_a_process_that_starts_slowly_is_no_fault_of_the_text(renderer: RenderProcess) -> None:
    renderer._timeout_s = 0.0
    assert renderer.render(LONG).note
    renderer._timeout_s = 30
    assert not renderer.render(LONG).note


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal of POSIX")
def test_a_process_that_was_ended_is_followed_by_another(renderer: RenderProcess) -> None:
    renderer.render(LONG)
    first = pid_of(renderer)
    os.kill(first, signal.SIGKILL)
    assert renderer._process is not None
    renderer._process.join()
    assert renderer.render(LONG) == render_text(LONG)
    assert pid_of(renderer) != first


def test_where_no_process_can_be_started_what_is_not_cheap_is_plain(
    renderer: RenderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_process: SpawnProcess) -> None:
        raise OSError("no processes")

    monkeypatch.setattr(SpawnProcess, "start", fail)
    page = renderer.render(LONG)
    assert page.note == "Shown as plain text: no process could be started to render it."
    assert page.html.startswith("<pre>Some *words*")
    assert not renderer.render("Some *words*.").note


@pytest.mark.slow
def test_a_text_that_ends_the_process_is_plain(
    renderer: RenderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(render_process, "_serve", _serve_and_end)
        page = renderer.render(LONG)
    assert page.note == "Shown as plain text: rendering it ended the process that did it."
    assert renderer.render(LONG) == page
    renderer.close()
    assert renderer.render(LONG + "x") == render_text(LONG + "x")


def _serve_and_end(connection: Connection, longest: float) -> None:
    with patch.object(render_process, "render_text", lambda _text, **_: os._exit(1)):
        render_process._serve(connection, longest)


def test_a_bug_in_the_process_is_raised_here(
    renderer: RenderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_process, "_serve", _serve_with_a_bug)
    with pytest.raises(RenderProcessError, match=r"(?s)Traceback .*ZeroDivisionError"):
        renderer.render(LONG)


def _serve_with_a_bug(connection: Connection, longest: float) -> None:
    with patch.object(render_process, "render_text", lambda _text, **_: 1 / 0):
        render_process._serve(connection, longest)


@pytest.mark.parametrize("text", ["a\nb", f"a\nb\n\n{LONG}"])
def test_line_breaks_are_as_asked_for_here_and_in_the_process(
    text: str, renderer: RenderProcess
) -> None:
    for are_kept in (True, False):
        page = renderer.render(text, hard_line_breaks=are_kept)
        assert page == render_text(text, hard_line_breaks=are_kept)
        assert page.html.startswith("<p>a<br>") == are_kept


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="asks for the processes of POSIX")
def test_the_process_ends_with_the_program(tmp_path: Path) -> None:
    script = tmp_path / "asks.py"
    script.write_text(
        "import time\n"
        "from multiprocessing import active_children\n"
        "from kbviewer.render.render_process import RenderProcess\n"
        "if __name__ == '__main__':\n"
        "    renderer = RenderProcess(30)\n"
        f"    renderer.render({LONG!r})\n"
        "    print(*(child.pid for child in active_children()), flush=True)\n"
        "    time.sleep(60)\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asking:
        assert asking.stdout is not None
        children = [int(pid) for pid in asking.stdout.readline().split()]
        assert len(children) == 1
        asking.send_signal(signal.SIGKILL)
    until = time.monotonic() + 20
    while any(map(is_running, children)):
        assert time.monotonic() < until, "a process outlived the one that started it"
        time.sleep(0.05)
