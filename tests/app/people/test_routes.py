"""The pages of signing in, people and places, through the real door."""

import html
import re
from datetime import timedelta

import pytest

from app import clock
from app.actor import Role
from app.people import sessions
from app.people.actions import codes, places, roles, setup
from app.people.rules.places import PointFacts
from app.people.rules.sessions import new_token
from app.people.tables import (
    ActivationCode,
    Library,
    Person,
    RoleGrant,
    ServicePoint,
    Session,
    SignInFailure,
    Suspension,
)
from tests.app.people.conftest import NOW, PASSWORD, at, somebody
from tests.cast import browser

FORM = {"account": "liming", "password": PASSWORD}


def cookie_of(answer):
    """The session id that the answer gives the browser, with what it says about keeping it."""
    given = [line for line in answer.headers.get_list("set-cookie") if line.startswith("zhixing=")]
    assert len(given) == 1, given
    value, _, attributes = given[0].removeprefix("zhixing=").partition(";")
    return value, attributes


async def enter(**form):
    """A browser that has signed in by the form."""
    mine = await browser()
    answer = await mine.send("/sign-in", {**FORM, **form})
    assert answer.status_code == 303, answer.text
    mine.cookie, _attributes = cookie_of(answer)
    return mine, answer


async def seen_as(actor, path):
    return await (await browser(actor)).see(path)


async def test_one_signs_in_and_goes_where_one_wanted_to(staff):
    mine, answer = await enter(next="/account")
    assert answer.headers["location"] == "/account"
    shown = await mine.see("/account")
    assert (shown.status_code, "李明" in shown.text) == (200, True)


@pytest.mark.parametrize(
    "next",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\tevil",
        "",
    ],
)
async def test_nobody_is_sent_to_another_site(staff, next):
    _mine, answer = await enter(next=next)
    assert answer.headers["location"] == "/"


async def test_a_session_id_chosen_by_the_browser_is_never_adopted(staff):
    chosen = new_token()
    mine = await browser()
    mine.client.cookies.set("zhixing", chosen)
    mine.cookie = chosen
    given, _attributes = cookie_of(await mine.send("/sign-in", FORM))
    assert given != chosen
    assert await sessions.find_actor(chosen, "127.0.0.1") is None
    assert (await sessions.find_actor(given, "127.0.0.1")).id == staff.id


async def test_the_cookie_is_kept_from_scripts_and_on_a_public_computer_only_until_it_closes(staff):
    _mine, answer = await enter()
    assert cookie_of(answer)[1] == " Path=/; HttpOnly; SameSite=Lax; Max-Age=604800"
    _mine, answer = await enter(public_computer="1")
    assert cookie_of(answer)[1] == " Path=/; HttpOnly; SameSite=Lax"


async def test_a_wrong_password_and_an_unknown_name_get_the_same_page(staff):
    pages = []
    for account in ("liming", "nobody"):
        answer = await (await browser()).send("/sign-in", {"account": account, "password": "wrong password"})
        text = re.sub(r'"_token" value="\w+"|X-CSRF-Token": "\w+"', "", answer.text).replace(account, "")
        pages.append((answer.status_code, text))
    assert pages[0] == pages[1]
    assert pages[0][0] == 409
    assert pages[0][1].count("登录名或密码不对，核对后再试") == 1
    assert ("没有办成" in pages[0][1], "处要改" in pages[0][1]) == (True, False)


async def test_the_password_does_not_come_back_in_the_page(staff):
    answer = await (await browser()).send("/sign-in", {"account": "liming", "password": "a wrong secret"})
    assert "a wrong secret" not in answer.text
    answer = await (await browser()).send("/sign-in", {"account": "", "password": "a wrong secret"})
    assert (answer.status_code, "a wrong secret" in answer.text) == (422, False)


async def test_the_sentence_of_an_empty_field_stands_above_and_at_the_field(db):
    answer = await (await browser()).send("/sign-in", {"account": "", "password": ""})
    assert answer.status_code == 422
    assert answer.text.count("填写登录名、手机号或工号") == 2
    assert answer.text.count("填写密码") == 2
    assert "有 2 处要改" in answer.text
    assert "<title>错误：登录" in answer.text


