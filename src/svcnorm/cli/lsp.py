"""`svcnorm lsp`: the language server, for editors."""

from __future__ import annotations

from svcnorm.cli import OK
from svcnorm.i18n import _
from svcnorm.model.errors import ConfigError


def run() -> int:
    """Serve on standard input and output until the editor goes. Raises ConfigError where pygls is missing."""
    try:
        from svcnorm.authoring.lsp.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        message = _("the language server needs pygls")
        raise ConfigError(message, remedy='pip install "svcnorm[lsp]"') from None
    serve()
    return OK
