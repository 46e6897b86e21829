"""A paper stands on a frozen list of records, says their sums and no other, and its check page says what became of them."""

import asyncio
import io
import re
import zlib
from datetime import date, timedelta

import docx
import pytest

from app import clock
from app.actor import Role
from app.audit.tables import Deed
from app.notices.tables import Notice
from app.office.codes import printed
from app.people.tables import KnownAddress, SignInFailure
from app.refusals import Missing, Refused
from app.service.actions import issuing
from app.service.actions.issuing import Wanted
from app.service.exports import paper_values
from app.service.queries.papers import paper, papers, records_on
from app.service.queries.requests import requests, requests_of
from app.service.rules.papers import PaperSetting, PaperTitle, Sums
from app.service.tables import ServicePaper, ServicePaperLine
from app.shifts.tables import AcceptedSite
from tests.app.service.recorded import NOW, a_library_that_is_served, a_record, a_server, at_place, void
from tests.cast import browser
from tests.makers import a_person


@pytest.fixture
async def served(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return await a_library_that_is_served()


async def issued(served, **wanted):
    made = await issuing.issue_paper(served.manager, Wanted(served.volunteer, **wanted), now=NOW)
    return await paper(served.manager, made)


async def test_a_paper_sums_up_its_records_and_never_mixes_what_was_written_in_afterwards(served):
    records = [
        await a_record(served.volunteer, 180, days_ago=30),
        await a_record(served.volunteer, 100, days_ago=20, source="list"),
        await a_record(served.volunteer, 60, days_ago=10, source="hand"),
    ]
    one = await issued(served)
    assert (one.said, one.sums) == ("志记〔2026〕1号", Sums(2, 280, 1, 60))
    assert (one.from_on, one.to_on) == (date(2026, 10, 31), date(2026, 11, 20))
    stood_on = await records_on(one.id)
    assert [record.id for record in stood_on] == records
    assert sum(record.minutes for record in stood_on) == one.sums.system_minutes + one.sums.hand_minutes
    told = await Notice.select(Notice.message, Notice.params).where(Notice.person == served.person.person)
    assert [row["params"] for row in told if "已出具" in row["message"]] == ['{"number":"志记〔2026〕1号"}']


async def test_only_the_days_that_were_asked_for_and_no_voided_record_stand_on_it(served):
    await a_record(served.volunteer, days_ago=40)
    inside = await a_record(served.volunteer, days_ago=20)
    wrong = await a_record(served.volunteer, days_ago=15)
    await a_record(served.volunteer, days_ago=1)
    await void(wrong)
    one = await issued(served, from_on=date(2026, 11, 1), to_on=date(2026, 11, 20))
    assert [record.id for record in await records_on(one.id)] == [inside]


async def test_what_a_partner_records_is_left_out_and_the_paper_says_so(served):
    await a_record(served.volunteer, 180)
    await a_record(served.volunteer, 240, days_ago=5, recording_unit=served.partner, unit_name="示例志愿者协会")
    await a_record(served.volunteer, 60, days_ago=4, recording_unit=served.own)
    one = await issued(served)
    assert (one.sums, one.left_out_times, one.left_out) == (Sums(2, 240, 0, 0), 1, "示例志愿者协会")
    page = (await (await browser(served.person)).see(f"/service/papers/{one.id}")).text
    assert "另有 1 次服务由合作单位记录，由它出具，不在这张纸上：示例志愿者协会" in page


async def test_a_record_that_is_voided_after_the_issue_stays_on_the_paper_and_marks_its_check_page(served):
    record = await a_record(served.volunteer, 180)
    await a_record(served.volunteer, 60, days_ago=5)
    one = await issued(served)
    stranger = await browser()
    before = (await stranger.see(f"/certificates/{one.code}")).text
    await void(record)
    after = (await stranger.see(f"/certificates/{one.code}")).text
    assert ("有效：" in before, "其中有记录已更正" in before) == (True, False)
    assert ("有效：" in after, "其中有记录已更正" in after) == (True, True)
    again = await paper(served.manager, one.id)
    assert (again.sums, again.amended) == (Sums(2, 240, 0, 0), 1)
    assert (
        "其中有 1 条记录在开出以后作废了"
        in (await (await browser(served.manager)).see(f"/service/papers/{one.id}")).text
    )


async def test_the_check_page_says_number_surname_days_times_and_hours_and_nothing_else(served):
    await a_record(served.volunteer, 100)
    await a_record(served.volunteer, 60, days_ago=5, source="hand")
    one = await issued(served, note="入党材料")
    page = (await (await browser()).see(f"/certificates/{one.code}")).text
    shown = re.search(r'<dl class="facts">(.*?)</dl>', page, re.DOTALL)[1]
    facts = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", shown)
    assert facts == [
        ("编号", "志记〔2026〕1号"),
        ("姓名", "阿**"),
        ("服务期间", "2026-11-20 至 2026-11-25"),
        ("系统记录", "1 小时 40 分钟（1 次）"),
        ("人工补录", "1 小时（1 次）"),
    ]
    for secret in ("依古丽", "买买提", "320831", "导读", "示例总馆", "单知行", "入党材料"):
        assert secret not in page


async def test_whoever_guesses_at_codes_waits_and_whoever_has_one_does_not(served):
    await a_record(served.volunteer)
    one = await issued(served)
    stranger = await browser()
    for _try in range(7):
        assert (await stranger.see(f"/certificates/{one.code}")).status_code == 200
    answers = [(await stranger.see("/certificates/AAAA-AAAA-AAAA")).status_code for _try in range(6)]
    assert answers == [404] * 5 + [409]
    assert (await stranger.see(f"/certificates/{one.code}")).status_code == 200


def a_wrong_code(number):
    """One of many that nobody issued."""
    letters = "ACDEFGHJKM"
    return f"AAAA-AAAA-AA{letters[number // 10]}{letters[number % 10]}"


async def test_different_wrong_codes_are_forty_an_hour_from_one_address_and_it_says_when_to_come_back(
    served, monkeypatch
):
    await a_record(served.volunteer)
    one = await issued(served)
    stranger = await browser()
    answers = [await stranger.see(f"/certificates/{a_wrong_code(number)}") for number in range(41)]
    assert [answer.status_code for answer in answers] == [404] * 40 + [409]
    assert ["还可以查错" in answer.text for answer in answers] == [False] * 34 + [True] * 6 + [False]
    assert "这个网络一小时内还可以查错 0 个" in answers[39].text
    wait = "这个网络查错的查验码太多了，13:00 以后再查；急的话联系开具单位"
    assert wait in answers[40].text
    # Whoever guesses would else know by the answer which code is one.
    assert (await stranger.see(f"/certificates/{one.code}")).status_code == 409
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))
    assert (await stranger.see(f"/certificates/{one.code}")).status_code == 200


