"""A new secretary of a branch in an empty library works through 2026 with nothing but the product's own pages.

At the end of each month the calendar is read. What stands in its cells was written down from the articles beside them and
from what had been done by then, and not from what the program said.
"""

import re
from collections.abc import Sequence
from typing import Any

import pytest

from app import clock
from app.people.actions import setup
from tests.app.party.desk import PASSWORD, Calendar, Desk
from tests.app.people.conftest import at
from tests.cast import running

FULL = ("甲书记", "乙组织", "丙宣传", "丁馆长", "戊编目", "己采访", "庚阅览", "辛少儿", "壬古籍")
PROBATIONARY, OLD, AWAY, NEW, APPLICANT = "癸技术", ("子退休", "丑退休"), "寅外出", "卯调入", "申学员"
EVERYBODY = (*FULL, PROBATIONARY, *OLD, AWAY)
WORDS = {"完整": "完", "需补充": "补", "临近": "近", "逾期": "逾", "说明过": "说", "不适用": "免", "未到期": "未"}

MONTHS_DONE = tuple("完" * month + "未" * (12 - month) for month in range(1, 13))
"""What is done every month, at the end of each."""


def months(**otherwise: str) -> tuple[str, ...]:
    """The same, but for single ends of a month: `m3="完逾"` begins otherwise at the end of March."""
    return tuple(
        (begins + row[len(begins) :]) if (begins := otherwise.get(f"m{end}", "")) else row
        for end, row in enumerate(MONTHS_DONE, 1)
    )


def year(*changes: tuple[int, str]) -> tuple[str, ...]:
    """One cell for the year: from the end of this month on it reads so."""
    return tuple([word for since, word in changes if since <= end][-1] for end in range(1, 13))


EXPECTED: dict[str, Sequence[str]] = {
    # 支部工作条例 art. 11, 一般每季度召开1次: 20 March, 26 June, 12 August, 15 October; near from the quarter's third month.
    "general": ("未未未未",) * 2 + ("完未未未",) * 3 + ("完完未未",) * 2 + ("完完完未",) * 2 + ("完完完完",) * 3,
    # Art. 12, 一般每月召开1次: every 8th; that of April is signed in May.
    "committee": months(m4="完完完补"),
    # Art. 13, 一般每月召开1次: none in February, which April explains.
    "group-1": months(m2="完近", m3="完逾", **{f"m{end}": "完说" for end in range(4, 13)}),
    # A group set up on 15 July: asked from the first whole month.
    "group-2": ("",) * 6 + tuple("免" * 7 + "完" * (end - 7) + "未" * (12 - end) for end in range(7, 13)),
    # Art. 16, 按期: each quarter by the library's setting; near thirty days before its end, which are 31 May and 31 August.
    "lecture": ("未未未未",) * 2
    + ("完未未未",) * 2
    + ("完近未未",)
    + ("完完未未",) * 2
    + ("完完近未",)
    + ("完完完未",) * 3
    + ("完完完完",),
    # Art. 16, 每月相对固定1天: the 5th, near a week before. What March agreed on is done in May; June's is found in August.
    "themed": months(
        **{f"m{end}": "完" * end + "近" for end in (1, 2, 3, 5, 8, 9, 10, 11)},
        m4="完完补完近",
        m6="完完完完完近近",
        m7="完完完完完逾完近",
    ),
    # Art. 17 and 18, 每年1次, 一般安排在第四季度: near from October, held on 10 December.
    "life": year((1, "未"), (10, "近"), (12, "完")),
    "appraisal": year((1, "未"), (10, "近"), (12, "完")),
    # Art. 19, 每年一般不少于1次: near from November.
    "talks": year((1, "未"), (11, "近"), (12, "完")),
    # Art. 15: the leading cadre came to the first themed day.
    "dual": year((1, "完")),
    # Art. 21: the term ends on 19 October; six months before is 19 April; elected on 15 October.
    "term": year((1, "完"), (4, "近"), (10, "完")),
    # Art. 25, 每年至少1次: near from September, attended in October.
    "training": year((1, "未"), (9, "近"), (10, "完")),
    # Art. 25, 对新任党支部书记应当进行任职培训: asked of whoever was elected in August, within six months; done in October.
    "post": ("",) * 7 + ("未",) * 2 + ("完",) * 3,
    # Art. 27: to the superior and to the general meeting, both in December.
    "report": year((1, "未"), (12, "完")),
    # 党费规定 art. 26: published in December.
    "published": year((1, "未"), (12, "完")),
    # 党费规定 art. 12: monthly, by the branch's leave quarterly; one member pays April in June, within the six months.
    "dues": months(m4="完完完近", m5="完完完补"),
    # 教育管理条例 art. 20, 32 学时: near from October; who is away has 24 of the winter and 16 of November.
    "hours": year((1, "未"), (10, "近"), (11, "完")),
    # The plan's 56: 55.5 by the end of October, 71.5 after November's two days.
    "leaders": year((1, "未"), (10, "近"), (11, "完")),
    # Art. 32, 经常联系: 60 days by the library's setting; spoken to on 12 January, 8 April, 5 June, 9 September, 12 November.
    "flowing": year((1, "完"), (3, "补"), (4, "完"), (8, "补"), (9, "完")),
}


