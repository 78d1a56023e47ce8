"""Data of JSON, whatever form it has: ours, a shipped one of another system, or one of a user's mapping file."""

from __future__ import annotations

from typing import Any

from svcnorm.readers.canonical import EXPECTED, read_object
from svcnorm.readers.checks import Place, kind
from svcnorm.readers.document import Document
from svcnorm.readers.format import Read, Shape
from svcnorm.readers.json import NotANumber, loads
from svcnorm.readers.options import ReadOptions

REMEDY = f"{EXPECTED}, a list of such, a form that svcnorm inspect --formats lists, or describe it in a mapping file"


def data_of(text: str, place: Place, options: ReadOptions) -> Any:
    """The data of a text of JSON. Raises InputError.

    Numbers that JSON does not have (NaN, as the scores of some recognisers) are nothing in the forms of other
    systems, and an error in ours.
    """
    try:
        return loads(text, place)
    except NotANumber:
        data = loads(text, place, strict=False)
        if shape_of(data, options) is None and not (isinstance(data, list) and _any_shape(data, options)):
            raise
        return data


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
    yield read_object(data, place, name, options, REMEDY)


def shape_of(data: Any, options: ReadOptions) -> Shape | None:
    """The form of another system that data has; None for our own, and for what is not known.

    Raises InputError for a mapping file of the user that is wrong.
    """
    own = _own(data, options)
    if own is not None or is_canonical(data):
        return own
    from svcnorm.readers import foreign

    return foreign.shape_of(data)


def separate(data: Any, options: ReadOptions) -> bool:
    """Whether data is a list of conversations, rather than one conversation whose form is a list."""
    if not isinstance(data, list) or _own(data, options) is not None:
        return False
    return any(map(is_canonical, data)) or (shape_of(data, options) is None and _any_shape(data, options))


def is_canonical(data: Any) -> bool:
    """Whether data is in our own form, or at least says what a conversation of ours says."""
    return isinstance(data, dict) and ("turns" in data or "events" in data)


def check_mappings(options: ReadOptions) -> None:
    """Understand the user's mapping files. Raises InputError for one that is wrong."""
    _own(None, options)


def _own(data: Any, options: ReadOptions) -> Shape | None:
    """The form of one of the user's mapping files that data has."""
    if not options.mappings:
        return None
    from svcnorm.readers.foreign import own_shapes

    return next((shape for shape in own_shapes(tuple(options.mappings)) if shape.claims(data)), None)


def _any_shape(items: list[Any], options: ReadOptions) -> bool:
    return any(shape_of(item, options) is not None for item in items)