async def test_a_school_behind_one_address_has_more(served):
    stranger = await browser()
    await stranger.see(f"/certificates/{a_wrong_code(99)}")
    here = (await SignInFailure.select(SignInFailure.address).first())["address"]
    for number in range(3):
        person = await a_person(f"读者{number}")
        await KnownAddress(person=person.id, address=here, seen_at=NOW).save()
    answers = [(await stranger.see(f"/certificates/{a_wrong_code(number)}")).status_code for number in range(60)]
    assert answers == [404] * 60


async def test_a_revoked_paper_says_so_and_another_may_be_issued(served):
    await a_record(served.volunteer)
    one = await issued(served)
    with pytest.raises(Refused, match="同样的一张已经出具过：志记〔2026〕1号"):
        await issued(served)
    await issuing.revoke_paper(served.manager, one.id, "姓名写错", now=NOW)
    page = (await (await browser()).see(f"/certificates/{one.code}")).text
    assert ("已撤销" in page, "有效：" in page, "姓名写错" in page) == (True, False, False)
    with pytest.raises(Refused, match="已经撤销"):
        await issuing.revoke_paper(served.manager, one.id, "再来", now=NOW)
    other = await issued(served)
    assert [(each.said, each.revoked_reason) for each in await papers(served.manager, 2026)] == [
        ("志记〔2026〕2号", ""),
        ("志记〔2026〕1号", "姓名写错"),
    ]
    assert other.code != one.code


