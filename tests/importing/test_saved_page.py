"""What is read: any bytes, up to a limit, never an exception but a word why."""

from __future__ import annotations

import contextlib
import io
import os
import threading
import time
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbviewer.errors import SavedPageError
from kbviewer.importing.excerpts import extract_excerpts
from kbviewer.importing.saved_page import SavedPage, read_saved_page
from tests.importing.sample_pages import results_page


def saved(tmp_path: Path, raw: bytes | str) -> str:
    path = tmp_path / "page"
    path.write_bytes(raw.encode("utf-8") if isinstance(raw, str) else raw)
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_page_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = results_page().replace("\n", "\r\n")
    assert read_saved_page(saved(tmp_path, text.encode(encoding))).text == results_page()


def test_html_is_read_as_it_declares(tmp_path: Path) -> None:
    declared = '<html><head><meta charset="big5"></head><body>電商直播</body></html>'
    assert "電商直播" in read_saved_page(saved(tmp_path, declared.encode("big5"))).text
    wrong = declared.replace("big5", "koi8-x").encode("gb18030")
    assert "電商直播" in read_saved_page(saved(tmp_path, wrong)).text


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is empty"), (b" \r\n\t", "is empty"), (b"%PDF-1.7", "is a PDF"),
        (b"PK\3\4", "a Word file"), (b"\xd0\xcf\x11\xe0", "a Word file"), (b"{\\rtf1", "an RTF"),
        (b"\x89PNG\r\n", "a picture"), (bytes(5000), "is not text"),
        (b"text", "No article was found"), (b"title\n\n2025\n\ntext", "No article was found"),
    ],
)  # fmt: skip
def test_what_holds_no_article_is_told(tmp_path: Path, raw: bytes, why: str) -> None:
    with pytest.raises(SavedPageError, match=why):
        extract_excerpts(saved(tmp_path, raw))


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for name, why in ((str(tmp_path), "is a folder"), ("nowhere", "no file"), ("a\0b", "be read")):
        with pytest.raises(SavedPageError, match=why):
            read_saved_page(name)


@pytest.mark.skipif(os.name == "nt", reason="made of what Windows does not have")
def test_of_what_is_no_plain_file_a_named_pipe_is_read_and_all_else_is_told(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(results_page(), "utf-8"))
    writer.start()
    assert len(extract_excerpts(str(pipe)).excerpts) == 3
    writer.join()
    circle = tmp_path / "circle"
    circle.symlink_to("circle")
    for name, why in (("/dev/zero", "is a device"), (str(circle), "cannot be read: ")):
        with pytest.raises(SavedPageError, match=why):
            read_saved_page(name)


@pytest.mark.slow
def test_of_a_huge_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.write(results_page().encode() + b"\n" + b"word " * 1_000_000)
        file.truncate(1 << 30)
    result = extract_excerpts(str(path))
    assert len(result.excerpts) == 3
    assert any("larger than 4 MB" in warning for warning in result.warnings)


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    ["赞" + " " * 100_000 + "x", "1 " * 100_000 + "x", "-" * 200_000 + "x",
     "|" + " " * 100_000 + "-|x",
     "示例日报的很长的名字，2025-08-11\n" * 20_000, "示例日报的很长的名字，没有日期\n" * 20_000,
     "] A - " * 50_000, "a " * 100_000, "*_`[<&~\\" * 20_000, "\t|" * 50_000, "字 " * 100_000],
    ids=lambda line: line[:6],
)  # fmt: skip
def test_a_text_made_to_be_slow_is_read_in_time(tmp_path: Path, line: str) -> None:
    begun = time.monotonic()
    assert extract_excerpts(saved(tmp_path, f"{results_page()}{line}\n{line}")).excerpts
    assert time.monotonic() - begun < 30


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(results_page().encode())))
    assert len(extract_excerpts("-").excerpts) == 3
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(SavedPageError, match="no standard input"):
        extract_excerpts("-")


def clipboard(tmp_path: Path, head: str, body: str) -> SavedPage:
    return read_saved_page(saved(tmp_path, head + body))


