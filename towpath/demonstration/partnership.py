"""The demonstration's partnership: an invented London borough and the bodies that serve it."""

from towpath.partners.models import Duty, Partnership
from towpath.partners.services.partnerships import add_agency, open_partnership

NAME = "Safer Lockwater Partnership (demonstration)"
AREA = "Lockwater, an invented London borough"

# Under the Serious Violence Duty (Police, Crime, Sentencing and Courts Act 2022, sections 11 and 12, schedules 1
# and 2): councils, police, fire and rescue, health boards, probation and youth justice are specified authorities;
# schools and prisons are relevant ones. A council's own team is entered as the council's.
AGENCIES: dict[Duty, tuple[str, ...]] = {
    Duty.SPECIFIED: (
        "Adult Social Care",
        "Children's Services",
        "Community Safety",
        "Fire and Rescue Service",
        "Housing",
        "ICB",
        "Lockwater Police",
        "Probation",
        "Public Health",
        "Youth Justice Service",
    ),
    Duty.RELEVANT: ("Education", "Lockwater Prison"),
    Duty.NEITHER: (
        "Acute Hospital Trust",
        "Haven Lockwater",
        "Home Office",
        "Lockwater VAWG Forum",
        "Lockwater Violence Reduction Partnership",
        "Mental Health Trust",
        "MOPAC",
        "Violence Reduction Unit",
    ),
}


def open_with_agencies() -> Partnership:
    """Open the partnership with its best-known agencies; the plans name the others."""
    partnership = open_partnership(actor=None, name=NAME, area=AREA, is_demonstration=True)
    for duty, names in AGENCIES.items():
        for name in names:
            add_agency(actor=None, partnership=partnership, name=name, duty=duty)
    return partnership
