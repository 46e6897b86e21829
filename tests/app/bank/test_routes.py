import re

import pytest

from app.audit.tables import Deed
from app.bank import queries
from app.bank.queries import Sought
from app.bank.tables import Question
from quizzes import content
from tests.app.bank.conftest import EDITOR, NOW

SINGLE = {
    "stem": "公共图书馆应当把什么作为重要任务（　）。",
    "option_0": "服务全民阅读",
    "option_1": "经营图书销售",
    "option_2": "出租馆舍",
    "keys": "0",
    "explanation": "第三条写明以推动、引导、服务全民阅读为重要任务。",
    "source": "public-library-law@2018-10-26",
    "article": "3",
    "paragraph": "1",
    "quote": "应当将推动、引导、服务全民阅读作为重要任务",
    "domain": "promotion",
    "difficulty": "1",
}


async def id_of(code):
    return (await Question.select(Question.id).where(Question.code == code).first())["id"]


def location(answer):
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


@pytest.mark.parametrize("path", ["/bank", "/bank/1", "/bank/new", "/bank/new/single_choice", "/bank/1/edit"])
async def test_the_bank_holds_keys_so_only_editors_enter(db, staff, visitor, path):
    assert (await staff.get(path)).status_code == 403
    assert location(await visitor.get(path)).startswith("/sign-in?next=")


@pytest.mark.parametrize(
    "path",
    ["/bank/1", "/bank/new/true_false", "/bank/1/review", "/bank/1/retirement", "/bank/1/restoration",
     "/bank/1/versions/1/reinstatement"],
)  # fmt: skip
async def test_nobody_but_editors_changes_the_bank(db, staff, path):
    assert (await staff.post(path)).status_code == 403


async def test_everybody_signed_in_reads_the_law(staff, visitor):
    law = await staff.get("/laws/public-library-law/2018-10-26")
    assert law.status_code == 200
    assert re.findall(r'id="article-(\d+)"', law.text) == [str(number) for number in range(1, 56)]
    assert location(await visitor.get("/laws")).startswith("/sign-in")


async def test_every_law_has_its_page(staff):
    index = await staff.get("/laws")
    addresses = re.findall(r'href="(/laws/[^"]+)"', index.text)
    assert len(addresses) == len(content.laws())
    assert {(await staff.get(address)).status_code for address in addresses} == {200}


async def test_an_unknown_law_is_missing(staff):
    assert (await staff.get("/laws/public-library-law/1900-01-01")).status_code == 404


async def test_an_empty_bank_says_what_to_do(db, editor):
    assert "题库里还没有题" in (await editor.get("/bank")).text


async def test_the_list_is_filtered_by_the_address(loaded, editor):
    ours = [item for item in content.questions() if item.question.kind == "true_false" and item.difficulty == 2]
    shown = await editor.get("/bank?kind=true_false&difficulty=2")
    assert f"共 {len(ours)} 题" in shown.text
    assert "没有符合这些条件的题" in (await editor.get("/bank?q=绝无此词")).text


async def test_htmx_gets_only_the_list(loaded, editor):
    part = await editor.get("/bank?difficulty=5", **{"HX-Request": "true"})
    assert part.text.strip().startswith('<section id="questions"')


async def test_a_page_past_the_end_shows_the_empty_state(loaded, editor):
    assert (await editor.get("/bank?p=999")).status_code == 200
    assert (await editor.get("/bank?p=x&difficulty=x&kind=x")).status_code == 200


async def test_a_question_is_shown_with_key_quote_and_law(loaded, editor):
    item = next(one for one in content.questions() if one.code == "PLL-001")
    shown = (await editor.get(f"/bank/{await id_of('PLL-001')}")).text
    assert item.explanation in shown
    assert f"#article-{item.citation.article}" in shown
    assert "".join(re.findall(r"<mark>(.*?)</mark>", shown)) == item.citation.quote


async def test_every_question_that_ships_has_its_page_and_its_form(loaded, editor):
    for code in {item.question.kind: item.code for item in content.questions()}.values():
        question_id = await id_of(code)
        assert (await editor.get(f"/bank/{question_id}")).status_code == 200
        assert (await editor.get(f"/bank/{question_id}/edit")).status_code == 200


async def test_a_question_that_is_not_there_is_missing(db, editor):
    assert (await editor.get("/bank/999")).status_code == 404
    assert (await editor.get("/bank/new/essay")).status_code == 404


async def test_a_new_question_waits_for_its_review(db, editor):
    address = location(await editor.post("/bank/new/single_choice", **SINGLE))
    assert "还没有复核" in (await editor.get(address)).text
    assert await queries.candidates(EDITOR) == []
    location(await editor.post(f"{address}/review", number="1"))
    assert len(await queries.candidates(EDITOR)) == 1
    assert [row["verb"] for row in await Deed.select(Deed.verb).order_by(Deed.id)] == [
        "question.added",
        "question.reviewed",
    ]


async def test_a_saved_form_is_the_form_shown(loaded, editor):
    for kind in ("single_choice", "multiple_response", "true_false", "fill_in_blanks"):
        item = next(one for one in content.questions() if one.question.kind == kind)
        question_id = await id_of(item.code)
        form = (await editor.get(f"/bank/{question_id}/edit")).text
        answer = await editor.client.post(
            f"/bank/{question_id}", data=fields_of(form), headers={"x-csrf-token": token(form)}
        )
        assert answer.status_code == 409, (kind, answer.text)
        assert "没有要保存的" in answer.text


