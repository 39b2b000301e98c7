"""What of the answers to a question hides from readers, who see them over all sites, by site and by session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from towpath.foundation.disclosure import betrays, hidden_rows, is_of_few

Answered = tuple[int, int]  # people who answered both times, and once only
BySession = Mapping[int, Mapping[int, Answered]]  # by site and session
Numbers = Mapping[int, int]  # by site or by session: of people, or of sessions


@dataclass(frozen=True)
class PeopleByPlace:
    """How many people there are at each place of a kind, and where that hides beside the sum.

    `parts` says from how many sessions above nought each number comes.
    """

    people: Numbers
    hidden: frozenset[int]
    parts: Numbers

    @classmethod
    def of(cls, people: Numbers, hidden: Iterable[int], parts: Numbers) -> "PeopleByPlace":
        """`hidden` are places where it hides in any case."""
        return cls(people, hidden_rows(people, frozenset(hidden), parts), parts)

    @property
    def betrays_sum(self) -> bool:
        return betrays(self.people, self.hidden, self.parts)


@dataclass(frozen=True)
class Places:
    """How many people answered a question at each place of a kind: both times, and once only."""

    both: PeopleByPlace
    once: PeopleByPlace

    @property
    def hidden(self) -> frozenset[int]:
        """Where everything about the question hides."""
        return self.both.hidden

    @property
    def hides_once(self) -> frozenset[int]:
        """Where at least how many answered once only hides."""
        return self.once.hidden


@dataclass(frozen=True)
class Hiding:
    """What of one question hides from readers: everything, how many answered once only, at sites and at sessions."""

    is_whole: bool
    is_once: bool
    sites: Places
    sessions: Mapping[int, Places]

    def at_site(self, site: int) -> bool:
        """Whether anything of a site hides."""
        return site in self.sites.hides_once

    def at_session(self, site: int, session: int) -> bool:
        """Whether anything of a session hides: where its site hides, every session of it does."""
        return self.at_site(site) or session in self.sessions[site].hides_once


def hiding_of(sites: BySession) -> Hiding:
    """What of a question hides: at sessions as the sum of their site asks, at sites as the sum of all of them does."""
    sessions = {site: _sessions(people) for site, people in sites.items()}
    of_sites = _sites(sites, sessions)
    both, once = (sum(column.people.values()) for column in (of_sites.both, of_sites.once))
    is_whole = is_of_few(both or once) or of_sites.both.betrays_sum
    return Hiding(is_whole, is_whole or is_of_few(once) or of_sites.once.betrays_sum, of_sites, sessions)


def _sessions(people: Mapping[int, Answered]) -> Places:
    return _places(people, (), (), dict.fromkeys(people, (1, 1)))


def _sites(sites: BySession, sessions: Mapping[int, Places]) -> Places:
    """The sites; one that would give its sessions away hides in any case."""
    return _places(
        {site: _summed(people.values()) for site, people in sites.items()},
        [site for site, places in sessions.items() if places.both.betrays_sum],
        [site for site, places in sessions.items() if places.once.betrays_sum],
        {site: _summed((both > 0, once > 0) for both, once in people.values()) for site, people in sites.items()},
    )


def _places(
    people: Mapping[int, Answered], hidden: Iterable[int], hides_once: Iterable[int], parts: Mapping[int, Answered]
) -> Places:
    """`hidden` and `hides_once` hide in any case: what is of few people who answered once alone is among the first."""
    few = {place for place, (both, once) in people.items() if not both and is_of_few(once)}
    columns = [{place: numbers[at] for place, numbers in people.items()} for at in range(2)]
    of_parts = [{place: numbers[at] for place, numbers in parts.items()} for at in range(2)]
    lines = PeopleByPlace.of(columns[0], few | set(hidden), of_parts[0])
    return Places(lines, PeopleByPlace.of(columns[1], lines.hidden | set(hides_once), of_parts[1]))


def _summed(numbers: Iterable[Answered]) -> Answered:
    listed = list(numbers)
    return sum(both for both, _ in listed), sum(once for _, once in listed)
