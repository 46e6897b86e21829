"""The register of volunteers and the exports for platforms."""

from datetime import date, timedelta

import pytest

from app import clock
from app.audit.tables import Deed
from app.gatherings.rules import Category, Kind
from app.gatherings.rules.attendance import Status
from app.gatherings.tables import Gathering
from app.office.reading import read_grid
from app.people.rules.names import surname_only
from app.refusals import Refused
from app.service.actions import exporting
from app.service.exports.platform import rows_of, table
from app.service.queries.profiles import profile, profiles
from app.service.queries.register import band_said, register
from app.service.rules.profiles import SHIPPED, Look, Profile, ProfileColumn, Rows, why_not_profile
from app.service.tables import Commendation, Evaluation, ServiceRecord, StarAward
from app.shifts.rules import Sex
from app.shifts.tables import VolunteerStatus
from app.storage import database
from app.training.actions import qualifications
from app.training.queries.qualifications import names_held
from app.training.rules.qualifications import QualificationPlan
from app.training.tables import QualificationGathering
from tests.app.shifts.county import NOW, a_county, a_shift, a_volunteer
from tests.app.training.rows import a_past
from tests.cast import browser
from tests.makers import MONDAY

HOUR = timedelta(hours=1)


@pytest.fixture
async def county(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY + 8 * HOUR)
    return await a_county()


async def a_record(county, volunteer, minutes=100, source="scan", note=""):
    """A service of a volunteer on that Monday, approved."""
    seat = await a_shift(county, timedelta(hours=await ServiceRecord.count()), published=False)
    begins = seat.facts.span.starts_at
    await ServiceRecord(
        volunteer=volunteer,
        gathering=seat.facts.gathering,
        presence=1,
        place=county.places[0],
        place_name="示例总馆",
        content="导读",
        unit_name="示例县图书馆",
        leader="王小芳",
        starts_at=begins,
        ends_at=begins + 3 * HOUR,
        came_at=begins,
        went_at=begins + timedelta(minutes=minutes),
        actual_minutes=minutes,
        minutes=minutes,
        source=source,
        note=note,
        approved_by_name="王小芳",
        at=MONDAY,
    ).save()


@pytest.mark.parametrize(
    ("born_on", "said"),
    [
        (None, ""),
        (date(2013, 1, 1), "14 岁以下"),
        (date(2008, 11, 24), "14—17 岁"),
        (date(2008, 11, 23), "18—34 岁"),
        (date(1966, 11, 23), "60 岁以上"),
    ],
)
def test_a_register_says_roughly_how_old_somebody_is(born_on, said):
    assert band_said(born_on, date(2026, 11, 23)) == said


@pytest.mark.parametrize(("name", "shown"), [("王小芳", "王**"), ("令狐册", "令狐*"), ("张三", "张*")])
def test_the_public_version_keeps_the_surname(name, shown):
    assert surname_only(name) == shown


async def test_the_register_sums_up_what_is_approved_trained_and_decided(county):
    actor, volunteer = await a_volunteer(county, "李小明", number="N1", born_on=date(2010, 5, 1))
    await a_record(county, volunteer, 100)
    await a_record(county, volunteer, 50, "hand")
    present = {actor.person: Status.PRESENT}
    await a_past(Kind.STUDY, "岗前培训", present, at=MONDAY - timedelta(days=7), category=Category.PROFESSIONAL)
    who = {"volunteer": volunteer, "at": MONDAY}
    await StarAward(**who, star=1, minutes=6000, awarded=True, decided_by_name="单知行").save()
    await StarAward(**who, star=2, minutes=6000, awarded=False, reason="再等等", decided_by_name="单知行").save()
    await Commendation(
        **who,
        name="优秀志愿者",
        granted_on=date(2026, 1, 1),
        unit="示例县图书馆",
        proof="own",
        checked_by_name="单知行",
    ).save()
    await Evaluation(**who, quality=5, from_on=date(2026, 1, 1), to_on=date(2026, 6, 1), given_by_name="单知行").save()
    (one,) = await register(MONDAY)
    assert (one.number, one.age_band, one.consent, one.times, one.minutes) == ("N1", "14—17 岁", False, 2, 150)
    assert (one.system_minutes, one.hand_minutes, one.trainings) == (100, 50, 1)
    assert (one.star, one.commendations, one.evaluation) == (1, ["优秀志愿者"], 5)