async def test_a_form_from_another_site_does_not_sign_anybody_in(staff):
    mine = await browser()
    answer = await mine.client.post("/sign-in", data=FORM)
    other = await mine.send("/sign-in", FORM, origin="https://evil.example")
    assert (answer.status_code, other.status_code, await Session.count()) == (403, 403, 0)


async def test_too_many_at_once_are_told_to_come_back(staff, monkeypatch):
    from app.people import passwords

    monkeypatch.setattr(passwords, "WAITING_AT_MOST", -passwords.AT_A_TIME)
    answer = await (await browser()).send("/sign-in", FORM)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "现在登录的人多，过 5 秒再点一次登录" in answer.text
    assert 'value="liming"' in answer.text


async def test_signing_out_ends_the_session_on_the_server(staff):
    mine, _answer = await enter()
    answer = await mine.send("/sign-out")
    assert answer.headers["location"] == "/sign-in"
    stolen = await browser()
    stolen.client.cookies.set("zhixing", mine.cookie)
    assert (await stolen.see("/account")).headers["location"] == "/sign-in?next=/account"


async def test_whoever_is_in_already_is_not_asked_again(staff):
    answer = await seen_as(staff, "/sign-in?next=/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")


async def test_the_door_names_whom_to_ask(own_library):
    text = (await (await browser()).see("/sign-in")).text
    assert "联系人：王老师 0517-12345678" in text


async def test_the_activation_page_says_nothing_about_persons_until_the_code_is_right(administrator):
    newcomer = await somebody("王新", "wangxin", password=None)
    code = await codes.issue_code(administrator, newcomer.id, now=clock.now())
    mine = await browser()
    before = await mine.see(f"/activate?code={code}")
    assert (code in before.text, "王新" in before.text, "wangxin" in before.text) == (True, False, False)
    wrong = await mine.send("/activate", {"code": "AAAA-AAAA-AAAA"})
    assert (wrong.status_code, wrong.text.count("激活码不对，或者已经用过、过期")) == (409, 2)
    right = await mine.send("/activate", {"code": code})
    assert (right.status_code, right.headers["location"]) == (303, "/activate/password")
    for _reload in range(2):
        shown = await mine.see("/activate/password")
        assert (shown.status_code, "王新" in shown.text, "wangxin" in shown.text) == (200, True, True)


async def test_the_password_s_page_leads_back_without_a_code_that_works(administrator):
    newcomer = await somebody("王新", "wangxin", password=None)
    code = await codes.issue_code(administrator, newcomer.id, now=clock.now())
    mine = await browser()
    assert (await mine.see("/activate/password")).headers["location"] == "/activate"
    mine.client.cookies.set("activating", f"{'0' * 32}.99999999999.0.{code}")
    assert (await mine.see("/activate/password")).headers["location"] == "/activate"
    mine.client.cookies.clear()
    await mine.send("/activate", {"code": code})
    await codes.issue_code(administrator, newcomer.id, now=clock.now())
    assert (await mine.see("/activate/password")).headers["location"] == "/activate"
    assert await SignInFailure.count() == 0


async def test_a_code_leads_to_a_password_and_home(administrator):
    newcomer = await somebody("王新", "wangxin", password=None)
    code = await codes.issue_code(administrator, newcomer.id, now=clock.now())
    mine = await browser()
    weak = await mine.send("/activate/password", {"code": code, "password": "short"})
    assert (weak.status_code, weak.text.count("密码至少 10 个字符，现在 5 个")) == (409, 2)
    empty = await mine.send("/activate/password", {"code": code, "password": ""})
    assert (empty.status_code, "王新" in empty.text) == (422, True)
    done = await mine.send("/activate/password", {"code": code, "password": "river stone 77 cup"})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    again = await (await browser()).send("/activate/password", {"code": code, "password": "river stone 77 cup"})
    assert (again.status_code, "王新" in again.text) == (409, False)
    assert await SignInFailure.count() == 1