def token(html):
    return re.search(r'name="_token" value="([^"]+)"', html)[1]


def fields_of(html):
    """What a browser would send of the page's form."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self):
            super().__init__()
            self.fields, self.area, self.select = {}, None, None

        def handle_starttag(self, tag, attributes):
            given = dict(attributes)
            name = given.get("name")
            if tag == "input" and name and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
                self.fields.setdefault(name, []).append(given.get("value", ""))
            elif tag == "textarea":
                self.area, self.fields[name] = name, [""]
            elif tag == "select":
                self.select = name
            elif tag == "option" and "selected" in given:
                self.fields[self.select] = [given["value"]]

        def handle_endtag(self, tag):
            self.area = None if tag == "textarea" else self.area

        def handle_data(self, data):
            if self.area:
                self.fields[self.area][0] += data

    reader = Reader()
    reader.feed(html[html.index('method="post" novalidate') :].partition("</form>")[0])
    return reader.fields


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"quote": "应当将经营作为重要任务"}, "quote", "第 3 条第 1 款里没有这段原文"),
        ({"article": "56"}, "article", "公共图书馆法共 55 条，没有第 56 条"),
        ({"paragraph": "3"}, "paragraph", "第 3 条共 2 款，没有第 3 款"),
        ({"source": "no-such-law@2018-10-26"}, "source", "没有这部法规"),
        ({"keys": "5"}, "keys", "答案 F 没有对应的选项"),
        ({"keys": ""}, "keys", "勾出正确的答案"),
        ({"option_1": "服务全民阅读"}, "option_1", "选项 B 和选项 A 一样"),
        ({"option_1": ""}, "option_1", "选项 B 空着"),
        ({"option_1": "", "option_2": ""}, "option_0", "选项至少写 2 个，现在 1 个"),
        ({"explanation": " "}, "explanation", "填写解析"),
        ({"difficulty": "6"}, "difficulty", "难度填 1 到 5"),
        ({"stem": ""}, "stem", "填写题干"),
        ({"domain": "astrology"}, "domain", "领域要从列出的几项里选"),
        ({"surprise": "1"}, "", "不认识的一项"),
    ],
)
async def test_a_bad_form_comes_back_filled_in_with_a_sentence_at_its_field(db, editor, changed, field, sentence):
    answer = await editor.post("/bank/new/single_choice", **{**SINGLE, **changed})
    assert answer.status_code == 422
    summary = re.search(r'class="error-summary".*?</ul>', answer.text, re.DOTALL)[0]
    assert sentence in summary
    assert (f'href="#f-{field}"' in summary) is bool(field)
    assert not field or f'id="f-{field}"' in answer.text
    assert changed.get("option_0", SINGLE["option_0"]) in answer.text
    assert await Question.count() == 0


async def test_two_editors_do_not_overwrite_each_other(loaded, editor):
    question_id = await id_of(next(one.code for one in content.questions() if one.question.kind == "single_choice"))
    assert location(await editor.post(f"/bank/{question_id}", **SINGLE, number="1")) == f"/bank/{question_id}"
    second = await editor.post(f"/bank/{question_id}", **{**SINGLE, "stem": "另一种问法（　）。"}, number="1")
    assert second.status_code == 409
    assert "刚被示例编辑改过" in second.text
    assert "另一种问法" in second.text
    assert len((await queries.question(EDITOR, question_id)).versions) == 2


async def test_retiring_is_undone_by_the_toast(loaded, editor):
    question_id = await id_of("PLL-001")
    await editor.post(f"/bank/{question_id}/retirement", reason="与另一题重复")
    retired = (await editor.get(f"/bank/{question_id}")).text
    assert "与另一题重复" in retired
    assert f'action="/bank/{question_id}/restoration"' in retired
    again = await editor.post(f"/bank/{question_id}/retirement")
    assert again.status_code == 409
    await editor.post(f"/bank/{question_id}/restoration")
    assert (await queries.shelf(EDITOR, Sought(status="retired"), NOW.date())).total == 0


async def test_an_edit_is_undone_by_an_earlier_version(loaded, editor):
    question_id = await id_of(next(one.code for one in content.questions() if one.question.kind == "single_choice"))
    await editor.post(f"/bank/{question_id}", **SINGLE, number="1")
    shown = (await editor.get(f"/bank/{question_id}")).text
    assert "<del>" in shown
    assert "<ins>" in shown
    location(await editor.post(f"/bank/{question_id}/versions/1/reinstatement"))
    whole = await queries.question(EDITOR, question_id)
    assert whole.current.item == whole.versions[-1].item
    assert whole.status == "usable"
    assert (await editor.post(f"/bank/{question_id}/versions/9/reinstatement")).status_code == 404


async def test_the_same_questions_cost_one_row_and_three_rows_alike(loaded, editor, monkeypatch):
    asked = []
    from app.storage import database

    real = database().run_querystring

    async def counted(*given, **named):
        asked.append(given)
        return await real(*given, **named)

    monkeypatch.setattr(database(), "run_querystring", counted)
    await editor.get("/bank?q=PLL-001")
    one = len(asked)
    await editor.get("/bank")
    assert len(asked) == 2 * one