class Secretary(Desk):
    """The branch's business, each piece by the forms it takes."""

    secretary = "甲书记"

    async def told(self) -> dict[str, str]:
        """The calendar as it is read: for each duty a word a cell."""
        await self.see("/party")
        rows: dict[str, str] = {}
        for cell in (await self.page()).xpath('//li[contains(@class, "duty-cell")]/a'):
            key = cell.get("href").removeprefix("/party/cells/").partition(".")[0]
            word = re.match("[^（\\s]+", cell.xpath('.//span[@class="what"]')[0].text_content().strip())
            rows[key] = rows.get(key, "") + WORDS[word[0] if word else ""]
        return rows

    async def of(self, name: str) -> str:
        """The address of a member's page."""
        await self.see("/party/branch")
        return str((await self.page()).xpath(f'//table//a[text()="{name}"]/@href')[0])

    async def plan(self, kinds: str, day: str, *, times: tuple[str, str] = ("14:30", "16:00"), **more: Any) -> str:
        """Plan a meeting; returns its address."""
        await self.see("/party/meetings/new")
        shared = {"title": f"{day[5:7]}月会议", "venue": "三楼党员活动室", "recorder": "丙宣传"}
        asked = {"kinds": set(kinds.split()), "day": day, "starts": times[0], "ends": times[1]}
        asked |= {"chair": self.secretary, "agenda": "学习文件\n讨论工作"}
        await self.send("/party/meetings", {**shared, **asked, **more})
        return self.here

    async def hold(self, at: str, **minutes: Any) -> str:
        """Hold a meeting that was planned: the list, the roll, its end, its minutes."""
        await self.write(at, f"{at}/openings")
        await self.see(f"{at}/roll")
        roll: dict[str, Any] = {}
        for one in (await self.page()).xpath("//fieldset"):
            name, key = one.xpath("legend")[0].text.strip(), one.xpath(".//select/@name")[0]
            if name == AWAY and "home" not in minutes:
                roll |= {key: "excused", key.replace("status", "note"): "外出务工"}
            elif name not in OLD:
                roll[key] = "present"
        await self.send(f"{at}/roll", roll)
        await self.send(f"{at}/closings")
        await self.see(f"{at}/minutes")
        said = {name: f"{self.secretary}：同意" for name in _names(await self.page()) if name.startswith("said_")}
        minutes.pop("home", None)
        await self.send(f"{at}/minutes", {**said, **minutes})
        return at

    async def sign(self, at: str) -> None:
        """Sign the minutes."""
        await self.write(at, f"{at}/signings")

    async def meet(self, kinds: str, day: str, *, minutes: dict[str, Any] | None = None, **more: Any) -> str:
        """All of it on one day."""
        at = await self.plan(kinds, day, **more)
        await self.hold(at, **(minutes or {}))
        await self.sign(at)
        return at

    async def group_meeting(self, day: str, group: str) -> None:
        """A group's meeting."""
        await self.meet("party_group", day, group=group, title=f"{group}会", minutes={"group_leader": "戊编目"})

    async def committee(self, day: str) -> None:
        """The committee studies for an hour and a half."""
        await self.meet("branch_committee", day, times=("09:00", "10:30"), category="politics")

    async def themed_plan(self, day: str, kinds: str = "themed_party_day") -> str:
        """A themed day whose theme was decided in time."""
        decided = "2026-01-08" if day < "2026-02-08" else f"2026-{int(day[5:7]) - 1:02}-08"
        return await self.plan(kinds, day, theme="学习", theme_decided_on=decided, category="ideology")

    async def themed(self, day: str, kinds: str = "themed_party_day") -> None:
        """A themed day, with a lecture where the kinds say so."""
        at = await self.themed_plan(day, kinds)
        await self.hold(
            at, how_decided="支委会研究确定", day_forms={"study"}, **(LECTURE if "lecture" in kinds else {})
        )
        await self.sign(at)

    async def pay(self, names: Sequence[str], *due: int) -> None:
        """Ten yuan a month from each of them."""
        await self.see("/party/dues")
        fields = {}
        for row in (await self.page()).xpath("//tbody/tr"):
            if row.xpath("string(th)").strip() in names:
                member = row.xpath("th/a/@href")[0].rpartition("/")[2]
                fields |= {f"m-{member}-{month}": "10" for month in due}
        assert len(fields) == len(names) * len(due), fields
        await self.send("/party/dues/2026", fields, received_on=clock.today())

    async def contact(self, day: str) -> None:
        """Somebody who is away is spoken to."""
        await self.write(
            "/party/done/new?what=flowing_contact", "/party/done", done_on=day, title="电话联系", person=AWAY
        )

    async def done(self, what: str, day: str, title: str) -> None:
        """A yearly duty that is one record."""
        await self.write(f"/party/done/new?what={what}", "/party/done", done_on=day, title=title)


