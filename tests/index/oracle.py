"""What a search must find, written down a second time and as plainly as can be.

Nothing of the program is used here, no code and no pattern: a difference between the two is a
mistake in one of them. Queries are values that know how they are typed, so nothing is parsed but
the inside of a word.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from itertools import pairwise

SIMPLIFIED = dict(zip("電後臺國體發髮圖書館頭條億龍", "电后台国体发发图书馆头条亿龙", strict=True))
"""The traditional characters that tests may use."""

ZERO_WIDTH = "\u200b\u200c\u200d\u00ad\ufe0e\ufe0f"
VOICING = "\u3099\u309a"
HARD = ",;!?()[]{}<>|、。，"
DIGITS = "0123456789"
BEFORE_NOTES = "、。》」』…”，!?:;)"
TODAY = date(2025, 8, 12)
"""The day on which tests ask."""
PERIODS = {
    "2024": ("2024", "2024"), "2025": ("2025", "2025"), "2025年": ("2025", "2025"),
    "2025H1": ("2025-01", "2025-06"), "2025下半年": ("2025-07", "2025-12"),
    "上半年": ("2025-01", "2025-06"), "2025Q3": ("2025-07", "2025-09"),
    "q3": ("2025-07", "2025-09"), "Q4": ("2024-10", "2024-12"),
    "2025-07": ("2025-07", "2025-07"), "2025-08": ("2025-08", "2025-08"),
    "2025年8月": ("2025-08", "2025-08"), "8月": ("2025-08", "2025-08"),
    "9月": ("2024-09", "2024-09"), "2025-08-11": ("2025-08-11", "2025-08-11"),
    "8月11日": ("2025-08-11", "2025-08-11"), "2025-08-12": ("2025-08-12", "2025-08-12"),
    "2025-07..2025-08": ("2025-07", "2025-08"), "2025-08~2025-07": ("2025-07", "2025-08"),
    "7月到8月11日": ("2025-07", "2025-08-11"), "2025年8月..9月": ("2025-08", "2025-09"),
    "2025-07～2025-08-11": ("2025-07", "2025-08-11"), "2025-08-11..": ("2025-08-11", ""),
    "至2025-08-11": ("", "2025-08-11"), ">=2025-08": ("2025-08", ""),
    "<=2025-08-11": ("", "2025-08-11"), "今天": ("2025-08-12", "2025-08-12"),
    "昨天": ("2025-08-11", "2025-08-11"), "本月": ("2025-08", "2025-08"),
    "last month": ("2025-07", "2025-07"), "今年": ("2025", "2025"), "lastyear": ("2024", "2024"),
    "最近2天": ("2025-08-11", "2025-08-12"), "last 14 days": ("2025-07-30", "2025-08-12"),
}  # fmt: skip
"""Periods as they are typed, each with its first and last day, month or year."""
SKIN = "🏻🏼🏽🏾🏿"
LETTERS = {"đ": "d", "ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "ı": "i"}
KEPT = {"，": "\ue000", "\xa0": "\ue001", "\u2009": "\ue001", "\u202f": "\ue001"}
"""Signs that are replaced while the rest is made compatible."""

FORMS = (("news",), ("one", "ones"), ("bus", "buses"), ("tie", "ties", "tied", "tying"))
"""The forms of words that are no rule's; tests may use these."""


# --- texts


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """A text as it is compared: width, case, accents and traditional characters set aside."""
    for char in ZERO_WIDTH:
        text = text.replace(char, "")
    for sign, kept_as in KEPT.items():
        text = text.replace(sign, kept_as)
    text = unicodedata.normalize("NFKC", text).casefold()
    kept = ""
    for char in unicodedata.normalize("NFKD", text):
        if unicodedata.category(char) not in ("Mn", "Me") or char in VOICING:
            kept += char
    kept = unicodedata.normalize("NFC", kept)
    folded = ""
    for char in kept:
        folded += LETTERS.get(char, SIMPLIFIED.get(char, char))
    for curly in "‘’":
        folded = folded.replace(curly, "'")
    folded = folded.replace("\ue000", "，").replace("\ue001", "\xa0")
    return without_notes(without_spaces(folded))