async def test_while_there_is_nobody_the_door_says_which_command_to_run(db):
    mine = await browser()
    assert (await mine.see("/")).headers["location"] == "/sign-in"
    shown = (await mine.see("/sign-in")).text
    assert "<code>python3 run.py setup</code>" in shown
    assert 'href="/setup"' in shown
    assert 'name="password"' not in shown
    await somebody()
    assert 'name="password"' in (await mine.see("/sign-in")).text


async def test_the_first_run_page_is_there_only_while_there_is_nobody(db):
    mine = await browser()
    assert (await mine.see("/setup")).status_code == 200
    code = await setup.make_setup_code(at("zhixing"), now=clock.now())
    form = {
        "code": code,
        "library": "某县图书馆",
        "name": "王馆长",
        "sign_in_name": "wangguan",
        "password": "eleven-char",
    }
    weak = await mine.send("/setup", form)
    assert (weak.status_code, weak.text.count("密码至少 12 个字符，现在 11 个"), 'value="王馆长"' in weak.text) == (
        409,
        2,
        True,
    )
    done = await mine.send("/setup", {**form, "password": PASSWORD})
    assert (done.status_code, done.headers["location"]) == (303, "/")
    assert (await mine.see("/setup")).headers["location"] == "/sign-in"
    assert (await mine.send("/setup", form)).status_code in (403, 409)
    assert await Library.count() == 1


async def test_my_information_shows_what_is_held_and_downloads_it(staff):
    mine, _answer = await enter()
    text = (await mine.see("/account")).text
    assert all(held in text for held in ("李明", "13812345678", "馆员", "127.0.0.1", "就是这里"))
    file = await mine.see("/account/data.json")
    assert file.headers["content-disposition"] == 'attachment; filename="zhixing-my-data.json"'
    assert file.json()["person"]["phone"] == "13812345678"


async def test_a_session_elsewhere_is_ended_from_my_information(staff):
    other, _answer = await enter()
    mine, _answer = await enter()
    [first, _second] = await Session.select(Session.id).order_by(Session.id)
    assert (await mine.send(f"/account/sessions/{first['id']}/end")).headers["location"] == "/account"
    assert (await other.see("/account")).status_code == 303
    assert (await mine.send(f"/account/sessions/{first['id']}/end")).status_code == 404


async def test_a_session_of_somebody_else_is_not_there(administrator, staff):
    await enter()
    [row] = await Session.select(Session.id)
    assert (await (await browser(administrator)).send(f"/account/sessions/{row['id']}/end")).status_code == 404


async def test_a_password_is_changed_and_the_browser_stays_in_with_a_new_id(staff):
    other, _answer = await enter()
    mine, _answer = await enter()
    wrong = await mine.send("/account/password", {"old": "not it at all", "new": "river stone 77 cup"})
    assert (wrong.status_code, wrong.text.count("旧密码不对，还可以再试 4 次")) == (409, 2)
    done = await mine.send("/account/password", {"old": PASSWORD, "new": "river stone 77 cup"})
    before, (mine.cookie, _attributes) = mine.cookie, cookie_of(done)
    assert before != mine.cookie
    assert [(await one.see("/account")).status_code for one in (mine, other)] == [200, 303]


async def test_people_answer_as_one_types(administrator, staff):
    await somebody("单晓明", "shanxm", Role.VOLUNTEER, password=None)
    mine = await browser(administrator)
    part = await mine.part("/people?q=sxm")
    assert part.text.lstrip().startswith('<section id="people"')
    assert ("单晓明" in part.text, "李明" in part.text) == (True, False)
    whole = await mine.see("/people?role=staff")
    assert ("单晓明" in whole.text, "李明" in whole.text) == (False, True)
    nobody = await mine.see("/people?q=zzz")
    assert "没有符合这些条件的人" in nobody.text
    assert "还没有人离开" in (await mine.see("/people?past=true")).text


