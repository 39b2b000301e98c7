"""Made-up agencies, and second names under which documents write some of them: slips of nine kinds.

Of three kinds the matching knows nothing by name: words written together, a word left out, one too many or one too few.
"""
# ruff: noqa: SIM905

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PLACES = (
    "Marlbeck Ashcombe Brynford Calder Denholt Eastmere Farlow Garsdale Harwick Inchbury Kelso Lydgate Morwen Norholm "
    "Oakhanger Penrose Quarrington Redmarsh Selwick Tarrant Ulverton Vexford Wolding Yarrowby Zeal Amberley Birchover "
    "Corran Dunmoor Elmstead Foxholes Gilcrux Hensall Ironbridge Jarrowby Knowle Langrick Mossdale Netherby Otterham "
    "Plumley Ravensworth Saltmarsh Thornhope Underhill Veryan Whitcliff Aldermoor Brackenfell Coldharbour Dovestone "
    "Ellerker Fernhurst Greystoke Hollinside Ivelchester Kirkhaven Linthorpe Millbrook Newstead Overleigh Priorswood "
    "Rushmere Stainforth Tidewell Upperton Vinehall Westerdale Applegarth Beckfoot Carrowmore Drayhead Emmerdale "
    "Fairlight Goosewell Highbarn Illminster Keldholme Lowfield Marshgate Northolt Oldcastle Pinewood"
).split()
FORMS = (
    "{} Borough Council", "{} Police", "{} Primary School", "{} High School", "{} Medical Practice", "{} Women's Aid",
    "{} Housing Association", "NHS {} Integrated Care Board", "{} Community Safety Partnership", "{} Probation Service",
    "{} Children's Services", "{} Adult Social Care", "{} Fire and Rescue Service", "{} Rape Crisis Centre",
    "{} University Hospitals NHS Foundation Trust", "{} Ambulance Service", "{} Youth Justice Service",
    "{} Citizens Advice", "{} Victim Support", "{} Drug and Alcohol Recovery Service", "{} Law Centre",
    "{} Community Mental Health Trust", "{} Family Hub", "{} Food Bank", "{} Magistrates' Court",
    "{} Local Medical Committee", "{} Safeguarding Children Partnership", "{} Safeguarding Adults Board",
    "{} Health and Wellbeing Board", "{} Refugee Council", "{} Sixth Form College", "{} Private Landlords' Forum",
    "{} Faith Forum", "{} Carers' Network",
    "{} Homes Limited", "{} Cares", "{} Age Concern", "{} Domestic Abuse Forum", "{} Business Crime Partnership",
    "{} Police and Crime Commissioner", "{} Sexual Health Clinic", "{} Dental Surgery", "{} Opticians", "{} Pharmacy",
    "{} Midwifery Unit", "{} Sure Start Centre", "{} Travellers' Education Service", "{} Registry Office",
    "{} Coroner's Office", "{} Trading Standards", "{} Sports Trust", "{} Library Service", "{} Interpreting Agency",
    "{} Credit Union", "{} Welfare Rights Advice", "{} Disability Alliance", "{} Bereavement Counselling",
    "{} Night Shelter", "{} Street Pastors", "{} Allotment Society", "Cymdeithas Tai {}", "Canolfan Môn {}",
)  # fmt: skip
SHORT = {
    "Service": "Svc", "Services": "Svcs", "Association": "Assoc.", "Partnership": "P'ship", "Community": "Comm.",
    "Department": "Dept", "Integrated Care Board": "ICB", "University": "Univ.", "Hospitals": "Hosps",
    "Committee": "Cttee", "Commissioner": "Commr", "Centre": "Ctr", "Borough Council": "BC", "Education": "Educ.",
    "Foundation Trust": "FT", "School": "Sch.", "Practice": "Pract.", "Limited": "Ltd", "Police": "Pol.",
}  # fmt: skip
OFFICES = ("Comms", "Housing Options Team", "Safeguarding Lead", "Press Office", "Policy Unit", "Data Team")
Slip = Callable[[str, random.Random], str]


@dataclass(frozen=True)
class Double:
    """A second name of an agency, and the kind of slip that made it."""

    name: str
    agency: str
    kind: str


def typing(name: str, chance: random.Random) -> str:
    """Two letters swapped, or one lost, doubled or wrong, inside a longer word."""
    words = name.split()
    at = chance.choice([place for place, word in enumerate(words) if len(word) > 5 and word.isalpha()])
    word, place = words[at], chance.randrange(1, len(words[at]) - 2)
    words[at] = chance.choice((
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + chance.choice("aeioust") + word[place + 1 :],
    ))  # fmt: skip
    return " ".join(words)


def order(name: str, chance: random.Random) -> str:
    first, *rest = name.split()
    return f"{' '.join(rest)}{chance.choice((', ', ' of ', ' '))}{first}"


def abbreviation(name: str, chance: random.Random) -> str:
    fitting = [word for word in SHORT if f" {word}" in name]
    word = chance.choice(fitting)
    return name.replace(word, SHORT[word])


def initials(name: str, chance: random.Random) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def office(name: str, chance: random.Random) -> str:
    return f"{name}{chance.choice((' ', ' – ', ', '))}{chance.choice(OFFICES)}"


def accents(name: str, chance: random.Random) -> str:
    """Accents, apostrophes and signs lost, or put where none belong."""
    plain = name.replace("ô", "o").replace("'", "").replace(" and ", " & ")
    return plain if plain != name else name.replace("e", "é", 1).replace("a", "á", 1)


def together(name: str, chance: random.Random) -> str:
    words = name.split()
    at = chance.randrange(len(words) - 1)
    return " ".join((*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]))


def left_out(name: str, chance: random.Random) -> str:
    """A word that says little is left out of a long name."""
    words = name.split()
    little = [place for place, word in enumerate(words) if word in LITTLE]
    del words[chance.choice(little)]
    return " ".join(words)


def number(name: str, chance: random.Random) -> str:
    """One that is many, or many that are one."""
    words = name.split()
    at = chance.choice([place for place, word in enumerate(words) if place and word.isalpha()])
    words[at] = words[at][:-1] if words[at].endswith("s") else f"{words[at]}s"
    return " ".join(words)


LITTLE = frozenset({"NHS", "Foundation", "Community", "Local", "Borough", "University", "Service", "Limited"})
KINDS: dict[str, Slip] = {
    slip.__name__: slip for slip in (typing, order, abbreviation, initials, office, accents, together, left_out, number)
}


def agencies(count: int, chance: random.Random) -> list[str]:
    """So many agencies, no two of one name."""
    every = [form.format(place) for place in PLACES for form in FORMS]
    return chance.sample(every, count)


def doubles(names: list[str], count: int, chance: random.Random) -> Iterator[Double]:
    """Second names, as many of each kind as of the others; no agency has two."""
    left, taken = names.copy(), set(names)
    chance.shuffle(left)
    shortest = Counter(initials(name, chance) for name in names)
    taken |= {letters for letters, seen in shortest.items() if seen > 1 or len(letters) < 3}  # nobody could tell whose
    for nth in range(count):
        kind, slip = list(KINDS.items())[nth % len(KINDS)]
        yield next(_made(kind, slip, left, taken, chance))


def _made(kind: str, slip: Slip, left: list[str], taken: set[str], chance: random.Random) -> Iterator[Double]:
    for at in range(len(left) - 1, -1, -1):
        try:
            made = slip(left[at], chance)
        except (IndexError, ValueError):
            continue
        if made not in taken:
            taken.add(made)
            yield Double(made, left.pop(at), kind)
