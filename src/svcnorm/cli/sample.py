"""`svcnorm sample`: draw conversations or verdicts for people to review."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from svcnorm.cli import OK
from svcnorm.cli.stores import day, reading, suffix, write_rows
from svcnorm.cli.values import known
from svcnorm.i18n import _, ngettext
from svcnorm.model.errors import ConfigError

if TYPE_CHECKING:
    from svcnorm.audit.figures.sample import Draw


class SampleOptions(NamedTuple):
    """The command line of `sample`, as given."""

    store: str
    per_agent: int
    per_rule: int
    strata: str
    each: int
    must: str
    seed: int
    out: str
    begin: str = ""
    end: str = ""


def run(options: SampleOptions) -> int:
    """Write the sample to a file, and print what it stands for; returns the exit code."""
    from svcnorm.audit.figures.sample import Drawn, sample
    from svcnorm.audit.figures.tallies import Choice

    suffix(options.out)
    draws = _draws(options)
    must = _names("--must", options.must)
    with reading(options.store) as db:
        choice = Choice(day("--from", options.begin), day("--until", options.end))
        drawn = sample(db, draws, must, options.seed, choice)
    write_rows(options.out, Drawn._fields, drawn, "sample")
    from svcnorm.cli.rules.common import table

    strata = {each.stratum: (each.population, each.drawn) for each in drawn}
    heads = (_("stratum"), _("holds"), _("drawn"), _("share"))
    rows = [(name, str(n), str(taken), f"{taken / n:.1%}") for name, (n, taken) in strata.items()]
    if rows:
        table(heads, rows, numbers=(1, 2, 3))
    print(f"{options.out}: " + ngettext("{n} row", "{n} rows", len(drawn)))
    return OK


def _draws(options: SampleOptions) -> list[Draw]:
    from svcnorm.audit.figures.sample import Draw

    strata = _names("--strata", options.strata)
    for option, n in (("--per-agent", options.per_agent), ("--per-rule", options.per_rule), ("--each", options.each)):
        if n < 0:
            raise ConfigError(_("{option} {n} is below zero", option=option, n=n), remedy=_("name how many to draw"))
    asked = (("agent", options.per_agent), ("rule", options.per_rule))
    draws = [Draw((name, *(each for each in strata if each != name)), n) for name, n in asked if n]
    if not draws and (strata or not options.must):
        draws = [Draw(strata, options.each)]
    return draws


def _names(option: str, text: str) -> tuple[str, ...]:
    from svcnorm.audit.figures.sample import MUST, STRATA

    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names:
        known(option, name, MUST if option == "--must" else STRATA)
    return names