async def test_sixty_one_people_take_two_pages(administrator):
    await Person.insert(
        *(Person(name=f"李{n}", name_pinyin=f"li'{n:03}", name_initials="l", sign_in_name=f"li{n}") for n in range(60))
    )
    text = (await seen_as(administrator, "/people?p=2")).text
    assert "第 2 页，共 2 页" in text
    assert 'href="/people?q=&amp;role=&amp;past=false&amp;p=1"' in text


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/people", {"administrator", "manager"}),
        ("/people/1", {"administrator", "manager"}),
        ("/people/new", {"administrator"}),
        ("/people/1/edit", {"administrator"}),
        ("/people/1/code", {"administrator"}),
        ("/places", {"administrator", "manager", "staff", "volunteer"}),
        ("/places/new", {"administrator", "manager"}),
        ("/libraries/new", {"administrator", "manager"}),
        ("/account", {"administrator", "manager", "staff", "volunteer"}),
    ],
)
async def test_who_sees_which_page(db, path, allowed):
    seen = set()
    for role in (Role.ADMINISTRATOR, Role.MANAGER, Role.STAFF, Role.VOLUNTEER):
        who = await somebody(f"某{role.value}", f"some_{role.value}", role, password=None)
        answer = await seen_as(who, path)
        assert answer.status_code in (200, 403)
        seen |= {role.value} if answer.status_code == 200 else set()
    assert seen == allowed
    assert (await (await browser()).see(path)).headers["location"].startswith("/sign-in?next=")


async def test_a_person_is_written_down_and_corrected(administrator):
    mine = await browser(administrator)
    form = {
        "name": "单晓明",
        "sign_in_name": "shanxm",
        "phone": "139 0000 1111",
        "roles": ["staff", "editor"],
        "joined_on": "2026/11/1",
    }
    done = await mine.send("/people", form)
    address = done.headers["location"]
    text = (await mine.see(address)).text
    assert all(
        held in text
        for held in ("单晓明", "13900001111", "shan&#39;xiao&#39;ming", "馆员", "出题人", "未激活", "2026-11-01")
    )
    edit = (await mine.see(f"{address}/edit")).text
    assert all(held in edit for held in ('value="单晓明"', 'value="2026-11-01"', "dan&#39;xiao&#39;ming"))
    changed = {"name": "单晓明", "sign_in_name": "shanxm", "name_pinyin": "dan'xiao'ming", "post": "采编部"}
    assert (await mine.send(address, changed)).status_code == 303
    assert "采编部" in (await mine.part("/people?q=dxm")).text


async def test_a_taken_phone_comes_back_at_its_field_with_everything_typed(administrator, staff):
    form = {"name": "李鸣", "sign_in_name": "liming2", "phone": "13812345678", "roles": ["volunteer"]}
    answer = await (await browser(administrator)).send("/people", form)
    assert (answer.status_code, answer.text.count("这个手机号是李明的，核对后再填")) == (409, 2)
    assert 'value="李鸣"' in answer.text
    assert re.search(r'value="volunteer" checked', answer.text)


async def test_an_unknown_field_changes_nothing(administrator, staff):
    form = {"name": "李明", "sign_in_name": "liming", "password_hash": "x"}
    assert (await (await browser(administrator)).send(f"/people/{staff.id}", form)).status_code == 422
    assert (await Person.objects().get(Person.id == staff.id)).password_hash != "x"


async def test_roles_are_given_and_taken_on_the_page(administrator, staff, own_library):
    point = await places.add_point(administrator, PointFacts("甲书吧", "reading_bar"))
    mine = await browser(administrator)
    bare = await mine.send(f"/people/{staff.id}/roles", {"role": "coordinator"})
    assert (bare.status_code, bare.text.count("站点协调员要选一个服务点")) == (409, 2)
    none = await mine.send(f"/people/{staff.id}/roles", {"role": ""})
    assert (none.status_code, none.text.count("填写角色")) == (422, 2)
    given = await mine.send(f"/people/{staff.id}/roles", {"role": "coordinator", "service_point": point.id})
    assert given.status_code == 303
    assert "（甲书吧）" in (await mine.see(f"/people/{staff.id}")).text
    row = await RoleGrant.objects().where(RoleGrant.role == "coordinator").first()
    assert (await mine.send(f"/people/roles/{row.id}/revoke")).headers["location"] == f"/people/{staff.id}"
    assert "（甲书吧）" not in (await mine.see(f"/people/{staff.id}")).text


