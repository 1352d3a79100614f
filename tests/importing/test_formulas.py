"""Formulas of pages are kept: as TeX where the page has it, else as what they show."""

from __future__ import annotations

import html
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbviewer.importing.formulas import replace_formulas
from kbviewer.importing.markdown_writer import to_markdown
from kbviewer.importing.unwrap import unwrap
from tests.cost import cpu_seconds


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("<mi>x</mi><mo>=</mo><mn>2</mn>", "x=2"),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x^2"),
        ("<msub><mi>x</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>", "x_(i+1)"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_i^2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msqrt><mi>a</mi><mi>b</mi></msqrt>", "√ab"),
        ("<mroot><mi>a</mi><mn>3</mn></mroot>", "√[3]a"),
        ("<munderover><mo>&#8721;</mo><mi>i</mi><mi>n</mi></munderover>", "∑_i^n"),
        ("<mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr><mtr>3</mtr></mtable>", "(1, 2; 3)"),
        ("<mi>f</mi><mo>&#x2061;</mo><mtext> if  it </mtext><mi>x</mi>", "f if it x"),
        ('<mi>a</mi><annotation encoding="application/x-tex">a_{b}\n &lt; c</annotation>',
         "$a_{b} < c$"),
        ("<mi>a</mi><annotation-xml encoding='MathML'><ci>b</ci></annotation-xml>", "a"),
        ("<mi>x<mo>=</mo><!-- 1 --><mn>2", "x=2"), ("<msup><mi>x</mi></msup>", "x"), ("", ""),
        ("<mrow>" * 200 + "<mi>x</mi>" + "</mrow>" * 200, "x"), ("a < b &amp; c", "a<b & c"),
    ],
)  # fmt: skip
def test_a_formula_is_a_text(formula: str, text: str) -> None:
    for name in ("math", "MATH", "m:math"):
        page = f"<p>one <{name} xmlns='x'>{formula}</{name}> two</p><p>three</p>"
        given_back = html.unescape(replace_formulas(page))
        assert given_back == f"<p>one {text} two</p><p>three</p>"


def test_a_formula_that_is_not_closed_ends_with_its_paragraph() -> None:
    page = "<p>a <math><mi>x</mi></p><p>b</p><!-- <math> --><math><mi>y</mi><script>1</script>"
    shown = "<p>a x</p><p>b</p><!-- -->y<script>1</script>"
    assert replace_formulas(page) == shown


def test_a_formula_of_a_script_and_one_on_a_line_of_its_own_are_tex() -> None:
    page = (
        "<script type='math/tex'>a_b < c</script><script>math</script>"
        '<script type="math/tex; mode=display">d_e</script><math display="block"><annotation '
        'encoding="TeX">f</annotation></math><script type="math/tex">'
    )
    assert replace_formulas(page) == (
        ' $a_b &lt; c$ <script>math</script> $$d_e$$ $$f$$<script type="math/tex">'
    )


_TOKENS = st.sampled_from([f"tok{n}en" for n in range(30)])
_NODES = st.recursive(
    _TOKENS.map(lambda token: f"<mi>{token}</mi>"),
    lambda inner: st.tuples(
        st.sampled_from(["mrow", "mfrac", "msup", "msubsup", "mroot", "mtr", "mtd", "mtable",
                         "mfenced", "mtext", "mstyle", "semantics", "unknown"]),
        st.lists(inner, max_size=4),
    ).map(lambda node: f"<{node[0]}>{''.join(node[1])}</{node[0]}>"),
)  # fmt: skip


@given(_NODES)
def test_of_a_formula_every_word_is_kept(node: str) -> None:
    shown = replace_formulas(f"<math>{node}</math>")
    assert "<" not in shown
    for word in html.unescape(node).replace("<", ">").split(">"):
        assert not word.startswith("tok") or word in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    ["<math>", "<math ", "<math><mi>x</mi>", "<script type=math/tex>", "<script type=math/tex",
     "<!--<math>"],
)  # fmt: skip
@pytest.mark.parametrize("inside", ["", "<", "<mrow>", "<a ", "<mi x='", "<!--", "</mi", "<mi>"])
def test_what_a_formula_costs_grows_with_its_length_only(part: str, inside: str) -> None:
    costs = []
    for size in (100_000, 400_000):
        page = part * (size // len(part) if not inside else 1) + inside * (
            size // len(inside) if inside else 1
        )
        costs.append(cpu_seconds(partial(replace_formulas, page)))
    assert costs[1] < 0.2 + 10 * costs[0]  # of four times as much; sixteen times, if squared


@pytest.mark.parametrize(
    "formula",
    ["$a_b$", "$x_{i}^2$", "$$a_b = c_d$$", r"\(a_b\)", r"\[ a_b^{2} \]", r"$\alpha_1 = \{b\}$",
     r"$\text{a \$ b}$", "$a_1$-$b_1$"],
)  # fmt: skip
def test_tex_is_written_as_it_is(formula: str) -> None:
    for text in (formula, f"Where {formula} and *{formula}*, 公式{formula}。"):
        assert to_markdown(unwrap([text])).count(formula) == text.count(formula)


@pytest.mark.parametrize(
    ("formula", "written"),
    [("$a_1<b$", "$a_1< b$"), ("$a_1*b*c$", "$a_1 * b * c$"),
     (r"$\hat{a}_{i}+\hat{b}_{j}$", r"$\hat{a} _ {i}+\hat{b} _ {j}$"),
     ("$a_1`b$", "$a_1&#96;b$")],
)  # fmt: skip
def test_in_tex_blanks_stand_beside_what_would_be_markup(formula: str, written: str) -> None:
    assert to_markdown(unwrap([formula])) == written


@pytest.mark.parametrize(
    "text",
    ["It costs $5 and $6 _a_", "$5_000 or $6_000 _a_ b", "US$5_ and AU$6_", "$ a_b $_a_",
     "$5-$6 _a_", "$*a*$", r"\[a\](b)"],
)  # fmt: skip
def test_prices_are_no_tex(text: str) -> None:
    assert "\\" in to_markdown(unwrap([text]))
