"""What is asked: rules as frozen values, after packs are resolved and before anything is judged.

The names follow the rule language; the forms are those of declarative process mining. Nothing here
is written as people write it: sugar, sets by name, `vars` and `params` are gone, and a `say` refers
to its wording by number in the compiled phrase program.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

SEVERITIES = ("info", "minor", "major", "fatal")
MS = {"seconds": 1_000, "minutes": 60_000, "hours": 3_600_000, "days": 86_400_000}


class Ref(NamedTuple):
    """A value that only an activation knows: `$at`, `$by`, `$due`, `$ref`, `$seconds`, a slot or an attribute."""

    name: str


class Check(NamedTuple):
    """A comparison of one value. `op` is one of `is` (any of `values`), `above`, `below`, `at_least`,
    `at_most`, `between`, `known`; `negated` turns it round."""

    op: str
    values: tuple[str | int | float | bool | Ref, ...]
    negated: bool = False


class Amount(NamedTuple):
    """A length: `seconds, minutes, hours, days, calendar days, working days, months, turns,
    agent turns, customer turns, characters`, or `same turn`."""

    value: float
    unit: str


class Scope(NamedTuple):
    """A stretch of the conversation in which something is asked.

    `kind` is `conversation`, `turns` (the `first` or `last` `n` turns of `party`; `edge`),
    `before_customer` (before the customer's first turn that is not back-channel), `same_turn` or
    `next_turn`. `party` is `agent`, `customer` or `any`. `name` is the scope as written.
    """

    kind: str
    edge: str = "first"
    n: int = 1
    party: str = "any"
    name: str = ""


class Guard(NamedTuple):
    """A contextual guard of a selector: what drops its hits from outside their span.

    `kind` is `same_turn`, `earlier`, `later` or `situation`; `within` bounds how far to look.
    Guards that must cover the hit are part of the wording (see `Phrases.unless`).
    """

    kind: str
    selector: Selector
    within: Amount | None = None


class Selector(NamedTuple):
    """Selects occurrences. `head` is `say`, `event`, `situation`, `all_of`, `any_of`, `in_order` or `at_least`.

    `phrases` numbers the wording of a `say`; `names` are event types or one situation; `of` are the
    members of a combination and `n` its least number. Filters: `by` (roles; None means anyone),
    `where` (field, check), `nth` (`first`, `last`, a number as text, or `every`, which asks at each onset
    of a situation), `scope`, `guards`, and `within` (the elements' own span). `label` is the selector
    as a person would name it.
    """

    head: str
    phrases: int = -1
    names: tuple[str, ...] = ()
    of: tuple[Selector, ...] = ()
    n: int = 0
    by: tuple[str, ...] | None = None
    where: tuple[tuple[str, Check], ...] = ()
    nth: str = ""
    scope: Scope | None = None
    guards: tuple[Guard, ...] = ()
    within: Amount | None = None
    label: str = ""


class Condition(NamedTuple):
    """A condition of `when` or `unless`. `kind` is `all`, `any`, `not`, `attribute`, `situation` or `has`.

    `attribute` compares `name` (also `channel`) by `check`; `situation` means anywhere in the
    conversation; `has` means that `selector` occurs.
    """

    kind: str
    of: tuple[Condition, ...] = ()
    name: str = ""
    check: Check | None = None
    selector: Selector | None = None


class Anchor(NamedTuple):
    """`kind` is `after`, `before`, `around`, `during` or `every`; `period` belongs to `every`
    (`week`, `half-month`, `month`, or an Amount of days for a maximum gap)."""

    kind: str
    selector: Selector | None = None
    period: str | Amount = ""


class Window(NamedTuple):
    """How far from its anchor an act is looked for: `within` (at most), `gap` (least, most),
    `until` (a selector, or a value that holds an instant). A length may be a value that only the
    activation knows."""

    within: Amount | Ref | None = None
    gap: tuple[Amount | None, Amount | None] | None = None
    until: Selector | Ref | None = None


class Measure(NamedTuple):
    """A quantity. `metric` is `rings`, `speech_rate`, `talk_share`, `duration`, `silence`, `overlap`,
    `count` (of `selector`, perhaps per `per`), or `share` (of `selector` among `among`)."""

    metric: str
    by: str = "agent"
    scope: Scope | None = None
    selector: Selector | None = None
    among: Selector | None = None
    per: Amount | None = None


class Constraint(NamedTuple):
    """`kind` is `require`, `forbid`, `measure` or `manual`.

    Bounds (`at_least`, `at_most`) belong to `measure`: plain numbers in the metric's unit, or per
    mille of the value before the anchor where `compared_to` is `before`. `tolerance` is per mille
    of the bounds. `look_at` is the reviewer's line of a `manual`.
    """

    kind: str
    selector: Selector | None = None
    measure: Measure | None = None
    at_least: float | Ref | None = None
    at_most: float | Ref | None = None
    compared_to: str = ""
    look_at: str = ""


class Binding(NamedTuple):
    """A handbook's norm bound to a rule instance: what it costs there and when it is in force.

    `polarity` is `must` or `should`; a `should` deducts only if `points` are given. `supports`
    marks a binding whose verdict is shown and not counted. `valid_from` and `valid_to` are local
    dates, `YYYY-MM-DD`, both inclusive.
    """

    handbook: str
    norm: str
    severity: str
    points: float
    polarity: str = "must"
    supports: bool = False
    valid_from: str = ""
    valid_to: str = ""


class Rule(NamedTuple):
    """One rule instance: a rule with its parameters filled in, and the norms that it stands for.

    `instance` is the id, or `id@handbook` where several parameter sets of one rule are in force.
    `over` is `conversation`, `case` or `customer`; `per` is `conversation` or `finding`. `instead_of` says that
    `suggest` is wording, not advice, and in place of what around the forbidden words it can stand: `words`, `clause`,
    `sentence`, `line`.
    """

    id: str
    instance: str
    title: str
    pack: str
    constraint: Constraint
    severity: str = "minor"
    points: float = 0.0
    per: str = "conversation"
    max_points: float | None = None
    over: str = "conversation"
    when: Condition | None = None
    unless: Condition | None = None
    anchor: Anchor | None = None
    scope: Scope | None = None
    window: Window | None = None
    one_to_one: bool = False
    message: str = ""
    suggest: str = ""
    review: str = ""
    status: str = "stable"
    group: str = ""
    formerly: tuple[str, ...] = ()
    bindings: tuple[Binding, ...] = ()
    params: Mapping[str, str | int | float | bool] = {}
    instead_of: str = ""


class Situation(NamedTuple):
    """A named condition with a beginning and perhaps an end, found in the words or given by an attribute.

    `onset` names the events that mark its beginning when only the attribute is known.
    """

    name: str
    starts: Selector | None = None
    ends: Selector | None = None
    attribute: str = ""
    values: tuple[str | int | float | bool, ...] = (True,)
    onset: tuple[str, ...] = ()


class EventType(NamedTuple):
    """What the absence of an event means, per type (the event catalogue).

    `inevitable_in`: channels in which it must have happened, so that no record is missing evidence.
    `contingent`: no record, no event. `completes`: it finishes a duty; unknown until the record's
    end is known. `scheduled`: a plan. `family` groups types that one log carries.
    """

    name: str
    inevitable_in: frozenset[str] = frozenset()
    contingent: bool = False
    completes: bool = False
    scheduled: bool = False
    family: str = ""
    side: str = ""


class AttributeType(NamedTuple):
    """An attribute of a conversation: `type` is `boolean`, `number`, `text` or `choice`;
    `missing` is what its absence means: `unknown`, or a value as text; `derive` names a derivation."""

    name: str
    type: str = "text"
    values: tuple[str, ...] = ()
    missing: str = "unknown"
    derive: str = ""


class Norm(NamedTuple):
    """One norm of a handbook: `status` is `automated`, `partial` (with `leaves`) or `manual` (with `look_at`).

    `clause` is where the handbook states it, `note` what its authors say about the binding.
    """

    id: str
    title: str
    status: str
    clause: str = ""
    leaves: str = ""
    look_at: str = ""
    channels: tuple[str, ...] = ()
    note: str = ""


class Scoring(NamedTuple):
    """How a handbook turns findings into a score of 0 to 100.

    `mode` is `deduct` or `weighted`; `pass_line` and `min_coverage` are per mille of the full score;
    `fatal_effect` is `zero`, `cap` or `fail_only`; `cap_at` the score that a fatal finding leaves.
    """

    mode: str = "deduct"
    pass_line: int = 850
    min_coverage: int = 600
    fatal_effect: str = "zero"
    cap_at: float = 59.0
    bonus_cap: float = 0.0
    section_caps: Mapping[str, float] = {}


class Handbook(NamedTuple):
    """A handbook in force: its norms and how it scores. Neutral topic packs are handbooks without norms."""

    name: str
    title: str
    norms: tuple[Norm, ...] = ()
    scoring: Scoring = Scoring()


class PackInfo(NamedTuple):
    """A loaded pack: name, version, content hash."""

    name: str
    version: str
    hash: str
    title: str = ""


class Settings(NamedTuple):
    """What the configuration sets for judging: milliseconds per ring, zone of the calendar
    (minutes east of UTC), and the years of the working-day calendar as `{year: (off, work)}` in
    `MM-DD` texts; `holidays` are the names of days off, `{year: {MM-DD: name}}`."""

    ring_period: int = 5_000
    utc_offset: int = 480
    office_close: str = "24:00"
    calendar: Mapping[int, tuple[frozenset[str], frozenset[str]]] = {}
    holidays: Mapping[int, Mapping[str, str]] = {}
