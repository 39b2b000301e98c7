"""The staff groups of a general practice, as training counts them (domain facts 1.2)."""

from enum import StrEnum


class StaffGroup(StrEnum):
    """Staff of a practice who are trained together."""

    GP = "gp"
    NURSE = "nurse"
    OTHER_CLINICAL = "other_clinical"
    RECEPTION = "reception"
    MANAGEMENT = "management"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    StaffGroup.GP: "GPs",
    StaffGroup.NURSE: "Nurses",
    StaffGroup.OTHER_CLINICAL: "Other clinical staff",
    StaffGroup.RECEPTION: "Reception and administration",
    StaffGroup.MANAGEMENT: "Practice management",
}
