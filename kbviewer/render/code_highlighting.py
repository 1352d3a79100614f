"""Colours code by its language; what is long, or in another language, stays plain."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator, Sequence

LANGUAGES = frozenset((
    "bash", "c", "c++", "cpp", "cs", "csharp", "css", "diff", "docker", "dockerfile", "go",
    "golang", "graphql", "html", "ini", "java", "javascript", "js", "json",
    "jsx", "kotlin", "lua", "makefile", "mysql", "nginx", "objective-c", "perl", "php",
    "plpgsql", "postgresql", "powershell", "ps1", "py", "python", "python3", "r", "rb", "ruby",
    "rust", "rs", "scala", "sh", "shell", "sql", "swift", "toml", "ts", "typescript",
    "xml", "yaml", "zsh",
))  # fmt: skip
"""The names of languages that are coloured, in lower case."""

_ALIASES = {"yml": "yaml", "tsx": "typescript", "json5": "json", "jsonc": "json"}
_MAX_LENGTH = 10_000  # characters of a block
_MAX_LINE_LENGTH = 1_000
_MAX_SPANS = 1_500  # of a page: each takes Qt some time to lay out
_MAX_SECONDS = 0.3  # for all blocks of a page
_LAST_LINE_END = re.compile(r"\n</span>\Z")
_LANGUAGE = re.compile(r"\{?[ \t]*\.?([\w#.+-]*)")
_CLASSES = (
    ("Keyword", "k"), ("Name.Function", "n"), ("Name.Class", "n"), ("Name.Tag", "n"),
    ("Name.Decorator", "o"), ("Comment.Preproc", "o"), ("Operator.Word", "k"), ("String", "s"),
    ("Literal.String", "s"), ("Comment", "c"), ("Number", "m"), ("Literal.Number", "m"),
    ("Generic.Deleted", "d"), ("Generic.Inserted", "i"), ("Generic.Heading", "h"),
    ("Generic.Subheading", "h"),
)  # fmt: skip
"""The class of a token by the start of its type in Pygments."""


def language_of(info: str) -> str:
    """The language that is named after an opening fence, in lower case, or ""."""
    match = _LANGUAGE.match(info)
    language = match[1].lower() if match else ""
    return _ALIASES.get(language, language)


def is_highlighted(lines: Sequence[str], info: str) -> bool:
    """Whether a block of code is coloured, if the page does not have too many already."""
    return (
        language_of(info) in LANGUAGES
        and sum(map(len, lines)) + len(lines) <= _MAX_LENGTH
        and max(map(len, lines), default=0) <= _MAX_LINE_LENGTH
    )


class CodeHighlighter:
    """Makes HTML of the blocks of code of one page."""

    def __init__(self) -> None:
        self._spans_left = _MAX_SPANS
        self._seconds_left = _MAX_SECONDS

    def to_html(self, lines: Sequence[str], info: str) -> str:
        """A block of code as HTML.

        Args:
            lines: the code.
            info: what is written after its opening fence.
        """
        language = language_of(info)
        code = "\n".join((*lines, ""))
        inner = self._highlighted(code, language) if is_highlighted(lines, info) else None
        inner = html.escape(code, quote=False) if inner is None else inner
        return f"<pre><code>{inner}</code></pre>"

    def _highlighted(self, code: str, language: str) -> str | None:
        """The code with spans around its tokens; None if that takes too many, or too long."""
        pieces: list[str] = []
        spans = 0
        start = time.monotonic()
        for kind, text in _tokens(code, language):
            spans += bool(kind)
            if spans > self._spans_left or time.monotonic() - start > self._seconds_left:
                return None
            escaped = html.escape(text, quote=False)
            pieces.append(f'<span class="{kind}">{escaped}</span>' if kind else escaped)
        self._spans_left -= spans
        self._seconds_left -= time.monotonic() - start
        # The last line end is the block's, not a token's.
        return _LAST_LINE_END.sub("</span>\n", "".join(pieces))


def _tokens(code: str, language: str) -> Iterator[tuple[str, str]]:
    """The tokens of a code, each with its class or ""; adjoining ones of a class are one."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  only articles with code need it

    lexer = get_lexer_by_name(language, stripnl=False)
    last, pieces = "", [""]
    for token, text in lexer.get_tokens(code):
        kind = _class_of(str(token).removeprefix("Token."))
        if not text.strip():
            kind = last  # spaces go with what is before them
        if kind != last:
            yield last, "".join(pieces)
            last, pieces = kind, []
        pieces.append(text)
    yield last, "".join(pieces)


def _class_of(token: str) -> str:
    return next((name for start, name in _CLASSES if token.startswith(start)), "")