def without_spaces(folded: str) -> str:
    """A folded text without single spaces between Chinese characters."""
    joined = ""
    for index, char in enumerate(folded):
        inside = 0 < index < len(folded) - 1
        if char == " " and inside and is_cjk(folded[index - 1]) and is_cjk(folded[index + 1]):
            continue
        joined += char
    return joined


def without_notes(folded: str) -> str:
    """A folded text without the numbers of notes."""
    before = ""
    while folded != before:
        before = folded
        for digits in (1, 2, 3):
            folded = _without_notes(folded, digits)
    return folded


def _without_notes(folded: str, digits: int) -> str:
    """A folded text without the numbers of notes that have so many digits."""
    kept = ""
    skipped_to = 0
    for index, char in enumerate(folded):
        if index < skipped_to:
            continue
        end = index + digits + 1
        number = folded[index + 1 : end]
        is_note = char == "[" and len(number) == digits and all(n in DIGITS for n in number)
        before = folded[index - 1] if index else " "
        if is_note and folded[end : end + 1] == "]" and (is_cjk(before) or before in BEFORE_NOTES):
            skipped_to = end + 1
        else:
            kept += char
    return kept


def is_cjk(char: str) -> bool:
    """Whether a folded character is of Chinese, Japanese or Korean, which put no space inside."""
    name = unicodedata.name(char, "")
    scripts = ("CJK UNIFIED", "HIRAGANA LETTER", "KATAKANA LETTER", "HANGUL", "KATAKANA-HIRAGANA")
    return char == "々" or name.startswith(scripts)


@dataclass(frozen=True)
class Unit:
    """A run (``is_run``) or a word, and its span in its folded text."""

    text: str
    is_run: bool
    start: int
    end: int


@lru_cache(maxsize=10_000)
def in_run(char: str) -> bool:
    """Whether a folded character belongs to a run."""
    if char in VOICING or char in SKIN or char == "々":
        return True
    name = unicodedata.name(char, "")
    if name.startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA", "HANGUL")):
        return unicodedata.category(char).startswith("L")
    return unicodedata.category(char) == "So"


@lru_cache(maxsize=10_000)
def in_word(char: str) -> bool:
    """Whether a folded character is a letter or digit of a word."""
    if char in DIGITS:
        return True
    return char.isalpha() and unicodedata.name(char, "").startswith(("LATIN", "GREEK", "CYRILLIC"))


def is_digit(text: str, offset: int) -> bool:
    """Whether there is a digit at an offset."""
    return 0 <= offset < len(text) and text[offset] in DIGITS


def is_letter(text: str, offset: int) -> bool:
    """Whether there is a letter of a word, and no digit, at an offset."""
    return 0 <= offset < len(text) and in_word(text[offset]) and text[offset] not in DIGITS


def is_of_word(text: str, offset: int) -> bool:
    """Whether there is a letter or a digit at an offset."""
    return is_digit(text, offset) or is_letter(text, offset)


def thousands_end(text: str, start: int) -> int:
    """Where a number with separated thousands ends that begins at ``start``; else ``start``."""
    for sign in ",'\xa0，":
        if text[start - 1 : start] == sign and is_digit(text, start - 2):
            continue
        end = start
        while is_digit(text, end):
            end += 1
        if not 1 <= end - start <= 3:
            return start
        groups = 0
        while text[end : end + 1] == sign and all(is_digit(text, end + n) for n in (1, 2, 3)):
            end += 4
            groups += 1
        goes_on = is_digit(text, end) or (text[end : end + 1] == sign and is_digit(text, end + 1))
        if groups and not goes_on and (sign != "，" or groups == 1):
            return end
    return start


