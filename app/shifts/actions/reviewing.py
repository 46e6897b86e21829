"""Letting applicants in: approved into training, given back with a reason, cards to sign in with, active in the end."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from app.actor import Actor, Role
from app.audit import deed
from app.locale import N_, _
from app.notices import tell
from app.people.actions import codes, persons
from app.people.rules.persons import Particulars
from app.refusals import Refused, WhyNot, found
from app.shifts.filing import (
    Agreeing,
    agree_to_texts,
    change_volunteer,
    emptied,
    grant_role,
    make_volunteer,
    unless_taken,
    write_state,
    write_volunteer,
)
from app.shifts.queries.applications import ApplicationView, application
from app.shifts.queries.consents import written_texts
from app.shifts.queries.training import training_line
from app.shifts.rules import State, why_not_state
from app.shifts.rules.consents import Display
from app.shifts.rules.recruiting import Outcome, why_not_card, why_not_decide
from app.shifts.steps import MINE
from app.shifts.tables import Application, ApplicationDecision
from app.storage import database

MOST_AT_ONCE = 50
LET_IN = N_("您的志愿者申请通过了。登录看看还差什么，齐了就能排班")
NOW_ACTIVE = N_("您已经在册，可以报名班次了")


async def approve(actor: Actor, applications: Sequence[int], *, now: datetime, apart: bool = False) -> list[int]:
    """Let applicants in: they come into training. Returns the volunteers by id.

    Args:
        apart: the applicant is somebody else than whose phone it is: a file of their own, without the phone.

    Raises:
        Missing: one of them is not there, is decided, or does not concern the actor.
        Refused: among several one has another's phone, or is paused.
    """
    async with deed(actor, "application.approved", applications=list(applications), apart=apart) as line:
        await database().hold("applications")
        if not applications:
            raise Refused(WhyNot("nobody", _("勾选要通过的申请")))
        if len(applications) > MOST_AT_ONCE:
            raise Refused(WhyNot("many", _("一次最多通过 %(n)d 份", n=MOST_AT_ONCE)))
        chosen = dict.fromkeys(applications)
        views = [found(await application(actor, one)) for one in chosen]
        if len(views) > 1 and (odd := [one.name for one in views if not one.is_plain]):
            said = _("%(names)s 的手机号是别人的，或已暂停，单独处理", names="、".join(odd))
            raise Refused(WhyNot("odd", said))
        # Looked at anew one by one: somebody may have applied twice, and is let in once.
        made = [await _let_in(actor, found(await application(actor, one)), apart, now) for one in chosen]
        line.details["volunteers"] = made
        return made


async def give_back(actor: Actor, application_id: int, reason: str, *, now: datetime) -> None:
    """Return an application with a reason, which the applicant reads with their receipt.

    Raises:
        Missing, Refused: as with approving, or there is no reason.
    """
    async with deed(actor, "application.returned", application_id, reason=reason):
        await database().hold("applications")
        view = found(await application(actor, application_id))
        if not reason.strip():
            raise Refused(WhyNot("reason", _("写一句原因，申请人凭回执号会看到")))
        await _decide(actor, view, Outcome.RETURNED, reason.strip(), now)
        if view.state is State.APPLIED and not view.known:
            await write_state(actor, found(view.volunteer), State.LEFT, reason.strip(), now)


async def make_active(actor: Actor, volunteers: Sequence[int], *, now: datetime) -> int:
    """From training into the list of those who serve, for whoever lacks nothing. Returns how many.

    Raises:
        Missing, Refused: one is not there or not the actor's, is not in training, or still lacks something.
    """
    async with deed(actor, "volunteer.training_done", volunteers=list(volunteers)):
        if not volunteers:
            raise Refused(WhyNot("nobody", _("勾选要转为在册的人")))
        for one in volunteers:
            line = found(await training_line(actor, one, now))
            if line.lacking:
                said = _("%(name)s 还差：%(what)s", name=line.name, what=line.lacking[0].sentence)
                raise Refused(WhyNot("lacking", said))
            await write_state(actor, one, State.ACTIVE, "", now)
            await tell(actor, [line.person], NOW_ACTIVE, address="/shifts", now=now)
        return len(volunteers)


async def make_cards(actor: Actor, volunteers: Sequence[int], *, now: datetime) -> list[str]:
    """Codes with which volunteers set a password, in their order; kept nowhere. Older ones stop working.

    Raises:
        Missing, Refused: one is no volunteer of the actor's, or the account is not theirs to open.
    """
    async with deed(actor, "volunteer.card_made", volunteers=list(volunteers)):
        if not volunteers:
            raise Refused(WhyNot("nobody", _("勾选要出激活卡的人")))
        made = []
        for volunteer in volunteers:
            line = found(await training_line(actor, volunteer, now, any_state=True))
            if reasons := why_not_card(line.name, line.roles, line.has_password):
                raise Refused(*reasons)
            made.append(await codes.issue_code(actor, line.person, now=now))
        return made


async def _let_in(actor: Actor, view: ApplicationView, apart: bool, now: datetime) -> int:
    if reasons := why_not_decide(view.state if not apart else None, False):
        raise Refused(*reasons)
    if apart:
        facts = Particulars(view.name, f"v{secrets.token_hex(4)}")
        person = (await persons.add_person(actor, facts, frozenset({Role.VOLUNTEER}), now=now)).id
        volunteer = await write_volunteer(actor, person, await unless_taken(view.wishes, None), now)
        await Application.update({Application.person: person}).where(Application.id == view.id)
        await _agree(view, volunteer, now)
        state = State.APPLIED
    else:
        person = view.person
        volunteer, state = await _join(actor, view, now)
    if state is not State.TRAINING and not why_not_state(state, State.TRAINING):
        await write_state(actor, volunteer, State.TRAINING, "", now)
    await _decide(actor, view, Outcome.APPROVED, "", now)
    await tell(actor, [person], LET_IN, address=MINE, now=now)
    return volunteer


async def _join(actor: Actor, view: ApplicationView, now: datetime) -> tuple[int, State]:
    """The volunteer an application belongs to; whoever was here before takes over what was typed unless they serve."""
    if view.volunteer is None:
        await make_volunteer(view.person, now)
        volunteer = await write_volunteer(actor, view.person, await unless_taken(view.wishes, None), now)
        await _agree(view, volunteer, now)
        return volunteer, State.APPLIED
    state = view.state or State.APPLIED
    if view.known and state in (State.APPLIED, State.LEFT):
        # Whoever was erased as a volunteer and is on the staff has lost the role, not the account.
        await grant_role(view.person, now)
        await change_volunteer(view.volunteer, await unless_taken(view.wishes, view.volunteer))
        await _agree(view, view.volunteer, now)
    return view.volunteer, state


async def _agree(view: ApplicationView, volunteer: int, now: datetime) -> None:
    texts = [one for one in await written_texts() if str(one.id) in view.texts]
    who = Agreeing(None, view.name, "application", Display(view.display), view.alias)
    await agree_to_texts(volunteer, texts, who, now)


async def _decide(actor: Actor, view: ApplicationView, outcome: Outcome, reason: str, now: datetime) -> None:
    await ApplicationDecision(
        application=view.id, outcome=outcome.value, reason=reason, by=actor.id, by_name=actor.name, at=now
    ).save()
    # What was typed has served its purpose; the guardian stays until the signed consent is written down.
    await Application.update(**emptied(guardian=outcome is Outcome.RETURNED)).where(Application.id == view.id)
