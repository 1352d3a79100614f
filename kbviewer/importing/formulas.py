"""Replaces formulas of web pages by text: their TeX if the page has it, else their MathML.

``<mfrac><mi>a</mi><mn>2</mn></mfrac>`` becomes ``a/2``, ``<msup>`` ``x^2``. TeX, as of MediaWiki,
KaTeX and LaTeXML, is put between dollar signs.
"""

from __future__ import annotations

import html
import re

_NAME = r"(?:[a-z]{1,9}:)?"
_END = r"(?=[\s/>])"
# What ends a formula that is not closed: HTML parsers move these out of it.
_CLOSING_TAGS = (
    "math|p|div|table|tr|td|th|ul|ol|li|dl|dt|dd|h[1-6]|br|hr|img|pre|body|html|head|script|style|"
    "section|article|main|blockquote|footer|header"
)
_FORMULA = re.compile(
    rf"<{_NAME}math{_END}(?P<attributes>[^<>]*)>"
    rf"(?P<inside>(?>(?:<!--[^<>]*-->|[^<-]|-(?!->)|<(?!/?{_NAME}(?:{_CLOSING_TAGS}){_END}))*))"
    rf"(?:</{_NAME}math\s*>)?"
    rf"|<script\b[^<>]{{0,200}}type=[\"']?math/tex(?P<mode>[^<>]{{0,40}})>"
    rf"(?P<script>(?>(?:[^<]|<(?!/?script))*))</script\s*>",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"display\s*=\s*[\"']?block|mode\s*=\s*display", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^<>]*-->")
_TOKEN = re.compile(rf"<(?P<end>/?){_NAME}(?P<name>[a-z][\w-]*)(?P<rest>[^<>]*)>|[^<]+|<", re.I)
_TEX = re.compile(r"encoding\s*=\s*[\"']?(?:application/x-tex|text/x-tex|latex|tex)\b", re.I)
_NOTES = ("annotation", "annotation-xml")
_MAX_DEPTH = 50
"""Levels of nested elements; deeper ones are shown as plain text."""
_EMPTY = ("mspace", "mprescripts", "none")
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2064"))  # function application, times, plus


def replace_formulas(page: str) -> str:
    """A page with each formula in MathML, or in a script of MathJax, replaced by text."""
    return _FORMULA.sub(_replace, page) if "math" in page.lower() else page


def _replace(match: re.Match[str]) -> str:
    if match["script"] is not None:
        is_block = _BLOCK.search(match["mode"]) is not None
        return f" {html.escape(_as_tex(html.unescape(match['script']), is_block=is_block))} "
    parser = _FormulaParser()
    for token in _TOKEN.finditer(_COMMENT.sub("", match["inside"])):
        parser.handle(token)
    is_block = _BLOCK.search(match["attributes"]) is not None
    tex = " ".join(parser.tex.split())
    text = _as_tex(tex, is_block=is_block) if tex else " ".join(parser.text().split())
    return html.escape(text)


def _as_tex(source: str, *, is_block: bool) -> str:
    mark = "$$" if is_block else "$"
    return f"{mark}{' '.join(source.split())}{mark}"


class _FormulaParser:
    """Parses a formula; each element becomes text when it ends."""

    def __init__(self) -> None:
        self.tex = ""
        self._open: list[tuple[str, list[str]]] = [("mrow", [])]
        self._note = ""
        self._is_tex = False

    def handle(self, token: re.Match[str]) -> None:
        """Handle a tag, or the text between two."""
        tag = (token["name"] or "").lower()
        if not tag:
            self._data(html.unescape(token[0]))
        elif token["end"]:
            self._close(tag)
        elif tag in _NOTES:
            self._note = self._note or tag
            self._is_tex = _TEX.search(token["rest"]) is not None
        elif tag in _EMPTY or token["rest"].endswith("/") or self._note:
            return
        elif len(self._open) < _MAX_DEPTH:
            self._open.append((tag, []))

    def _close(self, tag: str) -> None:
        if tag == self._note:
            self._note, self._is_tex = "", False
        elif not self._note and any(tag == name for name, _ in self._open[1:]):
            while self._close_element() != tag:
                pass

    def _data(self, data: str) -> None:
        if self._is_tex:
            self.tex += data
        elif not self._note and (text := " ".join(data.translate(_INVISIBLE).split())):
            self._open[-1][1].append(text)

    def text(self) -> str:
        """The formula as text."""
        while len(self._open) > 1:
            self._close_element()
        return "".join(self._open[0][1])

    def _close_element(self) -> str:
        tag, parts = self._open.pop()
        self._open[-1][1].append(_element_as_text(tag, parts))
        return tag


def _element_as_text(tag: str, parts: list[str]) -> str:
    """The text of an element."""
    match tag, parts:
        case "mfrac", [above, below]:
            text = f"{_in_brackets(above)}/{_in_brackets(below)}"
        case "msup" | "mover", [base, above]:
            text = f"{base}^{_in_brackets(above)}"
        case "msub" | "munder", [base, below]:
            text = f"{base}_{_in_brackets(below)}"
        case "msubsup" | "munderover", [base, below, above]:
            text = f"{base}_{_in_brackets(below)}^{_in_brackets(above)}"
        case "msqrt", _:
            text = f"√{_in_brackets(''.join(parts))}"
        case "mroot", [base, degree]:
            text = f"√[{degree}]{_in_brackets(base)}"
        case "mtr" | "mlabeledtr", _:
            text = ", ".join(parts) + "; "
        case "mtable", _:
            text = f"({''.join(parts).removesuffix('; ')})"
        case "mfenced", _:
            text = f"({', '.join(parts)})"
        case "mtext", _:
            text = f" {' '.join(parts)} "
        case _:
            text = "".join(parts)
    return text


def _in_brackets(text: str) -> str:
    """An operand: in brackets, unless it is one word or number."""
    return text if text.isalnum() or len(text) == 1 else f"({text})"