LECTURE = {"teacher": "甲书记", "teacher_from": "inside", "lecture_subject": "坚定信念", "lessons": "2"}


def _names(page: Any) -> list[str]:
    return [str(name) for name in page.xpath("//textarea/@name")]


async def _a_person(admin: Desk, name: str, sign_in_name: str, *roles: str) -> str:
    await admin.see("/people/new")
    await admin.send("/people", name=name, sign_in_name=sign_in_name, joined_on="2018-01-01", roles=set(roles))
    return admin.here


async def _a_password(admin: Desk, person: str, desk: Desk) -> None:
    """The administrator hands out a code; whoever it is for sets a password."""
    await admin.see(f"{person}/code")
    await admin.send(f"{person}/code")
    code = re.search('receipt-code">([^<]+)<', await admin.see(admin.here))
    assert code
    await desk.see("/activate")
    await desk.send("/activate", code=code[1])
    await desk.send("/activate/password", password=PASSWORD)


def test_the_table_of_a_year_is_whole():
    """Twelve ends of a month for each duty."""
    assert {key: len(row) for key, row in EXPECTED.items()} == dict.fromkeys(EXPECTED, 12)


async def _the_branch_is_written_down(desk: Secretary) -> None:
    """On the first day: what the paper in the drawer says of the branch and its people."""
    facts = {"name": "甲县图书馆党支部", "superior": "甲县文广旅局党委", "founded_on": "2016-07-01"}
    await desk.write("/party/branch", "/party/branch", facts)
    await desk.send("/party/branch/terms", starts_on="2023-10-20", document="甲文党〔2023〕8号", number=3)
    assert "2026-10-19" in await desk.see("/party/branch")
    await desk.send("/party/branch/committee", committee_on="2018-10-28")
    await desk.send("/party/branch/groups", group_name="第一党小组", group_from="2019-01-01")
    posts = {"甲书记": "书记", "乙组织": "组织委员", "丙宣传": "宣传委员"}
    traits = {"丁馆长": "党员领导干部", AWAY: "流动党员", **dict.fromkeys(OLD, "年老体弱，不作硬性要求")}
    for name in EVERYBODY:
        days = {"admitted_on": "2009-06-01", "full_on": "2010-06-01"}
        if name == PROBATIONARY:
            days = {"admitted_on": "2025-09-26", "full_on": ""}
        await desk.write(
            "/party/branch",
            "/party/members",
            person=name,
            since="2018-01-01" if days["full_on"] else "2025-09-26",
            **days,
        )
        at = desk.here
        await desk.send(
            f"{at}/places", group="第一党小组", place_from="2019-01-01" if days["full_on"] else "2025-09-26"
        )
        if name in posts:
            await desk.send(f"{at}/seats", post=posts[name], seat_from="2023-10-20")
        if name in traits:
            await desk.send(f"{at}/traits", trait=traits[name], trait_from="2025-01-01", note="支委会确认")
    for key, value in (("ledger_from", "202601"), ("themed_day", "5")):
        await desk.write(
            "/party/rules", "/party/rules", key=key, value=value, from_on="2026-01-01", source="支委会决定"
        )
    await desk.see("/party/dues")
    for name, kind in (*((one, "按季交纳") for one in OLD), (AWAY, "在别处交纳")):
        await desk.send("/party/dues/arrangements", member=name, kind=kind, from_on="2026-01-01", basis="支委会同意")


