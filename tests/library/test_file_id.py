"""Ids of files: one for each name that a system can give, and one name for each id."""

from __future__ import annotations

import os
import re
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kbviewer.library.file_id import display_name, display_path, id_to_path, is_unicode, path_to_id

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names are Unicode on Windows")

_PIECES = st.sampled_from([
    b"%", b"%25", b"25", b"%D6", b"%d6", b"%E4%B8%AD", b"D6", b"\xd6\xd0", b"\xff", b"a", b".md",
    "中".encode(), b"/", b"%2F", b"%2E%2E", b"\\",
])  # fmt: skip
_NAMES = st.one_of(
    st.lists(_PIECES, max_size=6).map(b"".join),
    st.binary().map(lambda raw: raw.replace(b"\0", b"")),
)
_TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(["%", "25", "%25", "%D6", "%d6", "D6", "中", "/", "a"])).map("".join),
)


@given(_NAMES)
def test_each_path_comes_back_from_its_id(raw: bytes) -> None:
    path = os.fsdecode(raw)
    file_id = path_to_id(path)
    file_id.encode()
    assert id_to_path(file_id) == path
    assert file_id.count("/") == path.count("/")
    assert not any(
        part in ("", ".", "..") for part in set(file_id.split("/")) - set(path.split("/"))
    )


@given(_TEXTS)
def test_each_id_comes_back_from_its_path(text: str) -> None:
    assert path_to_id(id_to_path(text)) == text


@given(_TEXTS)
def test_a_name_that_is_text_is_its_id_unless_it_is_written_like_bytes(text: str) -> None:
    without = text.replace("25", "")
    assume(not re.search("%[89A-F][0-9A-F]", without))
    assert path_to_id(without) == without


@given(_NAMES)
def test_what_is_shown_is_text(raw: bytes) -> None:
    path = os.fsdecode(raw)
    display_path(path).encode()
    assert display_name(path_to_id(path)) == display_path(path)
    if is_unicode(path):
        assert display_path(path) == path


@pytest.mark.parametrize(
    ("raw", "file_id", "told"),
    [
        ("中文.md".encode("gb18030"), "%D6%D0%CE%C4.md", "中文.md"),
        ("50% 中.md".encode("gb18030"), "50%25 %D6%D0.md", "50% 中.md"),
        (b"100%.md", "100%.md", "100%.md"),
        (b"%E4%B8%AD.md", "%E4%B8%AD.md", "%E4%B8%AD.md"),
        (b"%d6%d0.md", "%d6%d0.md", "%d6%d0.md"),
        (b"50%25off.md", "50%25off.md", "50%25off.md"),
        (b"%D6%D0.md", "%25D6%25D0.md", "%D6%D0.md"),
        (b"%25D6.md", "%2525D6.md", "%25D6.md"),
        (b"\xff\xfe.md", "%FF%FE.md", "��.md"),
        (b"caf\xe9.md", "caf%E9.md", "caf�.md"),
        ("音/".encode() + b"\xd6\xd0/100%.md", "音/%D6%D0/100%.md", "音/中/100%.md"),
    ],
)
def test_names_of_each_kind(raw: bytes, file_id: str, told: str) -> None:
    assert path_to_id(os.fsdecode(raw)) == file_id
    assert os.fsencode(id_to_path(file_id)) == raw
    assert display_name(file_id) == told


def test_every_byte_that_is_no_text_is_its_number() -> None:
    for byte in range(0x80, 0x100):
        raw = bytes((byte,))
        assert path_to_id(os.fsdecode(raw)) == quote_from_bytes(raw)
