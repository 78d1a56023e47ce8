"""Speaks the Language Server Protocol over standard input and output. The only module that needs pygls."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from svcnorm.authoring.lsp import completion, hover, kinds
from svcnorm.authoring.lsp.rows import ERROR, WARNING, Fix, Row, Span
from svcnorm.authoring.lsp.workshop import Workshop
from svcnorm.version import __version__

T = TypeVar("T")

NAME = "svcnorm"
PATIENCE = 0.3
"""Seconds without a keystroke after which a text is looked at."""

SEVERITIES = {ERROR: lsp.DiagnosticSeverity.Error, WARNING: lsp.DiagnosticSeverity.Warning}
ITEMS = {
    completion.SET: lsp.CompletionItemKind.Class,
    completion.SLOT: lsp.CompletionItemKind.Variable,
    completion.VALUE: lsp.CompletionItemKind.Constant,
    completion.RULE: lsp.CompletionItemKind.Function,
    completion.SITUATION: lsp.CompletionItemKind.Interface,
    completion.EVENT: lsp.CompletionItemKind.Event,
    completion.NORM: lsp.CompletionItemKind.Reference,
}


class Server(LanguageServer):
    """One workshop; work on texts is done one piece at a time, beside the loop that answers."""

    def __init__(self) -> None:
        super().__init__(NAME, __version__)
        self.workshop = Workshop()
        self.rows: dict[str, tuple[int | None, Sequence[Row]]] = {}
        self._hand = ThreadPoolExecutor(max_workers=1)

    async def work(self, what: Callable[..., T], *arguments: object) -> T:
        """What `what` returns, done in the one thread that touches the workshop."""
        return await asyncio.get_running_loop().run_in_executor(self._hand, what, *arguments)

    async def look(self, uri: str, wait: float = 0.0) -> None:
        """Publish what is wrong in a text, unless it has changed meanwhile."""
        document = self.workspace.get_text_document(uri)
        version, text = document.version, document.source
        path = path_of(uri)
        if path is None:
            return
        await self.work(self.workshop.set, path, text)
        await asyncio.sleep(wait)
        if self._is_old(uri, version):
            return
        rows = await self.work(kinds.diagnostics, self.workshop, path, text)
        if self._is_old(uri, version):
            return
        self.rows[uri] = version, rows
        told = [diagnostic(document, row) for row in rows]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, told, version))

    def _is_old(self, uri: str, version: int | None) -> bool:
        return uri not in self.workspace.text_documents or self.workspace.text_documents[uri].version != version


def path_of(uri: str) -> Path | None:
    """The file of a text; None for one that has none."""
    found = to_fs_path(uri)
    return Path(found).resolve() if found else None


def diagnostic(document: TextDocument, row: Row) -> lsp.Diagnostic:
    """A row as editors show it."""
    severity = SEVERITIES.get(row.severity, lsp.DiagnosticSeverity.Information)
    return lsp.Diagnostic(ranged(document, row.span), row.message, severity, row.code, source=NAME)


def ranged(document: TextDocument, span: Span) -> lsp.Range:
    """A span in the units that the editor counts in."""
    found = lsp.Range(lsp.Position(span.line, span.start), lsp.Position(span.end_line, span.end))
    return document.position_codec.range_to_client_units(document.lines, found)


def action(document: TextDocument, row: Row, fix: Fix) -> lsp.CodeAction:
    """A fix as editors offer it."""
    edits = [lsp.TextEdit(ranged(document, edit.span), edit.text) for edit in fix.edits]
    change = lsp.WorkspaceEdit(changes={document.uri: edits})
    return lsp.CodeAction(fix.title, lsp.CodeActionKind.QuickFix, [diagnostic(document, row)], edit=change)


def server() -> Server:
    """A server with all that it can do."""
    made = Server()

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        await made.look(params.text_document.uri)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        await made.look(params.text_document.uri, PATIENCE)

    @made.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        await made.work(made.workshop.refresh)
        for uri in list(made.workspace.text_documents):
            await made.look(uri)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        made.rows.pop(uri, None)
        path = path_of(uri)
        if path is not None:
            await made.work(made.workshop.set, path, None)
        made.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        document, path, line, column = _asked(made, params.text_document.uri, params.position)
        if path is None:
            return None
        found = await made.work(hover.hover, made.workshop, path, document.source, line, column)
        if found is None:
            return None
        text, start, end = found
        return lsp.Hover(
            lsp.MarkupContent(lsp.MarkupKind.Markdown, text), ranged(document, Span(line, start, line, end))
        )

    @made.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["@", "{", "$", "["]))
    async def completed(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
        document, path, line, column = _asked(made, params.text_document.uri, params.position)
        if path is None:
            return []
        offers = await made.work(completion.completion, made.workshop, path, document.source, line, column)
        return [
            lsp.CompletionItem(
                offer.text,
                kind=ITEMS[offer.kind],
                detail=offer.detail,
                text_edit=lsp.TextEdit(ranged(document, Span(line, offer.start, line, column)), offer.text),
            )
            for offer in offers
        ]

    @made.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
    async def acted(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        document = made.workspace.get_text_document(params.text_document.uri)
        version, rows = made.rows.get(document.uri, (None, ()))
        if version != document.version:
            return []
        first, last = params.range.start.line, params.range.end.line
        near = [row for row in rows if row.span.line <= last and row.span.end_line >= first]
        return [action(document, row, fix) for row in near for fix in row.fixes]

    return made


def _asked(made: Server, uri: str, position: lsp.Position) -> tuple[TextDocument, Path | None, int, int]:
    """The text, its file, and line and column in code points."""
    document = made.workspace.get_text_document(uri)
    at = document.position_codec.position_from_client_units(document.lines, position)
    return document, path_of(document.uri), at.line, at.character


def serve() -> None:
    """Serve until the editor goes. Its pipes are ours alone: they are closed in the end, and nothing else may print
    on them."""
    with os.fdopen(os.dup(0), "rb") as heard, os.fdopen(os.dup(1), "wb") as said:
        server().start_io(heard, said)