def acronym_end(text: str, start: int) -> int:
    """Where letters with a dot between each two end; ``start`` if there are none."""
    if not "a" <= text[start] <= "z" or is_of_word(text, start - 1) or text[:start][-1:] == ".":
        return start
    ends = [start + 1]
    while len(ends) < 10 and text[ends[-1] : ends[-1] + 1] == ".":
        after = text[ends[-1] + 1 : ends[-1] + 2]
        if not after or not "a" <= after <= "z":
            break
        ends.append(ends[-1] + 2)
    for end in reversed(ends[1:]):
        if text[end : end + 1] == "." and not is_of_word(text, end + 1):
            return end + 1
        if not is_of_word(text, end) and text[end : end + 1] not in ("'", ".", "+", "#"):
            return end
    return start


def word_end(text: str, start: int) -> int:
    """Where the word ends that begins at ``start``."""
    end = acronym_end(text, start)
    if end > start:
        return end
    end = thousands_end(text, start)
    while end < len(text):
        char = text[end]
        if in_word(char):
            joined = True
        elif char == "'":
            joined = end > start and is_of_word(text, end + 1)
        else:
            joined = char == "." and is_digit(text, end - 1) and is_digit(text, end + 1)
        if not joined:
            break
        end += 1
    if all(char in DIGITS + ".," for char in text[start:end]):
        return end
    signs = 0
    while text[end + signs : end + signs + 1] in ("+", "#"):
        signs += 1
    after = text[end + signs : end + signs + 1]
    if signs <= 2 and not (after and in_word(after)):
        end += signs
    return end


def parts_of(word: str) -> list[tuple[str, int, int]]:
    """The words that a word is made of, each with where it begins and ends in it."""
    if "." in word and acronym_end(word, 0) == len(word):
        return [(word.replace(".", ""), 0, len(word))]
    cuts = {0}
    for offset in range(1, len(word)):
        if word[-1] in "+#":
            break
        if word[offset - 1] == "'" and is_letter(word, offset - 2):
            rest = ""
            for char in word[offset:]:
                if not ("a" <= char <= "z" or char in DIGITS):
                    break
                rest += char
            if rest not in ("s", "t", "ll", "re", "ve", "d", "m"):
                cuts.add(offset)
        behind = is_letter(word, offset - 2) and is_letter(word, offset - 1)
        ahead = is_letter(word, offset) and is_letter(word, offset + 1)
        if (behind and is_digit(word, offset)) or (is_digit(word, offset - 1) and ahead):
            cuts.add(offset)
    found = []
    for start in sorted(cuts):
        end = min([cut for cut in cuts if cut > start], default=len(word))
        text = ""
        for offset in range(start, end):
            is_separator = word[offset] in ",'\xa0，" and offset > start
            three = all(is_digit(word, offset + n) and offset + n < end for n in (1, 2, 3))
            if is_separator and is_digit(word, offset - 1) and three:
                continue
            text += word[offset]
        found.append((text.rstrip("'"), start, end))
    return found


@lru_cache(maxsize=100_000)
def joined_words(folded: str) -> tuple[str, ...]:
    """What a text writes in several words, as one word."""
    found = []
    offset = 0
    while offset < len(folded):
        if is_of_word(folded, offset):
            end = word_end(folded, offset)
            parts = parts_of(folded[offset:end])
            if len(parts) > 1:
                found.append("".join(text for text, _, _ in parts))
            offset = max(end, offset + 1)
        else:
            offset += 1
    for start in range(len(folded)):
        before = folded[start - 1] if start else " "
        if not is_letter(folded, start) or in_word(before) or before in "'.+#-‐":
            continue
        end, hyphens = start, 0
        while is_letter(folded, end):
            end += 1
            if folded[end : end + 1] in ("-", "‐") and is_letter(folded, end + 1):
                end += 1
                hyphens += 1
        goes_on = folded[end : end + 1] in ("-", "‐") and is_of_word(folded, end + 1)
        after = folded[end : end + 1]
        if hyphens and not goes_on and not is_of_word(folded, end) and after not in ("'", "+", "#"):
            found.append(folded[start:end].replace("-", "").replace("‐", ""))
    return tuple(found)


