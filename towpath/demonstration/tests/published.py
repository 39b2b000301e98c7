"""What was published of real places and bodies that the demonstration names, each claim with where it stands.

A claim is as the demonstration's records hold it; its source is a few words of the document that says so.
"""

from datetime import date

UPDATE, BLOG = "iris-seven-boroughs-update.txt", "irisi-vru-sites-blog.txt"

REAL_BODIES = {
    "Violence Reduction Unit": (BLOG, "funding from the Violence Reduction Unit"),
    "IRISi": (BLOG, "Provided by IRISi"),
    "Solace Women's Aid": (BLOG, "Solace Women’s Aid for Tower Hamlets"),
    "BCWA": (BLOG, "BCWA and FJC in partnership for Croydon"),
    "FJC": (BLOG, "BCWA and FJC in partnership for Croydon"),
    "nia": (BLOG, "nia for Barking and Dagenham"),
    "Partner agency of phase 2 (name not published)": (UPDATE, "we have recruited a partner agency"),
    # Named in the invented borough's plans, which say of them only what the borough itself wants or does.
    "MOPAC": (UPDATE, "(MOPAC)"),
    "Home Office": None,
}  # fmt: skip

PARTNERS = {
    "Tower Hamlets": {"Solace Women's Aid"},
    "Croydon": {"BCWA", "FJC"},
    "Barking and Dagenham": {"nia"},
    "Brent": {"Partner agency of phase 2 (name not published)"},
    "Ealing": {"Partner agency of phase 2 (name not published)"},
    "Hammersmith and Fulham": {"Partner agency of phase 2 (name not published)"},
    "Westminster": {"Partner agency of phase 2 (name not published)"},
}

PERIODS = {
    ("Phase 1", "mobilising", date(2020, 1, 1), date(2020, 3, 31)): (UPDATE, "Mobilised by 31/3/20"),
    ("Phase 1", "adapted", date(2020, 4, 1), date(2020, 9, 30)): (UPDATE, "April – Sept 2020"),
    ("Phase 1", "blended", date(2020, 10, 1), date(2021, 9, 30)): (UPDATE, "2020 – Sept 2021"),
    ("Phase 1", "closed", date(2022, 2, 1), None): (UPDATE, "All IRIS programme delivery to end 31st"),
    ("Phase 2", "mobilising", date(2020, 10, 1), date(2020, 12, 31)): (UPDATE, "To mobilise Oct – Dec 2020"),
    ("Phase 2", "blended", date(2021, 1, 1), date(2022, 1, 31)): (UPDATE, "All delivery ends 31st"),
    ("Phase 2", "closed", date(2022, 2, 1), None): (UPDATE, "All IRIS programme delivery to end 31st"),
}

# Milestones of the real programme: what it is called, its deadline, and the day it was met where that was published.
MILESTONES = {
    ("Phase 1 sites mobilised", "31/3/20", date(2020, 3, 31)): (UPDATE, "Mobilised by 31/3/20"),
    ("Final reports and evaluation (whether they came out is not known here)", "By June 2022", None): (
        BLOG, "with final reports and evaluation by June 2022",
    ),
}  # fmt: skip

# The ends of delivery and of all work, as first agreed and as varied.
TERMS = {
    (date(2021, 3, 31), date(2021, 3, 31)): (BLOG, "originally scheduled to finish on 31st of March 2021"),
    (date(2022, 1, 31), date(2022, 3, 31)): (UPDATE, "other threads of work must be completed by March 2022"),
}  # fmt: skip

TRAINED_IN_PHASE_1, TRAINED_SOURCE = 42, (BLOG, "Number of Practices fully trained*: 42")

# The plan of the real programme: an action's deadline as written and the standing it was read in with.
ACTIONS = {
    "Mobilise Tower Hamlets": ("31/3/20", "completed", (UPDATE, "Mobilised by 31/3/20")),
    "Mobilise Croydon": ("31/3/20", "completed", (UPDATE, "Mobilised by 31/3/20")),
    "Mobilise Barking and Dagenham": ("31/3/20", "completed", (UPDATE, "Mobilised by 31/3/20")),
    "Mobilise Brent": ("Dec 2020", "completed", (BLOG, "the initiative also reached Brent")),
    "Mobilise Ealing": ("Dec 2020", "completed", (BLOG, "also reached Brent, Ealing")),
    "Mobilise Hammersmith and Fulham": ("Dec 2020", "completed", (BLOG, "and Hammersmith and Fulham in its second")),
    "Mobilise Westminster": ("Dec 2020", "completed", (BLOG, "Ealing, Westminster")),
    "Deliver the adapted programme, all of it online": (
        "30 Sept 2020", "completed", (UPDATE, "delivering an adapted, fully virtual IRIS programme"),
    ),
    "Deliver the blended programme": ("30 Sept 2021", "completed", (BLOG, "data from April 2020 – September 2021")),
    "Deliver the blended programme for twelve months": (
        "31st Jan 2022", "ongoing", (BLOG, "able to continue delivery of the IRIS"),
    ),
    "Meet experts once a quarter in the oversight board": (
        "Quarterly until March 2022", "ongoing", (UPDATE, "They will meet once a quarter"),
    ),
    "Finish all other work": ("March 2022", "ongoing", (UPDATE, "must be completed by March 2022")),
    "Publish the final reports and the evaluation": ("June 2022", "ongoing", (UPDATE, "evaluation has begun")),
    "Seek money to keep each referral pathway open": (
        "", "not_stated", (BLOG, "to ensure re-commissioning happens at all 7 sites"),
    ),
}  # fmt: skip
