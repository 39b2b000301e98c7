"""Who may give and end posts and close accounts, and what a post must be.

`None` as the actor is Towpath's own command line.
"""

from collections.abc import Callable
from datetime import date

from towpath.access.grants import holds, partnerships_where
from towpath.access.roles import NEEDS_AGENCY, SEES_CASES, Permission, Role
from towpath.access.verdicts import ALLOWED, Verdict, allowed_if
from towpath.accounts.models import User
from towpath.accounts.policies import may_invite_people
from towpath.foundation.clock import now, today
from towpath.foundation.days import first_uncovered, is_over
from towpath.partners.models import Agency, Partnership, Post, Proposal, ProposalKind
from towpath.ui.words import as_day, as_moment

GIVE_FIRST = "give somebody else that role first."
LAST_ADMINISTRATOR = f"It is the partnership’s last administrator: {GIVE_FIRST}"
OWN_LAST = "This is your last post as administrator: another administrator has to do this."
WORKS_ELSEWHERE = "This person also holds a post in a partnership you do not administer:"
OWN_CASES = "This role sees people’s cases: propose it, as another administrator has to agree that you take it."
PROPOSED_ALREADY = "This is proposed already, and waits."
ADDRESS_TAKEN = "Another account has this address."
ADDRESS_USED = (
    "They sign in with this address, so another administrator or the person has to agree: propose the change."
)
AGENCY_TAKEN = "This partnership has an agency of that name already."


def may_open_partnership(actor: User | None) -> Verdict:
    """Only whoever installed Towpath opens a partnership, from the command line."""
    return allowed_if(actor is None, "Only whoever runs this installation can open a partnership.")


def may_manage_people(actor: User | None, partnership: Partnership) -> Verdict:
    """An administrator of the partnership invites people, gives and ends their posts, and adds agencies."""
    return allowed_if(
        actor is None or holds(actor, Permission.MANAGE_PEOPLE, partnership_id=partnership.pk),
        "Only an administrator of this partnership can do this.",
    )


def may_change_sign_in_rules(actor: User, partnership: Partnership) -> Verdict:
    """An administrator says whose sign-in takes an app or a passkey."""
    return may_manage_people(actor, partnership)


def may_correct_person(actor: User, person: User) -> Verdict:
    """An administrator of every partnership in which a person holds a post corrects their name."""
    verdict = may_invite_people(actor)
    if not verdict:
        return verdict
    return allowed_if(_administers_all(actor, person), f"{WORKS_ELSEWHERE} ask its administrator to correct it.")


def may_remove_factor(actor: User | None) -> Verdict:
    """Only whoever runs this installation takes a factor away alone; people propose it."""
    return allowed_if(actor is None, "Another administrator has to agree that it is taken away.")


def knows(actor: User, person: User) -> bool:
    """Whether somebody who looks after people may already know this person: by a post they look after."""
    return Post.objects.visible_to(actor).filter(user=person).exists()


def person_elsewhere(actor: User | None, email: str) -> User | None:
    """Whoever has an account with this address and is not looked after by the actor."""
    person = User.objects.filter(email=email.strip().lower()).first()
    is_elsewhere = person is not None and actor is not None and not knows(actor, person)
    return person if is_elsewhere else None


def others_who_agree(partnership: Partnership, kind: ProposalKind, proposer: User) -> bool:
    """Whether anybody but the proposer may agree; an offer is accepted by whom it is made to."""
    return kind == ProposalKind.OFFER_POST or bool(_administrators(partnership, but=proposer))


def may_propose(actor: User, partnership: Partnership, kind: ProposalKind, person: User) -> Verdict:
    """An administrator proposes; how somebody signs in, only where they administer all that person works in.

    Else two administrators of one partnership could let themselves into another.
    """
    verdict = may_manage_people(actor, partnership)
    return _over_all_of_them(actor, kind, person) if verdict else verdict


def _over_all_of_them(actor: User, kind: str, person: User) -> Verdict:
    if kind not in (ProposalKind.REMOVE_FACTOR, ProposalKind.CHANGE_ADDRESS):
        return ALLOWED
    return allowed_if(
        _administers_all(actor, person), f"{WORKS_ELSEWHERE} its administrator has to be the one to propose and agree."
    )


def may_agree(actor: User, proposal: Proposal) -> Verdict:
    """A second administrator agrees; to an offer and a new address, whom it concerns; after a day, one who is alone.

    Whoever proposed may by then no longer be an administrator, and then nobody carries it out.
    """
    is_theirs = actor.pk == proposal.person_id
    if proposal.kind == ProposalKind.OFFER_POST:
        return allowed_if(is_theirs, "Only the person to whom the post is offered can accept it.")
    if is_theirs and proposal.kind == ProposalKind.CHANGE_ADDRESS and actor.pk != proposal.proposed_by_id:
        return ALLOWED
    verdict = may_propose(actor, proposal.partnership, ProposalKind(proposal.kind), proposal.person)
    return _may_go_on_alone(actor, proposal) if verdict and actor.pk == proposal.proposed_by_id else verdict