PAYERS = tuple(one for one in EVERYBODY if one not in (*OLD, AWAY))


@pytest.fixture
async def house_open(db):
    async with running():
        yield


async def test_a_secretary_works_through_a_year(house_open, monkeypatch):
    wall = Calendar(monkeypatch)
    admin, desk = Desk("guanli"), Secretary("jia")
    await admin.see("/setup")
    code = await setup.make_setup_code(at("zhixing"), now=clock.now())
    first = {"library": "甲县图书馆", "name": "管理员", "sign_in_name": "guanli", "password": PASSWORD}
    await admin.send("/setup", code=code, **first)
    people = {name: await _a_person(admin, name, f"p{n}", "staff") for n, name in enumerate(EVERYBODY) if n}
    people["甲书记"] = await _a_person(admin, "甲书记", "jia", "staff", "secretary")
    people[APPLICANT] = await _a_person(admin, APPLICANT, "shen", "staff")
    await _a_password(admin, people["甲书记"], desk)
    await _the_branch_is_written_down(desk)

    async def month_ends(day: str) -> None:
        wall.turn(day, 21)
        told, end = await desk.told(), int(day[5:7])
        asked = {key: row[end - 1] for key, row in EXPECTED.items() if row[end - 1]}
        differing = {key: (told.get(key), asked.get(key)) for key in asked.keys() | told.keys()}
        assert {key: both for key, both in differing.items() if both[0] != both[1]} == {}, day

    # January: the winter's first two days, the case of an applicant from the papers of 2025.
    wall.turn("2026-01-31")
    await desk.committee("2026-01-08")
    await desk.contact("2026-01-12")
    season = {"name": "2025—2026年冬训", "starts_on": "2025-12-15", "ends_on": "2026-02-28", "required_days": "3"}
    season |= {"required_hours": "24", "source": "县委组织部通知", "forms": {"together"}, "topics": "全会精神"}
    await desk.write("/party/winter", "/party/winter", season)
    winter = desk.here
    for day in ("2026-01-09", "2026-01-23"):
        await desk.meet(**_winter(day))
    await desk.group_meeting("2026-01-18", "第一党小组")
    await desk.themed("2026-01-20")
    await desk.pay(PAYERS, 1)
    case = await _an_applicant_of_2025(desk)
    await month_ends("2026-01-31")
    # February: no group meeting.
    wall.turn("2026-02-28")
    await desk.committee("2026-02-08")
    await desk.themed("2026-02-05")
    await desk.meet(**_winter("2026-02-10"))
    await desk.pay(PAYERS, 2)
    await desk.see(winter)
    await month_ends("2026-02-28")
    # March: a lecture on the themed day, which agreed on something; the first general meeting; whoever pays by quarter pays.
    wall.turn("2026-03-31")
    await desk.committee("2026-03-08")
    march = await desk.themed_plan("2026-03-05", "themed_party_day party_lecture")
    await desk.hold(march, how_decided="支委会研究确定", day_forms={"study"}, **LECTURE)
    task = {"task_kind": "resolution", "what": "整理党员活动室", "owner": "戊编目", "due_on": "2026-04-10"}
    await desk.write(march, f"{march}/tasks", task)
    await desk.sign(march)
    await desk.group_meeting("2026-03-18", "第一党小组")
    await desk.meet("branch_general_meeting", "2026-03-20")
    await desk.pay(PAYERS, 3)
    await desk.pay(OLD, 1, 2, 3)
    await desk.write(case, f"{case}/reviews", kind="reviewed", reviewed_on="2026-03-06", review_said="表现稳定")
    for act, day in (("opinions", "2026-03-11"), ("proposed", "2026-03-20")):
        await desk.write(f"{case}/acts/{act}", f"{case}/acts/{act}", on=day)
    await month_ends("2026-03-31")
    # April: February is explained; the committee's minutes wait for a signature; one member does not pay.
    wall.turn("2026-04-30")
    await desk.contact("2026-04-08")
    await desk.write(
        "/party/cells/group-1.2026-02", "/party/cells/group-1.2026-02/explanations", text="春节值班，三月补开"
    )
    april = await desk.plan("branch_committee", "2026-04-08", times=("09:00", "10:30"), category="politics")
    await desk.hold(april)
    await desk.themed("2026-04-05")
    await desk.group_meeting("2026-04-18", "第一党小组")
    await desk.pay([one for one in PAYERS if one != "庚阅览"], 4)
    await month_ends("2026-04-30")
    # May: what was left open is done. The superior agrees on the second day of the new text, which asks for a notice.
    wall.turn("2026-05-31")
    await desk.sign(april)
    await desk.see(march)
    one = next(address for address in (await desk.page()).xpath("//a/@href") if address.startswith("/party/tasks/"))
    await desk.write(one, f"{one}/notes", kind="done", text="整理好了")
    await desk.committee("2026-05-08")
    await desk.themed("2026-05-05")
    await desk.group_meeting("2026-05-18", "第一党小组")
    await desk.pay(PAYERS, 5)
    await _agreed_under_the_new_text(desk, case)
    await month_ends("2026-05-31")
    # June: the themed day is called off; the applicant is admitted at the general meeting.
    wall.turn("2026-06-04")
    off = await desk.themed_plan("2026-06-05")
    await desk.send(f"{off}/cancellations", reason="防汛值守")
    wall.turn("2026-06-30")
    await desk.contact("2026-06-05")
    await desk.committee("2026-06-08")
    await desk.meet("party_lecture", "2026-06-12", minutes=LECTURE, category="politics")
    await desk.group_meeting("2026-06-18", "第一党小组")
    await _admitted(desk, case)
    await desk.pay(PAYERS, 6)
    await desk.pay(["庚阅览"], 4)
    await desk.pay(OLD, 4, 5, 6)
    await month_ends("2026-06-30")
    # July: somebody comes from another branch; the superior approves; a second group.
    wall.turn("2026-07-31")
    people[NEW] = await _a_person(admin, NEW, "mao", "staff")
    days = {"since": "2026-07-06", "admitted_on": "2012-06-01", "full_on": "2013-06-01"}
    await desk.write("/party/branch", "/party/members", days, person=NEW)
    await _approved(desk, case)
    await desk.write("/party/branch", "/party/branch/groups", group_name="第二党小组", group_from="2026-07-15")
    for name in (NEW, APPLICANT, "辛少儿", "壬古籍"):
        member = await desk.of(name)
        await desk.write(member, f"{member}/places", group="第二党小组", place_from="2026-07-21")
    await desk.committee("2026-07-08")
    await desk.themed("2026-07-05")
    await desk.group_meeting("2026-07-18", "第一党小组")
    await desk.pay(PAYERS, 7)
    await desk.pay([APPLICANT], 6, 7)
    await month_ends("2026-07-31")
    # August: another secretary, elected at a general meeting; June's themed day is found on paper.
    wall.turn("2026-08-13")
    await desk.committee("2026-08-08")
    await desk.themed("2026-08-05")
    await desk.themed("2026-06-30")
    await desk.meet("branch_general_meeting", "2026-08-12")
    await _another_secretary(desk)
    await _handed_over(admin, people)
    desk = Secretary("p1")
    desk.secretary = "乙组织"
    await _a_password(admin, people["乙组织"], desk)
    wall.turn("2026-08-31")
    for group in GROUPS:
        await desk.group_meeting("2026-08-18", group)
    await desk.pay((*PAYERS, NEW, APPLICANT), 8)
    await month_ends("2026-08-31")
    wall.turn("2026-09-30")
    await desk.contact("2026-09-09")
    await desk.themed("2026-09-05", "themed_party_day party_lecture")
    await _every_month(desk, 9)
    member = await desk.of(PROBATIONARY)
    await desk.write(member, member, full_on="2026-09-26")
    await desk.pay(OLD, 7, 8, 9)
    await month_ends("2026-09-30")
    # October: a new term by election; the secretary's course.
    wall.turn("2026-10-31")
    await desk.themed("2026-10-05")
    await _every_month(desk, 10)
    await _a_new_term(desk)
    await desk.done("secretary_training", "2026-10-20", "全县支部书记轮训")
    await desk.done("secretary_post_training", "2026-10-21", "新任支部书记任职培训")
    await month_ends("2026-10-31")
    # November: two days of study, to which whoever is away comes home; the first talks.
    wall.turn("2026-11-30")
    await desk.contact("2026-11-12")
    for day in ("2026-11-12", "2026-11-13"):
        await desk.meet(**{**_winter(day), "kinds": "education_campaign"})
    await desk.themed("2026-11-05")
    await _every_month(desk, 11)
    await desk.write(
        "/party/talks", "/party/talks/pasted", pasted="2026-11-20 乙组织 丙宣传\n2026-11-21\t丙宣传\t丁馆长"
    )
    await month_ends("2026-11-30")
    # December: the organisational life and what is yearly.
    wall.turn("2026-12-31")
    await desk.themed("2026-12-05", "themed_party_day party_lecture")
    await _every_month(desk, 12)
    await desk.pay(OLD, 10, 11, 12)
    await _organisational_life(desk)
    await desk.write("/party/talks", "/party/talks/pasted", pasted=_talks())
    await desk.done("secretary_report_up", "2026-12-18", "向局党委述职")
    await desk.done("secretary_report_meeting", "2026-12-20", "向党员大会述职")
    await desk.write(
        "/party/dues/publications", "/party/dues/publications/2026", published_on="2026-12-21", how="党务公开栏"
    )
    await month_ends("2026-12-31")


