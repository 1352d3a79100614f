"""Reads a saved page: a file or standard input, decoded, up to a limit."""

from __future__ import annotations

import contextlib
import email
import email.policy
import os
import re
import stat
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kbviewer.errors import SavedPageError, reason_of
from kbviewer.i18n import QT_TR_NOOP, tr
from kbviewer.library.encoding import decode
from kbviewer.library.files import MAX_FILE_SIZE, describe_file_type
from kbviewer.library.problems import Finding

_OTHER_FILE_TYPES = (
    (b"%PDF-", QT_TR_NOOP("a PDF")),
    (b"PK\x03\x04", QT_TR_NOOP("a Word file or another archive")),
    (b"\xd0\xcf\x11\xe0", QT_TR_NOOP("a Word file")),
    (b"{\\rtf", QT_TR_NOOP("an RTF file")),
    (b"\x1f\x8b", QT_TR_NOOP("an archive")),
    (b"\x89PNG", QT_TR_NOOP("a picture")),
    (b"\xff\xd8\xff", QT_TR_NOOP("a picture")),
    (b"GIF8", QT_TR_NOOP("a picture")),
    (b"bplist", QT_TR_NOOP("a web archive of Safari")),
)
_MHTML = re.compile(rb"\A(?:[\w-]+: .*\r?\n(?:[ \t].*\r?\n)*)*?content-type: multipart/", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?((?:big5|shift|euc|iso|windows|cp|koi)[\w-]*)", re.I)
_HTML = re.compile(
    r"<(?:!doctype html|html|head|body)\b|<!--\s*StartFragment|\AVersion:[0-9.]+\s+StartHTML:"
    r"|\A\s*<(?:meta|div|p|ul|ol|table|article|section|main|h[1-6]|span|a|br|font|b|strong)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"<!--\s*(Start|End)Fragment\s*-->", re.IGNORECASE)
# As in the clipboard of Windows, and as browsers write it into saved pages.
_SOURCE_URL = re.compile(
    r"(?:^SourceURL:\s*|<!--\s*saved from url=\([0-9]+\))(https?://[^\s<>\"]+)",
    re.MULTILINE | re.IGNORECASE,
)
_LINE_ENDS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_HEAD_LENGTH = 4_096
_MAX_UNREADABLE_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A saved page.

    Attributes:
        name: the file, for messages.
        text: its text, lines ended by line feeds, without control characters.
        is_html: whether the text is HTML, judged by its content.
        url: its address, if it is in the page, or "".
        saved_at: the file's time, in local time; ``昨天`` is relative to it.
        warnings: from decoding.
    """

    name: str
    text: str
    is_html: bool
    url: str
    saved_at: datetime
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One article of a page.

    Attributes:
        title: on one line, or "".
        source: who published it, as written, or "".
        published: in the form that sorts; as written if that is unknown; or "".
        url: its address, or "".
        text: Markdown.
        warnings: what the user should check.
    """

    title: str
    source: str
    published: str
    url: str
    text: str
    warnings: tuple[str, ...] = ()


def read_saved_page(name: str) -> SavedPage:
    """The page in the file ``name``; ``-`` is standard input.

    Raises:
        SavedPageError: it cannot be read, is empty, or is not a page.
    """
    if name == "-":
        name, raw, saved_at = tr("standard input"), _read_standard_input(), datetime.now()  # noqa: DTZ005  local
    else:
        raw, saved_at = _read_file(name)
    for mark, what in _OTHER_FILE_TYPES:
        if raw.startswith(mark):
            raise SavedPageError(
                tr(
                    "{file} is {type}, which cannot be imported. Save the page as text or HTML, "
                    "or copy its text into a file."
                ).format(file=name, type=tr(what))
            )
    url = ""
    if _MHTML.match(raw[:_HEAD_LENGTH]):
        raw, url = _html_in_mhtml(raw)
    text, problems = _decode(raw)
    if not text.strip():
        raise SavedPageError(tr("{file} is empty: there is nothing to import.").format(file=name))
    if "\ufffd" in text and text.count("\ufffd") > _MAX_UNREADABLE_SHARE * len(text):
        raise SavedPageError(
            tr("{file} is not text. Save the page as text or HTML.").format(file=name)
        )
    text = _CONTROLS.sub(" ", _LINE_ENDS.sub("\n", text))
    is_html = _HTML.search(text, 0, _HEAD_LENGTH) is not None
    if is_html:
        found = _SOURCE_URL.search(text, 0, _HEAD_LENGTH)
        url = found[1] if found else url
        text = _copied_fragment(text)
    warnings = (tr("{what}; {instead}").format(what=a, instead=b) for a, b in problems)
    return SavedPage(name, text, is_html, url, saved_at, tuple(warnings))


def _read_file(name: str) -> tuple[bytes, datetime]:
    """The bytes of a file or a named pipe (``<(…)`` in a shell), and its time."""
    try:
        mode = Path(name).stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise SavedPageError(
                tr("{file} is {type}. Name one saved page: kbviewer import FILE.").format(
                    file=name, type=describe_file_type(mode)
                )
            )
        with Path(name).open("rb") as file:
            raw = file.read(MAX_FILE_SIZE + 1)  # a longer page is cut by decode, which says so
            saved = os.fstat(file.fileno()).st_mtime if stat.S_ISREG(mode) else time.time()
            return raw, datetime.fromtimestamp(saved)  # noqa: DTZ006  local
    except FileNotFoundError as error:
        raise SavedPageError(tr("There is no file {file}.").format(file=name)) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        message = tr("{file} cannot be read: {reason}.")
        raise SavedPageError(message.format(file=name, reason=reason_of(error))) from error


def _read_standard_input() -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise SavedPageError(tr("There is no standard input to read."))
    read: bytes = stream.read(MAX_FILE_SIZE + 1)
    return read


def _decode(raw: bytes) -> tuple[str, tuple[Finding, ...]]:
    """As ``decode``, but text that is not UTF-8 is decoded as the page declares."""
    declared = _CHARSET.search(raw, 0, _HEAD_LENGTH)
    if declared and len(raw) <= MAX_FILE_SIZE:
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            # If the declaration is wrong, decode detects the encoding.
            with contextlib.suppress(LookupError, UnicodeError):
                raw = raw.decode(declared[1].decode()).encode("utf-8")
    return decode(raw)


def _html_in_mhtml(raw: bytes) -> tuple[bytes, str]:
    """The HTML of a page saved with all its resources (MHTML), and its address."""
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            url = str(message.get("Snapshot-Content-Location") or "").strip()
            if isinstance(content, bytes):
                return content, url
    return raw, ""


def _copied_fragment(text: str) -> str:
    """The copied fragment, which comments in the clipboard's HTML delimit."""
    marks = {match[1].lower(): match for match in _FRAGMENT.finditer(text)}
    if "start" in marks:
        end = marks["end"].start() if "end" in marks else len(text)
        return text[marks["start"].end() : end]
    return text[text.find("<") :]
