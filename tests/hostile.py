"""Texts that cost a parser, a sanitiser or a layout far more than they are worth."""

from __future__ import annotations

import random
from collections.abc import Callable

REPEATS = (1_000, 4_000, 16_000, 100_000)


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda number: piece * number


def _nested_lists(number: int) -> str:
    return "".join(f"{'  ' * (n % 200)}- a\n" for n in range(number))


def _indented_lists(number: int) -> str:
    return "".join(f"{' ' * 4 * (n % 19)}- a\n" for n in range(number))


def _wide_table(number: int) -> str:
    row = "|a" * number + "|\n"
    return row + "|-" * number + "|\n" + row


def _long_table(number: int) -> str:
    return "| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n" * number


CONSTRUCTS: dict[str, Callable[[int], str]] = {
    **{
        name: _repeated(piece)
        for name, piece in {
            "open brackets": "[", "open pictures": "![", "open links": "[a](", "open tags": "<a ",
            "unclosed tags": "<a>", "closing tags": "</a>", "links": "[a](b) ",
            "pictures": "![a](b.png) ", "reference links": "[a][b] ", "definitions": "[a]: b\n",
            "headings": "# a\n", "headings underlined": "a\n===\n\n", "footnotes": "[^1] ",
            "footnote texts": "[^1]: a\n\n", "paragraphs": "a\n\n", "line breaks": "a  \n",
            "lines": "a\n", "words": "word ", "a word": "w", "Chinese": "抖音电商，",
            "Chinese word": "抖音电商", "stars": "*", "double stars": "**", "star words": "*a ",
            "starred words": "*a* ", "double star words": "**a ", "mixed stars": "*a **b ",
            "underscores": "_", "underscore words": "_a ", "tildes": "~~", "struck": "~~a~~ ",
            "struck open": "~~a ", "backticks": "`", "backtick words": "`a ", "code": "`a` ",
            "growing backticks": "` `` ", "fences": "```\n", "code blocks": "```\na\n```\n\n",
            "tilde fences": "~~~\n", "comments open": "<!--", "comments": "<!-- a -->",
            "declarations": "<!a", "instructions": "<?", "cdata": "<![CDATA[",
            "entities": "&amp;", "bare ampersands": "&", "unclosed entities": "&#1",
            "number entities": "&#128512;", "quotes": "> ", "quoted lines": "> a\n",
            "quoted paragraphs": "> a\n\n", "items": "- a\n", "numbered items": "1. a\n",
            "loose items": "- a\n\n", "empty items": "-\n", "bars": "|", "dashes": "-",
            "rules": "***\n",

            "small tables": "|a|b|\n|-|-|\n|1|2|\n\n",
            "autolinks": "<http://a.b> ",
            "bare addresses": "http://a.b ", "mails": "<a@b.c> ", "divs": "<div>",
            "div blocks": "<div>a</div>\n\n", "html tables": "<table><tr><td>a</td></tr></table>\n",
            "nested tables": "<table><tr><td>", "spans": "<span>", "bold tags": "<b>a</b>",
            "attributes": "<p a=b>", "quoted attributes": '<a href="', "open parentheses": "(",
            "backslashes": "\\", "escapes": "\\*", "combining": "a\u0301", "one combined": "\u0301",
            "right to left": "שלום עולם ", "Arabic": "مرحبا ", "overrides": "\u202ea",
            "overrides closed": "\u202ea\u202c",
            "turns": "aא", "turns of numbers": "1א", "turns of words": "a א ", "two scripts": "aя",
            "joined emoji": "👩\u200d👩\u200d👧", "flags": "🇨🇳",
            "zero width": "a\u200b", "soft hyphens": "a\u00ad", "no-break blanks": "a\u00a0",
            "blanks": " ", "tabs": "\t", "blank lines": "\n", "line separators": "a\u2028",
            "form feeds": "a\f", "exclamations": "!", "colons": ":", "attribute lists": "{: a}",
            "callouts": "> [!note] a\n> b\n\n", "callouts in one": "> [!tip]- a\n",
            "tasks": "- [ ] a\n", "done tasks": "- [x] **a**\n\n", "marks": "==a== ",
            "marks open": "==a ", "equals": "=", "math": "$a_b$ ", "math open": "$a ",
            "displayed math": "$$\na\n$$\n\n", "displayed math open": "$$ a\n",
            "dollars": "$",
            "own comments": "%%a%% ", "own comments open": "%%a ", "comment blocks": "%%\na\n%%\n",
            "percent signs": "%",
            "details": "<details>\n<summary>a</summary>\n\n- b\n\n</details>\n\n",
            "details open": "<details>\n\n", "sections": "<section>\n\na\n\n</section>\n\n",
            "placeholders": "<name> ", "tabs of a site": "<Tabs>\n\na\n\n</Tabs>\n\n",
            "bare web addresses": "www.a.b/c，", "bare mails": "a@b.c ", "long hosts": "http://a.",
            "addresses in parentheses": "(https://a.b/(c)", "numbers in parentheses": "1) a\n",
            "sized pictures": "![a|300](b.png)\n\n",
            "remote pictures": "![](https://a.b/c.png)\n\n",
            "coloured code": "```py\ndef a(b): return 'c' + 1\n```\n\n",
            "coloured quotes": "```py\n'\n```\n", "coloured tags": "```html\n<a b='c'>\n```\n",
            "spaced labels": "[a] [b] ", "keys": "<kbd>a</kbd>", "powers": "a<sup>b</sup>",
            "definition lists": "a\n: b\n\n", "definitions of one": ": b\n",
            "abbreviations": "*[a]: b\n", "front matter": "---\n",
        }.items()
    },
    "nested lists": _nested_lists,
    "indented lists": _indented_lists,
    "wide table": _wide_table,
    "long table": _long_table,
    "nested brackets": lambda n: "[" * n + "]" * n,
    "nested quotes": lambda n: "".join(f"{'> ' * (k % 40)}a\n" for k in range(n)),
    "nested stars": lambda n: "*a" * n + "*" * n,
    "own definitions": lambda n: "".join(f"[a{k}]: b\n" for k in range(n)),
    "own headings": lambda n: "".join(f"# a{k}\n" for k in range(n)),
    "own footnotes": lambda n: "".join(f"a[^{k}]\n\n[^{k}]: b\n\n" for k in range(n)),
    "nested callouts": lambda n: "".join(f"{'> ' * (k % 28)}> [!note] a\n" for k in range(n)),
    "nested details": lambda n: "<details>\n\n" * n + "a\n\n" + "</details>\n\n" * n,
    "a long block of code": lambda n: "```py\n" + "a = [1, 'b']  # c\n" * n + "```\n",
    "a long line of coloured code": lambda n: "```js\n" + "a + " * n + "\n```\n",
    "a long math": lambda n: "$" + "a_" * n + "$",
    "growing fences": lambda n: "".join(f"{'`' * (3 + k % 100)}\n" for k in range(n)),
    "a fence and tabs": lambda n: "~~~" + "\t" * n + "x\n",
    "a fence and spaces": lambda n: "```" + " " * n + "\na\n",
    "a fence and its lines": lambda n: (
        "~~~" + " " * (n // 6) + 'hl_lines="' + '"\n' * (n // 6) + "x" * (n // 2)
    ),
    "a paragraph in a list": lambda n: "- " + "word " * n,
    "a long cell": lambda n: "| a |\n|---|\n| " + "word " * n + "|\n",
    "a long quote": lambda n: "> " + "word " * n,
    "a long heading": lambda n: "# " + "word " * n,
    "a long line of code": lambda n: "```\n" + "x" * n + "\n```\n",
    "a long address": lambda n: f"[a](http://a.b/{'c' * n})",
}  # fmt: skip
"""Each is a function from the number of repeats to a text."""


def catalogue(repeats: tuple[int, ...] = REPEATS) -> dict[str, str]:
    """All of them, by name and number of repeats, and those that have a size of their own.

    Args:
        repeats: how often each is repeated.
    """
    made = {
        f"{name} × {number:,}": make(number)[:MAX_TEXT_LENGTH]
        for name, make in CONSTRUCTS.items()
        for number in repeats
    }
    return made | {
        "a paragraph of 900 KB": "The merchants of the old town met. " * 26_000,
        "a Chinese paragraph of 900 KB": "抖音电商治理严打盲盒违规营销，" * 20_000,
        "a word of 200 KB": "w" * 200_000,
        "100,000 paragraphs": "\n\n".join(f"Paragraph {n}." for n in range(100_000)),
    }


MARKED: dict[str, tuple[str, str]] = {
    "20,000 matches": ("a " * 20_000, "a"),
    "20,000 matches in Chinese": ("盲" * 20_000, "盲"),
    "20,000 matches in paragraphs": (f"{'yak ' * 20}\n\n" * 1_000, "yak"),
    "20,000 matches in items": ("- yak yak\n" * 10_000, "yak"),
    "20,000 matches in code": ("    yak yak yak yak\n" * 5_000, "yak"),
    "8,000 matches between turns": ("a א " * 8_000, "a"),
    "matches in cells": ("| yak | yak |\n|---|---|\n" + "| yak | yak yak |\n" * 1_000, "yak"),
}
"""Texts in which a query has very many matches, and the query."""

MAX_TEXT_LENGTH = 4 * 1024 * 1024
"""Characters of a text: no file has more that is read."""


LONGEST_GENERATED = 20_000
"""Characters of a generated text."""
_OPENERS = (
    "", "```", "~~~", "````", "```py", "~~~ {", "``` {.py", '~~~ hl_lines="', "```hl_lines='",
    "- ```", "> ~~~", "1. ", "- ", "* ", "> ", "# ", "    ", "| a |\n|---|\n| ", "[a]: ", "[^1]: ",
    "[", "![", "[a](", "[a](<", '[a](b "', "[a][", "[[", "![[", "[a|", "<", "</", "<a ",
    '<a href="', "<div>", "<div ", "<p>\n", "<!--", "<!", "<![CDATA[", "<?", "<b>",
    "<table><tr><td>", "<script>", "<style>", "<textarea>", "<http://", "<a@", "`", "``", "*",
    "**", "***", "_", "__", "~~", "&", "&#", "&#x", "\\", "a\n===\n", "a\n---\n", "---\n",
    "# a {#", "# a {: #", "^", "!", "{{< ref ", "[a]({{< ref ", "$", "$$\n", ": ", "*[a]: ",
    "> [!note] ", "- [ ] ", "==", "<details>\n", "https://a.b/", "a\n: ", "```py\n",
    "[TOC]\n", "a[^1]\n\n[^1]: ", "\ufeff", "\x02", "\r", "%%",
)  # fmt: skip
_FILLERS = (
    " ", "  ", "\t", "\n", "\n\n", " \n", "  \n", "a", "a ", "a\n", "a\n\n", "1", "1. ", "- ", "-",
    "- a\n", "  - a\n", "    - a\n", "    a\n", "+ ", "=", "= ", "\"", "'", '"\n', "' ", "\\",
    "\\\\", "\\*", "`", "` ", "`a` ", "``", "```\n", "~", "~~~\n", "*", "* ", "**", "*a", "*a*",
    "**a ", "_", "_a", "__a ", "~~", "~~a ", "[", "]", "[]", "[a]", "[a](", "[a](b) ", "[a](b",
    "(", ")", "()", "](", "][", "![", "![a](b.png)", "[[", "[[a]]", "[[a|b]] ", "|", "| ", "|a",
    "|-", "|a|b|\n", "<", ">", "> ", ">\n", "> a\n", "<a", "<a>", "</a>", "<b>", '<b id="x">',
    "<br>", "<div>", "</div>", "<p>a", "<ruby>", "<!--", "-->", "<!-- a -->", "<?", "?>", "]]>",
    "<a@b.c>", "<http://a.b>", "&", "&amp;", "&a", "&#1", ";", "#", "# ", "# a\n", "## a\n",
    "a\n===\n", "***\n", "---\n", "[a]: b\n", "[^1]", "[^1]: a\n", "a[^1] ", "{", "}", "{#a}",
    "{: .a}", "{{", ":", ": a\n", "!", "/", "=\"\"", ' a="b"', " a=b", ",", "抖音", "，", "א", "aא",
    "\u0301", "\u200d", "👩", "\u2028", "\xa0", "\x02", "\x03", "\r", "\f", "\v", "\x00",
    "hl_lines=\"", "word ", "==", "==a", "$", "$a", "$$", "%%", "https://a.b/c ", "www.a.b",
    "a@b.c",
    "> [!tip] a\n", "- [ ] a\n", "<name>", "[a] [b]", "`a", "'a' ", "def a():\n",
)  # fmt: skip
_CLOSERS = (
    "", "", "\n", "\n```", "\n~~~\n", "]", ")", "](b)", "]]", ">", '">', '"', "'", "-->", "?>",
    "]]>", "</div>", "</a>", "`", "``", "*", "**", "***", "_", "~~", "}", "|", "\n|", "\n===",
    "\n---\n", "\n\nx", "x", "\n[a]: b\n", "\n[^1]: b\n", ";", "\\", "</p>", "</script>", "\n> ",
    "\n- ", "\n    ",
)  # fmt: skip


def generated(seed: int) -> str:
    """A text of up to 20 KB made to cost much: the same for the same number.

    Either repeats of a few pieces between what opens something and what may close it, one such
    behind another, or a mixture of pieces, now and then on lines of a library's usual length.
    """
    chance = random.Random(seed)
    length = chance.choice((200, 2_000, 8_000, LONGEST_GENERATED))
    parts: list[str] = []
    made = 0
    while made < length:
        left = length - made
        share = left if chance.random() < 0.5 else max(1, int(left * chance.random()))
        part = (_stretch if chance.random() < 0.7 else _mixture)(chance, share)
        parts.append(part)
        made += max(1, len(part))
    return "".join(parts)[:length]


def _stretch(chance: random.Random, length: int) -> str:
    """What opens something, the same over and over, and what closes it."""
    opener, closer = chance.choice(_OPENERS), chance.choice(_CLOSERS)
    body = ""
    for _ in range(chance.choice((1, 1, 2, 3))):
        filler = "".join(chance.choices(_FILLERS, k=chance.choice((1, 1, 1, 2, 3))))
        body += filler * max(1, int(length * chance.random() / len(filler)))
    if chance.random() < 0.2:  # the same with what opens it, over and over
        piece = opener + body[: chance.choice((1, 5, 50))] + closer
        return (piece * (1 + length // max(1, len(piece))))[:length]
    return opener + body[: max(0, length - len(opener) - len(closer))] + closer


def _mixture(chance: random.Random, length: int) -> str:
    """Pieces as they come."""
    pieces = chance.sample((*_OPENERS, *_FILLERS, *_CLOSERS), k=chance.choice((3, 8, 40)))
    pieces += ["\n"] * chance.choice((0, 0, 1, 3))
    return "".join(chance.choices(pieces, k=1 + length // 2))[:length]