GROUPS = ("第一党小组", "第二党小组")


async def _every_month(desk: Secretary, month: int) -> None:
    await desk.committee(f"2026-{month:02}-08")
    for group in GROUPS:
        await desk.group_meeting(f"2026-{month:02}-18", group)
    await desk.pay((*PAYERS, NEW, APPLICANT), month)


async def _an_applicant_of_2025(desk: Secretary) -> str:
    """What the papers say of 2025, under the text of 2014."""
    form = {"person": APPLICANT, "born_on": "1996-03-05", "applied_on": "2025-01-06"}
    await desk.write("/party/applicants/new", "/party/applicants", form)
    case = desk.here
    early = ("talked", "2025-01-20"), ("recommended", "2025-03-05"), ("activist", "2025-03-10"), ("filed", "2025-03-14")
    for act, day in (*early, ("educated", "2025-06-30")):
        await desk.write(f"{case}/acts/{act}", f"{case}/acts/{act}", on=day)
    for name in ("丙宣传", "戊编目"):
        await desk.write(case, f"{case}/guides", role="mentored", person=name, guide_from="2025-03-10", checked=True)
    await desk.send(f"{case}/reviews", kind="reviewed", reviewed_on="2025-09-08", review_said="按时参加活动")
    return case


async def _agreed_under_the_new_text(desk: Secretary, case: str) -> None:
    """2026 art. 13: 上级党委同意, and a notice of no fewer than five working days, before somebody is a prospect."""
    await desk.write(f"{case}/acts/agreed", f"{case}/acts/agreed", on="2026-05-12")
    prospect = f"{case}/acts/prospect"
    await desk.write(prospect, prospect, on="2026-05-20", refused="公示期不少于五个工作日")
    await desk.write(case, f"{case}/notices", from_on="2026-05-13", place="馆内公告栏", contact="支部 12345")
    # Wednesday to Tuesday: the weekend is not counted.
    assert "2026-05-13 — 2026-05-19" in await desk.see(case)
    await desk.send(f"{case}/notices/results", result="yes", result_said="没有反映")
    await desk.write(prospect, prospect, on="2026-05-20")


