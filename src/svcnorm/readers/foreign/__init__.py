"""JSON of other systems: which form data has, and the conversations in it."""

from __future__ import annotations

from functools import cache
from typing import Any

from svcnorm.readers.foreign import deepgram, google_speech, tencent_result, vcon
from svcnorm.readers.foreign.mapped import mapped_shape, shipped
from svcnorm.readers.format import Shape

CODED = (vcon.SHAPE, google_speech.SHAPE, deepgram.SHAPE, tencent_result.SHAPE)
"""Forms that need more than a mapping says, in the order in which they are asked."""


@cache
def shapes() -> tuple[Shape, ...]:
    """All forms that we ship, in the order in which they are asked."""
    return (*CODED, *shipped())


@cache
def own_shapes(files: tuple[str, ...]) -> tuple[Shape, ...]:
    """The forms that a user's mapping files describe, in their order. Raises InputError."""
    return tuple(map(mapped_shape, files))


def shape_of(data: Any) -> Shape | None:
    """The shipped form of data, if it has one."""
    return next((shape for shape in shapes() if shape.claims(data)), None)