async def test_whoever_changes_their_own_roles_goes_on_with_a_new_session_id(administrator):
    mine = await browser(administrator)
    answer = await mine.send(f"/people/{administrator.id}/roles", {"role": "auditor"})
    before, (mine.cookie, _attributes) = mine.cookie, cookie_of(answer)
    assert before != mine.cookie
    assert await sessions.find_actor(before, "127.0.0.1") is None
    assert "审计员" in (await mine.see(f"/people/{administrator.id}")).text


async def test_whoever_was_put_out_by_a_suspension_learns_it_at_the_door_and_nobody_else_does(administrator, staff):
    theirs, other = await browser(staff), await browser(await somebody("王新", "wangxin"))
    for who in (theirs, other):
        assert (await who.see("/account")).status_code == 200
    await roles.suspend(administrator, staff.id, "借调", now=clock.now())
    await sessions.end_sessions(other.actor.id, now=clock.now())
    said = ["这个账号停用了" in (await who.see("/sign-in")).text for who in (theirs, other, await browser())]
    assert said == [True, False, False]


async def test_a_name_with_several_readings_shows_the_usual_one_and_the_form_all(administrator):
    shan = await somebody("单晓明", "shanxm")
    row = await Person.objects().where(Person.id == shan.id).first()
    usual, rare = row.name_pinyin.split()[:2]
    mine = await browser(administrator)
    for page in (await mine.see(f"/people/{shan.id}"), await seen_as(shan, "/account")):
        text = html.unescape(page.text)
        assert (usual in text, rare in text) == (True, False)
    assert rare in html.unescape((await mine.see(f"/people/{shan.id}/edit")).text)


async def test_the_longest_name_can_be_corrected(administrator):
    # Its readings are longer than those of any Han name.
    name = "古丽努尔克孜阿卜杜热合曼买买提艾合麦提乐单曾"
    mine = await browser(administrator)
    row = await somebody(name, "guli", password=None)
    shown = (await mine.see(f"/people/{row.id}/edit")).text
    fields = dict(re.findall(r'name="(\w+)" type="\w+" value="([^"]*)"', shown))
    assert len(html.unescape(fields["name_pinyin"])) > 400
    sent = {field: html.unescape(value) for field, value in fields.items()}
    answer = await mine.send(f"/people/{row.id}", {**sent, "post": "外借部"})
    assert answer.status_code == 303, answer.text


async def test_somebody_is_suspended_and_the_toast_undoes_it(administrator, staff):
    mine, theirs = await browser(administrator), await browser(staff)
    assert (await theirs.see("/account")).status_code == 200
    await mine.send(f"/people/{staff.id}/suspend", {"reason": "借调到文旅局"})
    assert (await theirs.see("/account")).status_code == 303
    shown = (await mine.see(f"/people/{staff.id}")).text
    assert ("李明已停用，登录都已退出" in shown, "已停用，本人登录不了" in shown) == (True, True)
    undo = re.search(r'action="(/people/\d+/restore)"', shown).group(1)
    await mine.send(undo)
    assert await Suspension.count().where(Suspension.ended_at.is_null()) == 0


async def test_the_last_administrator_is_refused_with_a_sentence(administrator):
    row = await RoleGrant.objects().where(RoleGrant.role == "administrator").first()
    answer = await (await browser(administrator)).send(f"/people/roles/{row.id}/revoke")
    assert (answer.status_code, "最后一位系统管理员" in answer.text) == (409, True)


