"""What the demo library reads: the year's list, three set books with their readers, and what some read in the evening."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random

from app.clock import LIBRARY_ZONE, at_library
from app.demo.people import CAST
from app.demo.study import LAW, PRIVACY, SERVICES, STAFF
from app.study.tables import (
    AgendaItem,
    AgendaMaterial,
    Chapter,
    ChapterReading,
    SetBook,
    SetBookIssue,
    SetBookReturn,
    StudyMaterial,
)
from app.training.rules import SelfStudyKind
from app.training.tables import SelfStudy, SelfStudyAmendment

SEED = 20265
KEEPER = next(player.name for player in CAST if player.sign_in == "jiankao")
MINORS = "minors-protection-law@2024-04-26"
# Title, kind, who issued it, law, and the topic of the sessions that study it; the last two are still to be studied.
MATERIALS = (
    ("中华人民共和国公共图书馆法", "law", "全国人大常委会", LAW, "公共图书馆法 第四章 服务"),
    ("中华人民共和国公共文化服务保障法", "law", "全国人大常委会", SERVICES, "公共文化服务保障法"),
    ("中华人民共和国个人信息保护法", "law", "全国人大常委会", PRIVACY, "个人信息保护"),
    ("中华人民共和国未成年人保护法", "law", "全国人大常委会", MINORS, "未成年人保护"),
    ("给国家图书馆老专家的回信", "speech", "", "", "给国家图书馆老专家的回信"),
    ("网络意识形态典型案例选编（示例）", "document", "县委网信办（示例）", "", "网络意识形态工作"),
    ("公共图书馆宣传推广与阅读促进", "book", "", "", ""),
    ("乡村书屋三十年：一位管理员的事迹（示例）", "model_deed", "", "", ""),
)
# Title, copies, price in fen, how many have one, chapters with the days from today by which they are read.
BOOKS: tuple[tuple[str, int, int, int, tuple[tuple[str, int], ...]], ...] = (
    (
        "公共图书馆法释义",
        24,
        3850,
        22,
        (
            ("第一章 总则", -90),
            ("第二章 设立", -60),
            ("第三章 运行", -30),
            ("第四章 服务", 14),
            ("第五章 法律责任", 45),
        ),
    ),
    (
        "公共图书馆宣传推广与阅读促进",
        24,
        4500,
        20,
        (("为什么推广", -40), ("读者是谁", -12), ("活动怎么办", 20), ("媒体与声音", 50)),
    ),
    (
        "推动社会主义文化繁荣兴盛",
        12,
        3200,
        12,
        (("导论", 10), ("文化自信", 30), ("公共文化服务", 60)),
    ),
)
ISSUED_DAYS_AGO = (130, 75, 9)
EVENINGS = ("guanyuan", "guanzhang", "shuji", "huaxiaojuan", "zhaixiaomu", "renxiaojie")
NOTES = ("", "第一章", "做了两页笔记", "和本岗位对照着读", "")


async def insert_reading(people: Mapping[str, int], now: datetime) -> None:
    """The list with what was studied of it, and the books with copies, plans and ticks.

    Args:
        people: ids by sign-in name.
    """
    chance, today = Random(SEED), at_library(now).date()
    await _insert_list(today, now)
    for book, days_ago in zip(BOOKS, ISSUED_DAYS_AGO, strict=True):
        await _insert_book(book, today - timedelta(days=days_ago), people, today, now, chance)


async def _insert_list(today: date, now: datetime) -> None:
    made = await StudyMaterial.insert(
        *(
            StudyMaterial(title=title, kind=kind, publisher=publisher, year=today.year, law=law, at=now)
            for title, kind, publisher, law, _topic in MATERIALS
        )
    ).returning(StudyMaterial.id)
    ids = sorted(row["id"] for row in made)
    of_topic = {topic: one for one, (*_, topic) in zip(ids, MATERIALS, strict=True) if topic}
    first_items = await AgendaItem.raw(
        "SELECT a.id, s.topic FROM agenda_item a JOIN study_session s ON s.id = a.session "
        "JOIN gathering g ON g.id = s.gathering WHERE a.position = 1 AND g.starts_at >= {}",
        datetime(today.year, 1, 1, tzinfo=LIBRARY_ZONE),
    )
    named = [(row["id"], of_topic[row["topic"]]) for row in first_items if row["topic"] in of_topic]
    if named:
        await AgendaMaterial.insert(
            *(AgendaMaterial(item=item, material=material, named=True, at=now) for item, material in named)
        )


async def _insert_book(
    book: tuple[str, int, int, int, tuple[tuple[str, int], ...]],
    issued_on: date,
    people: Mapping[str, int],
    today: date,
    now: datetime,
    chance: Random,
) -> None:
    title, copies, price, readers, plan = book
    row = SetBook(title=title, year=today.year, copies=copies, price_fen=price, at=now)
    await row.save()
    made = await Chapter.insert(
        *(
            Chapter(book=row.id, position=n, title=name, read_by=today + timedelta(days=days), at=now)
            for n, (name, days) in enumerate(plan, start=1)
        )
    ).returning(Chapter.id)
    given = [people[one] for one in STAFF[:readers]]
    issues = await SetBookIssue.insert(
        *(SetBookIssue(book=row.id, person=one, issued_on=issued_on, issued_by_name=KEEPER, at=now) for one in given)
    ).returning(SetBookIssue.id)
    if issued_on < today - timedelta(days=100):
        back = min(issue["id"] for issue in issues) + 5
        await SetBookReturn(issue=back, returned_on=today - timedelta(days=4), taken_by_name=KEEPER, at=now).save()
    read = [reading for one in given for reading in _ticks(one, sorted(c["id"] for c in made), plan, now, chance)]
    await ChapterReading.insert(*read)


def _ticks(
    person: int, chapters: list[int], plan: tuple[tuple[str, int], ...], now: datetime, chance: Random
) -> list[ChapterReading]:
    """Most have read what is due, a few are behind, and some read ahead."""
    due = sum(days < 0 for _, days in plan)
    read = min(len(plan), max(0, due + chance.choice((-2, -1, 0, 0, 0, 0, 1))))
    ago = [timedelta(days=max(1, -days) + chance.randint(0, 6)) for _, days in plan]
    return [
        ChapterReading(chapter=chapter, person=person, is_read=True, at=now - before)
        for chapter, before in zip(chapters[:read], ago, strict=False)
    ]


async def insert_evenings(people: Mapping[str, int], now: datetime) -> None:
    """Nine evenings of six people, of which two were withdrawn.

    Args:
        people: ids by sign-in name.
    """
    chance, today = Random(SEED), at_library(now).date()
    titles = [f"《{title}》" for title, *_ in BOOKS] + [title for title, *_ in MATERIALS[:2]]
    rows = [
        _evening(people[who], today - timedelta(days=3 + 9 * week + number % 4), titles, now, chance)
        for number, who in enumerate(EVENINGS)
        for week in range(9)
    ]
    made = await SelfStudy.insert(*rows).returning(SelfStudy.id)
    first = min(row["id"] for row in made)
    amended = ((first + 1, "和周四学习重了，不算自学"), (first + 12, "记错了日子"))
    await SelfStudyAmendment.insert(
        *(SelfStudyAmendment(entry=one, instead=None, reason=reason, at=now) for one, reason in amended)
    )


def _evening(person: int, on: date, titles: list[str], now: datetime, chance: Random) -> SelfStudy:
    minutes = chance.choice((30, 40, 45, 60, 75, 90))
    started_at = datetime(on.year, on.month, on.day, 20, chance.choice((0, 10, 30)), tzinfo=LIBRARY_ZONE)
    return SelfStudy(
        person=person,
        kind=SelfStudyKind.READING.value,
        title=chance.choice(titles),
        day=on,
        started_at=started_at,
        ended_at=started_at + timedelta(minutes=minutes),
        minutes=minutes,
        note=chance.choice(NOTES),
        at=now,
    )
