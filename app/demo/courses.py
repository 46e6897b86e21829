"""Claims of courses elsewhere in the demo library, in every state, with certificates that are plainly drawn here."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from app.actor import Actor
from app.clock import LIBRARY_ZONE, at_library
from app.people.tables import Person
from app.storage.stored import store
from app.training.rules.courses import Course, Level, Mode, State, Subject, Times, Unit, placed
from app.training.tables import CourseClaim, CourseDecision, CourseVersion, CourseWithdrawal

# Days before today, days it lasted; the same for everybody, so that the certificates are few.
COURSES = {
    "summer": ("公共图书馆馆员研修班（示例）", "示例省图书馆", Level.PROVINCE, Mode.SENT, Subject.PROFESSIONAL, 118, 5, "32"),
    "common": ("公需科目网络培训（示例）", "示例市继续教育网", Level.CITY, Mode.ONLINE, Subject.COMMON, 75, 20, "24"),
    "party": ("党员集中轮训（示例）", "示例县委党校", Level.COUNTY, Mode.CLASSROOM, Subject.POLITICS, 60, 2, "12"),
    "papers": ("古籍保护学术会议（示例）", "示例图书馆学会", Level.NATIONAL, Mode.CONFERENCE, Subject.PROFESSIONAL, 40, 1, "6"),
    "fire": ("消防安全操作培训（示例）", "示例县消防站", Level.COUNTY, Mode.CLASSROOM, Subject.POST, 20, 1, "4"),
}  # fmt: skip
BLURRED, TOO_MUCH = "照片看不清学时，请重拍", "证书上是 4 学时，报成了 8，请改"
CLAIMS: tuple[tuple[str, str, State, str], ...] = (
    ("guanyuan", "summer", State.VERIFIED, ""),
    ("guanyuan", "fire", State.RETURNED, BLURRED),
    ("guanyuan", "common", State.WAITING, ""),
    ("chuti", "summer", State.VERIFIED, ""),
    ("chuti", "papers", State.WAITING, ""),
    ("guanzhang", "party", State.WAITING, ""),
    ("shuji", "party", State.VERIFIED, ""),
    ("paiban", "party", State.VERIFIED, ""),
    ("linghuce", "common", State.WAITING, ""),
    ("zengxiaobian", "common", State.VERIFIED, ""),
    ("miaoxiaocang", "fire", State.RETURNED, TOO_MUCH),
    ("zhangsunjuan", "fire", State.WITHDRAWN, ""),
    ("renxiaojie", "fire", State.WAITING, ""),
)
VERIFIER, OTHER_VERIFIER = "guanzhang", "shuji"
SIZE = (840, 594)
INK, SEAL, PALE = "#3b2f1e", "#b3261e", "#d9c9a3"


async def insert_courses(actor: Actor, people: Mapping[str, int], now: datetime) -> None:
    """Thirteen claims: verified, returned, withdrawn and waiting; one of them the manager's own, for somebody else.

    Args:
        people: ids by sign-in name.
    """
    named = {row["id"]: row["name"] for row in await Person.select(Person.id, Person.name)}
    files = {key: await _file(key, now) for key in COURSES}
    for who, key, state, reason in CLAIMS:
        course = course_of(key, at_library(now).date())
        sent = datetime.combine(course.to_on + timedelta(days=2), time(16, 30), LIBRARY_ZONE)
        person = people[who]
        claim = CourseClaim(person=person, made_by=person, at=sent)
        await claim.save()
        version = _version(claim.id, course, files[key], named[person], sent)
        await version.save()
        if state is State.WITHDRAWN:
            await CourseWithdrawal(claim=claim.id, withdrawn_by_name=named[person], at=sent).save()
        elif state is not State.WAITING:
            by = people[OTHER_VERIFIER if who == VERIFIER else VERIFIER]
            at = sent + timedelta(days=1)
            await CourseDecision(
                version=version.id, verdict=state.value, reason=reason, decided_by=by, decided_by_name=named[by], at=at
            ).save()


def course_of(key: str, today: date) -> Course:
    """One of the courses, so many days before today."""
    title, organiser, level, mode, subject, before, days, amount = COURSES[key]
    first = today - timedelta(days=before)
    times = Times.EVENING if mode is Mode.ONLINE else Times.DAY
    last = first + timedelta(days=days - 1)
    return Course(title, organiser, level, mode, subject, first, last, times, amount, Unit.HOUR)


def _version(claim: int, course: Course, file: int, name: str, at: datetime) -> CourseVersion:
    return CourseVersion(
        claim=claim,
        number=1,
        title=course.title,
        organiser=course.organiser,
        level=course.level.value,
        mode=course.mode.value,
        subject=course.subject.value,
        from_on=course.from_on,
        to_on=course.to_on,
        times=course.times.value,
        amount=course.amount,
        unit=course.unit.value,
        minutes=sum(minutes for _, minutes in placed(course)),
        file=file,
        file_name="示例证书.jpg",
        sent_by_name=name,
        at=at,
    )


async def _file(key: str, now: datetime) -> int:
    picture = _certificate(COURSES[key][7])
    small = picture.copy()
    small.thumbnail((320, 320))
    return await store("jpg", _jpeg(picture), _jpeg(small), now)


def _certificate(amount: str) -> Image.Image:
    """A framed sheet with lines where words would stand: no font of a machine is asked for, and nothing looks real."""
    sheet = Image.new("RGB", SIZE, "#fffaf0")
    pen = ImageDraw.Draw(sheet)
    for inset in (16, 26):
        pen.rectangle((inset, inset, SIZE[0] - inset, SIZE[1] - inset), outline=PALE, width=4)
    pen.text((250, 70), "SAMPLE CERTIFICATE", fill=INK, font_size=36)
    for row in range(4):
        pen.line((120, 200 + row * 60, 720 - row % 2 * 160, 200 + row * 60), fill=PALE, width=10)
    pen.text((120, 440), f"{amount} hours", fill=INK, font_size=48)
    pen.ellipse((580, 390, 730, 540), outline=SEAL, width=8)
    pen.text((604, 445), "SAMPLE", fill=SEAL, font_size=26)
    _watermark(sheet)
    return sheet


# 示例 as strokes on a grid of ten: a watermark that needs no font, from one point to the other.
STROKES = {
    "示": ((2, 1, 8, 1), (0, 4, 10, 4), (5, 4, 5, 10), (5, 10, 4, 9), (2, 6, 1, 8), (8, 6, 9, 8)),
    "例": (
        (2, 0, 0, 4), (1, 3, 1, 10), (3, 1, 7, 1), (5, 1, 3, 6), (4, 3, 6, 3), (6, 3, 4, 9), (4, 4, 5, 6), (8, 2, 8, 7),
        (10, 0, 10, 10), (10, 10, 9, 9),
    ),
}  # fmt: skip


def _watermark(sheet: Image.Image) -> None:
    pen = ImageDraw.Draw(sheet)
    for number, word in enumerate("示例"):
        left, top, unit = 230 + number * 210, 190, 17
        for x, y, to_x, to_y in STROKES[word]:
            pen.line((left + x * unit, top + y * unit, left + to_x * unit, top + to_y * unit), fill="#efe3c8", width=12)


def _jpeg(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=80, optimize=True)
    return written.getvalue()