def _may_go_on_alone(actor: User, proposal: Proposal) -> Verdict:
    if _administrators(proposal.partnership, but=actor):
        return Verdict(False, "Another administrator of this partnership has to agree.")
    if proposal.alone_from is None:
        return Verdict(False, "Propose it anew: when you proposed it another administrator could have agreed.")
    return allowed_if(
        proposal.alone_from <= now(),
        f"You can do this after {as_moment(proposal.alone_from)}, unless somebody declines.",
    )


def may_decline(actor: User, proposal: Proposal) -> Verdict:
    """Whom it concerns and every administrator may say no; who proposed it, take it back."""
    if actor.pk in (proposal.person_id, proposal.proposed_by_id):
        return ALLOWED
    return may_manage_people(actor, proposal.partnership)


def faults_of_proposal(partnership: Partnership, kind: ProposalKind, person: User, reason: str) -> dict[str, str]:
    """A proposal says why, and the same is not proposed twice."""
    same = Proposal.objects.waiting().filter(partnership=partnership, kind=kind, person=person)
    return {
        "reason": "" if reason.strip() else "Say why.",
        "email" if kind == ProposalKind.OFFER_POST else "": PROPOSED_ALREADY if same.exists() else "",
    }


def faults_of_correction(person: User, name: str, email: str) -> dict[str, str]:
    """A name and an address of one's own; an address that was used is not corrected without a second person."""
    is_used = email.strip().lower() != person.email and person.last_login is not None
    faults = {
        "name": "" if name.strip() else "Enter the person’s name.",
        "email": ADDRESS_USED if is_used else "",
        **faults_of_address(person, email),
    }
    return {field: sentence for field, sentence in faults.items() if sentence}


def faults_of_address(person: User, email: str) -> dict[str, str]:
    """An address belongs to one account."""
    others = User.objects.filter(email=email.strip().lower()).exclude(pk=person.pk)
    return {"email": ADDRESS_TAKEN} if others.exists() else {}


def contents_in_words(proposal: Proposal) -> list[tuple[str, str]]:
    """What is proposed in particular: the address, or the role with its agency and first day."""
    contents = proposal.contents
    if proposal.kind == ProposalKind.CHANGE_ADDRESS:
        return [("New e-mail address", contents["email"])]
    if proposal.kind == ProposalKind.REMOVE_FACTOR:
        return []
    agency = Agency.objects.filter(pk=contents["agency"], partnership=proposal.partnership_id).first()
    return [
        ("Role", Role(contents["role"]).label),
        *([("Agency", agency.name)] if agency else []),
        ("First day", as_day(date.fromisoformat(contents["started_on"]))),
    ]


def told_of(proposal: Proposal) -> list[User]:
    """Whom it concerns and who may agree; where nobody may, everybody who holds a post in the partnership."""
    if proposal.kind == ProposalKind.OFFER_POST:
        return [proposal.person]
    posts = Post.objects.filter(partnership=proposal.partnership_id, user__is_active=True).held_on(today())
    holders = {post.user for post in posts.select_related("user")}
    others = set(_administrators(proposal.partnership, but=proposal.proposed_by)) or holders
    return sorted({*others, proposal.person} - {proposal.proposed_by}, key=lambda one: one.pk)


def fault_of_own_role(actor: User | None, user: User, partnership: Partnership, role: str) -> str:
    """Nobody gives themself a role that sees people's cases alone; "" where that is not what is asked."""
    if actor is None or actor.pk != user.pk or role not in SEES_CASES:
        return ""
    return OWN_CASES


def _administrators(partnership: Partnership, *, but: User) -> list[User]:
    posts = Post.objects.filter(partnership=partnership, role=Role.ADMINISTRATOR, user__is_active=True).held_on(today())
    return [post.user for post in posts.exclude(user=but).select_related("user")]


def may_remove_words(actor: User, partnership: Partnership) -> Verdict:
    """Coordinators, programme managers and administrators remove words that must not stand out of the record."""
    return allowed_if(
        holds(actor, Permission.REDACT, partnership_id=partnership.pk),
        "Only a coordinator, a programme manager or an administrator of this partnership can remove words.",
    )


def may_end_post(actor: User | None, post: Post) -> Verdict:
    """An administrator ends any post of the partnership but their own last one as administrator."""
    allowed = may_manage_people(actor, post.partnership)
    if not allowed:
        return allowed
    if post.is_over_on(today()):
        return Verdict(False, "This post has ended already.")
    fault = fault_of_own_last(actor, post, is_gone=True)
    return allowed_if(not fault, fault)


