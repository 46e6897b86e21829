"""Who withdrew their application may have deleted what was written about them: it is gone from rows, files and pages."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from app import clock
from app.office.gate import EVIDENCE, admit
from app.party.actions import rights
from app.party.actions.cases import papers, recording, writing
from app.party.queries.case_texts import papers_of, reviews_of, vettings_of
from app.party.queries.cases import case_facts
from app.party.queries.own_rows import own_rows
from app.party.queries.rights import own_requests
from app.party.rules.cases.acts import Act
from app.party.rules.cases.documents import Paper
from app.party.rules.cases.facts import End
from app.party.rules.rights import GONE, Part
from app.party.steps.erasing import ERASABLE
from app.party.tables.cases import TABLES, ApplicantAct, ApplicantReview, ApplicantVetting
from app.refusals import Refused
from app.storage.tables import StoredFile
from tests.app.party.case_rows import NOW, a_filed_case, happened
from tests.app.party.rows import acting
from tests.cast import browser
from tests.pictures import photo

SECRET = "家里有人生病，想过一阵再说"
TODAY = date(2026, 11, 30)


async def a_case_with_texts():
    """Reviewed, vetted, with papers and remarks; the application not withdrawn yet."""
    filed = await a_filed_case(Act.TRAINED)
    keeper, case = filed.keeper, filed.case
    await writing.write_review(keeper, case, Act.REVIEWED, date(2025, 12, 1), SECRET, now=NOW)
    await writing.write_vetting(keeper, case, date(2025, 12, 2), SECRET, passes=True, now=NOW)
    trained = happened(Act.TRAINED, date(2025, 12, 3), said=SECRET)
    number = await recording.record(keeper, case, trained, now=NOW)
    again = happened(Act.TRAINED, date(2025, 12, 4), said=SECRET)
    await recording.correct(keeper, case, number, again, SECRET, now=NOW)
    talked = next(one for one in (await case_facts(case)).happened if one.act is Act.TALKED)
    await recording.correct(keeper, case, talked.number, happened(Act.TALKED, date(2024, 5, 2)), SECRET, now=NOW)
    await recording.explain(keeper, case, Act.TALKED, SECRET, now=NOW)
    file = await admit("家庭情况.jpg", photo(40, 30), EVIDENCE)
    await papers.add_paper(keeper, case, Paper.VETTING, date(2025, 12, 2), SECRET, file, now=NOW)
    await papers.add_paper(keeper, case, Paper.APPLICATION, date(2024, 3, 11), "纸质", None, now=NOW)
    await papers.add_paper(keeper, case, Paper.APPLICATION, date(2024, 3, 12), "", None, now=NOW)
    await papers.remove_paper(keeper, case, max(one.id for one in await papers_of(case)), SECRET, now=NOW)
    return filed


async def withdrawn(filed, kind=End.WITHDRAWN):
    await recording.end(filed.keeper, filed.case, kind, TODAY, SECRET, now=NOW)


async def everything_kept() -> str:
    """Each text of each row of the case, as the database has it."""
    return repr([await table.select() for table in TABLES])


async def test_what_was_written_goes_and_that_there_was_a_case_stays(db):
    filed = await a_case_with_texts()
    await withdrawn(filed)
    await rights.ask(filed.applicant, Part.APPLICANT_PAPERS, "", now=NOW)
    [asked] = await own_requests(filed.applicant.person)
    before = await case_facts(filed.case)
    emptied = await rights.answer(filed.keeper, asked.id, done=True, reason="本人已撤回", now=NOW)
    texts = {
        "act": 2,
        "correction": 2,
        "explanation": 1,
        "ending": 1,
        "notice result": 1,
        "note": 2,
        "file name": 1,
        "removal": 1,
    }
    papers_listed = 2
    assert emptied == 3 + 2 + sum(texts.values()) + papers_listed
    assert SECRET not in await everything_kept()
    after = await case_facts(filed.case)
    assert [(one.act, one.on) for one in after.happened] == [(one.act, one.on) for one in before.happened]
    assert {one.said for one in await reviews_of(filed.case)} == {GONE}
    assert {one.said for one in await vettings_of(filed.case)} == {GONE}
    assert await papers_of(filed.case) == []
    assert [row["body"] for row in await StoredFile.select(StoredFile.body)] == [b""]
    assert await ERASABLE[Part.APPLICANT_PAPERS].count(filed.applicant.person) == 0


@pytest.mark.parametrize("kind", [None, End.MOVED, End.STOPPED, End.NOT_ADMITTED])
async def test_only_a_withdrawn_application_lets_them_go(db, kind):
    """2026 art. 12: the papers follow who moves; art. 36: they are filed where somebody is admitted."""
    filed = await a_case_with_texts()
    if kind:
        await withdrawn(filed, kind)
    with pytest.raises(Refused, match="您没有撤回入党申请后留下的考察、政治审查和材料"):
        await rights.ask(filed.applicant, Part.APPLICANT_PAPERS, "", now=NOW)
    assert await ERASABLE[Part.APPLICANT_PAPERS].empty(filed.applicant.person, NOW) == 0
    assert SECRET in await everything_kept()


async def test_another_s_case_and_a_taken_back_withdrawal_stay_whole(db):
    filed = await a_case_with_texts()
    await withdrawn(filed)
    await recording.reopen(filed.keeper, filed.case, "记错了人", now=NOW)
    assert await ERASABLE[Part.APPLICANT_PAPERS].empty(filed.applicant.person, NOW) == 0
    other = await a_filed_case(Act.OPINIONS, name="别小人", branch=filed.branch)
    await recording.end(other.keeper, other.case, End.WITHDRAWN, TODAY, "本人撤回", now=NOW)
    assert await ERASABLE[Part.APPLICANT_PAPERS].empty(other.applicant.person, NOW) > 0
    assert SECRET in {one.said for one in await reviews_of(filed.case)}


@pytest.mark.parametrize("table", [ApplicantReview, ApplicantVetting, ApplicantAct])
async def test_a_text_may_be_emptied_and_never_rewritten(db, table):
    await a_case_with_texts()
    with pytest.raises(Exception, match="insert-only"):
        await table.update({table.said: "改写的话"}, force=True)
    with pytest.raises(Exception, match="insert-only"):
        await table.update({table.at: NOW.replace(year=2020)}, force=True)


async def test_the_whole_way_is_walked_on_the_pages(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    filed = await a_case_with_texts()
    await withdrawn(filed)
    own, keeper = await browser(filed.applicant), await browser(filed.keeper)
    assert "撤回入党申请后留下的考察、政治审查和材料" in (await own.see("/party/me/data")).text
    asked = await own.send("/party/me/data", {"part": "applicant_papers", "because": "不想留着"})
    assert asked.status_code == 303, asked.text
    [request] = await own_requests(filed.applicant.person)
    gone = await keeper.send(f"/party/requests/{request.id}", {"reason": "本人已撤回", "done": "1"})
    assert gone.status_code == 303, gone.text
    at = f"/party/applicants/{filed.case}"
    for kind in ("review", "vetting"):
        await keeper.send(f"{at}/looks", {"kind": kind, "why": "核对删除"})
    shown = [(await keeper.see(at)).text, (await own.see("/party/applicants/mine")).text]
    assert [(SECRET in text, "表现稳定" in text, "（内容已删除）" in text) for text in shown] == [
        (False, False, True)
    ] * 2


async def test_a_copy_holds_one_s_own_case_and_whom_one_guides(db, monkeypatch):
    """个人信息保护法 art. 45: 个人有权查阅、复制其个人信息."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    filed = await a_case_with_texts()
    rows = await own_rows(filed.applicant.person)
    assert [row.sort for row in rows if row.said.startswith(SECRET)] == ["考察"]
    assert {row.sort for row in rows} == {"发展党员", "考察", "政治审查", "入党材料"}
    assert [row.said for row in rows if row.sort == "政治审查"] == [f"合格 {SECRET}", "合格 审查合格"]
    guide = acting(filed.branch, 1)
    assert ("培养联系人", "申小学 — 现在") in [(row.sort, row.said) for row in await own_rows(guide.person)]
    assert SECRET not in repr(await own_rows(guide.person))
    book = await (await browser(filed.applicant)).see("/party/me/data.xlsx")
    cells = CalamineWorkbook.from_filelike(BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert [row[2] for row in cells if row[0] == "政治审查"] == [f"合格 {SECRET}", "合格 审查合格"]
