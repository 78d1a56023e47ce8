"""The command line: parse arguments, call the library, print. `main` is the console script."""

from __future__ import annotations

import os
import sys

OK, VIOLATIONS, FAILED = 0, 1, 2
"""Exit codes (docs/exit-codes.md)."""


def main() -> None:
    """Run `svcnorm`; errors become one clear message on stderr and exit code 2."""
    from svcnorm.i18n import use
    from svcnorm.model.errors import SvcnormError

    try:
        argv = _speak(sys.argv[1:])
        from svcnorm.cli.app import app

        app(args=argv, prog_name="svcnorm")
    except SvcnormError as error:
        complain(error)
        sys.exit(FAILED)
    except BrokenPipeError:
        # Whoever read us has gone (`| head`); there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    finally:
        use("zh")


def complain(error: Exception) -> None:
    """One message on stderr: place, what is wrong, what to do. Control characters are made visible."""
    from svcnorm.report.plain import visible

    print("svcnorm: " + "\n".join(visible(line) for line in str(error).split("\n")), file=sys.stderr)


def _speak(argv: list[str]) -> list[str]:
    """Choose the language before any text is made; `--lang` may stand anywhere."""
    from svcnorm.i18n import LANGUAGES, use
    from svcnorm.model.errors import ConfigError

    lang = os.environ.get("SVCNORM_LANG", "zh")
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--lang":
            lang = next(words, "")
        elif word.startswith("--lang="):
            lang = word[len("--lang=") :]
        else:
            rest.append(word)
    if lang not in LANGUAGES:
        raise ConfigError(f"unknown language {lang!r}", remedy=f"use --lang {' or '.join(LANGUAGES)}")
    use(lang)
    return rest
