"""The command line: parse arguments, call the library, print. `entry` is the console script."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NoReturn

    from svcnorm.cli.check import CheckOptions
    from svcnorm.config import Config
    from svcnorm.model.errors import SvcnormError

OK, VIOLATIONS, FAILED = 0, 1, 2
"""Exit codes (docs/exit-codes.md)."""
INTERRUPTED = 130
"""The exit code of shells for Ctrl-C."""

_told = False
"""Whether the user chose the language, by `--lang` or SVCNORM_LANG."""


def entry() -> NoReturn:
    """The console script: `main` in a process that ends with it.

    A run lives for a fraction of a second, of which collecting garbage and taking the interpreter
    down would be a fifth (`make bench`); everything is written and closed by then.
    """
    import gc

    gc.set_threshold(100_000, 50, 50)
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else FAILED
    else:
        code = OK
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def main() -> None:
    """Run `svcnorm`; whatever goes wrong becomes one clear message on stderr and exit code 2."""
    from svcnorm.i18n import use
    from svcnorm.model.errors import SvcnormError

    try:
        code = run(_speak(sys.argv[1:]))
    except SvcnormError as error:
        complain(error, mask="--no-mask" not in sys.argv)
        code = FAILED
    except BrokenPipeError:
        # Whoever read us has gone (`| head`); there is nobody left to tell, not even when Python flushes at exit.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FAILED
    except Exception as error:
        _apologise(error)
        code = FAILED
    finally:
        use("zh")
    sys.exit(code)


def run(argv: Sequence[str]) -> int:
    """Run the command that `argv` names; returns the exit code."""
    from svcnorm.cli import shortcut

    _write_anything()
    plain = shortcut.read(argv, os.environ)
    if plain:
        return _check(*plain)
    from typer.main import get_command

    from svcnorm.cli.app import app
    from svcnorm.cli.usage import Error, explained

    try:
        code = get_command(app).main(args=list(argv), prog_name="svcnorm", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as end:
        # The parser ends by itself after completion (0), and with 1 where nobody reads the output any more.
        return FAILED if end.code else OK
    except Error as error:
        problem = explained(error)
        if problem is None:
            error.show()
            return FAILED
        raise problem from None
    return code if isinstance(code, int) else OK


def _check(paths: Sequence[str], options: CheckOptions) -> int:
    """`check` without the parser, which would end in the same way."""
    from svcnorm.cli.check import run

    try:
        code = run(paths, options)
        sys.stdout.flush()
    except SystemExit as end:
        # Rich ends by itself where nobody reads the output any more.
        return FAILED if end.code else OK
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def complain(error: SvcnormError, mask: bool = True) -> None:
    """One message on stderr: place, what is wrong, what to do.

    It may cite the input: personal numbers are masked, control characters made visible.
    """
    from svcnorm import privacy
    from svcnorm.i18n.errors import said
    from svcnorm.report.plain import no_command, visible

    text = error.worded(said)
    text = privacy.mask(text) if mask else text
    print("svcnorm: " + "\n".join(no_command(visible(line)) for line in text.split("\n")), file=sys.stderr)


def settings(file: str | None) -> Config:
    """The configuration in `file`, or the one found upward; its language counts where the user named none."""
    from svcnorm import config as configuration
    from svcnorm.i18n import use

    config = configuration.load(file or None)
    if config.language and not _told:
        use(config.language)
    return config


def _write_anything() -> None:
    """A character that the terminal's encoding lacks is shown as `?`: it must not end the run."""
    for stream in (sys.stdout, sys.stderr):
        # Declared as TextIO, which has no such method; a stream that has none is left as it is.
        with suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _apologise(error: Exception) -> None:
    """A fault of the program itself must not look like a finding, whose exit code is 1."""
    import traceback

    from svcnorm.i18n import _
    from svcnorm.version import __version__

    traceback.print_exception(error)
    said = _("this is a fault of svcnorm {version} itself; please report it with the lines above", version=__version__)
    print(f"svcnorm: {said}", file=sys.stderr)


def _speak(argv: list[str]) -> list[str]:
    """Choose the language before any text is made; `--lang` may stand anywhere before a `--`."""
    from svcnorm.i18n import DEFAULT, LANGUAGES, use
    from svcnorm.model.errors import ConfigError

    global _told
    lang = os.environ.get("SVCNORM_LANG")
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--lang":
            lang = next(words, "")
        elif word.startswith("--lang="):
            lang = word[len("--lang=") :]
        else:
            rest.append(word)
            if word == "--":
                rest += words
    _told = lang is not None
    if lang is not None and lang not in LANGUAGES:
        raise ConfigError(f"unknown language {lang!r}", remedy=f"use --lang {' | '.join(LANGUAGES)}")
    use(lang or DEFAULT)
    return rest
