"""Two years of meetings of the demo branch as rows: held, written, voted on, signed, and one that is planned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec

from app.clock import LIBRARY_ZONE, at_library
from app.demo.party_outcomes import tasks_of, votes_of
from app.demo.party_words import SAID, THEMES
from app.demo.party_year import AHEAD, LONG, Meeting, the_meetings
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Source, Status
from app.gatherings.tables import Expected, Gathering, GatheringClosing, GatheringOpening, Presence
from app.party.queries.minutes import Signed, SignedPerson
from app.party.queries.structure import History, branch_history
from app.party.rules.branch import Member
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import Block, Written, digest, kept
from app.party.rules.planning import expected
from app.party.tables import (
    AppraisalRound,
    PartyAgendaItem,
    PartyMeeting,
    PartyMeetingKind,
    PartyMinutes,
    PartySigning,
)
from app.refusals import found
from app.study.tables import StudyMaterial

VENUE = "三楼党员活动室"
LEAVE = ("公务：市馆培训", "病假", "外出送书下乡")
ROWS_AT_ONCE = 500


@dataclass(slots=True)
class _Rows:
    """Rows that belong to meetings, gathered so that each table is written once."""

    expected: list[Expected] = field(default_factory=list)
    presences: list[Presence] = field(default_factory=list)
    kinds: list[PartyMeetingKind] = field(default_factory=list)
    minutes: list[PartyMinutes] = field(default_factory=list)
    signings: list[PartySigning] = field(default_factory=list)


async def insert_party_meetings(people: Mapping[str, int], now: datetime) -> None:
    """Bring the meetings in; every day in them counts from `now`.

    Args:
        people: ids by sign-in name.
    """
    history, rows = found(await branch_history()), _Rows()
    for one in the_meetings(at_library(now).date()):
        await _write(one, history, people, rows, now)
    for table, made in (
        (Expected, rows.expected),
        (Presence, rows.presences),
        (PartyMeetingKind, rows.kinds),
        (PartyMinutes, rows.minutes),
        (PartySigning, rows.signings),
    ):
        for start in range(0, len(made), ROWS_AT_ONCE):
            await table.insert(*made[start : start + ROWS_AT_ONCE])
    await _plan_ahead(history, now)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LIBRARY_ZONE)


async def _shared(one: Meeting) -> int | None:
    """What the branch read of the list that it shares with the staff; a year before has no list."""
    row = await StudyMaterial.select(StudyMaterial.id).where(
        (StudyMaterial.title == one.shared) & (StudyMaterial.year == one.day.year)
    )
    return row[0]["id"] if row else None


async def _write(one: Meeting, history: History, people: Mapping[str, int], rows: _Rows, now: datetime) -> None:
    structure = history.on(one.day)
    members = expected(one.kinds, structure, None)
    starts, ends = (_at(one.day, clock) for clock in one.from_to)
    gathering = await _gathering(one, starts, ends)
    chair, recorder = _leading(members)
    shared = await _shared(one) if one.shared else None
    meeting = PartyMeeting(
        branch=structure.branch,
        gathering=gathering,
        chair=chair,
        recorder=recorder,
        theme=one.theme,
        theme_decided_on=one.decided_on,
        material=shared,
        material_title=one.material,
    )
    await meeting.save()
    if MeetingKind.APPRAISAL in one.kinds:
        held_in: dict[Any, Any] = {AppraisalRound.held_in: meeting.id}
        await AppraisalRound.update(held_in).where(AppraisalRound.held_on == one.day)
    items = await PartyAgendaItem.insert(
        *(PartyAgendaItem(meeting=meeting.id, position=n, title=title) for n, title in enumerate(one.agenda, 1))
    ).returning(PartyAgendaItem.id)
    rows.kinds += [PartyMeetingKind(meeting=meeting.id, kind=kind.value) for kind in one.kinds]
    stood = list(_stood(one, members))
    rows.expected += [Expected(gathering=gathering, person=each.person, at=starts) for each in members]
    rows.presences += [_presence(gathering, each, starts, ends, chair) for each in stood]
    written = _written(one, [row["id"] for row in items], stood, chair)
    rows.minutes.append(PartyMinutes(meeting=meeting.id, content=kept(written), written_by_name=recorder, at=ends))
    votes = await votes_of(one, meeting.id, structure.voters, stood, people, chair, ends)
    tasks = await tasks_of(one, meeting.id, people, {each.person: each.name for each in members}, ends, now)
    if one.signed:
        signed = Signed(
            one.title,
            sorted(kind.value for kind in one.kinds),
            "",
            starts,
            ends,
            VENUE,
            chair,
            recorder,
            one.theme,
            one.decided_on,
            "；".join(filter(None, (one.shared if shared else "", one.material))),
            written,
            stood,
            votes,
            tasks,
        )
        rows.signings.append(_signing(meeting.id, signed, structure.secretary, ends))


async def _gathering(one: Meeting, starts: datetime, ends: datetime) -> int:
    row = Gathering(
        kind=Kind.PARTY.value,
        title=one.title,
        starts_at=starts,
        ends_at=ends,
        place=None,
        venue=VENUE,
        category=one.category.value if one.category else "",
        library_closed=False,
        made_at=starts - timedelta(days=5),
    )
    await row.save()
    await GatheringOpening(gathering=row.id, at=starts - timedelta(minutes=10)).save()
    await GatheringClosing(gathering=row.id, at=ends).save()
    return int(row.id)


def _leading(members: Sequence[Member]) -> tuple[str, str]:
    chair = next((each.name for each in members if each.post is not None and each.post.value == "secretary"), "")
    recorder = next((each.name for each in members if each.post is not None and each.post.value == "organisation"), "")
    return chair, recorder


def _stood(one: Meeting, members: Sequence[Member]) -> Iterator[SignedPerson]:
    """Everybody present but one or two ordinary members on leave now and then."""
    for place, each in enumerate(members):
        away = each.post is None and (one.day.month + place) % 7 == 0
        reason = LEAVE[(one.day.month + place) % 3] if away else ""
        yield SignedPerson(each.person, each.name, (Status.EXCUSED if away else Status.PRESENT).value, reason)


def _presence(gathering: int, one: SignedPerson, starts: datetime, ends: datetime, by: str) -> Presence:
    came = one.status == Status.PRESENT.value
    return Presence(
        gathering=gathering,
        person=one.person,
        status=one.status,
        came_at=starts if came else None,
        went_at=ends if came else None,
        minutes=int((ends - starts).total_seconds()) // 60 if came else 0,
        source=Source.LIST.value,
        note=one.note,
        recorded_by=None,
        recorded_by_name=by,
        at=ends,
    )


def _written(one: Meeting, items: Sequence[int], stood: Sequence[SignedPerson], chair: str) -> Written:
    names = [each.name for each in stood if each.status == Status.PRESENT.value]
    blocks = tuple(
        Block(item, title, "\n".join(_speeches(names, one.day.month * 3 + n)))
        for n, (item, title) in enumerate(zip(items, one.agenda, strict=True))
    )
    fields = dict(one.fields)
    if fields.get("teacher") == "":
        fields["teacher"] = chair
    if one.problems:
        fields["criticism"] = "\n".join(_speeches(names, one.day.year))
    return Written(blocks=blocks, **fields)  # type: ignore[arg-type]


def _speeches(names: Sequence[str], seed: int) -> Iterator[str]:
    for n in range(min(3, len(names))):
        yield f"{names[(seed + n * 2) % len(names)]}：{SAID[(seed + n) % len(SAID)]}"


def _signing(meeting: int, signed: Signed, secretary: Member | None, ends: datetime) -> PartySigning:
    content = msgspec.json.encode(signed, order="deterministic").decode()
    return PartySigning(
        meeting=meeting,
        content=content,
        digest=digest(content),
        signed_by=secretary.person if secretary else None,
        signed_by_name=secretary.name if secretary else "",
        at=ends + timedelta(days=1),
    )


async def _plan_ahead(history: History, now: datetime) -> None:
    """The next themed day is planned, so that whoever is expected sees it."""
    day = at_library(now).date() + AHEAD
    structure = history.on(day)
    row = Gathering(
        kind=Kind.PARTY.value,
        title=f"{day.month}月主题党日",
        starts_at=_at(day, LONG[0]),
        ends_at=_at(day, LONG[1]),
        place=None,
        venue=VENUE,
        category=Category.POLITICS.value,
        library_closed=False,
        made_at=now,
    )
    await row.save()
    chair, recorder = _leading(structure.members)
    meeting = PartyMeeting(
        branch=structure.branch,
        gathering=row.id,
        chair=chair,
        recorder=recorder,
        theme=THEMES[day.month - 1],
        theme_decided_on=at_library(now).date() - timedelta(days=1),
        material_title="《习近平文化思想学习纲要》选读",
    )
    await meeting.save()
    await PartyMeetingKind(meeting=meeting.id, kind=MeetingKind.THEMED_DAY.value).save()
    titles = ("集中学习", THEMES[day.month - 1])
    await PartyAgendaItem.insert(
        *(PartyAgendaItem(meeting=meeting.id, position=n, title=title) for n, title in enumerate(titles, 1))
    )
