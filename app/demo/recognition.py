"""Recognition in the demo library: stars reached and awarded, papers of which one is revoked, praise, and an objection."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from app.actor import Actor, Role
from app.clock import at_library
from app.demo.people import CAST
from app.service.actions import issuing, recognising
from app.service.actions.issuing import Wanted
from app.service.queries.recognition import evaluations_of
from app.service.queries.records import sums
from app.service.queries.stars import candidates, scale_today
from app.service.rules.recognition import CommendationFacts, EvaluationFacts, Proof, Quality
from app.service.tables import EvaluationObjection, StarScale
from app.shifts.tables import Volunteer

MANAGER, OWN = "guanzhang", "zhiyuan"
SCALE, SINCE = "30,60,120,240,480", 400
"""The hours of a library that began a year ago; of two months of rosters nobody has served a hundred."""
AWARDED, CERTIFIED = 3, 4


async def insert_recognition(people: Mapping[str, int], now: datetime) -> None:
    """As the manager's own actions would have it; nothing where nobody has served yet."""
    name = next(player.name for player in CAST if player.sign_in == MANAGER)
    manager = Actor(people[MANAGER], name, frozenset({Role.MANAGER}))
    today = at_library(now).date()
    await StarScale(
        hours=SCALE,
        from_on=today - timedelta(days=SINCE),
        source="示例县图书馆志愿服务管理办法第十二条（示例）",
        set_by_name=name,
        at=now - timedelta(days=SINCE),
    ).save()
    most = sorted((-total.minutes, volunteer) for volunteer, total in (await sums()).items())
    served = [volunteer for _minutes, volunteer in most]
    if not served:
        return
    own = await Volunteer.select(Volunteer.id).where(Volunteer.person == people[OWN]).first()
    first = int(own["id"]) if own and own["id"] in served else served[0]
    await _stars(manager, today, now)
    await _papers(manager, list(dict.fromkeys([first, *served]))[:CERTIFIED], now)
    await _praise(manager, first, today, now)
    if own:
        person = next(player.name for player in CAST if player.sign_in == OWN)
        volunteer = Actor(people[OWN], person, frozenset({Role.VOLUNTEER}))
        await issuing.ask_for_paper(volunteer, today.replace(day=1), None, "学校综合素质评价", now=now)


async def _stars(manager: Actor, today: date, now: datetime) -> None:
    for number, one in enumerate((await candidates(await scale_today(today)))[: AWARDED + 1]):
        awarded = number < AWARDED
        reason = "" if awarded else "下半年来得少，年底再看"
        await recognising.decide_star(manager, one.volunteer, one.star, awarded=awarded, reason=reason, now=now)


async def _papers(manager: Actor, volunteers: list[int], now: datetime) -> None:
    made = [await issuing.issue_paper(manager, Wanted(volunteer, note="单位评优"), now=now) for volunteer in volunteers]
    await issuing.revoke_paper(manager, made[-1], "用途写错了，换一张", now=now)
    await issuing.issue_paper(manager, Wanted(volunteers[-1], note="入学申请"), now=now)


async def _praise(manager: Actor, volunteer: int, today: date, now: datetime) -> None:
    praise = CommendationFacts("示例县优秀志愿者", today - timedelta(days=90), "示例县文明办", Proof.PAPERS)
    await recognising.commend(manager, volunteer, praise, now=now)
    days = today - timedelta(days=60), today - timedelta(days=1)
    for quality, said in ((Quality.EXCELLENT, "准时，肯带新人"), (Quality.SOUND, "有两次没有按时签退")):
        await recognising.evaluate(manager, volunteer, EvaluationFacts(quality, *days, said), now=now)
    newest = (await evaluations_of(volunteer))[0]
    await EvaluationObjection(evaluation=newest.id, said="那两次是扫码的屏幕黑了，能不能核一下", at=now).save()