def joined_form(piece: str) -> str:
    """What is typed as several words, as one; "" if it is no compound."""
    bare = piece.replace("-", "").replace("‐", "")
    words = piece.replace("‐", "-").split("-")
    if len(words) > 1 and all(words) and all(is_letter(bare, n) for n in range(len(bare))):
        return bare
    if not bare or not is_of_word(bare, 0) or word_end(bare, 0) != len(bare):
        return ""
    parts = [text for text, _, _ in parts_of(bare)]
    if len(parts) < 2 or (bare != piece and parts != words):
        return ""
    return "".join(parts)


@lru_cache(maxsize=100_000)
def units(folded: str) -> tuple[Unit, ...]:
    """The runs and words of a folded text."""
    found = []
    offset = 0
    while offset < len(folded):
        end = offset
        if in_run(folded[offset]):
            while end < len(folded) and in_run(folded[end]):
                end += 1
            found.append(Unit(folded[offset:end], True, offset, end))
        elif in_word(folded[offset]):
            end = word_end(folded, offset)
            found += [
                Unit(text, False, offset + start, offset + stop)
                for text, start, stop in parts_of(folded[offset:end])
            ]
        offset = max(end, offset + 1)
    return tuple(found)


def gap(folded: str, left: Unit, right: Unit) -> str:
    """What is between two neighbours: ``none``, ``soft``, ``hard`` or ``line``."""
    if left.end == right.start:
        return "none"
    between = folded[left.end : right.start]
    if "\n" in between:
        return "line"
    for offset, char in enumerate(between, left.end):
        ends_sentence = char == "." and (folded[offset + 1 :] or " ")[0].isspace()
        if char in HARD or ends_sentence:
            return "hard"
    return "soft"


def breaks(folded: str, left: Unit, right: Unit) -> str:
    """The break between these two that a phrase must have too; mostly there is none."""
    kind = gap(folded, left, right)
    if kind == "hard" and not (left.is_run and right.is_run):
        return "hard"
    return "line" if kind == "line" else ""


# --- terms


class MatchMode(Enum):
    """How the last word of a phrase is compared."""

    EXACT = "exact"
    INFLECTED = "inflected"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    INFIX = "infix"
    UNFINISHED = "typed"


def is_vowel(word: str, index: int) -> bool:
    """Whether a letter of a word is a vowel: y is one behind a consonant."""
    if word[index] == "y":
        return index > 0 and not is_vowel(word, index - 1)
    return word[index] in "aeiou"


def syllables(word: str) -> int:
    """How often a consonant follows a vowel."""
    count = 0
    for index in range(1, len(word)):
        count += is_vowel(word, index - 1) and not is_vowel(word, index)
    return count


def has_vowel(word: str) -> bool:
    """Whether any letter is a vowel."""
    return any(is_vowel(word, index) for index in range(len(word)))


def ends_short(word: str) -> bool:
    """Whether a word ends as *hop* does, and not in w, x or y."""
    if len(word) < 3 or word[-1] in "wxy":
        return False
    kinds = [is_vowel(word, len(word) - back) for back in (3, 2, 1)]
    return kinds == [False, True, False]


