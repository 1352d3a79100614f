"""Back and forward, by themselves: compared with two plain stacks."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from kbviewer.ui.navigation import Location, NavigationHistory

A, B, C, D = (Location(text) for text in "abcd")

_places = st.builds(Location, st.sampled_from("ab"), st.sampled_from(["", "t"]))
_moves = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["visit", "commit"]), _places),
        st.tuples(st.sampled_from(["back", "forward"]), st.none()),
    ),
    max_size=40,
)


@dataclass
class Stacks:
    """What is behind, what is ahead, and whether the person has settled here."""

    behind: list[Location] = field(default_factory=list)
    here: Location = field(default_factory=Location)
    ahead: list[Location] = field(default_factory=list)
    settled: bool = True

    def move(self, name: str, place: Location | None) -> None:
        """Make one move."""
        if name == "back" and self.behind:
            self.ahead.append(self.here)
            self.here = self.behind.pop()
        elif name == "forward" and self.ahead:
            self.behind.append(self.here)
            self.here = self.ahead.pop()
        elif place is not None and place != self.here:
            if self.settled:
                self.behind.append(self.here)
                self.ahead.clear()
            self.here = place
            self.settled = False
        if name != "visit":
            self.settled = True


@given(_moves)
def test_any_walk_stays_where_two_stacks_say(moves: list[tuple[str, Location | None]]) -> None:
    places, stacks = NavigationHistory(), Stacks()
    for name, place in moves:
        told = getattr(places, name)(*([place] if place else []))
        stacks.move(name, place)
        assert places.current == stacks.here
        assert told in (None, places.current)
        assert places.can_go_back == bool(stacks.behind)
        assert places.can_go_forward == bool(stacks.ahead)


@given(_moves)
def test_forward_undoes_back(moves: list[tuple[str, Location | None]]) -> None:
    places = NavigationHistory()
    for name, place in moves:
        getattr(places, name)(*([place] if place else []))
    here = places.current
    if places.can_go_back:
        places.back()
        assert places.can_go_forward
        assert places.forward() == here


def test_a_place_that_was_only_passed_through_is_not_come_back_to() -> None:
    places = NavigationHistory()
    places.commit(A)
    places.visit(B)
    places.visit(C)
    places.commit(D)
    assert [places.back(), places.back(), places.back()] == [A, Location(), Location()]
    assert [places.forward(), places.forward(), places.forward()] == [A, D, D]


def test_a_new_place_takes_the_way_forward() -> None:
    places = NavigationHistory()
    for place in (A, B, C):
        places.commit(place)
    places.back()
    places.back()
    places.commit(D)
    assert not places.can_go_forward
    assert places.back() == A


def test_the_same_place_twice_is_one() -> None:
    places = NavigationHistory()
    places.commit(A)
    places.commit(A)
    assert places.back() == Location()