async def test_qualifications_that_hold_today_stand_in_the_register_by_name(county):
    actor, _volunteer = await a_volunteer(county, "李小明")
    plans = [QualificationPlan(name) for name in ("岗前培训", "急救证", "讲故事", "旧证")]
    basic, aid, told, old = [await qualifications.add_qualification(county.manager, one, now=NOW) for one in plans]
    day = MONDAY.date()
    for one, to_on in ((basic, None), (aid, day), (old, day - timedelta(days=1))):
        await qualifications.grant_by_hand(
            county.manager, one, actor.person, "证书", from_on=NOW.date(), to_on=to_on, now=NOW
        )
    await a_past(Kind.STUDY, "讲故事培训", {actor.person: Status.PRESENT}, at=NOW, category=Category.PROFESSIONAL)
    gathering = await Gathering.select(Gathering.id).order_by(Gathering.id, ascending=False).first()
    await QualificationGathering(gathering=gathering["id"], qualification=told, at=NOW).save()
    (one,) = await register(MONDAY)
    assert one.qualifications == ["岗前培训", "急救证", "讲故事"]
    await qualifications.revoke_qualification(county.manager, basic, actor.person, "作废", now=MONDAY)
    (one,) = await register(MONDAY)
    assert one.qualifications == ["急救证", "讲故事"]
    before = database().query_id
    await names_held(day)
    assert database().query_id == before + 1


async def test_sex_area_and_qualifications_may_stand_in_an_export_and_only_the_volunteer_reads_the_first_two(county):
    actor, volunteer = await a_volunteer(county, "李小明", sex=Sex.FEMALE, area="示例街道")
    made = await qualifications.add_qualification(county.manager, QualificationPlan("急救证"), now=NOW)
    await qualifications.grant_by_hand(county.manager, made, actor.person, "证书", from_on=NOW.date(), now=NOW)
    columns = [ProfileColumn(one, one) for one in ("name", "sex", "area", "qualifications")]
    profile_made = Profile("own", "自拟", Rows.VOLUNTEERS, columns)
    assert profile_made.personal == ["sex", "area"]
    assert table(profile_made, rows_of(profile_made, await register(MONDAY), [])) == [
        ["李小明", "女", "示例街道", "急救证"]
    ]
    where = f"/service/people/{volunteer}"
    own = (await (await browser(actor)).see("/service/file")).text
    theirs = (await (await browser(county.manager)).see(where)).text
    assert ["示例街道" in page for page in (own, theirs)] == [True, False]


async def test_the_register_is_taken_along_by_managers_whole_or_with_surnames_only(county):
    _actor, volunteer = await a_volunteer(county, "=李小明")
    await a_record(county, volunteer, 90)
    assert (await (await browser(county.coordinator)).see("/service/register.xlsx")).status_code == 403
    who = await browser(county.manager)
    grid = await read_grid((await who.see("/service/register.xlsx")).content, "台账.xlsx")
    at = next(n for n, row in enumerate(grid.rows) if row[0] == "编号")
    head = [one for one in grid.rows[at] if one]
    assert head[:6] == ["编号", "姓名", "状态", "年龄段", "技能", "注册日"]
    assert head[6:] == [
        "培训次数",
        "培训时长",
        "资格",
        "服务次数",
        "总时长",
        "其中系统记录",
        "其中人工补录",
        "评价",
        "星级",
        "表彰",
        "监护人同意",
    ]
    assert (grid.rows[at + 1][1], grid.rows[at + 2][0]) == ("=李小明", "合计")
    assert grid.rows[at + 1][8:10] == ("", "1")
    assert grid.rows[at + 1][10] == "1.5"
    public = await read_grid((await who.see("/service/register.xlsx?public=1")).content, "台账.xlsx")
    text = "".join("".join(row) for row in public.rows)
    assert ("李小明" in text, "监护人同意" in text, "评价" in text, "状态" in text) == (False, False, False, False)
    assert await Deed.count().where(Deed.verb == "register.exported") == 2


async def test_whoever_has_only_applied_is_not_on_the_public_register_and_a_minor_is_not_known_by_it(county):
    await a_volunteer(county, "李小明", number="N1", born_on=date(2014, 5, 1))
    _actor, applied = await a_volunteer(county, "赵小石", number="N2")
    await VolunteerStatus(volunteer=applied, status="applied", by_name="单知行", at=NOW).save()
    who = await browser(county.manager)
    whole = await read_grid((await who.see("/service/register.xlsx")).content, "台账.xlsx")
    public = await read_grid((await who.see("/service/register.xlsx?public=1")).content, "台账.xlsx")
    assert [[one for one in row if one in {"N1", "N2", "李小明", "赵小石"}] for row in whole.rows[-3:-1]] == [
        ["N1", "李小明"],
        ["N2", "赵小石"],
    ]
    said = "".join("".join(row) for row in public.rows)
    found = [word for word in ("N1", "N2", "李**", "李*", "赵", "14 岁以下", "未成年人") if word in said]
    assert found == ["未成年人"]