@lru_cache(maxsize=10_000)
def stem(word: str) -> str | None:  # noqa: PLR0912  one for each rule
    """The stem of an English word, or None for what does not inflect."""
    word = word.removesuffix("'s")
    if len(word) < 3 or not all("a" <= char <= "z" for char in word):
        return None
    for forms in FORMS:
        if word in forms:
            return forms[0]
    if word[-4:] == "sses" or word[-3:] == "ies":
        word = word[:-2]
    elif word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    rest = word[:-3] if word[-3:] == "ing" else word[:-2] if word[-2:] == "ed" else ""
    if word[-3:] == "eed":
        if syllables(word[:-3]) > 0:
            word = word[:-1]
    elif rest and has_vowel(rest):
        double = len(rest) > 1 and rest[-1] == rest[-2] and not is_vowel(rest, len(rest) - 1)
        if rest[-2:] in ("at", "bl", "iz"):
            word = rest + "e"
        elif double and rest[-1] not in "lsz":
            word = rest[:-1]
        elif syllables(rest) == 1 and ends_short(rest):
            word = rest + "e"
        else:
            word = rest
    if word[-1:] == "y" and has_vowel(word[:-1]):
        word = word[:-1] + "i"
    if word[-1:] == "e":
        count = syllables(word[:-1])
        if count > 1 or (count == 1 and not ends_short(word[:-1])):
            word = word[:-1]
    if word[-2:] == "ll" and syllables(word) > 1:
        word = word[:-1]
    return word


def same_word(asked: str, found: str, ending: MatchMode) -> bool:
    """Whether the word ``found`` in a text matches the word ``asked``."""
    if asked == found:
        return True
    if ending in (MatchMode.PREFIX, MatchMode.UNFINISHED) and found.startswith(asked):
        return True
    if ending in (MatchMode.SUFFIX, MatchMode.INFIX) and stem(found) is not None:
        letters = found.removesuffix("'s")
        return letters.endswith(asked) if ending is MatchMode.SUFFIX else asked in letters
    if ending in (MatchMode.INFLECTED, MatchMode.UNFINISHED):
        return stem(asked) is not None and stem(asked) == stem(found)
    return False


def same_units(asked: tuple[Unit, ...], found: tuple[Unit, ...], ending: MatchMode) -> bool:
    """Whether neighbours in a text match the units of a phrase."""
    last = len(asked) - 1
    for index, (want, have) in enumerate(zip(asked, found, strict=True)):
        if want.is_run != have.is_run:
            return False
        if want.text == have.text:
            continue
        if index == 0 and want.is_run:
            same = have.text.endswith(want.text)
        elif index == last and want.is_run:
            same = have.text.startswith(want.text)
        elif index == last:
            same = same_word(want.text, have.text, ending)
        else:
            same = False
        if not same:
            return False
    return True


SMALL = "a an and as at be by for he i in is it may me my no not of off on or so the to up us we"


def in_two_words(word: str, folded: str) -> bool:
    """Whether two words parted by a soft gap make up a word."""
    row = units(folded)
    if not 3 <= len(word) <= 40 or not all("a" <= char <= "z" for char in word):
        return False
    return any(
        not left.is_run
        and not right.is_run
        and left.text + right.text == word
        and max(len(left.text), len(right.text)) >= 3
        and left.text not in SMALL.split()
        and gap(folded, left, right) == "soft"
        for left, right in pairwise(row)
    )


def occurs_in(
    asked_in: str, asked: tuple[Unit, ...], folded: str, ending: MatchMode, *, bare: bool = False
) -> bool:
    """Whether the phrase ``asked``, which is in the text ``asked_in``, occurs in a folded text.

    Args:
        asked_in: what is typed, folded.
        asked: units of it, side by side.
        folded: the text.
        ending: how the last unit is compared.
        bare: whether it is not quoted.
    """
    row = units(folded)
    if len(asked) == 1 and asked[0].is_run:
        return asked[0].text in folded
    every_word = [unit.text for unit in row if not unit.is_run]
    if bare:
        every_word += joined_words(folded)
    if len(asked) == 1:
        word = asked[0].text
        if any(same_word(word, one, ending) for one in every_word):
            return True
        return bare and ending is not MatchMode.PREFIX and in_two_words(word, folded)
    joined = joined_form(asked_in[asked[0].start : asked[-1].end]) if bare else ""
    if joined:
        if any(same_word(joined, one, ending) for one in every_word):
            return True
        if not joined.isalpha():
            ending = MatchMode.EXACT
    elif ending is MatchMode.INFLECTED:
        ending = MatchMode.EXACT
    for start in range(len(row) - len(asked) + 1):
        found = row[start : start + len(asked)]
        agree = all(
            breaks(asked_in, asked[i], asked[i + 1]) == breaks(folded, found[i], found[i + 1])
            for i in range(len(asked) - 1)
        )
        if agree and same_units(asked, found, ending):
            return True
    return False


