"""Data of JSON, whatever form it has: ours, a shipped one of another system, or one of a user's mapping file."""

from __future__ import annotations

from typing import Any

from svcnorm.readers.canonical import EXPECTED, read_object
from svcnorm.readers.checks import Place, kind
from svcnorm.readers.document import Document
from svcnorm.readers.format import Read, Shape
from svcnorm.readers.options import ReadOptions

REMEDY = f"{EXPECTED}, a list of such, a form that svcnorm inspect --formats lists, or describe it in a mapping file"


def conversations(data: Any, place: Place, name: str, document: Document) -> Read:
    """The conversations that data holds; `name` is the id of one that has none. Raises InputError."""
    options = document.options
    shape = shape_of(data, options)
    if shape is not None:
        document.recognised(shape.name)
        yield from shape.read(data, place, name, options)
        return
    if not isinstance(data, dict):
        raise place.error(f"this is not a conversation but {kind(data)}", REMEDY)
    yield read_object(data, place, name, options)


def shape_of(data: Any, options: ReadOptions) -> Shape | None:
    """The form of another system that data has; None for our own, and for what is not known.

    Raises InputError for a mapping file of the user that is wrong.
    """
    if options.mappings:
        from svcnorm.readers.foreign import own_shapes

        for shape in own_shapes(options.mappings):
            if shape.claims(data):
                return shape
    if is_canonical(data):
        return None
    from svcnorm.readers import foreign

    return foreign.shape_of(data)


def is_canonical(data: Any) -> bool:
    """Whether data is in our own form, or at least says what a conversation of ours says."""
    return isinstance(data, dict) and ("turns" in data or "events" in data)
