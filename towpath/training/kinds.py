"""Kinds of training session and how they are held (domain facts 1.2). No Django, so that the rule can use them."""

from enum import StrEnum


class Kind(StrEnum):
    """What a session teaches."""

    CLINICAL_1 = "clinical_1"
    CLINICAL_2 = "clinical_2"
    RECEPTION = "reception"
    CHAMPION = "champion"
    REFRESHER = "refresher"
    CATCH_UP = "catch_up"

    @property
    def label(self) -> str:
        return KIND_LABELS[self]


KIND_LABELS = {
    Kind.CLINICAL_1: "Clinical session 1",
    Kind.CLINICAL_2: "Clinical session 2",
    Kind.RECEPTION: "Reception and administration session",
    Kind.CHAMPION: "Champion session",
    Kind.REFRESHER: "Refresher",
    Kind.CATCH_UP: "Catch-up",
}


class SessionMode(StrEnum):
    """Where people meet."""

    FACE_TO_FACE = "face_to_face"
    VIRTUAL = "virtual"
    BLENDED = "blended"

    @property
    def label(self) -> str:
        return MODE_LABELS[self]


MODE_LABELS = {
    SessionMode.FACE_TO_FACE: "Face to face",
    SessionMode.VIRTUAL: "Virtual",
    SessionMode.BLENDED: "Blended",
}
