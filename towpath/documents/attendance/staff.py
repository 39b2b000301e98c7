"""The titles that people write for staff, and the group of staff that each belongs to."""

import re

from towpath.foundation.staff import LABELS, StaffGroup

__all__ = ["StaffGroup", "staff_group_of"]

# The first group whose pattern is in the title has it: a GP's secretary is no GP, a nurse manager no manager.
_TITLES = tuple(
    (group, re.compile(rf"\b(?:{words})\b"))
    for group, words in (
        (StaffGroup.RECEPTION, r"recep\w*|admin\w*|secretar\w*|summari[sz]er|navigators?|clerks?|clerical|typist|"
                               r"telephonist|call handler|medical coder|clinical coder|prescriptions? coordinator|"
                               r"patient (?:service|care|support)s? ?(?:advis[eo]r|assistant|coordinator)s?|"
                               r"workflow (?:assistant|coordinator|optimiser)|back office"),
        (StaffGroup.OTHER_CLINICAL, r"(?:gp|general practice) assistants?|nursing assistants?"),
        (StaffGroup.NURSE, r"nurs\w*|anp|gpn|matron|practice sister|rgn"),
        (StaffGroup.OTHER_CLINICAL, r"other clinical|hcas?|hcsw|health ?care (?:assistants?|support workers?)|"
                                    r"\w*pharmac\w*|dispens\w*|paramedics?|physicians? (?:associate|assistant)s?|"
                                    r"physio\w*|phlebotom\w*|first contact practitioners?|fcp|acp|"
                                    r"advanced (?:clinical )?practitioners?|midwi\w*|health visitors?|podiatr\w*|"
                                    r"diet[ie][tc]i\w*|occupational therap\w*|counsell\w*|psycholog\w*|"
                                    r"mental health (?:practitioner|worker)s?|social prescrib\w*|link workers?|"
                                    r"care co ?ordinators?|well ?being coach\w*|health coach\w*"),
        (StaffGroup.MANAGEMENT, r"manag\w*|pm|business partner|head of operations|operations director"),
        (StaffGroup.GP, r"gps?|general practitioners?|doctors?|dr|registrars?|gpst ?[1-4]?|gp ?st ?[1-4]|st[1-4]|"
                        r"gpr|trainee gps?|gp trainees?|trainee|salaried|locum|senior partner|fy[12]|f[12]"),
    )
)  # fmt: skip
_BETWEEN = re.compile(r"[/&,;+]|\band\b")
_SILENT = re.compile(r"\.|['’]s\b")
_STOPS = re.compile(r"[^\w/&,;+]+")
_LABEL_WORDS = {label.casefold(): group for group, label in LABELS.items()}


def staff_group_of(words: str) -> StaffGroup | None:
    """The group that a title, or a group's own label, belongs to; None where it names none, or two at once."""
    plain = _STOPS.sub(" ", _SILENT.sub("", words.casefold())).strip()
    if plain in _LABEL_WORDS:
        return _LABEL_WORDS[plain]
    found = {group for title in _BETWEEN.split(plain.replace("health and well", "well")) if (group := _group_in(title))}
    return found.pop() if len(found) == 1 else None


def _group_in(title: str) -> StaffGroup | None:
    return next((group for group, pattern in _TITLES if pattern.search(title)), None)
