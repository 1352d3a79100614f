"""Decodes files: the encodings in which Chinese and English files occur."""

from __future__ import annotations

import codecs
import re

from kbviewer.i18n import QT_TR_NOOP, Message
from kbviewer.library.east_asian import decode_east_asian
from kbviewer.library.files import MAX_FILE_SIZE
from kbviewer.library.problems import Finding
from kbviewer.text.lazy_regex import lazy_compile

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BOM = "\ufeff"
_BOMS = tuple(mark for mark, _ in _BYTE_ORDER_MARKS)
_ASCII = bytes(range(128))
_SINGLE_HIGH_BYTE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_THREE_BYTE_UTF8 = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
_NUL_RUN = re.compile("\0+")
# Where GB18030 has nothing of its own, and Big5 its comma, full stop and brackets.
_UNDEFINED_IN_GB = re.compile("[\ue4c6-\ue765]")
# Latin, Chinese, Japanese, and their punctuation.
_COMMON_CHARACTERS = lazy_compile(
    "[\t\n\r -~\xa0-\u024f\u2000-\u206f\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
)

_UNDECODABLE_BYTES = (
    Message(QT_TR_NOOP("some of its bytes are not text")),
    Message(QT_TR_NOOP("they are shown as �")),
)
_HAS_NULS = (
    Message(QT_TR_NOOP("it holds NUL bytes")),
    Message(QT_TR_NOOP("each row of them is shown as �")),
)
_MIXED_ENCODINGS = (
    Message(QT_TR_NOOP("it mixes UTF-8 and GB18030")),
    Message(QT_TR_NOOP("each line is read in its own encoding")),
)
_UNKNOWN_ENCODING = Message(QT_TR_NOOP("its encoding is not known"))
_READ_AS = Message(QT_TR_NOOP("it is read as {encoding}"))
_WESTERN = Message(QT_TR_NOOP("Western European (Windows-1252)"))
_READ_AS_WESTERN = (_UNKNOWN_ENCODING, _READ_AS.format(encoding=_WESTERN))
_TOO_LARGE = Message(QT_TR_NOOP("it is larger than {size}"))
_BEGINNING_READ = Message(QT_TR_NOOP("only its first {size} are read"))


