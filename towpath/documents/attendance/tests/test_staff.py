"""Titles as practices write them, and the staff group each belongs to."""

import pytest

from towpath.documents.attendance import StaffGroup, staff_group_of

TITLES = {
    StaffGroup.GP: [
        "GP", "GPs", "GP partner", "Salaried GP", "Locum GP", "Senior Partner", "G.P.", "Doctor", "Dr",
        "General Practitioner",
        "GP Registrar", "Registrar", "GP trainee", "GPST3", "ST2", "Salaried doctor", "GP Partner / Trainer",
    ],
    StaffGroup.NURSE: [
        "Nurse", "Practice nurse", "ANP", "Advanced Nurse Practitioner", "GPN", "Nurse manager", "GP nurse",
        "Lead Nurse", "Nursing team lead", "Trainee nurse associate", "Nurse prescriber",
    ],
    StaffGroup.OTHER_CLINICAL: [
        "HCA", "Healthcare assistant", "Health care assistant", "Pharmacist", "Clinical pharmacist",
        "Pharmacy technician",
        "Trainee pharmacist", "Paramedic", "Physician associate", "Physician's associate", "Phlebotomist",
        "Physiotherapist",
        "First contact practitioner", "Social prescriber", "Social prescribing link worker", "Care coordinator",
        "Health and wellbeing coach", "Mental health practitioner", "GP assistant", "Other clinical", "Dispenser",
    ],
    StaffGroup.RECEPTION: [
        "Receptionist", "Reception", "Reception and administration", "Reception & admin", "Care navigator",
        "Administrator", "Admin", "Practice administrator", "Secretary", "Medical secretary", "GP's secretary",
        "Summariser", "Notes summarizer", "Patient services adviser", "Prescription clerk", "Head receptionist",
        "Reception manager", "PRACTICE  SECRETARY",
    ],
    StaffGroup.MANAGEMENT: [
        "Practice manager", "Deputy practice manager", "Assistant Practice Manager", "Business manager",
        "Managing partner", "Operations manager", "Practice management", "PM", "Deputy manager",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("group", "title"), [(group, title) for group, titles in TITLES.items() for title in titles])
def test_a_title_belongs_to_its_staff_group(group, title):
    assert staff_group_of(title) is group


@pytest.mark.parametrize("title", ["", "-", "Volunteer", "Partner", "PA", "Cleaner", "Medical student", "Surgery cat"])
def test_a_title_that_tells_no_group_is_left_to_a_person(title):
    assert staff_group_of(title) is None


@pytest.mark.parametrize("title", ["Receptionist/HCA", "Nurse and practice manager", "GP, pharmacist"])
def test_a_title_of_two_groups_is_left_to_a_person(title):
    assert staff_group_of(title) is None


@pytest.mark.parametrize("group", StaffGroup)
def test_a_group_is_known_by_its_own_label(group):
    assert staff_group_of(group.label) is group
