"""Texts into chat groups: only to the three known robots, written down before they go, and what the robot said is told."""

import httpx
import msgspec
import pytest

from app.actor import Role
from app.notices.actions import groups as actions
from app.notices.queries.groups import groups, posted
from app.notices.rules.groups import LONGEST_TEXT, GroupKind, kind_of, message, messages, read_answer
from app.refusals import Missing, Refused
from tests.cast import browser
from tests.makers import MONDAY, a_person

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=invented"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (WECOM, GroupKind.WECOM),
        ("https://oapi.dingtalk.com/robot/send?access_token=invented", GroupKind.DINGTALK),
        ("https://open.feishu.cn/open-apis/bot/v2/hook/invented", GroupKind.FEISHU),
        ("http://qyapi.weixin.qq.com/cgi-bin/webhook/send", None),
        ("https://qyapi.weixin.qq.com.example.cn/x", None),
        ("https://someone@qyapi.weixin.qq.com/x", None),
        ("https://qyapi.weixin.qq.com:8443/x", None),
        ("https://qyapi.weixin.qq.com:bad/x", None),
        ("https://127.0.0.1/x", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_only_the_robots_we_know_are_talked_to(address, kind):
    assert kind_of(address) is kind


def test_each_robot_gets_the_text_as_it_takes_it_with_the_keyword_in_front():
    assert message(GroupKind.WECOM, " 缺 2 人 ") == {"msgtype": "text", "text": {"content": "【知行】缺 2 人"}}
    assert message(GroupKind.FEISHU, "缺") == {"msg_type": "text", "content": {"text": "【知行】缺"}}


def test_an_answer_is_read_by_its_number():
    assert read_answer(200, {"errcode": 0, "errmsg": "ok"}).trouble == ""
    assert read_answer(200, {"code": 0}).trouble == ""
    told = "群机器人没有收下（310000 keywords not in content），看一下它的安全设置"
    assert read_answer(200, {"errcode": 310000, "errmsg": "keywords not in content"}).trouble == told
    assert read_answer(502, None).trouble == "群机器人没有收下（502 ），看一下它的安全设置"


def test_a_text_is_parted_between_lines_as_the_robot_takes_it():
    """企业微信 takes 2,048 bytes of UTF-8 in one message, the keyword among them: six hundred 汉字 and some."""
    week = "\n".join(f"示例书吧{number:02} 导读 09:00—12:00：张小一、李小二" for number in range(60))
    pieces = messages(GroupKind.WECOM, week)
    assert "\n".join(pieces) == week
    assert len(pieces) == 2
    assert all(len(message(GroupKind.WECOM, one)["text"]["content"].encode()) <= 2048 for one in pieces)
    assert messages(GroupKind.DINGTALK, week) == [week]
    longest = "\n".join(['缺 2 人："周六" \\ 九点'] * 260)[:LONGEST_TEXT]
    sizes = {
        kind: [
            len(httpx.Request("POST", "https://a.example", json=message(kind, one)).content)
            for one in messages(kind, longest)
        ]
        for kind in GroupKind
    }
    most = {GroupKind.WECOM: 2048 + 300, GroupKind.DINGTALK: 15_000 + 1000, GroupKind.FEISHU: 20_000}
    assert [kind for kind in GroupKind if max(sizes[kind]) > most[kind]] == []
    assert [len(messages(kind, "班" * LONGEST_TEXT)) for kind in GroupKind] == [12, 2, 1]
    one_line = "班" * LONGEST_TEXT
    cut = messages(GroupKind.WECOM, one_line)
    assert ("".join(cut), len(cut)) == (one_line, 12)
    assert messages(GroupKind.FEISHU, " \n 缺 2 人\r\n周六 \n") == ["缺 2 人\n周六"]


@pytest.fixture
async def group(db):
    """A manager and a group of theirs."""
    manager = await a_person("示例馆长", Role.MANAGER)
    return manager, await actions.add_group(manager, "示例工作群", WECOM, now=MONDAY)


def robot(answer, seen):
    def respond(request):
        seen.append((str(request.url), msgspec.json.decode(request.content)))
        return answer

    return lambda: httpx.AsyncClient(transport=httpx.MockTransport(respond))


async def test_a_text_goes_to_the_group_and_is_written_down(group):
    manager, number = group
    seen = []
    answer = httpx.Response(200, json={"errcode": 0})
    await actions.post_to_group(manager, number, "周六缺 2 人", now=MONDAY, carried_by=robot(answer, seen))
    assert seen == [(WECOM, {"msgtype": "text", "text": {"content": "【知行】周六缺 2 人"}})]
    (one,) = await posted(manager)
    assert (one.text, one.group, one.by, one.trouble) == ("周六缺 2 人", "示例工作群", "示例馆长", "")


async def test_a_long_text_goes_in_order_and_ends_where_the_robot_stops_taking_it(group):
    manager, number = group
    week = "\n".join(f"第{number:03}行" + "班" * 60 for number in range(30))
    answers = iter([httpx.Response(200, json={"errcode": 0}), httpx.Response(200, json={"errcode": 45009})])
    sent = []

    def respond(request):
        sent.append(msgspec.json.decode(request.content)["text"]["content"])
        return next(answers)

    carried = lambda: httpx.AsyncClient(transport=httpx.MockTransport(respond))  # noqa: E731
    with pytest.raises(Refused, match=r"前 1 条已发到，后面的没有：群机器人没有收下（45009 ）"):
        await actions.post_to_group(manager, number, week, now=MONDAY, carried_by=carried)
    assert [one[:8] for one in sent] == ["【知行】第000", "【知行】第010"]
    (one,) = await posted(manager)
    assert (one.text, one.trouble[:8]) == (week, "前 1 条已发到")
    with pytest.raises(Refused, match="最多 6000 个字"):
        await actions.post_to_group(manager, number, "班" * 6001, now=MONDAY, carried_by=carried)


async def test_a_robot_that_refuses_is_told_and_kept(group):
    manager, number = group
    answer = httpx.Response(200, json={"errcode": 93000, "errmsg": "invalid webhook url"})
    with pytest.raises(Refused) as refused:
        await actions.post_to_group(manager, number, "试一下", now=MONDAY, carried_by=robot(answer, []))
    assert "93000" in refused.value.reasons[0].sentence
    assert [one.trouble for one in await posted(manager)] == [refused.value.reasons[0].sentence]


async def test_without_a_network_it_says_so(group):
    manager, number = group

    def respond(request):
        raise httpx.ConnectError("no route")

    carried = lambda: httpx.AsyncClient(transport=httpx.MockTransport(respond))  # noqa: E731
    with pytest.raises(Refused) as refused:
        await actions.post_to_group(manager, number, "试一下", now=MONDAY, carried_by=carried)
    assert refused.value.reasons[0].sentence.startswith("连不上群机器人")


async def test_two_groups_of_one_name_and_a_group_that_is_ended(group):
    manager, number = group
    with pytest.raises(Refused):
        await actions.add_group(manager, "示例工作群", WECOM, now=MONDAY)
    await actions.end_group(manager, number, now=MONDAY)
    with pytest.raises(Missing):
        await actions.end_group(manager, number, now=MONDAY)
    with pytest.raises(Missing):
        await actions.post_to_group(manager, number, "试一下", now=MONDAY, carried_by=robot(httpx.Response(200), []))
    assert await groups(manager) == []


async def test_the_page_keeps_what_was_typed_and_never_shows_the_address(group):
    manager, number = group
    visit = await browser(manager)
    reply = await visit.send("/groups", {"name": "另一个群", "address": "https://example.cn/x"})
    assert reply.status_code == 409
    assert "粘贴群机器人的完整地址" in reply.text
    assert "另一个群" in reply.text
    reply = await visit.send("/groups/posts", {"channel": str(number), "text": ""})
    assert (reply.status_code, "写上要发到群里的话" in reply.text) == (409, True)
    page = await visit.see("/groups?text=%E5%91%A8%E5%85%AD%E7%BC%BA%E4%BA%BA")
    assert "周六缺人" in page.text
    assert "key=invented" not in page.text


async def test_coordinators_send_but_do_not_keep_and_staff_do_neither(group):
    coordinator = await browser(await a_person("示例协调", Role.COORDINATOR))
    assert (await coordinator.see("/groups")).status_code == 200
    assert (await coordinator.send("/groups", {"name": "群", "address": WECOM})).status_code == 403
    staff = await browser(await a_person("示例馆员", Role.STAFF))
    assert (await staff.see("/groups")).status_code == 403
