"""Stars are proposed and then decided; commendations are checked; evaluations are seen by their person, who may object."""

from datetime import date, timedelta

import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings.rules import Kind
from app.gatherings.rules.attendance import Status
from app.notices.tables import Notice
from app.refusals import Missing, Refused
from app.service.actions import recognising
from app.service.queries.people import service_file
from app.service.queries.recognition import commendations_of, evaluations_of, objections_waiting
from app.service.queries.stars import awards, candidates, scale_today
from app.service.rules.recognition import CommendationFacts, EvaluationFacts, Proof, Quality
from app.service.rules.stars import DEFAULT_SCALE, StarScale
from tests.app.service.recorded import DAY, NOW, a_library_that_is_served, a_record, a_server, void
from tests.app.training.rows import a_past
from tests.cast import browser
from tests.makers import a_person

TODAY = date(2026, 11, 30)
LOCAL = StarScale((3, 6), TODAY, "县文明办通知")
PRAISE = CommendationFacts("优秀志愿者", date(2026, 3, 5), "示例县文明办", Proof.PAPERS)
GOOD = EvaluationFacts(Quality.GOOD, date(2026, 1, 1), date(2026, 6, 30), "耐心，准时")


@pytest.fixture
async def served(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_library_that_is_served()


async def decide(served, star, **how):
    await recognising.decide_star(served.manager, served.volunteer, star, **{"awarded": True, "now": NOW, **how})


async def test_who_reaches_a_star_is_listed_until_somebody_decides(served):
    await recognising.set_scale(served.manager, LOCAL, now=NOW)
    scale = await scale_today(TODAY)
    first = await a_record(served.volunteer, 170)
    assert await candidates(scale) == []
    await a_record(served.volunteer, 10, days_ago=5)
    assert [(one.name, one.star, one.standing.minutes) for one in await candidates(scale)] == [
        ("阿依古丽·买买提", 1, 180)
    ]
    await decide(served, 1)
    assert await candidates(scale) == []
    assert [(one.star, one.minutes, one.awarded) for one in await awards()] == [(1, 180, True)]
    told = await Notice.select(Notice.params).where(Notice.person == served.person.person).first()
    assert told["params"] == '{"star":"本馆一星志愿者"}'
    await a_record(served.volunteer, 180, days_ago=4)
    assert [(one.star, one.standing.awarded) for one in await candidates(scale)] == [(2, 1)]
    # What was awarded stays, even when a record is voided afterwards.
    await void(first)
    assert await candidates(scale) == []
    assert len(await awards()) == 1


async def test_a_star_that_was_declined_comes_back_with_more_hours(served):
    await recognising.set_scale(served.manager, LOCAL, now=NOW)
    await a_record(served.volunteer, 180)
    with pytest.raises(Refused, match="写明为什么"):
        await decide(served, 1, awarded=False)
    await decide(served, 1, awarded=False, reason="下半年没有来")
    assert await candidates(LOCAL) == []
    await a_record(served.volunteer, 30, days_ago=5)
    assert [one.star for one in await candidates(LOCAL)] == [1]


async def test_a_star_is_not_given_twice_nor_too_early_nor_to_oneself(served):
    await a_record(served.volunteer, 100 * 60)
    with pytest.raises(Refused, match="不是这一星级"):
        await decide(served, 2)
    await decide(served, 1)
    with pytest.raises(Refused, match="已经评过"):
        await decide(served, 1)
    with pytest.raises(Missing):
        await recognising.decide_star(served.manager, 999, 1, awarded=True, now=NOW)
    manager, volunteer = await a_server(served.manager, "馆小长")
    await a_record(volunteer, 100 * 60)
    with pytest.raises(Refused, match="自己的星级由别人来定"):
        await recognising.decide_star(manager, volunteer, 1, awarded=True, now=NOW)
    assert len(await awards()) == 1


async def test_the_scale_of_the_library_holds_from_its_day(served):
    await recognising.set_scale(served.manager, StarScale((10,), TODAY + DAY, "馆务会"), now=NOW)
    assert await scale_today(TODAY) == DEFAULT_SCALE
    assert (await scale_today(TODAY + DAY)).hours == (10,)
    with pytest.raises(Refused, match="从今天"):
        await recognising.set_scale(served.manager, StarScale((10,), TODAY - DAY, "馆务会"), now=NOW)


async def test_a_commendation_says_who_checked_it_and_how(served):
    await recognising.commend(served.manager, served.volunteer, PRAISE, now=NOW)
    (one,) = await commendations_of(served.volunteer)
    assert (one.name, one.granted_on, one.unit, one.proof, one.checked_by) == (
        "优秀志愿者", date(2026, 3, 5), "示例县文明办", Proof.PAPERS, "单知行",
    )  # fmt: skip
    await recognising.remove_commendation(served.manager, one.id, "登记到别人名下了", now=NOW)
    assert await commendations_of(served.volunteer) == []
    with pytest.raises(Missing):
        await recognising.remove_commendation(served.manager, one.id, "再来", now=NOW)


async def test_an_evaluation_is_told_to_its_person_who_may_object_once(served):
    await recognising.evaluate(served.manager, served.volunteer, GOOD, now=NOW)
    (one,) = await evaluations_of(served.volunteer)
    other, _volunteer = await a_server(served.manager, "乐小读")
    with pytest.raises(Missing):
        await recognising.object_to(other, one.id, "不同意", now=NOW)
    await recognising.object_to(served.person, one.id, "六月也来过", now=NOW)
    with pytest.raises(Refused, match="已经提过"):
        await recognising.object_to(served.person, one.id, "再说一次", now=NOW)
    assert [each.objected for each in await objections_waiting()] == ["六月也来过"]
    await recognising.answer_objection(served.manager, one.id, "查过，是漏了", stands=False, now=NOW)
    with pytest.raises(Refused, match="已经答复"):
        await recognising.answer_objection(served.manager, one.id, "再说", stands=True, now=NOW)
    (after,) = await evaluations_of(served.volunteer)
    assert (after.stands, after.answer, after.answered_by) == (False, "查过，是漏了", "单知行")
    assert await objections_waiting() == []


async def test_the_file_has_the_five_groups_and_training_comes_by_itself(served):
    """Source: 民政部令第67号 art. 4 to 10."""
    await a_record(served.volunteer, 210)
    await void(await a_record(served.volunteer, 60, days_ago=5))
    await a_past(Kind.TRAINING, "志愿者岗前培训", {served.person.person: Status.PRESENT}, at=NOW - 20 * DAY)
    await a_past(Kind.STUDY, "没有来的一次", {served.person.person: Status.ABSENT}, at=NOW - 21 * DAY)
    await recognising.commend(served.manager, served.volunteer, PRAISE, now=NOW)
    await recognising.evaluate(served.manager, served.volunteer, GOOD, now=NOW)
    file = await service_file(served.manager, served.volunteer, NOW + timedelta(minutes=1))
    assert (file.totals.times, file.totals.minutes, len(file.records)) == (1, 210, 2)
    assert [(one.name, one.minutes, one.unit, one.content) for one in file.learnt] == [
        ("志愿者岗前培训", 150, "示例县图书馆", "政治理论")
    ]
    assert (len(file.commendations), [one.quality for one in file.evaluations]) == (1, [Quality.GOOD])


async def test_an_evaluation_is_never_public_and_a_file_that_was_read_stands_in_the_ledger(served):
    await a_record(served.volunteer)
    await recognising.evaluate(served.manager, served.volunteer, GOOD, now=NOW)
    address = f"/service/people/{served.volunteer}"
    seen = {}
    other, _volunteer = await a_server(served.manager, "乐小读")
    for name, actor in (("manager", served.manager), ("person", served.person), ("other", other)):
        seen[name] = (await (await browser(actor)).see(address)).status_code
    assert seen == {"manager": 200, "person": 403, "other": 403}
    assert await Deed.count().where((Deed.verb == "service_file.seen") & (Deed.subject == served.volunteer)) == 1
    own = (await (await browser(served.person)).see("/service/file")).text
    assert ("耐心，准时" in own, "良好（4/5）" in own, "320831000001234" in own) == (True, True, True)
    assert "耐心，准时" not in (await (await browser(other)).see("/service/file")).text


async def test_forms_come_back_with_the_sentence_at_their_field(served):
    see = await browser(served.manager)
    at = f"/service/people/{served.volunteer}"
    praise = {"name": "优秀志愿者", "granted_on": "2027-01-01", "unit": "示例县文明办", "proof": "papers"}
    answer = await see.send(f"{at}/commendations", praise)
    assert (answer.status_code, 'id="e-granted_on"' in answer.text) == (409, True)
    low = {"quality": "2", "evaluated_from": "2026-01-01", "evaluated_to": "2026-06-30", "said": ""}
    answer = await see.send(f"{at}/evaluations", low)
    assert (answer.status_code, 'id="e-said"' in answer.text) == (409, True)
    assert (await see.send(f"{at}/evaluations", {**low, "quality": "9"})).status_code == 422
    assert (await see.send(f"{at}/evaluations", {**low, "quality": "4"})).status_code == 303
    scale = {"hours": "300，100", "from_on": "2026-11-30", "source": "馆务会"}
    answer = await see.send("/service/recognition/scales", scale)
    assert (answer.status_code, 'id="e-hours"' in answer.text) == (409, True)
    assert (await see.send("/service/recognition/scales", {**scale, "hours": "100，300"})).status_code == 303
    answer = await see.send("/service/recognition/papers", {"kind": "certificate"})
    assert (answer.status_code, 'id="e-leader"' in answer.text) == (409, True)
    page = (await see.see("/service/recognition")).text
    assert "现在：100 / 300 小时" in page


async def test_stars_over_http_and_for_the_right_people(served):
    await a_record(served.volunteer, 100 * 60)
    see = await browser(served.manager)
    assert "达到申请条件的（1）" in (await see.see("/service/stars")).text
    form = {"volunteer": str(served.volunteer), "star": "1"}
    assert (await see.send("/service/stars/awards", form)).status_code == 303
    page = (await see.see("/service/stars")).text
    assert ("评过的（1）" in page, "本馆一星志愿者" in page) == (True, True)
    coordinator = await a_person("令狐册", Role.COORDINATOR)
    for actor in (coordinator, served.person):
        who = await browser(actor)
        assert (await who.see("/service/stars")).status_code == 403
        assert (await who.send("/service/stars/awards", form)).status_code == 403