async def code_on_card(who, person, **form):
    """The code that the administrator makes and reads on the page after it."""
    made = await who.send(f"/people/{person.id}/code", form)
    assert (made.status_code, made.headers["location"]) == (303, f"/people/{person.id}/code/card")
    card = (await who.see(f"/people/{person.id}/code/card")).text
    [code] = re.findall(r'receipt-code">([0-9A-Z-]{14})<', card)
    assert f"http://library.test/activate?code={code}" in card
    return code


async def test_a_code_is_shown_as_a_card_to_whoever_made_it_and_reading_it_again_makes_nothing(administrator, staff):
    mine = await browser(administrator)
    warned = (await mine.see(f"/people/{staff.id}/code")).text
    assert "旧密码马上失效" in warned
    code = await code_on_card(mine, staff)
    address = f"/people/{staff.id}/code/card"
    assert code in (await mine.see(address)).text
    assert await ActivationCode.count() == 1
    assert code not in (await mine.see(f"/people/{staff.id}/code")).text
    other = await browser(administrator)
    for name, value in mine.client.cookies.items():
        if name != "zhixing":
            other.client.cookies.set(name, value)
    assert (await other.see(address)).headers["location"] == f"/people/{staff.id}/code"
    assert (await (await browser()).send("/activate", {"code": code})).status_code == 303


async def test_a_card_is_shown_for_ten_minutes_and_while_its_code_works(administrator, staff, monkeypatch):
    mine = await browser(administrator)
    address = f"/people/{staff.id}/code/card"
    code = await code_on_card(mine, staff)
    began = clock.now()
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=9))
    assert code in (await mine.see(address)).text
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(minutes=10, seconds=1))
    assert (await mine.see(address)).status_code == 303
    await code_on_card(mine, staff, replace="1")
    await codes.issue_code(administrator, staff.id, now=clock.now())
    assert (await mine.see(address)).status_code == 303


async def test_a_code_that_works_is_replaced_only_when_one_says_so(administrator, staff):
    mine = await browser(administrator)
    older = await code_on_card(mine, staff)
    answer = await mine.send(f"/people/{staff.id}/code")
    assert (answer.status_code, answer.text.count("已经给过一个激活码")) == (409, 3)
    assert (await (await browser()).send("/activate", {"code": older})).status_code == 303
    await code_on_card(mine, staff, replace="1")
    assert (await (await browser()).send("/activate", {"code": older})).status_code == 409


async def test_whoever_resets_their_own_password_reads_the_code(administrator):
    assert await code_on_card(await browser(administrator), administrator)


async def test_a_place_is_written_down_shown_closed_and_opened_again(administrator, own_library):
    mine = await browser(administrator)
    partner = {"name": "甲社区", "kind": "partner", "partner_kind": "community", "contact_phone": "13900001111"}
    library = (await mine.send("/libraries", partner)).headers["location"]
    form = {
        "name": "甲书吧",
        "kind": "reading_bar",
        "partner": library.rsplit("/", 1)[1],
        "address": "甲路 1 号",
        "area_built_m2": "80",
        "area_usable_m2": "1,200",
        "seats": "24",
        "volumes": "３２００",
        "interlending": "1",
        "agreement_to": (clock.today()).isoformat(),
        "opened_on": "2026年5月1日",
    }
    address = (await mine.send("/places", form)).headers["location"]
    text = (await mine.see(address)).text
    assert all(
        held in text for held in ("甲路 1 号", "1,200 平方米", "3,200 册", "合作协议今天到期", "甲社区", "2026-05-01")
    )
    assert "合作协议今天到期" in (await mine.see("/places")).text
    assert "甲书吧" in (await mine.see(library)).text
    early = await mine.send(f"{address}/close", {"on": "2026-04-30"})
    assert (early.status_code, early.text.count("关闭日期要不早于开放日期（2026-05-01）")) == (409, 2)
    await mine.send(f"{address}/close", {"on": "2026-11-01"})
    assert f'action="{address}/reopen"' in (await mine.see(address)).text
    assert (await mine.send(f"{address}/reopen")).status_code == 303
    assert (await ServicePoint.objects().first()).closed_on is None


