"""The examination hall: an installation full of candidates, each signed in and known down to their tokens.

`python -m tests.load.hall FILE CANDIDATES [--finished]` fills the installation that the environment names and writes what a
load client must know to FILE. Sessions and attempts are made without a browser, so that no password is hashed.
"""

import argparse
import asyncio
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app import clock, storage
from app.actor import Actor, Role, system
from app.bank.actions import load_content
from app.exams.actions import making, saving, sitting
from app.exams.queries.paper import paper
from app.exams.queries.sitting import current_answers
from app.exams.rules import Review
from app.exams.rules.asked import GivenAnswer, HandInRequest, Plan, SaveBatch
from app.exams.tables import Attempt
from app.people.rules.sessions import FOR_STAFF, new_token, token_hash
from app.people.tables import Person, RoleGrant, Session
from app.storage.migrating import migrate
from app.web import signing
from quizzes.attempts import fingerprint
from quizzes.blueprints import QUICK_TEST
from quizzes.questions import SingleChoice

ADDRESS = "127.0.0.1"
LEADER_ROLES = (Role.MANAGER, Role.EDITOR, Role.ADMINISTRATOR, Role.AUDITOR)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Seat:
    """One candidate as their browser knows them.

    Attributes:
        cookie: the session's id; `token` is a form token made for it.
        attempt: of the open exam, with the token of the tab that writes; 0 and empty when it is not begun.
        finished: the attempt of the exam that is over; 0 when there is none.
    """

    person: int
    cookie: str
    token: str
    attempt: int
    writer: str
    finished: int


@dataclass(frozen=True, slots=True)
class Hall:
    """What a load client must know.

    Attributes:
        exam: the open one, begun by everybody; `fresh` is open and begun by nobody; `over` is handed in by everybody, or 0.
        questions: of the open exam, as (id, number of options).
        leader: a seat of somebody who may see every page.
    """

    exam: int
    fresh: int
    over: int
    questions: list[tuple[int, int]]
    seats: list[Seat]
    leader: Seat


def read_hall(path: Path) -> Hall:
    """The hall that was written to this file."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    seats = [Seat(**seat) for seat in raw["seats"]]
    questions = [(question, options) for question, options in raw["questions"]]
    return Hall(raw["exam"], raw["fresh"], raw["over"], questions, seats, Seat(**raw["leader"]))


async def build(candidates: int, *, finished: bool, now: datetime) -> Hall:
    """Migrate, load the questions, seat the candidates, open two exams and let everybody begin the first."""
    signing.use(await storage.kept("signing secret", signing.new_secret))
    operator = system("load")
    await load_content(operator, now=now)
    leader, *people = await _people(candidates + 1, now)
    await RoleGrant.insert(*(RoleGrant(person=leader.id, role=role.value, granted_at=now) for role in LEADER_ROLES))
    everybody = [leader, *people]
    exam, fresh = [await _exam(operator, title, everybody, now) for title in ("压力测试", "压力测试二")]
    over = await _exam(operator, "压力测试三", everybody, now) if finished else 0
    attempts = await _begun(exam, everybody, now)
    done = [await _handed_in(person, over, now) for person in everybody] if finished else [0] * len(everybody)
    cookies = await _cookies(everybody, now)
    seats = [
        Seat(person.person, cookie, signing.form_token(cookie), *attempts[person.person], attempt)
        for person, cookie, attempt in zip(everybody, cookies, done, strict=True)
    ]
    lines = (await paper(exam)).lines
    questions = [
        (line.id, len(line.item.question.options)) for line in lines if isinstance(line.item.question, SingleChoice)
    ]
    return Hall(exam, fresh, over, questions, seats[1:], seats[0])


async def _people(count: int, now: datetime) -> list[Actor]:
    rows = [
        Person(
            name=f"考生{number}",
            name_pinyin="kao'sheng",
            name_initials="ks",
            sign_in_name=f"candidate{number}",
            password_hash=None,
        )
        for number in range(count)
    ]
    ids = [row["id"] for start in range(0, count, BATCH) for row in await Person.insert(*rows[start : start + BATCH])]
    for start in range(0, count, BATCH):
        grants = (RoleGrant(person=i, role=Role.STAFF.value, granted_at=now) for i in ids[start : start + BATCH])
        await RoleGrant.insert(*grants)
    return [Actor(i, f"考生{number}", frozenset({Role.STAFF}), origin=ADDRESS) for number, i in enumerate(ids)]


async def _cookies(people: list[Actor], now: datetime) -> list[str]:
    """Sign everybody in: the ids of their sessions, in the order of the people."""
    tokens = [new_token() for _ in people]
    for start in range(0, len(people), BATCH):
        both = zip(people[start : start + BATCH], tokens[start : start + BATCH], strict=True)
        await Session.insert(*(_session(person.person, token, now) for person, token in both))
    return tokens


def _session(person: int, token: str, now: datetime) -> Session:
    return Session(
        person=person,
        token_hash=token_hash(token),
        created_at=now,
        seen_at=now,
        idle_minutes=int(FOR_STAFF.idle.total_seconds()) // 60,
        expires_at=now + FOR_STAFF.absolute,
        address=ADDRESS,
        agent="tests.load",
    )


async def _exam(operator: Actor, title: str, people: list[Actor], now: datetime) -> int:
    plan = Plan(
        title=title,
        blueprint=QUICK_TEST,
        minutes=180,
        opens_at=now - timedelta(minutes=1),
        closes_at=now + timedelta(hours=12),
        shows_rank=True,
        review=Review.AFTER_HAND_IN,
        note="",
    )
    exam = await making.make(operator, plan, now=now)
    await making.enrol(operator, exam, [person.person for person in people], now=now)
    await making.open_exam(operator, exam, now=now)
    return exam


async def _begun(exam: int, people: list[Actor], now: datetime) -> dict[int, tuple[int, str]]:
    """The attempt and its writer, by person."""
    begun = {}
    for start in range(0, len(people), BATCH):
        batch = people[start : start + BATCH]
        rows = [_attempt(exam, person, number, now) for number, person in enumerate(batch, start)]
        ids = await Attempt.insert(*rows)
        begun.update({row.person: (made["id"], row.writer) for row, made in zip(rows, ids, strict=True)})
    return begun


def _attempt(exam: int, person: Actor, number: int, now: datetime) -> Attempt:
    return Attempt(
        exam=exam,
        person=person.person,
        started_at=now,
        deadline_at=now + timedelta(minutes=180),
        seed=number,
        key=secrets.token_hex(12),
        writer=secrets.token_hex(16),
    )


async def _handed_in(person: Actor, exam: int, now: datetime) -> int:
    """A whole sitting: begin, answer everything at once, hand in; options are ticked by turns."""
    attempt, writer = await sitting.start(person, exam, now=now)
    given = [
        GivenAnswer(line.id, 1, (position + attempt) % 2) for position, line in enumerate((await paper(exam)).lines)
    ]
    await saving.save(person, attempt, SaveBatch("hall", writer, given), now=now)
    held = {question: stored.revision for question, stored in (await current_answers(attempt)).items()}
    await sitting.hand_in(person, attempt, HandInRequest(writer, len(held), fingerprint(held)), now=now)
    return attempt


async def _main(given: argparse.Namespace) -> None:
    await storage.open_database()
    try:
        await migrate()
        hall = await build(given.candidates, finished=given.finished, now=clock.now())
    finally:
        await storage.close_database()
    given.file.write_text(json.dumps(asdict(hall)), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("candidates", type=int)
    parser.add_argument("--finished", action="store_true")
    asyncio.run(_main(parser.parse_args()))