async def test_two_people_who_issue_at_once_make_one_paper_and_numbers_have_no_gap(served):
    await a_record(served.volunteer)
    _person, second = await a_server(served.manager, "乐小读")
    await a_record(second)
    wanted = [served.volunteer, served.volunteer, second]
    done = await asyncio.gather(
        *(issuing.issue_paper(served.manager, Wanted(one), now=NOW) for one in wanted), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in done) == ["Refused", "int", "int"]
    assert sorted(row["number"] for row in await ServicePaper.select(ServicePaper.number)) == [1, 2]


async def test_a_new_year_begins_with_one(served, monkeypatch):
    await a_record(served.volunteer)
    await issued(served)
    later = NOW + timedelta(days=40)
    monkeypatch.setattr(clock, "now", lambda: later)
    await a_record(served.volunteer, days_ago=1)
    made = await issuing.issue_paper(served.manager, Wanted(served.volunteer), now=later)
    assert (await paper(served.manager, made)).said == "志记〔2027〕1号"


async def test_a_paper_that_cannot_be_leaves_nothing(served):
    with pytest.raises(Refused, match="没有核定过的服务记录"):
        await issued(served)
    with pytest.raises(Refused, match="还没有到"):
        await issued(served, to_on=date(2026, 12, 1))
    with pytest.raises(Missing):
        await issuing.issue_paper(served.manager, Wanted(999), now=NOW)
    await a_record(served.volunteer, recording_unit=served.partner, unit_name="示例志愿者协会")
    with pytest.raises(Refused, match="由它出具：示例志愿者协会"):
        await issued(served)
    own_manager, volunteer = await a_server(served.manager, "馆小长")
    await a_record(volunteer)
    with pytest.raises(Refused, match="自己的志愿服务记录由别人来出具"):
        await issuing.issue_paper(own_manager, Wanted(volunteer), now=NOW)
    assert (await ServicePaper.count(), await ServicePaperLine.count()) == (0, 0)
    assert await Deed.count().where(Deed.verb == "service_paper.issued") == 0


async def test_papers_are_never_changed_and_never_deleted(served):
    await a_record(served.volunteer)
    one = await issued(served)
    for statement in (
        ServicePaper.update({ServicePaper.hand_minutes: 9}).where(ServicePaper.id == one.id),
        ServicePaperLine.delete().where(ServicePaperLine.paper == one.id),
    ):
        with pytest.raises(Exception, match="insert-only"):
            await statement


async def test_a_coordinator_issues_for_the_volunteers_of_their_places_only(served, db):
    from app.people.tables import ServicePoint

    points = [ServicePoint(name=name, kind="reading_bar", library=served.own) for name in ("示例总馆", "示例书吧")]
    for point in points:
        await point.save()
    await AcceptedSite(volunteer=served.volunteer, place=points[0].id).save()
    await a_record(served.volunteer)
    with pytest.raises(Missing):
        await issuing.issue_paper(at_place(served.coordinator, points[1].id), Wanted(served.volunteer), now=NOW)
    made = await issuing.issue_paper(at_place(served.coordinator, points[0].id), Wanted(served.volunteer), now=NOW)
    assert await paper(at_place(served.coordinator, points[1].id), made) is None
    assert (await paper(served.person, made)).issued_by == "王小芳"


async def test_a_certificate_is_called_so_only_after_the_library_has_switched_it_on(served):
    await a_record(served.volunteer)
    first = await issued(served)
    with pytest.raises(Refused, match="填写负责人"):
        await issuing.set_papers(served.manager, PaperSetting(PaperTitle.CERTIFICATE), now=NOW)
    full = PaperSetting(PaperTitle.CERTIFICATE, "单知行", "0517-11111111", "2026年第3次馆务会")
    await issuing.set_papers(served.manager, full, now=NOW)
    second = await issued(served)
    assert [(one.said, one.leader, one.contact) for one in (first, second)] == [
        ("志记〔2026〕1号", "", "0517-00000000"),
        ("志证〔2026〕2号", "单知行", "0517-11111111"),
    ]
    see = await browser(served.person)
    titles = [
        re.search(r"<h1>(.*?)</h1>", (await see.see(f"/service/papers/{one.id}")).text)[1] for one in (first, second)
    ]
    assert titles == ["志愿服务记录<br><small>（本馆出具）</small>", "志愿服务记录证明"]


