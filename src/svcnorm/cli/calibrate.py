"""`svcnorm calibrate`: hold verdicts against what people said of the same conversations."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from svcnorm.cli import FAILED, OK, VIOLATIONS, complain, settings
from svcnorm.cli.values import known, machine_output
from svcnorm.config import Config
from svcnorm.i18n import _, ngettext
from svcnorm.model.calibration import Calibration
from svcnorm.model.conversation import Conversation
from svcnorm.model.errors import ConfigError, InputError
from svcnorm.model.report import Report
from svcnorm.review.calibration import Book, Judge

METRICS = ("precision", "recall", "f1", "kappa")
PAGE = "table"


class CalibrateOptions(NamedTuple):
    """The command line of `calibrate`, as given."""

    on: tuple[str, ...] = ()
    store: str = ""
    packs: tuple[str, ...] = ()
    by: str = "pack"
    norms: str = ""
    format: str = PAGE
    at_least: tuple[str, ...] = ()
    as_of: str | None = None
    config: str | None = None
    encoding: str | None = None
    mask: bool = True
    verbose: bool = False


def run(files: Sequence[str], options: CalibrateOptions) -> int:
    """Print the calibration; returns the exit code: 1 where a figure is below `--at-least`, 2 where a conversation
    that labels name is not given. Raises ConfigError, InputError, PackError."""
    from svcnorm.report.calibration import WRITERS
    from svcnorm.report.masking import shown
    from svcnorm.review import calibrate, read_labels
    from svcnorm.review.calibration import GROUPS

    known("--by", options.by, GROUPS)
    known("--format", options.format, (PAGE, *WRITERS))
    floors = [_floor(text) for text in options.at_least]
    config = settings(options.config)
    norms = _norms(options.norms) if options.norms else None
    if options.store:
        found = _by_decisions(files, options, norms)
    elif files:
        found = calibrate(
            [record for file in files for record in read_labels(file, options.encoding)],
            _books(options.packs or config.packs, config),
            _judge(config, options),
            _given(options, config),
            norms,
            options.by,
        )
    else:
        message = _("there is nothing to compare with")
        raise ConfigError(message, remedy=_("name files of labels, or --store with what reviewers decided"))
    show = shown(options.mask and config.mask)
    if options.store and options.format == PAGE and not (found.pairs or found.unsure):
        print(_("nobody decided about any finding yet"))
    elif options.format == PAGE:
        from svcnorm.cli.rules.common import screen
        from svcnorm.report.calibration.page import write_page

        write_page(screen(), found, show, options.by, options.verbose)
    else:
        with machine_output() as out:
            WRITERS[options.format](found, show, out)
    low = [text for text in (_below(found, *floor) for floor in floors) if text]
    for text in low:
        # A machine format stays as it is.
        print(text, file=sys.stdout if options.format == PAGE else sys.stderr)
    if found.unknown:
        names = _(", ").join(show.name(name) for name in found.unknown[:5])
        what = ngettext(
            "{n} labelled conversation is not given: {names}",
            "{n} labelled conversations are not given: {names}",
            len(found.unknown),
            names=names,
        )
        complain(InputError(what, remedy=_("name its file or folder with --on")))
        return FAILED
    return VIOLATIONS if low else OK


def _by_decisions(files: Sequence[str], options: CalibrateOptions, norms: frozenset[str] | None) -> Calibration:
    """The verdicts of a store held against what reviewers decided; nothing is judged again."""
    from svcnorm.audit.figures.labels import labels, titles
    from svcnorm.cli.stores import reading
    from svcnorm.review import Record, calibrate

    if files or options.on or options.packs:
        message = _("--store holds labels, conversations and rules of its own")
        raise ConfigError(message, remedy=_("leave out LABELS, --on and --pack, or --store"))
    with reading(options.store) as db:
        found, named = list(labels(db)), titles(db)
    reports = {id(each.report.conversation): each.report for each in found}

    def judge(book: str, conversations: Sequence[Conversation]) -> Report:
        return Report({}, (), (), {}, tuple(reports[id(talk)] for talk in conversations))

    records = [
        Record(
            id=each.report.conversation.id,
            gold=each.gold,
            file=options.store,
            line=0,
            conversation=each.report.conversation,
            handbook=each.handbook,
            where={norm: tuple(dict.fromkeys(turns)) for norm, turns in each.where.items()},
            unsure=frozenset(each.unsure),
            note="; ".join(dict.fromkeys(each.notes)),
        )
        for each in found
    ]
    return calibrate(records, [Book(name, norms) for name, norms in named.items()], judge, norms=norms, by=options.by)


def _books(packs: Sequence[str], config: Config) -> list[Book]:
    """The handbooks that labels may speak of: those asked for, or all there are."""
    from svcnorm.packs.coverage import coverage
    from svcnorm.packs.opened import Shelf

    shelf = Shelf(config)
    opened = {name: shelf.open(name) for name in shelf.names(packs)}
    handbooks = {name: pack for name, pack in opened.items() if pack.resolved.norms or pack.resolved.contents}
    return [Book(name, {line.norm: line.title for line in coverage(pack).lines}) for name, pack in handbooks.items()]


def _judge(config: Config, options: CalibrateOptions) -> Judge:
    from svcnorm.cli.check import instant
    from svcnorm.packs import load_rules
    from svcnorm.run import check

    as_of = None if options.as_of is None else instant(options.as_of, config.utc_offset)

    def judge(book: str, conversations: Sequence[Conversation]) -> Report:
        return check(conversations, load_rules([book], config), as_of=as_of)

    return judge


def _given(options: CalibrateOptions, config: Config) -> dict[str, Conversation]:
    """The conversations of `--on`, by id."""
    from svcnorm.files import read_all
    from svcnorm.intake import Told, intake_of

    if not options.on:
        return {}
    batch = read_all(options.on, intake_of(config, Told(encoding=options.encoding)))
    if batch.errors:
        raise batch.errors[0]
    return {conversation.id: conversation for conversation in batch.conversations}


def _norms(file: str) -> frozenset[str]:
    """The ids in a file, a line each; what follows a # is a remark."""
    from pathlib import Path

    try:
        text = Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "this is not utf-8"
        raise InputError(f"cannot read the file: {reason}", file=file, remedy="check that it is a file") from None
    return frozenset(word for line in text.split("\n") for word in line.partition("#")[0].split())


def _floor(text: str) -> tuple[str, float]:
    name, _sep, value = text.partition("=")
    known("--at-least", name, METRICS)
    try:
        return name, float(value)
    except ValueError:
        remedy = _("write METRIC=VALUE, such as precision=0.9")
        raise ConfigError(
            _("{option} {value} is unknown", option="--at-least", value=repr(text)), remedy=remedy
        ) from None


def _below(found: Calibration, name: str, least: float) -> str:
    """What to say of an overall figure that is too low, or an empty text."""
    value = getattr(found.overall, name).value
    if value is not None and value >= least:
        return ""
    reached = "—" if value is None else f"{value:.3f}"
    return _("{name} is {value}, at least {least} is asked for", name=name, value=reached, least=f"{least:g}")
