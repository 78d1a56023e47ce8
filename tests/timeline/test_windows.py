"""Windows and the order of things: what lies inside, for sure, perhaps or never."""

from __future__ import annotations

import pytest
from tests.timeline.scenes import scene

from svcnorm.model.rules import Scope
from svcnorm.timeline.clock import ANY_TIME, Span
from svcnorm.timeline.occurrence import Occurrence, Relation, longest, relate
from svcnorm.timeline.select import events
from svcnorm.timeline.timeline import Timeline
from svcnorm.timeline.windows import (
    Window,
    after_window,
    before_window,
    between_window,
    certainly,
    everything,
    scope_window,
    turn_itself,
    turns_after,
    turns_around,
    turns_before,
)

CALL = [
    "[00:01-00:03] 客服:您好",
    "[00:04-00:06] 客户:有个事",
    "[00:07-00:09] 客服:您请说吧",
    "[00:08-00:08.3] 客户:嗯",
    "[00:09-00:10] 客服:我记一下",
    "[00:11-00:13] 客户:上个月的账单",
    "[00:14-00:16] 客服:稍等我看看",
    "[00:17-00:19] 客户:行不行呢",
]


def at(lo: int, hi: int | None = None, **more: object) -> Occurrence:
    """Something of which only the time is known."""
    span = Span(lo, lo if hi is None else hi)
    return Occurrence("event:x", "x", start=span, end=span)._replace(**more)


def word(utterance: int, offset: int, length: int = 1) -> Occurrence:
    return at(0)._replace(signal="say", order=(utterance, offset), order_end=(utterance, offset + length))


def inside(timeline: Timeline, window: Window) -> list[int]:
    """The turns that are certainly inside."""
    return [t.index for t in timeline.turns if window.holds(timeline.turn_mark(t.index)).value]


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (at(1), at(2), Relation(True, False, False)),
        (at(2), at(2), Relation(False, True, False)),
        (at(3), at(2), Relation(False, False, True)),
        (at(0, 5), at(2), Relation(True, True, True)),
        (at(0, 2), at(2), Relation(True, True, False)),
        (at(2, 5), at(2), Relation(False, True, True)),
        (at(0, 1), at(2), Relation(True, False, False)),
        (at(2), at(0)._replace(start=ANY_TIME), Relation(True, True, True)),
        # words by the record, whatever their times
        (word(0, 3), word(1, 0), Relation(True, False, False)),
        (word(1, 2), word(1, 0), Relation(False, False, True)),
        (word(1, 2), word(1, 2), Relation(False, True, False)),
    ],
)
def test_relations(a: Occurrence, b: Occurrence, relation: Relation) -> None:
    assert relate(a, b) == relation
    assert relate(b, a) == Relation(relation.after, relation.tie, relation.before)


def test_certainty() -> None:
    assert certainly(Relation(True, False, False), "before", "tie").value is True
    assert certainly(Relation(True, True, False), "before", "tie").value is True
    assert certainly(Relation(False, False, True), "before", "tie").value is False
    assert certainly(Relation(True, False, True), "before").value is None
    assert certainly(Relation(False, True, False), "before").value is False


@pytest.mark.parametrize(
    ("scope", "turns"),
    [
        (Scope("conversation"), [0, 1, 2, 3, 4, 5, 6]),
        (Scope("turns", "first", 1, "agent"), [0]),
        (Scope("turns", "first", 2, "agent"), [0, 2]),
        (Scope("turns", "last", 1, "agent"), [5]),
        (Scope("turns", "last", 9, "agent"), [0, 2, 5]),
        (Scope("turns", "first", 2, "customer"), [1, 4]),
        (Scope("turns", "last", 2, "any"), [5, 6]),
        (Scope("before_customer"), [0, 1]),
    ],
)
def test_scopes(scope: Scope, turns: list[int]) -> None:
    timeline = scene({"turns": CALL})
    assert inside(timeline, scope_window(timeline, scope)) == turns


def test_before_the_customer_speaks_is_everything_if_she_never_does() -> None:
    timeline = scene({"turns": ["客服:您好", "客户:喂", "客服:电信"]})
    window = scope_window(timeline, Scope("before_customer"))
    assert inside(timeline, window) == [0, 1]
    assert window.open_end


def test_scopes_that_a_cut_recording_leaves_open() -> None:
    timeline = scene({"turns": CALL})
    edges = [(edge, n) for edge in ("first", "last") for n in (3, 4)]
    windows = {edge: scope_window(timeline, Scope("turns", *edge, party="agent")) for edge in edges}
    assert {edge: (w.open_start, w.open_end) for edge, w in windows.items()} == {
        ("first", 3): (True, False),
        ("first", 4): (True, True),
        ("last", 3): (False, True),
        ("last", 4): (True, True),
    }


def test_events_in_scopes() -> None:
    timeline = scene({"turns": CALL})
    first = scope_window(timeline, Scope("turns", "first", 2, "agent"))
    last = scope_window(timeline, Scope("turns", "last", 1, "agent"))
    assert [first.holds(at(t)).value for t in (6_999, 7_000, 7_001)] == [True, True, False]
    assert [last.holds(at(t)).value for t in (13_999, 14_000, 90_000)] == [False, True, True]
    assert first.holds(at(0, 9_000)).value is None


