"""What a source's name says: the name without its transcription, and whether it is a newspaper."""

from __future__ import annotations

import re

from kbviewer.index.suggest.pinyin import characters_read
from kbviewer.text.display import single_line

_IN_BRACKETS = re.compile(r"([^()（）]+)[(（]([^()（）]+)[)）]")
_MAX_LENGTH = 100
_NO_LETTER = re.compile(r"[\s'’·-]")
_LONGEST_SYLLABLE = 6
_NO_NEWSPAPER = re.compile("[学公通简年季月财研情电海画预警战喜捷汇播墙申]报")
"""Journals, bulletins, reports, telegrams: other words that end as newspapers do."""
_NAMED_SO = frozenset(("文汇报", "申报"))
_ENGLISH_NEWSPAPER = re.compile(
    r"(?:.*\s)?(?:Times|Post|Daily|Herald|Tribune|Gazette|Chronicle|Telegraph|Guardian|Observer"
    r"|Independent|Newspaper|Globe|Examiner|Inquirer|Sentinel|Mirror)"
    r"|(?:The\s+)?Wall Street Journal|USA Today|Le Monde|Nikkei"
    r"|Frankfurter Allgemeine Zeitung|Süddeutsche Zeitung"
)


def source_name(text: str) -> str:
    """A source's name, without brackets that only say how it is read.

    ``证券时报网 (Zheng Quan Shi Bao Wang)`` is 证券时报网; a translation in brackets stays.
    """
    text = single_line(text)
    match = _IN_BRACKETS.fullmatch(text) if len(text) <= _MAX_LENGTH else None
    if match and _transcribes(match[2], match[1].strip()):
        return match[1].strip()
    return text


def is_newspaper(name: str) -> bool:
    """Whether a source's name is that of a newspaper; its website's name (证券时报网) is not."""
    if name in _NAMED_SO:
        return True
    if match := re.search("(?:报|报道)$", name):
        is_report = match[0] == "报道" and not name.endswith("经济报道")
        return len(name) > 2 and not is_report and not _NO_NEWSPAPER.fullmatch(name[-2:])
    return _ENGLISH_NEWSPAPER.fullmatch(name) is not None


def _transcribes(letters: str, name: str) -> bool:
    """Whether letters are the pinyin of a name; digits and Latin letters in it stay themselves."""
    letters = _NO_LETTER.sub("", letters).lower().replace("ü", "v")
    ends = {0}  # how much of the letters the characters so far can be
    has_characters = False
    for char in _NO_LETTER.sub("", name).lower():
        found: set[int] = set()
        for start in ends:
            if letters[start : start + 1] == char:
                found.add(start + 1)
            for end in range(start + 1, min(start + _LONGEST_SYLLABLE, len(letters)) + 1):
                if char in characters_read(letters[start:end]):
                    found.add(end)
                    has_characters = True
        ends = found
    return has_characters and len(letters) in ends