async def _admitted(desk: Secretary, case: str) -> None:
    """2026 art. 14 to 20; 应当在一个月内提交党支部党员大会讨论."""
    for name in ("丙宣传", "戊编目"):
        await desk.write(case, f"{case}/guides", role="sponsored", person=name, guide_from="2026-05-20", checked=True)
    await desk.send(f"{case}/vettings", vetted_on="2026-05-28", vetting="yes", vetting_said="审查合格")
    acts: dict[str, dict[str, Any]] = {
        "trained": {"on": "2026-06-10", "days": 3},
        "examined": {"on": "2026-06-15"},
        "pre_reviewed": {"on": "2026-06-22"},
        "form_issued": {"on": "2026-06-23"},
    }
    for act, form in acts.items():
        await desk.write(f"{case}/acts/{act}", f"{case}/acts/{act}", form)
    at = await desk.meet("branch_general_meeting", "2026-06-26")
    votes = {"eligible": 12, "present": 9, "written": 0, "in_favour": 6}
    admitted = f"{case}/acts/admitted"
    # 赞成人数超过应到会有表决权的党员的半数: six of twelve are not over the half.
    await desk.write(admitted, admitted, votes, on="2026-06-26", refused="至少 7 票")
    await desk.send(admitted, in_favour=9)
    assert at
    await desk.write(f"{case}/acts/submitted", f"{case}/acts/submitted", on="2026-06-29")


