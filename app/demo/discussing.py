"""Two discussions of the demo library, and what came of them: one thing done, one late, two on their way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.clock import at_library
from app.demo.people import CAST
from app.storage.moments import moment
from app.study.tables import ActionItem, ActionNote, Discussion, DiscussionEntry, StudySession

NAMES = {player.sign_in: player.name for player in CAST}
GUEST = "读者代表"
KEEPER = "jiankao"
PAST = """
SELECT max(s.id) AS id, max(g.ends_at) AS ended FROM study_session s JOIN gathering g ON g.id = s.gathering
JOIN gathering_closing c ON c.gathering = g.id WHERE s.topic = {} AND g.ends_at = (
    SELECT max(k.ends_at) FROM study_session t JOIN gathering k ON k.id = t.gathering
    JOIN gathering_closing e ON e.gathering = k.id WHERE t.topic = s.topic)
"""


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action item: owner by sign-in name, days from today to its day, notes as kind, days ago and text."""

    what: str
    owner: str
    due: int
    notes: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """A discussion: the topic of its session, what it was about, points as speaker and text, conclusions, items."""

    session: str
    topic: str
    points: tuple[tuple[str, str], ...]
    conclusions: tuple[str, ...]
    agreed: tuple[Agreed, ...]


TALKS = (
    Talk(
        "假如我是读者，我需要什么样的服务",
        "假如我是读者，我需要什么样的服务",
        (
            ("huaxiaojuan", "自习的读者带电脑来，二楼只有四个插座，上午九点就占满了。"),
            ("guanyuan", "老人不会用自助机，旁边没有人教，转一圈就走了。"),
            ("fuxiaoye", "孩子的书放得太高，家长得一本本递下来。"),
            (GUEST, "书吧几点开门，网上和门口写的不一样，白跑过两次。"),
            ("linghuce", "各书吧开放时间改过，门口的牌子没有一起换。"),
        ),
        ("先办看得见的小事：插座、门口的牌子、自助机旁的人", "每季度请读者代表来听一次，答复写在门口"),
        (
            Agreed(
                "二楼自习区加十个插座",
                "ouyangdu",
                -8,
                (("progress", 20, "电工来看过，要走明线，等周一闭馆施工。"),),
            ),
            Agreed(
                "九个服务点门口的开放时间换成一样的牌子",
                "linghuce",
                -5,
                (("progress", 15, "已定样，先换四个书吧。"), ("closed", 6, "九处全部换好，照片存在档案盒。")),
            ),
            Agreed("自助机旁上午安排一名馆员，写一张大字的步骤卡", "guanyuan", 16),
        ),
    ),
    Talk(
        "少儿阅读推广",
        "绘本怎么摆，孩子自己拿得到",
        (
            ("zhangsunjuan", "三层以上的绘本借得最少，不是书不好，是够不着。"),
            ("zhaixiaomu", "按年龄贴色标，上架时照颜色走，新来的人也不会放错。"),
        ),
        ("绘本只放下面三层，按年龄贴色标",),
        (Agreed("绘本按年龄贴色标，重新上架", "zhangsunjuan", 12, (("progress", 3, "三岁以下的已经贴完。"),)),),
    ),
)


async def insert_discussions(people: Mapping[str, int], now: datetime) -> None:
    """Write both talks down under the newest closed sessions of their topics; a topic that has none is left out.

    Args:
        people: ids by sign-in name.
    """
    for talk in TALKS:
        row = (await StudySession.raw(PAST, talk.session))[0]
        if row["id"] is not None:
            await _insert(talk, row["id"], moment(row["ended"]), people, now)


async def _insert(talk: Talk, session: int, at: datetime, people: Mapping[str, int], now: datetime) -> None:
    discussion = Discussion(session=session, at=at)
    await discussion.save()
    said = [("topic", "", talk.topic)]
    said += [("point", who, text) for who, text in talk.points]
    said += [("conclusion", "", text) for text in talk.conclusions]
    await DiscussionEntry.insert(
        *(
            DiscussionEntry(
                discussion=discussion.id,
                kind=kind,
                person=people.get(who),
                speaker=NAMES.get(who, who),
                text=text,
                recorded_by=people[KEEPER],
                recorded_by_name=NAMES[KEEPER],
                at=at,
            )
            for kind, who, text in said
        )
    )
    today = at_library(now).date()
    made = await ActionItem.insert(
        *(
            ActionItem(
                session=session,
                what=one.what,
                owner=people[one.owner],
                due_on=today + timedelta(days=one.due),
                made_by_name=NAMES[KEEPER],
                at=at,
            )
            for one in talk.agreed
        )
    ).returning(ActionItem.id)
    ids = sorted(row["id"] for row in made)
    notes = [
        ActionNote(
            item=item,
            kind=kind,
            text=text,
            by=people[one.owner],
            by_name=NAMES[one.owner],
            at=max(at, now - timedelta(days=days)),
        )
        for item, one in zip(ids, talk.agreed, strict=True)
        for kind, days, text in one.notes
    ]
    await ActionNote.insert(*notes)