async def test_a_volunteer_asks_and_is_answered_by_a_paper_or_a_reason(served):
    await a_record(served.volunteer)
    asked = await issuing.ask_for_paper(served.person, None, None, "评优", now=NOW)
    with pytest.raises(Refused, match="已经申请过"):
        await issuing.ask_for_paper(served.person, None, None, "", now=NOW)
    other = await issuing.ask_for_paper(served.person, date(2026, 1, 1), None, "", now=NOW)
    assert [one.id for one in await requests(served.manager)] == [asked, other]
    _person, stranger = await a_server(served.manager, "乐小读")
    with pytest.raises(Missing):
        await issuing.issue_paper(served.manager, Wanted(stranger, request=asked), now=NOW)
    await issued(served, request=asked)
    await issuing.decline_request(served.manager, other, "和上一张一样", now=NOW)
    for answered in (asked, other):
        with pytest.raises(Refused, match="已经办了"):
            await issuing.decline_request(served.manager, answered, "再来一次", now=NOW)
    assert await requests(served.manager) == []
    assert [(one.id, one.paper, one.declined) for one in await requests_of(served.volunteer)] == [
        (other, None, "和上一张一样"),
        (asked, 1, ""),
    ]
    with pytest.raises(Missing):
        await issuing.ask_for_paper(served.manager, None, None, "", now=NOW)


def drawn(body):
    """The characters of a PDF, as its own tables from glyphs to characters say them."""
    found = set()
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", body, re.DOTALL):
        try:
            text = zlib.decompress(packed)
        except zlib.error:
            continue
        for code in re.findall(rb"^<[0-9a-fA-F]+> <([0-9a-fA-F]+)>", text, re.MULTILINE):
            found.update(bytes.fromhex(code.decode()).decode("utf-16-be"))
    return found


