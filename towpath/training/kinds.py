"""Kinds of training session and how they are held (domain facts 1.2). No Django, so that the rule can use them."""

from enum import StrEnum


class SessionKind(StrEnum):
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
    SessionKind.CLINICAL_1: "Clinical session 1",
    SessionKind.CLINICAL_2: "Clinical session 2",
    SessionKind.RECEPTION: "Reception and administration session",
    SessionKind.CHAMPION: "Champion session",
    SessionKind.REFRESHER: "Refresher",
    SessionKind.CATCH_UP: "Catch-up",
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