def decode(raw: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text of a file, its lines ended by line feeds, and what is wrong with its bytes.

    UTF-8, UTF-16 and UTF-32 by their byte order marks; UTF-16 without one where nothing else is
    likely; then UTF-8, what is certainly Japanese or Korean, Windows-1252, GB18030 or Big5,
    whichever decodes. If none decodes all bytes, each line is decoded by itself, and what cannot be
    becomes a replacement character. Only the first ``MAX_FILE_SIZE`` bytes are decoded.
    """
    warnings: list[Finding] = []
    if is_cut := len(raw) > MAX_FILE_SIZE:
        raw = raw[:MAX_FILE_SIZE]
        size = f"{MAX_FILE_SIZE // 1024 // 1024} MB"
        warnings.append((_TOO_LARGE.format(size=size), _BEGINNING_READ.format(size=size)))
    encoding = "utf-8"
    if raw.startswith(_BOMS):
        mark, encoding = next(known for known in _BYTE_ORDER_MARKS if raw.startswith(known[0]))
        raw = raw[len(mark) :]
    elif b"\0" in raw:
        encoding = _detect_utf16_without_bom(raw)
    try:
        text = _decode_strictly(raw, encoding, is_cut=is_cut)
    except UnicodeDecodeError:
        if encoding == "utf-8":
            text, warning = _decode_by_guess(raw, is_cut=is_cut)
            warnings += [warning] if warning else []
        else:
            text = raw.decode(encoding, errors="replace")
            warnings.append(_UNDECODABLE_BYTES)
    text = text.lstrip(_BOM)  # two files put together have two
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = _NUL_RUN.sub("�", text)
        warnings.append(_HAS_NULS)
    return text, tuple(warnings)


def _decode_strictly(raw: bytes, encoding: str, *, is_cut: bool) -> str:
    """The text; a character that is cut in two by the limit is not an error."""
    if is_cut:
        return codecs.getincrementaldecoder(encoding)().decode(raw)
    return raw.decode(encoding)


def _detect_utf16_without_bom(raw: bytes) -> str:
    """The encoding of bytes with NULs, which are half of each Latin letter in UTF-16.

    It is UTF-16 if the bytes then decode to common characters, and do not as UTF-8.
    """
    if len(raw) % 2:
        return "utf-8"
    odd, even = raw[1::2].count(0), raw[::2].count(0)
    first, second = "utf-16-le", "utf-16-be"
    if even > odd:
        first, second = second, first
    found = (
        first
        if _is_common_text(raw, first)
        else second
        if _is_common_text(raw, second)
        else "utf-8"
    )
    # With fewer NULs it is mostly Chinese, unless it is UTF-8 with NULs.
    is_utf8 = (even + odd) * 4 < len(raw) and _decodes(raw, "utf-8")
    return "utf-8" if is_utf8 else found


def _is_common_text(raw: bytes, encoding: str) -> bool:
    """Whether nine of ten characters are of common scripts."""
    if not _decodes(raw, encoding):
        return False
    text = raw.decode(encoding)
    return len(_COMMON_CHARACTERS.findall(text)) * 10 >= len(text) * 9


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decode_by_guess(raw: bytes, *, is_cut: bool) -> tuple[str, Finding | None]:
    """The text of bytes that are not UTF-8 throughout, and what is wrong with them."""
    is_utf8 = _is_mostly_utf8(raw)
    if not is_utf8:
        if found := decode_east_asian(raw, is_cut=is_cut):
            return found[0], (_UNKNOWN_ENCODING, _READ_AS.format(encoding=found[1]))
        if _has_mostly_single_high_bytes(raw):
            return raw.decode(
                "cp1252", errors="replace"
            ), _READ_AS_WESTERN  # accents between letters
        try:
            text = _decode_strictly(raw, "gb18030", is_cut=is_cut)
            if _UNDEFINED_IN_GB.search(text):
                return _decode_strictly(raw, "big5hkscs", is_cut=is_cut), None
        except UnicodeDecodeError:
            pass
        else:
            if not any(_is_certainly_utf8(line) for line in raw.splitlines()):
                return text, None
    lines = [_decode_line(line, is_utf8=is_utf8) for line in raw.splitlines(keepends=True)]
    text = "".join(text for text, _ in lines)
    encodings = {encoding for _, encoding in lines if encoding}
    return text, _MIXED_ENCODINGS if len(encodings) > 1 else _UNDECODABLE_BYTES


def _decode_line(line: bytes, *, is_utf8: bool) -> tuple[str, str]:
    """The text of one line in UTF-8 or GB18030, and its encoding, "" for ASCII."""
    if line.isascii():
        return line.decode("ascii"), ""
    if _is_certainly_utf8(line):
        return line.decode("utf-8", errors="replace"), "utf-8"
    if _has_mostly_single_high_bytes(line) or (is_utf8 and _is_mostly_utf8(line)):
        return line.decode("utf-8", errors="replace"), "utf-8"
    try:
        return line.decode("gb18030"), "gb18030"
    except UnicodeDecodeError:
        found = [(line.decode(name, errors="replace"), name) for name in ("utf-8", "gb18030")]
        return min(found, key=lambda read: read[0].count("�"))


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether most of the non-ASCII bytes are part of valid UTF-8 characters."""
    fitting = len(raw.decode("utf-8", errors="ignore").encode().translate(None, _ASCII))
    return fitting * 2 > len(raw.translate(None, _ASCII))


def _is_certainly_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8 with two Chinese characters: text in another encoding never is.

    A longer one may have a damaged byte or two.
    """
    found = len(_THREE_BYTE_UTF8.findall(line))
    if found < 2:
        return False
    return found * 3 * 6 > len(line.translate(None, _ASCII)) * 5 or _decodes(line, "utf-8")


def _has_mostly_single_high_bytes(raw: bytes) -> bool:
    """Whether most non-ASCII bytes are single: Chinese bytes come in pairs."""
    return len(_SINGLE_HIGH_BYTE.findall(raw)) * 2 > len(raw.translate(None, _ASCII))
