"""Which fields of a form somebody has changed since they were shown."""

from typing import Any, TypeVar

from desktop.domain.record import Record

Told = TypeVar("Told", bound=Record)


def touched(shown: Told, told: Told) -> dict[str, Any]:
    """Compare what a form showed with what stands in it.

    Args:
        shown: What was put into the form.
        told: What stands in it now.

    Returns:
        The fields that differ, with what stands in them now.
    """
    before = shown._asdict()
    return {name: value for name, value in told._asdict().items() if value != before[name]}