# --- articles


@dataclass(frozen=True)
class Document:
    """An article as it is written; ``link`` is the words and the target of a link in its body."""

    id: str
    title: str
    source: str
    paragraphs: tuple[str, ...]
    lang: str = "zh"
    published: str = ""
    topics: tuple[str, ...] = ()
    link: tuple[str, str] | None = None
    author: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    description: str = ""
    keywords: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """What it is called besides: each name is a text of its own."""
        topics = [path.split("/")[-1] for path in self.all_topics()]
        header = (*self.tags, *self.aliases, self.description, *self.keywords)
        file = self.id.rpartition("/")[2].removesuffix(".md")
        return [" ".join(name.split()) for name in (*topics, *header, file)]

    def fields(self, field: str) -> list[str]:
        """The folded texts that a term is looked for in."""
        return [fold(text) for text in self.texts(field)]

    def texts(self, field: str) -> list[str]:
        """The texts of a field, or those that a term is looked for in without one."""
        # Where no source is named, the author is the source.
        title, source, author = (
            " ".join(text.split()) for text in (self.title, self.source or self.author, self.author)
        )
        if field == "tag":
            return list(self.tags)
        if field:
            texts = {"title": title, "source": source, "author": author, "file": self.id}
            return [texts[field]]
        lines = [" ".join(paragraph.split("\n")) for paragraph in self.paragraphs]
        target = ""
        if self.link:
            lines.append(self.link[0])
            target = self.link[1]
        return [title, source, author, "\n".join(lines), target, *self.names()]

    def all_topics(self) -> set[str]:
        """The topics it is in, those above included."""
        paths = set()
        for topic in self.topics:
            parts = topic.split("/")
            for count in range(len(parts)):
                paths.add("/".join(parts[: count + 1]))
        return paths

    def all_tags(self) -> set[str]:
        """The paths of its tags, those above included."""
        paths = set()
        for tag in self.tags:
            path = "/tags"
            paths.add(path)
            for part in tag.split("/"):
                path += "/" + fold(part)
                paths.add(path)
        return paths


# --- queries


@lru_cache
def days_as_typed() -> dict[str, str]:
    """What the dates of articles have from their start, by days as they are typed.

    Without a year it is what they have behind theirs.
    """
    days: dict[str, str] = {}
    for back in range(-500, 4000):
        day = TODAY - timedelta(back)
        days[day.isoformat()] = day.isoformat()
        months = {f"{day.month}", f"{day.month:02}"}
        for typed in [f"{m}月{d}" for m in months for d in {f"{day.day}", f"{day.day:02}"}]:
            for sign in "日号":
                days[f"{day.year}年{typed}{sign}"] = day.isoformat()
                days[f"{typed}{sign}"] = day.isoformat()[len("YYYY") :]
    return days


class QueryPart:
    """A part of a query: how it is typed, and what matches it."""

    def typed(self) -> str:
        """What a user types."""
        raise NotImplementedError

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        """Whether a document matches; None if nothing is asked.

        Args:
            document: the article.
            field: the field it is restricted to, or "".
            last: whether nothing is typed after this part.
        """
        raise NotImplementedError


