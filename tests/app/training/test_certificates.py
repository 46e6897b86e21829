"""学时证明 (R-06): numbered, checked by anybody, revoked with a reason; never of one's own hours."""

import asyncio
import io
from datetime import date
from fractions import Fraction
from unittest import mock
from unittest.mock import AsyncMock

import docx
import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.gatherings.rules import Kind
from app.gatherings.rules.attendance import Status
from app.office.codes import printed
from app.refusals import Missing, Refused
from app.training import actions
from app.training.queries.certificates import certificates
from app.training.rules import Ledger
from app.training.rules.certificates import CertificatePlan, why_not_days
from app.training.tables import HoursCertificate
from tests.app.training.rows import LATER, THURSDAY, a_past
from tests.cast import browser
from tests.makers import a_person

AUTUMN = {"from_on": date(2026, 11, 1), "to_on": date(2026, 11, 30)}


@pytest.fixture
async def staff(db, monkeypatch):
    """A manager and a librarian who were both at two Thursdays, one in November and one in December."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    manager = await a_person("馆小长", Role.STAFF, Role.MANAGER, Role.SECRETARY)
    member = await a_person("乐小读", Role.STAFF)
    for day in (THURSDAY, THURSDAY.replace(month=12, day=3)):
        await a_past(Kind.STUDY, "周四学习", {one.person: Status.PRESENT for one in (manager, member)}, at=day)
    return manager, member


def plan(person, **changes):
    values = {"person": person, "ledger": Ledger.INSTITUTION, "title": "2026年度集中学习", **AUTUMN}
    return CertificatePlan(**{**values, **changes})


async def test_it_says_the_hours_of_its_days_and_the_next_number(staff):
    manager, member = staff
    for from_on in (date(2026, 11, 1), date(2026, 11, 2)):
        await actions.issue_certificate(manager, plan(member.person, from_on=from_on), now=LATER)
    issued = await certificates(manager, 2026)
    assert [(one.said, one.hours) for one in issued] == [("学证〔2026〕2号", 2.5), ("学证〔2026〕1号", 2.5)]
    assert issued[0].code != issued[1].code
    deed = await Deed.objects().order_by(Deed.id, ascending=False).first()
    assert (deed.verb, deed.subject, deed.details) == ("certificate.issued", 2, f'{{"person":{member.person}}}')


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"to_on": date(2026, 10, 1)}, "结束日期要不早于开始日期"),
        ({"from_on": date(2025, 12, 1)}, "起止要在同一年里"),
        ({"to_on": date(2026, 12, 31)}, "结束日期还没有到"),
        ({"from_on": date(2014, 1, 1), "to_on": date(2014, 2, 1)}, "还没有规则"),
    ],
)
def test_days_that_cannot_be_are_refused_with_the_repair(changes, said):
    (reason,) = why_not_days(plan(1, **changes), LATER.date())
    assert said in reason.sentence


async def test_nobody_certifies_their_own_hours_and_nothing_is_no_hours(staff):
    manager, member = staff
    with pytest.raises(Refused, match="别的馆领导来开"):
        await actions.issue_certificate(manager, plan(manager.person), now=LATER)
    with pytest.raises(Refused, match="没有学时"):
        await actions.issue_certificate(
            manager, plan(member.person, from_on=date(2026, 1, 1), to_on=date(2026, 1, 31)), now=LATER
        )
    with pytest.raises(Missing):
        await actions.issue_certificate(manager, plan(999), now=LATER)
    assert await HoursCertificate.count() == 0


async def test_anybody_checks_it_by_its_code_and_reads_the_masked_name_only(staff):
    manager, member = staff
    await actions.issue_certificate(manager, plan(member.person, result="合格"), now=LATER)
    (one,) = await certificates(manager, 2026)
    stranger = await browser()
    asked = await stranger.see(f"/certificates?code={one.code.lower().replace('-', ' ')}")
    assert (asked.status_code, asked.headers["location"]) == (303, f"/certificates/{one.code}")
    page = (await stranger.see(f"/certificates/{one.code}")).text
    assert ("有效：" in page, "乐*读" in page, "学证〔2026〕1号" in page) == (True, True, True)
    assert ("乐小读" in page, "2.5" in page, "事业单位" in page) == (False, False, False)
    wrong = await stranger.see("/certificates/AAAA-AAAA-AAAA")
    assert (wrong.status_code, "没有查验码是" in wrong.text) == (404, True)
    await actions.revoke_certificate(manager, one.id, "重复开具", now=LATER)
    page = (await stranger.see(f"/certificates/{one.code}")).text
    assert ("已撤销" in page, "有效：" in page, "重复开具" in page) == (True, False, False)
    with pytest.raises(Refused, match="已经撤销"):
        await actions.revoke_certificate(manager, one.id, "再来", now=LATER)


async def test_the_document_says_it_all_and_its_person_may_take_it(staff):
    manager, member = staff
    made = await actions.issue_certificate(manager, plan(member.person, result="合格"), now=LATER)
    (one,) = await certificates(manager, 2026)
    address = f"/log/certificates/{made}/certificate.docx"
    answer = await (await browser(member)).see(address)
    document = docx.Document(io.BytesIO(answer.content))
    said = "\n".join(each.text for each in document.paragraphs)
    pictures = [rel.target_part.blob for rel in document.part.rels.values() if "image" in rel.reltype]
    assert pictures == [printed(f"http://library.test/certificates/{one.code}").png]
    for text in (
        "编号：学证〔2026〕1号",
        "乐小读同志",
        "于2026年11月1日至2026年11月30日参加“2026年度集中学习”",
        "共完成 2.5 学时",
        "考核结果：合格。",
        "《事业单位工作人员培训规定》",
        f"查验码：{one.code}",
        f"打开 http://library.test/certificates/{one.code}",
    ):
        assert text in said, (text, said)
    assert "已撤销" not in said
    assert (await (await browser(await a_person("华小卷", Role.STAFF))).see(address)).status_code == 404


async def test_the_form_comes_back_with_the_sentence_at_its_field(staff):
    manager, member = staff
    who = await browser(manager)
    form = {
        "person": str(member.person),
        "ledger": "institution",
        "from_on": "2026-11-01",
        "to_on": "2027-01-01",
        "title": "学习",
    }
    answer = await who.send("/log/certificates", form)
    assert (answer.status_code, 'id="e-to_on"' in answer.text) == (409, True)
    answer = await who.send("/log/certificates", {**form, "to_on": "2026-11-30", "title": ""})
    assert (answer.status_code, 'id="e-title"' in answer.text) == (422, True)
    assert (await who.send("/log/certificates", {**form, "to_on": "2026-11-30"})).status_code == 303
    page = (await who.see("/log/certificates")).text
    assert "学证〔2026〕1号 · 乐小读" in page
    assert "学证〔2026〕1号" in (await (await browser(member)).see("/record?year=2026")).text


async def test_every_ledger_can_be_certified_and_the_same_hours_once(staff):
    """Back and 开具 again, or two people at once, make one certificate; a revoked one may be issued anew."""
    manager, member = staff
    hours_of = "app.training.queries.certificates.hours_between"
    for ledger in Ledger:
        with mock.patch(hours_of, AsyncMock(return_value=Fraction(2))):
            done = await asyncio.gather(
                *(actions.issue_certificate(manager, plan(member.person, ledger=ledger), now=LATER) for _ in range(2)),
                return_exceptions=True,
            )
            (refused,) = [one for one in done if isinstance(one, Refused)]
            assert "已经开过一张：学证〔2026〕" in str(refused)
            (issued,) = [one for one in done if isinstance(one, int)]
            await actions.revoke_certificate(manager, issued, "日期写错了", now=LATER)
            assert await actions.issue_certificate(manager, plan(member.person, ledger=ledger), now=LATER) > issued


async def test_the_party_s_hours_are_certified_by_those_who_may_know(staff):
    """The secretary certifies the Party's ledgers and no other, the manager the others and not the Party's."""
    _, member = staff
    secretary, manager = await a_person("支小书", Role.SECRETARY), await a_person("馆二长", Role.MANAGER)
    of_the_party, other = plan(member.person, ledger=Ledger.PARTY), plan(member.person)
    for who, wrong in ((secretary, other), (manager, of_the_party)):
        with pytest.raises(Missing):
            await actions.issue_certificate(who, wrong, now=LATER)
    made = await actions.issue_certificate(secretary, of_the_party, now=LATER)
    await actions.issue_certificate(manager, other, now=LATER)
    auditor = await a_person("审计员", Role.AUDITOR)
    seen = [[one.ledger for one in await certificates(who, 2026)] for who in (secretary, manager, auditor)]
    assert seen == [[Ledger.PARTY], [Ledger.INSTITUTION], []]
    address = f"/log/certificates/{made}/certificate.docx"
    answers = [(await (await browser(who)).see(address)).status_code for who in (secretary, manager, member, auditor)]
    assert answers == [200, 404, 200, 404]