async def _approved(desk: Secretary, case: str) -> None:
    """2026 art. 23 to 29: within three months; the oath within one month of it."""
    for act, day in (("superior_talked", "07-10"), ("approved", "07-20"), ("placed", "07-21"), ("oath", "07-31")):
        await desk.write(f"{case}/acts/{act}", f"{case}/acts/{act}", on=f"2026-{day}")
    await desk.write(case, f"{case}/entries")
    assert "逾期" not in (await desk.see(case))


async def _another_secretary(desk: Secretary) -> None:
    old, new, third = [await desk.of(name) for name in ("甲书记", "乙组织", "丁馆长")]
    await desk.write(new, f"{new}/seats", post="书记", seat_from="2026-08-12", refused="现在的书记是甲书记")
    for member, post in ((old, "不担任"), (new, "书记"), (third, "组织委员")):
        await desk.write(member, f"{member}/seats", post=post, seat_from="2026-08-12")


async def _handed_over(admin: Desk, people: dict[str, str]) -> None:
    """The administrator takes the right from one and gives it to the other."""
    await admin.see(people["甲书记"])
    (grant,) = (await admin.page()).xpath('//li[contains(., "书记")]//form/@action') or [""]
    await admin.send(grant)
    await admin.write(people["乙组织"], f"{people['乙组织']}/roles", role="secretary")