@dataclass(frozen=True)
class Word(QueryPart):
    """A bare word, or several joined by punctuation, with stars behind or in front."""

    text: str
    star: bool = False
    star_in_front: bool = False

    def typed(self) -> str:
        return "*" * self.star_in_front + self.text + "*" * self.star

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        answer = self.occurs_in_each(document.fields(field), last=last)
        day = (
            ""
            if self.star or self.star_in_front or field
            else days_as_typed().get(fold(self.text), "")
        )
        date = document.published[len("YYYY") :] if day[:1] == "-" else document.published
        return True if day and date.startswith(day) else answer

    def occurs_in_each(self, texts: list[str], *, last: bool) -> bool | None:
        """Whether each of its pieces occurs in one of the folded texts."""
        folded = fold(self.text)
        row = units(folded)
        pieces: list[list[Unit]] = []
        for index, unit in enumerate(row):
            if index == 0 or gap(folded, row[index - 1], unit) == "hard":
                pieces.append([])
            pieces[-1].append(unit)
        if not pieces:
            return None
        for piece in pieces:
            ending = MatchMode.INFLECTED
            if self.star_in_front and len(folded) > 1 and all("a" <= c <= "z" for c in folded):
                ending = MatchMode.INFIX if self.star else MatchMode.SUFFIX
            elif piece is pieces[-1] and self.star:
                ending = MatchMode.PREFIX
            elif piece is pieces[-1] and last:
                ending = MatchMode.UNFINISHED
            if not any(occurs_in(folded, tuple(piece), text, ending, bare=True) for text in texts):
                return False
        return True


@dataclass(frozen=True)
class Quote(QueryPart):
    """Words in quotation marks; the closing one may be missing."""

    text: str
    closed: bool = True
    marks: str = '""'

    def typed(self) -> str:
        return self.marks[0] + self.text + self.marks[1] * self.closed

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        del last  # without a closing quote nothing can come after it
        return self.occurs_in_one(document.fields(field))

    def occurs_in_one(self, texts: list[str]) -> bool | None:
        """Whether its phrase occurs in one of the folded texts."""
        folded = fold(self.text)
        row = units(folded)
        if not row:
            return None
        ending = MatchMode.EXACT if self.closed else MatchMode.UNFINISHED
        is_open = not self.closed and len(row) == 1  # until it is closed it is a bare word
        return any(occurs_in(folded, row, text, ending, bare=is_open) for text in texts)


@dataclass(frozen=True)
class In(QueryPart):
    """A part restricted to one field.

    Attributes:
        name: the field as it is typed, with its colon and a space or none.
        part: what is looked for in it.
    """

    name: str
    part: QueryPart

    def typed(self) -> str:
        return self.name + self.part.typed()

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        name = self.name.rstrip("\u3000 :：").lower()
        chinese = {
            "标题": "title",
            "来源": "source",
            "作者": "author",
            "标签": "tag",
            "文件": "file",
        }
        field = chinese.get(name, name)
        return self.part.matches(document, field, last=last)


@dataclass(frozen=True)
class InTopic(QueryPart):
    """A topic whose path or name matches."""

    part: Word | Quote

    def typed(self) -> str:
        return f"topic:{self.part.typed()}"

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        del field
        answers: set[bool | None] = {False}
        for path in document.all_topics() or {""}:
            texts = [fold(path + "\n" + path.split("/")[-1] + "\n")]
            if isinstance(self.part, Word):
                answers.add(self.part.occurs_in_each(texts, last=last))
            else:
                answers.add(self.part.occurs_in_one(texts))
        return None if None in answers else True in answers


@dataclass(frozen=True)
class InLanguage(QueryPart):
    """A language with this prefix."""

    code: str

    def typed(self) -> str:
        return f"lang:{self.code}"

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        del field, last
        return document.lang.startswith(self.code)


