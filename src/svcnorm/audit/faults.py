"""Inputs that were set aside, and conversations on which svcnorm itself failed, as an audit tells of them."""

from __future__ import annotations

import json

from svcnorm.audit.rows import Task
from svcnorm.model.errors import InputError, SvcnormError
from svcnorm.report.masking import Shown


def fault(task: Task, reason: str) -> InputError:
    """The error of a conversation that could not be judged."""
    name = json.loads(task.canonical)["id"]
    message = f"svcnorm itself failed on the conversation “{name}”: {reason}"
    return InputError(message, file=task.source, remedy="please report it")


def told(error: SvcnormError, show: Shown) -> tuple[str, str, str, str]:
    """File, place in it, message and remedy, as they may be shown."""
    place = error.place.removeprefix(error.file).lstrip(": ")
    return show.source(error.file), place, show.text(error.message), error.remedy