def may_close_account(actor: User | None, person: User) -> Verdict:
    """An administrator of every partnership in which a person holds a post may close their account, never their own.

    No partnership loses its last administrator by it, whoever asks.
    """
    if actor is not None and actor.pk == person.pk:
        return Verdict(False, "You cannot close your own account: ask another administrator.")
    if not may_invite_people(actor):
        return Verdict(False, "Only an administrator of a partnership can close accounts.")
    if not _administers_all(actor, person):
        return Verdict(False, f"{WORKS_ELSEWHERE} end their posts in yours instead.")
    for post in person.posts.administrators_from(today()).select_related("partnership"):
        if _day_without(post, is_gone=True, counts=lambda one: one.user_id != person.pk):
            return Verdict(False, f"They are the last administrator of {post.partnership}: {GIVE_FIRST}")
    return ALLOWED


def may_sign_out(actor: User, person: User) -> Verdict:
    """An administrator of every partnership in which a person holds a post may end their sessions."""
    if actor.pk == person.pk:
        return Verdict(False, "You end your own sessions under “Your sign-in”.")
    if not may_invite_people(actor):
        return Verdict(False, "Only an administrator of a partnership can sign people out.")
    return allowed_if(_administers_all(actor, person), f"{WORKS_ELSEWHERE} ask them to end their sessions themselves.")


def may_reopen_account(actor: User | None, person: User) -> Verdict:
    """An administrator of every partnership in which a closed account would have rights again may open it."""
    verdict = may_invite_people(actor)
    if not verdict:
        return verdict
    return allowed_if(_administers_all(actor, person), f"{WORKS_ELSEWHERE} ask its administrator to open the account.")


def _administers_all(actor: User | None, person: User) -> bool:
    """Every partnership in which the person holds a post, or is about to."""
    if actor is None:
        return True
    theirs = set(person.posts.not_over_on(today()).values_list("partnership_id", flat=True))
    return theirs <= partnerships_where(actor, Permission.MANAGE_PEOPLE)


def faults_of_agency(agency: Agency) -> dict[str, str]:
    """An agency has a name of its own in its partnership, in capitals or not."""
    others = Agency.objects.filter(partnership_id=agency.partnership_id).exclude(pk=agency.pk)
    return {"name": AGENCY_TAKEN} if others.filter(name__iexact=agency.name).exists() else {}


def faults_of_post(post: Post) -> dict[str, str]:
    """What is wrong with a post that is given, corrected or put back, as a sentence by field; empty for a good one.

    The person may be missing, where they are yet to be invited.
    """
    is_reversed = is_over(post.ended_on, post.started_on)
    faults = {
        "role": _fault_of_role(post),
        "agency": _fault_of_agency(post),
        "ended_on": "The last day must be on or after the first day." if is_reversed else "",
    }
    return {field: sentence for field, sentence in faults.items() if sentence}


def _fault_of_role(post: Post) -> str:
    """A role is one of ours, and nobody holds the same one twice on any day."""
    if post.role not in Role.values:
        return "Choose a role from the list."
    if post.user_id is None:
        return ""
    same = Post.objects.filter(
        user_id=post.user_id, partnership_id=post.partnership_id, role=post.role, agency=post.agency
    ).exclude(pk=post.pk)
    return "They hold this post already." if same.sharing_a_day(*post.days).exists() else ""


def _fault_of_agency(post: Post) -> str:
    """Some roles act for an agency, and any agency named is one of the partnership's own."""
    if post.agency is not None and post.agency.partnership_id != post.partnership_id:
        return "Choose an agency of this partnership."
    if post.agency is None and post.role in NEEDS_AGENCY:
        return "Choose the agency that this person acts for."
    return ""


def fault_of_last_administrator(post: Post, *, is_gone: bool = False) -> str:
    """A partnership keeps an administrator on every day on which it has one; "" where it does.

    The post is as it would be saved, or is about to be taken back (`is_gone`).
    """
    return LAST_ADMINISTRATOR if _day_without(post, is_gone=is_gone) else ""


def fault_of_own_last(actor: User | None, post: Post, *, is_gone: bool = False) -> str:
    """Nobody takes their own last post as administrator away; "" where it is another's, or one of several."""
    if actor is None or post.user_id != actor.pk:
        return ""
    return OWN_LAST if _day_without(post, is_gone=is_gone, counts=lambda one: one.user_id == actor.pk) else ""


def _day_without(
    post: Post, *, is_gone: bool, counts: Callable[[Post], bool] = lambda other: True
) -> date | None:  # fmt: skip
    """The first day from today on that has an administrator by the post as it is kept, and would have none.

    `counts` says which other posts stand in for it. A closed account's posts make nobody an administrator.
    """
    kept = list(Post.objects.filter(partnership_id=post.partnership_id).administrators_from(today()))
    was = next((one for one in kept if one.pk == post.pk), None)
    if was is None:
        return None
    left = [one.days for one in kept if one.pk != post.pk and counts(one)]
    if not is_gone and post.role == Role.ADMINISTRATOR:
        left.append(post.days)
    return first_uncovered((max(today(), was.started_on), was.ended_on), left)
