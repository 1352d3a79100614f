"""Where pages end: between lines, and rather where it does not hurt."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kbviewer.ui.printing.page_breaks import PageBreaks

LINES = [(10.0 * n, 10.0 * n + 8) for n in range(20)]


def test_a_page_ends_between_two_lines() -> None:
    breaks = PageBreaks(LINES, ())
    assert breaks.cut(0, 55) == 50
    assert breaks.cut(50, 109) == 109  # between the lines at 100 and 110
    assert breaks.end == 198


def test_what_is_kept_together_goes_to_the_next_page() -> None:
    breaks = PageBreaks(LINES, [(30, 58)])
    assert breaks.cut(0, 55) == 30
    assert breaks.cut(0, 62) == 60


def test_what_is_kept_together_is_cut_where_a_page_has_nothing_else() -> None:
    assert PageBreaks(LINES, [(0, 90)]).cut(0, 55) == 50


def test_a_line_higher_than_the_page_has_no_cut() -> None:
    assert PageBreaks([(0, 100)], ()).cut(0, 55) is None
    assert PageBreaks([(12, 100)], ()).cut(0, 55) is None  # no page with a margin alone


def test_lines_side_by_side_are_cut_where_neither_has_a_line() -> None:
    left = [(0, 20), (20, 40), (40, 60)]
    right = [(0, 15), (15, 30), (30, 40), (40, 55)]
    assert PageBreaks([*left, *right], ()).cut(0, 52) == 40


def test_the_next_page_begins_with_its_first_line() -> None:
    breaks = PageBreaks([(0, 10), (40, 50)], ())
    assert breaks.next_line(10) == 40
    assert breaks.next_line(51) == 51
    assert breaks.last_line(40) == 10
    assert breaks.last_line(0) == 0


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40)), max_size=30),
    st.integers(0, 200),
    st.integers(1, 150),
)
def test_no_cut_goes_through_a_line(spans: list[tuple[int, int]], top: int, height: int) -> None:
    lines = [(float(begin), float(begin + size)) for begin, size in spans]
    breaks = PageBreaks(lines, ())
    cut = breaks.cut(top, top + height)
    if cut is not None:
        assert top < cut <= top + height
        assert not any(top <= begin < cut < bottom for begin, bottom in lines)
