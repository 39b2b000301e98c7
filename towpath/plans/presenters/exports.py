"""The ways in which a whole plan can be taken out."""

from dataclasses import dataclass

from django.urls import reverse

EXPORTS = {
    "word": ("The plan in the layout it arrived in", "Word"),
    "excel": ("Every action and its history", "Excel"),
    "csv": ("Every action, for other programs", "CSV"),
}


@dataclass(frozen=True)
class Export:
    """A file to take away: what it is, where it is, and its kind."""

    label: str
    href: str
    kind: str
    size: str = ""


def exports_of(plan_pk: int) -> list[Export]:
    return [
        Export(label, reverse("plans:export_file", args=[plan_pk, kind]), name)
        for kind, (label, name) in EXPORTS.items()
    ]