async def _a_new_term(desk: Secretary) -> None:
    """选举工作条例: 到会的不少于应到会的五分之四; who lies ill or has been away for half a year is not counted as 应到会."""
    at = await desk.plan("branch_general_meeting election", "2026-10-15")
    await desk.hold(at, seats=3, approval="甲文党〔2026〕11号")
    note = "卧床不起 2 人、外出半年以上 1 人，按规定不计算在应到会人数内"
    for name in ("乙组织", "丙宣传", "丁馆长"):
        ballot = {"subject": "election", "vote_title": "选举支部委员", "candidate": name, "method": "secret"}
        counts = {"eligible": 11, "eligible_note": note, "present": 11, "yes": 11, "outcome": "passed"}
        await desk.write(at, f"{at}/votes", {**ballot, **counts})
    await desk.sign(at)
    await desk.write("/party/branch", "/party/branch/terms", starts_on="2026-10-15", document="甲文党〔2026〕12号")
    assert "第 4 届，到 2029-10-14" in await desk.see("/party/branch")


async def _organisational_life(desk: Secretary) -> None:
    """Art. 17 and 18: held with the appraisal, whose result every full member gets."""
    at = await desk.plan("org_life_meeting democratic_appraisal", "2026-12-10", theme="学思想强党性")
    fields = {"pre_study": "党章", "talk_count": 20, "opinions": "多到分馆", "criticism": "乙组织：抓得不够紧"}
    await desk.hold(at, **fields)
    task = {
        "task_kind": "rectification",
        "problem": "去分馆少",
        "what": "每月一次",
        "owner": "丁馆长",
        "due_on": "2027-03-31",
    }
    await desk.write(at, f"{at}/tasks", task)
    await desk.sign(at)
    await desk.write("/party/appraisals", "/party/appraisals", year=2026, held_on="2026-12-10", ballots=11)
    sheet = desk.here
    entries = [str(one) for one in (await desk.page()).xpath('//a[contains(@href, "/entries/")]/@href')]
    await desk.write(sheet, f"{sheet}/look", why="登记评定意见")
    for entry in entries:
        decision = {"opinion": "履行义务", "result": "合格", "decided_on": "2026-12-18"}
        await desk.write(entry, f"{entry}/decisions", decision)
    assert len(entries) == 14


def _talks() -> str:
    """The third pair of the committee, and everybody with it and with another member."""
    others = [one for one in (*EVERYBODY, NEW, APPLICANT) if one not in ("乙组织", "丙宣传", "丁馆长")]
    leading = ("乙组织", "丙宣传", "丁馆长")
    lines = ["2026-12-01 乙组织 丁馆长", *(f"2026-12-02，{leading[n % 3]}，{name}" for n, name in enumerate(others))]
    return "\n".join([*lines, *(f"2026-12-03 {name} {others[n - 1]}" for n, name in enumerate(others))])


def _winter(day: str) -> dict[str, Any]:
    return {
        "kinds": "winter_training",
        "day": day,
        "times": ("08:00", "17:00"),
        "category": "politics",
        "minutes": {"topics": "二十届四中全会精神", "home": True},
    }