def test_of_the_clipboard_only_what_was_copied_is_taken(tmp_path: Path) -> None:
    head = (
        "Version:0.9\r\nStartHTML:00000105\r\nEndHTML:00000300\r\nStartFragment:00000141\r\n"
        "EndFragment:00000264\r\nSourceURL:https://example.org/a?b=1\r\n"
    )
    body = "<html><body>\r\n<!--StartFragment--><p>copied</p><!--EndFragment-->\r\n</body></html>"
    page = clipboard(tmp_path, head, body)
    assert (page.is_html, page.url, page.text) == (
        True,
        "https://example.org/a?b=1",
        "<p>copied</p>",
    )
    page = clipboard(tmp_path, "", "<!-- StartFragment --><b>x</b>")
    assert (page.is_html, page.url, page.text) == (True, "", "<b>x</b>")
    page = clipboard(tmp_path, head, "<p>no marks</p>")
    assert page.text == "<p>no marks</p>"
    page = clipboard(
        tmp_path, "", "<html><!-- saved from url=(0020)https://example.org/ --></html>"
    )
    assert page.url == "https://example.org/"


def test_a_page_that_was_saved_with_its_parts_is_read(tmp_path: Path) -> None:
    raw = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/s\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        '\tboundary="--b"\r\n\r\n----b\r\nContent-Type: text/html; charset=utf-8\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n<html><body>=E7=9B=B4</body></html>\r\n"
        "----b--\r\n"
    )
    page = read_saved_page(saved(tmp_path, raw))
    assert (page.is_html, page.url) == (True, "https://example.org/s")
    assert "直" in page.text


def test_a_time_is_counted_from_the_files_own_unless_that_cannot_be(tmp_path: Path) -> None:
    name = saved(tmp_path, results_page().replace("2025-08-10 09:05", "昨天"))
    stamp = datetime(2025, 8, 20, 12, 0).timestamp()  # noqa: DTZ001  local, as a file's is
    os.utime(name, (stamp, stamp))
    excerpt = extract_excerpts(name).excerpts[1]
    assert excerpt.published == "2025-08-19"
    assert "“昨天” is taken for 2025-08-19, counted from 2025-08-20 12:00" in excerpt.warnings
    os.utime(name, (stamp - 86_400 * 15, stamp - 86_400 * 15))  # before an article on the page
    excerpt = extract_excerpts(name).excerpts[1]
    assert excerpt.published == "昨天"
    assert "“昨天” is counted from a time that is not known; it is left so" in excerpt.warnings


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    text = results_page(gap="\n\n").replace("Sellers welcome lower fees\n\nExample Times· ", "")
    result = extract_excerpts(saved(tmp_path, f"首页\n\n{text}"))
    assert result.excerpts[1].title == "仓库一日达 试点扩大"
    text = results_page(gap="\n\n").replace("Sellers welcome lower fees\n\n", "")
    result = extract_excerpts(saved(tmp_path, f"首页\n\n{text}"))
    assert "1 line of the page itself left out: “首页”" in result.warnings[0]
    assert result.excerpts[1].title.startswith("Sellers said on 2025-08-09 that fees fell.")
    assert result.excerpts[1].warnings == ("no title was found above it; its first words are used",)
    assert result.excerpts[2].warnings == ("the page shows only the beginning of its text",)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(
    st.binary(max_size=200),
    st.lists(st.sampled_from([
        "<html>", "<table><tr><td>", "</p>", "<a href='//[x'>", "题目\n",
        "示例· 2025-08-11 20:41\n",
        "正文。\n",
        "<!--", "-->", "<![CDATA[", "&#xD800;", "&#0;", "\0", "\x1b[0m", "昨天", "<span>",
        "<script>", "\udfff",
        "<base href='http://['>", "</script>", "\n\n", "Version:0.9", "- ", "|", "\t", "```",
    ]), max_size=12).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass")),
))  # fmt: skip
def test_any_bytes_are_a_page_or_told_why_not(tmp_path: Path, raw: bytes) -> None:
    with contextlib.suppress(SavedPageError):
        assert extract_excerpts(saved(tmp_path, raw)).excerpts