@dataclass(frozen=True)
class Published(QueryPart):
    """A date field with a period of ``PERIODS``; ``space`` is what is typed behind the colon."""

    name: str
    period: str
    space: str = ""

    def typed(self) -> str:
        return f"{self.name}:{self.space}{self.period}"

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        del field, last
        time = document.published
        first, end = PERIODS[self.period]
        if not time:
            return False
        if self.name == "before":
            return time < first
        if self.name == "after" or not end:
            return time >= first
        return time >= first and (time < end or time.startswith(end))


@dataclass(frozen=True)
class Not(QueryPart):
    """What must not match.

    Attributes:
        part: what is negated.
        sign: ``-``, or ``NOT`` and a space.
        behind_term: whether it is typed right behind another part.
    """

    part: QueryPart
    sign: str = "-"
    behind_term: bool = False

    def typed(self) -> str:
        return self.sign + self.part.typed()

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        is_figure = self.part.typed()[:1] in tuple(DIGITS + "０１２３４５６７８９")
        if self.sign == "-" and is_figure and not self.behind_term:  # a negative number
            assert isinstance(self.part, Word)
            return self.part.occurs_in_each(document.fields(field), last=last)
        answer = self.part.matches(document, field, last=last)
        return None if answer is None else not answer


@dataclass(frozen=True)
class Group(QueryPart):
    """Parentheses."""

    part: QueryPart
    marks: str = "()"

    def typed(self) -> str:
        return self.marks[0] + self.part.typed() + self.marks[1]

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        del last  # the closing parenthesis comes after it
        return self.part.matches(document, field, last=False)


@dataclass(frozen=True)
class All(QueryPart):
    """Parts side by side: each must match. An ``Or`` among them is in a ``Group``."""

    parts: tuple[QueryPart, ...]
    joint: str = " "

    def typed(self) -> str:
        return self.joint.join(part.typed() for part in self.parts)

    def answers(self, document: Document, field: str, *, last: bool) -> list[bool]:
        """The answers of the parts that ask anything."""
        answers = []
        for index, part in enumerate(self.parts, 1):
            is_last = last and index == len(self.parts)
            answers.append(part.matches(document, field, last=is_last))
        return [answer for answer in answers if answer is not None]

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        answers = self.answers(document, field, last=last)
        return all(answers) if answers else None


@dataclass(frozen=True)
class Or(All):
    """Parts of which one must match."""

    joint: str = " OR "

    def matches(self, document: Document, field: str, *, last: bool) -> bool | None:
        answers = self.answers(document, field, last=last)
        return any(answers) if answers else None


@dataclass(frozen=True)
class Question:
    """A whole query.

    Attributes:
        asked: what it asks.
        trailing: what is typed after it: nothing, a space, or an operator that is half typed.
    """

    asked: QueryPart
    trailing: str = ""

    def typed(self) -> str:
        """What a user types."""
        return self.asked.typed() + self.trailing

    def matches(self, document: Document) -> bool:
        """Whether a document matches; each does if nothing is asked."""
        return self.asked.matches(document, "", last=not self.trailing) is not False

    def ids(self, documents: list[Document]) -> set[str]:
        """The ids of the documents that match."""
        return {document.id for document in documents if self.matches(document)}

    def counts(self, documents: list[Document]) -> dict[str, int]:
        """How many match in each topic and at each tag with at least one."""
        counted: dict[str, int] = {}
        for document in documents:
            if self.matches(document):
                for path in document.all_topics() | document.all_tags():
                    counted[path] = counted.get(path, 0) + 1
        return counted

    def in_order(self, documents: list[Document], *, newest: bool) -> list[str]:
        """The ids of the documents that match, by date; those without one come last."""
        kept = sorted((d for d in documents if self.matches(d)), key=lambda document: document.id)
        timed = [document for document in kept if document.published]
        timed.sort(key=lambda document: document.published, reverse=newest)
        return [d.id for d in timed] + [d.id for d in kept if not d.published]