def test_windows_of_turns_after_words() -> None:
    timeline = scene({"turns": CALL})
    anchor = timeline.turn_mark(1)
    assert inside(timeline, turns_after(timeline, anchor, 1, "agent", "")) == [1, 2]
    # what lies between is inside, listening is not counted
    assert inside(timeline, turns_after(timeline, anchor, 2, "agent", "")) == [1, 2, 3, 4, 5]
    assert inside(timeline, turns_after(timeline, anchor, 2, "customer", "")) == [1, 2, 3, 4, 5, 6]
    assert turns_after(timeline, anchor, 2, "agent", "").open_end
    assert not turns_after(timeline, anchor, 1, "agent", "").open_end


def test_windows_of_turns_before_words() -> None:
    timeline = scene({"turns": CALL})
    anchor = timeline.turn_mark(5)
    assert inside(timeline, turns_before(timeline, anchor, 1, "agent", "")) == [2, 3, 4, 5]
    assert inside(timeline, turns_before(timeline, anchor, 1, "customer", "")) == [4, 5]
    around = turns_around(timeline, timeline.turn_mark(2), 1, "agent", "")
    assert inside(timeline, around) == [0, 1, 2, 3, 4, 5]


def test_windows_of_turns_after_an_event() -> None:
    timeline = scene({"turns": CALL})
    window = turns_after(timeline, at(6_500), 1, "agent", "")
    assert inside(timeline, window) == [2]
    assert [window.holds(at(t)).value for t in (6_000, 6_500, 14_000, 14_001)] == [False, True, True, False]
    assert inside(timeline, turns_after(timeline, at(7_000), 1, "agent", "")) == [2]
    # in the middle of a turn its rest is turn 0, and its beginning is not
    middle = turns_after(timeline, at(8_000), 1, "agent", "")
    late = timeline.turn_mark(2)._replace(start=Span(8_500, 8_500))
    assert inside(timeline, middle) == [3, 4, 5]
    assert middle.holds(late).value is True
    assert turns_after(timeline, at(8_000), 1, "customer", "").holds(late).value is True
    assert turns_after(timeline, at(15_000), 1, "customer", "").holds(late).value is False


def test_turns_of_unknown_role_are_perhaps_counted() -> None:
    timeline = scene({"turns": ["您好", "有个事", "您请说吧"]})
    window = scope_window(timeline, Scope("turns", "first", 1, "agent"))
    held = [window.holds(timeline.turn_mark(k)) for k in range(3)]
    assert [truth.value for truth in held] == [None, None, None]
    assert {reason for truth in held for reason in truth.reasons} == {"role_unknown"}


def test_to_the_edges_and_between() -> None:
    anchor = at(5_000)
    assert [after_window(anchor, "").holds(at(t)).value for t in (4_999, 5_000, 5_001)] == [False, True, True]
    assert [after_window(anchor, "", strict=True).holds(at(t)).value for t in (5_000, 5_001)] == [False, True]
    assert [before_window(anchor, "").holds(at(t)).value for t in (4_999, 5_000, 5_001)] == [True, True, False]
    assert [before_window(anchor, "", strict=True).holds(at(t)).value for t in (4_999, 5_000)] == [True, False]
    between = between_window(anchor, at(7_000), "")
    assert [between.holds(at(t)).value for t in (4_999, 5_000, 7_000, 7_001)] == [False, True, True, False]
    assert between.deadline == Span(7_000, 7_000)
    assert between_window(anchor, None, "").holds(at(10**12)).value is True


def test_one_turn_and_everything() -> None:
    timeline = scene({"turns": CALL})
    assert inside(timeline, turn_itself(timeline, 2)) == [2]
    whole = everything(timeline)
    assert whole.whole
    assert inside(timeline, whole) == list(range(len(timeline.turns)))


def test_untimed_words_lie_between_their_neighbours_the_answer_and_the_hang_up() -> None:
    record = {"turns": ["客服:您好", "[00:08-00:09] 客户:有个事", "客服:您请说吧"]}
    calls = [{"type": "ring", "at": -10}, {"type": "answer", "at": 0}, {"type": "hangup", "at": 30}]
    spans = [turn.start for turn in map(scene({**record, "events": calls}).turn_mark, range(3))]
    assert spans == [Span(0, 8_000), Span(8_000, 8_000), Span(8_000, 30_000)]


def test_events_near_the_conversation_belong_to_it() -> None:
    timeline = scene({"turns": CALL, "events": [{"type": "hold_end", "at": 79}, {"type": "hold_start", "at": 78}]})
    near = Timeline(timeline.words, {}, timeline.events, bounded=True)
    assert [len(events(near, kind)) for kind in ("hold_start", "hold_end")] == [1, 1]
    far = scene({"turns": CALL, "events": [{"type": "hold_start", "at": 79.001}]})
    assert not events(Timeline(far.words, {}, far.events, bounded=True), "hold_start")


def test_longest_hits_that_do_not_overlap() -> None:
    hits = [word(0, 0, 2), word(0, 0, 3), word(0, 2, 2), word(0, 3, 1), word(1, 0, 2)]
    assert [(o.order, o.order_end) for o in longest(hits)] == [((0, 0), (0, 3)), ((0, 3), (0, 4)), ((1, 0), (1, 2))]