async def test_roles_are_no_part_of_a_correction(administrator, staff):
    form = {"name": "李明", "sign_in_name": "liming", "roles": "administrator"}
    answer = await (await browser(administrator)).send(f"/people/{staff.id}", form)
    assert answer.status_code == 422
    assert "表单里有不认识的一项“roles”" in answer.text


@pytest.mark.parametrize(("page", "action"), [("/people?role=auditor", "/people"), ("/places", "/libraries/new")])
async def test_an_empty_list_says_what_to_do(administrator, page, action):
    shown = (await (await browser(administrator)).see(page)).text
    assert action in re.findall(r'href="([^"]+)"', shown.split('class="empty"', 1)[1])


async def test_a_partner_that_is_none_is_said_at_the_field(administrator, own_library):
    form = {"name": "甲书吧", "kind": "reading_bar", "partner": str(own_library)}
    answer = await (await browser(administrator)).send("/places", form)
    assert answer.status_code == 409
    assert '<a href="#f-partner">合作单位要从列出的几家里选' in answer.text


async def test_another_kind_for_our_own_library_is_said_at_the_field(administrator, own_library):
    form = {"name": "某县图书馆", "kind": "superior"}
    answer = await (await browser(administrator)).send(f"/libraries/{own_library}", form)
    assert answer.status_code == 409
    assert '<a href="#f-kind">本馆的类型不能改' in answer.text


async def test_a_place_form_that_does_not_fit_comes_back_filled_in(administrator, own_library):
    form = {"name": "甲书吧", "kind": "reading_bar", "seats": "很多", "address": "甲路 1 号"}
    answer = await (await browser(administrator)).send("/places", form)
    assert (answer.status_code, answer.text.count("阅览座位填一个整数，例如 60")) == (422, 2)
    assert 'value="甲路 1 号"' in answer.text


async def test_the_contact_s_phone_is_masked_for_readers_of_the_list(administrator, staff, own_library):
    await Library.update({Library.contact_phone: "13900001111"}).where(Library.id == own_library)
    shown = [(await seen_as(who, "/places")).text for who in (administrator, staff)]
    assert ["13900001111" in text for text in shown] == [True, False]
    assert "139****1111" in shown[1]


async def test_empty_lists_say_what_to_do(administrator):
    text = (await seen_as(administrator, "/places")).text
    assert ("还没有登记服务点" in text, "还没有登记单位" in text) == (True, True)


@pytest.mark.parametrize(
    "path", ["/people/999", "/people/999/edit", "/people/999/code", "/places/999", "/places/999/edit", "/libraries/999"]
)
async def test_what_is_not_there_is_not_found(administrator, path):
    assert (await seen_as(administrator, path)).status_code == 404


async def test_a_page_takes_the_same_number_of_questions_for_one_and_three_rows(administrator, monkeypatch):
    from app.storage import database

    asked = []
    real = type(database()).run_querystring

    async def counting(self, querystring, in_pool=True):
        asked.append(querystring)
        return await real(self, querystring, in_pool)

    mine, counts = await browser(administrator), []
    monkeypatch.setattr(type(database()), "run_querystring", counting)
    for number in (1, 2, 3):
        await Person(name=f"李{number}", name_pinyin="li", name_initials="l", sign_in_name=f"li{number}").save()
        await mine.see("/people")
        asked.clear()
        await mine.see("/people")
        counts.append(len(asked))
    assert counts[0] > 0
    assert len(set(counts)) == 1


async def test_text_of_people_is_never_markup(administrator):
    evil = "<script>alert(1)</script>\"'>"
    row = Person(name=evil, name_pinyin="e", name_initials="e", sign_in_name="evil", post=evil, joined_on=NOW.date())
    await row.save()
    mine = await browser(administrator)
    for path in (
        "/people",
        f"/people/{row.id}",
        f"/people/{row.id}/edit",
        f"/people/{row.id}/code",
        "/people?q=%3Cscript%3E",
    ):
        assert "<script>alert" not in (await mine.see(path)).text