async def test_the_pdf_says_it_all_has_one_page_and_is_the_same_every_time(served):
    _person, volunteer = await a_server(served.manager, "㛃䶮𬱖龑·喆")
    await a_record(volunteer, 210)
    made = await issuing.issue_paper(served.manager, Wanted(volunteer, note="评优"), now=NOW)
    see = await browser(served.manager)
    answer = await see.see(f"/service/papers/{made}/paper.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    body = answer.content
    assert set("志愿服务记录（本馆出具）㛃䶮𬱖龑·喆3小时30分钟系统记录负责人经办人联系方式评优") <= drawn(body)
    assert len(re.findall(rb"/Type\s*/Page\b", body)) == 1
    assert (await see.see(f"/service/papers/{made}/paper.pdf")).content == body


async def test_a_long_paper_repeats_its_head_and_counts_its_pages(served):
    for ago in range(1, 61):
        await a_record(served.volunteer, 180, days_ago=ago, content="整理书架、协助少儿室开展绘本讲读活动，维持秩序")
    one = await issued(served)
    body = (await (await browser(served.manager)).see(f"/service/papers/{one.id}/paper.pdf")).content
    assert len(re.findall(rb"/Type\s*/Page\b", body)) == 3


@pytest.mark.parametrize(("content", "pages"), [("导读", 1), ("Muhammadjanovtursunniyaz" * 12, 4)])
async def test_a_long_word_in_letters_wraps_in_its_cell(served, content, pages):
    """A line that ran out of its cell would leave the paper as short as one with short words."""
    for ago in range(1, 16):
        await a_record(served.volunteer, 180, days_ago=ago, content=content)
    one = await issued(served)
    body = (await (await browser(served.manager)).see(f"/service/papers/{one.id}/paper.pdf")).content
    assert len(re.findall(rb"/Type\s*/Page\b", body)) == pages


async def test_a_paper_says_that_it_was_asked_for_only_where_it_was(served):
    await a_record(served.volunteer)
    asked = await issuing.ask_for_paper(served.person, None, None, "评优", now=NOW)
    plain = await issued(served)
    await issuing.revoke_paper(served.manager, plain.id, "重开", now=NOW)
    followed = await issued(served, request=asked)
    said = [paper_values(one, [], address="")["notes"][2].split("，")[0] for one in (plain, followed)]
    assert said == ["按本馆的服务台账出具", "依志愿者本人申请出具"]


async def test_a_name_that_the_fonts_lack_is_named_and_the_word_document_is_made(served):
    _person, volunteer = await a_server(served.manager, "王𠀀明")
    await a_record(volunteer)
    made = await issuing.issue_paper(served.manager, Wanted(volunteer), now=NOW)
    see = await browser(served.manager)
    answer = await see.see(f"/service/papers/{made}/paper.pdf")
    assert (answer.status_code, "U+20000" in answer.text, "下载 Word 版" in answer.text) == (409, True, True)
    assert (await see.see(f"/service/papers/{made}/paper.docx")).status_code == 200


async def test_the_word_document_says_the_same(served):
    await a_record(served.volunteer, 100)
    await a_record(served.volunteer, 60, days_ago=5, source="hand")
    one = await issued(served)
    answer = await (await browser(served.person)).see(f"/service/papers/{one.id}/paper.docx")
    document = docx.Document(io.BytesIO(answer.content))
    said = [each.text for each in document.paragraphs if each.text]
    assert said[:4] == ["志愿服务记录", "（本馆出具）", "志记〔2026〕1号", "一、志愿者"]
    assert (
        "姓名：阿依古丽·买买提" in said,
        "系统记录：1 小时 40 分钟（1 次）" in said,
        "人工补录：1 小时（1 次）" in said,
    ) == (True,) * 3
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["序号", "日期", "时间", "项目和地点", "服务内容", "时长", "来源"]
    assert [row[5:] for row in rows[1:]] == [["1 小时 40 分钟", "系统"], ["1 小时", "补录"]]
    pictures = [rel.target_part.blob for rel in document.part.rels.values() if "image" in rel.reltype]
    assert pictures == [printed(f"http://library.test/certificates/{one.code}").png]


async def test_pages_for_the_right_people(served):
    await a_record(served.volunteer)
    one = await issued(served)
    stranger = await a_person("乐小读", Role.VOLUNTEER)
    auditor = await a_person("审计员", Role.AUDITOR)
    answers = {}
    own = f"/service/papers/{one.id}"
    addresses = ("/service/papers", "/service/papers/new", own, f"{own}/paper.pdf")
    for name, actor in (("own", served.person), ("other", stranger), ("auditor", auditor), ("manager", served.manager)):
        see = await browser(actor)
        answers[name] = [(await see.see(address)).status_code for address in addresses]
    assert answers == {
        "own": [403, 403, 200, 200],
        "other": [403, 403, 404, 404],
        "auditor": [403, 403, 404, 404],
        "manager": [200, 200, 200, 200],
    }
    answer = await (await browser(served.person)).send(f"{own}/revocations", {"reason": "自己撤"})
    assert answer.status_code == 403


async def test_the_form_shows_what_the_paper_would_stand_on_and_comes_back_with_the_sentence_at_its_field(served):
    await a_record(served.volunteer, 210)
    see = await browser(served.manager)
    page = (await see.see(f"/service/papers/new?volunteer={served.volunteer}&from_on=&to_on=")).text
    assert ("3 小时 30 分钟" in page, 'action="/service/papers" method="post"' in page) == (True, True)
    form = {"volunteer": str(served.volunteer), "from_on": "2026-11-01", "to_on": "2026-12-24"}
    answer = await see.send("/service/papers", form)
    assert (answer.status_code, 'id="e-to_on"' in answer.text) == (409, True)
    answer = await see.send("/service/papers", {**form, "to_on": "2026-13-01"})
    assert (answer.status_code, 'id="e-to_on"' in answer.text) == (422, True)
    answer = await see.send("/service/papers", {**form, "to_on": ""})
    assert (answer.status_code, answer.headers["location"]) == (303, "/service/papers/1")
    own = await browser(served.person)
    for days, status in (({"to_on": "2027-01-01"}, 409), ({"to_on": "2026-13-01"}, 422)):
        answer = await own.send("/service/papers/requests", {**days, "purpose": "评优"})
        assert (answer.status_code, 'id="e-to_on"' in answer.text, 'value="评优"' in answer.text) == (
            status,
            True,
            True,
        )
    assert (await own.send("/service/papers/requests", {"purpose": "评优"})).headers[
        "location"
    ] == "/service/file#papers"
    assert "评优" in (await see.see("/service/papers")).text