@pytest.mark.parametrize("field", ["name", "heading"])
async def test_an_export_takes_no_characters_that_nobody_sees(county, field):
    who = await browser(county.manager)
    given = {"name": "格式", "heading": "姓名", field: "甲\x00\x01乙"}
    form = {**given, "revision": "0", "source": "name", "look": ""}
    answer = await who.send("/service/exports/national", form)
    assert (answer.status_code, "里有看不见的字符" in answer.text, "甲乙" in answer.text) == (422, True, True)
    one = await profile("national")
    assert one is not None
    assert one.revision == 0


SOME = (ProfileColumn("姓名", "name"),)


@pytest.mark.parametrize(
    ("name", "rows", "columns", "sentence"),
    [
        ("", Rows.RECORDS, SOME, "填写名称"),
        ("格式", Rows.RECORDS, (), "至少要有一列"),
        ("格式", Rows.RECORDS, SOME * 2, "有两列都叫“姓名”，改掉一列"),
        ("格式", Rows.RECORDS, (ProfileColumn("甲", "nothing"),), "“甲”选一项内容"),
        ("格式", Rows.VOLUNTEERS, (ProfileColumn("甲", "place"),), "“甲”是一次服务的内容，一行一位志愿者的表里没有"),
        ("格式", Rows.RECORDS, (ProfileColumn("甲", "name", Look.DIGITS),), "“甲”不能用这种写法，改成“照常”"),
        ("格式", Rows.RECORDS, (ProfileColumn("甲", "day", Look.HOURS),), "“甲”不能用这种写法，改成“照常”"),
    ],
)
def test_an_export_that_cannot_be_says_why(name, rows, columns, sentence):
    assert [one.sentence for one in why_not_profile(name, rows, columns)] == [sentence]


@pytest.mark.parametrize("one", SHIPPED.values(), ids=lambda one: one.key)
def test_what_ships_may_be_and_names_nothing_personal(one):
    assert (why_not_profile(one.name, one.rows, one.columns), one.personal) == ((), [])


async def test_an_export_is_laid_out_anew_and_what_it_was_stays(county):
    columns = [ProfileColumn("证件", "blank"), ProfileColumn("电话", "phone")]
    await exporting.save_profile(county.manager, "national", "我的", columns, revision=0, now=NOW)
    one = await profile("national")
    assert (one.name, one.revision, one.personal, one.columns) == ("我的", 1, ["phone"], columns)
    with pytest.raises(Refused, match="单知行 刚改过这个格式"):
        await exporting.save_profile(county.manager, "national", "别的", columns, revision=0, now=NOW)
    made = await exporting.copy_profile(county.manager, "national", now=NOW)
    assert [each.key for each in await profiles()] == ["national", "jiangsu", made]


async def test_an_export_is_looked_at_changed_and_taken_along_over_the_pages(county):
    _actor, volunteer = await a_volunteer(county, "李小明", number="N1")
    await a_record(county, volunteer, 100, note="=1+1")
    assert (await (await browser(county.coordinator)).see("/service/exports")).status_code == 403
    who = await browser(county.manager)
    assert "本馆自拟，按平台模板改列" in (await who.see("/service/exports")).text
    assert "共 1 行，下面是前 1 行" in (await who.see("/service/exports/national")).text
    assert "共 0 行" in (await who.see("/service/exports/national?first=2026-01-01&last=2026-02-01")).text
    grid = await read_grid((await who.see("/service/exports/national/file.xlsx")).content, "导出.xlsx")
    assert grid.rows[1] == (
        *("N1", "李小明", "导读", "2026-11-23", "09:00", "10:40", "示例总馆", "导读"),
        *("1.66", "示例县图书馆", "王小芳", "=1+1"),
    )
    form = {"name": "改过", "revision": "0", "heading": ["编号", "日", ""], "source": ["number", "day", ""]}
    wrong = await who.send("/service/exports/national", {**form, "look": ["digits", "digits", ""]})
    assert (wrong.status_code, "“编号”不能用这种写法" in wrong.text) == (409, True)
    assert (await who.send("/service/exports/national", {**form, "look": ["", "chinese", ""]})).status_code == 303
    grid = await read_grid((await who.see("/service/exports/national/file.xlsx")).content, "导出.xlsx")
    assert grid.rows == (("编号", "日"), ("N1", "2026年11月23日"))
    copied = await who.send("/service/exports/jiangsu/copies")
    assert "江苏志愿服务（志愿者汇总）（另存）" in (await who.see(copied.headers["location"])).text
    assert (await who.see("/service/exports/nothing")).status_code == 404
    assert await Deed.count().where(Deed.verb == "export_profile.exported") == 2
