"""`zhixing roster`: files in, rosters out, without a database; and the file of a week."""

import json
import re

import msgspec
import pytest

from app.actor import system
from app.audit.tables import Deed
from app.cli import main
from app.refusals import Refused
from app.shifts.actions.solving import export_week
from app.shifts.rules.drafts import Mode
from app.shifts.rules.rostering.checks import MOST_SHOWN, read
from app.shifts.rules.rostering.instance import Instance, Of, digest, written
from tests.app.shifts.county import NOW, THIS_WEEK, a_county, a_shift, a_volunteer
from tests.app.shifts.rostering.small import instance, person, seat, some
from tests.house.reading import PROJECT

EXAMPLE = PROJECT / "docs/roster-instance.example.json"


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """A folder for data in which nothing may appear."""
    monkeypatch.setenv("ZHIXING_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def solved(capsys, *arguments):
    code = main(["roster", "solve", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_example_of_the_documentation_solves_without_a_database(capsys, nowhere):
    code, out, _err = solved(capsys, EXAMPLE, "--time-limit", "20", "--json")
    result = json.loads(out)
    assert (code, result["status"], result["gap"]) == (0, "optimal", 0.0)
    assert result["assignments"] == [{"seat": 1, "person": 3}, {"seat": 3, "person": 3}]
    (empty,) = result["unfilled"]
    assert (empty["seat"], empty["reasons"]) == (4, {"week_limit": 1, "skill": 2, "unavailable": 1})
    assert (empty["relaxation"]["person"], empty["relaxation"]["reason"]) == (2, "skill")
    assert result["input_sha256"] == digest(read(EXAMPLE.read_bytes()))
    assert not nowhere.exists()


def test_the_answer_in_words_names_people_seats_and_reasons(capsys, nowhere):
    _code, out, err = solved(capsys, EXAMPLE)
    assert "11-29 18:00\t示例书吧\t导读\t示例丙" in out
    assert "缺 1 人：11-24 09:00 示例总馆 讲故事" in out
    assert "缺少技能 2 人，超过每周小时 1 人，本人设为不可用 1 人\n  示例乙 学会“讲故事”，就能补上" in out
    assert "最优：" in out
    assert "已解 1 / 1 周" in err


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"{", "不是 JSON 文件"),
        (b'{"people": [], "seats": [], "wish": 1}', "文件不合格式：Object contains unknown field `wish`"),
        (b'{"people": []}', "文件不合格式：Object missing required field `seats`"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(capsys, nowhere, tmp_path, body, sentence):
    file = tmp_path / "bad.json"
    file.write_bytes(body)
    code, out, err = solved(capsys, file)
    assert (code, out) == (2, "")
    assert err.startswith(sentence)


def test_a_file_that_is_not_there_and_a_time_that_is_none_are_refused(capsys, nowhere, tmp_path):
    assert solved(capsys, tmp_path / "none.json")[0] == 2
    assert solved(capsys, EXAMPLE, "--time-limit", "0") == (2, "", "时间在 0 到 3600 秒之间\n")


def changed(**given):
    values = msgspec.to_builtins(instance([person(1), person(2)], [seat(1), seat(2, shift=2)]))
    for path, value in given.items():
        at = values
        *way, last = [int(step) if step.isdigit() else step for step in path.split("__")]
        for step in way:
            at = at[step]
        at[last] = value
    return msgspec.json.encode(values)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"seats__0__most": 0}, "seats 1：人数要从少到多（至少 ≤ 希望 ≤ 最多），现在 1 / 1 / 0"),
        ({"people__1__id": 1}, "people：编号 1 出现了 2 次，每人一个编号"),
        ({"seats__1__id": 1}, "seats：编号 1 出现了 2 次，每个岗位一个编号"),
        ({"pins": [{"seat": 1, "person": 9}]}, "pins：没有编号为 9 的人"),
        ({"before": [{"seat": 9, "person": 1}]}, "before：没有编号为 9 的岗位"),
        ({"pins": [{"seat": 1, "person": 1}] * 2}, "pins：1 在班次 1 上不止一次"),
        ({"seats__0__ends_at": "2026-11-22T09:00:00+08:00"}, "seats 1：结束时间要晚于开始时间"),
        ({"seats__0__starts_at": "2026-11-23T09:00:00"}, "seats 1：时间要带时区，例如 2026-11-23T09:00:00+08:00"),
        ({"seats__0__shift": 0}, "seats 1：班次的编号从 1 起"),
        ({"seats__0__shift": 2, "seats__0__place": 2}, "seats 2：同一班次的岗位要在同一时间、同一地点"),
        ({"seats__0__priority": 4}, "seats 1：优先级是 1、2 或 3"),
        ({"people__0__wanted_minutes": 700}, "people 1：每周希望的分钟数要在 0 和最多的分钟数之间"),
        (
            {"people__0__free": [{"weekday": 7, "from_minute": 0, "to_minute": 9}]},
            "people 1：空闲时间的星期是 0—6，分钟是 0—1440，结束晚于开始",
        ),
        ({"preferences": [{"person": 1, "points": 3}]}, "preferences：写 place 或 seat 中的一个，points 是 0—10"),
        ({"travel": [{"person": 1, "place": 1, "minutes": -1}]}, "travel：人要在 people 里，分钟不能是负数"),
        ({"limits__day_minutes": 0}, "limits：每天的分钟数和连续天数至少为 1，其他不能是负数"),
        (
            {"seats__0__starts_at": "9999-12-31T20:00:00+08:00", "seats__0__ends_at": "9999-12-31T23:00:00+08:00"},
            "seats 1：年份在 2000 到 2199 之间",
        ),
        ({"seats__0__ends_at": "2026-11-25T09:00:00+08:00"}, "seats 1：一班不超过 24 小时，更长的分成几班"),
        ({"seats__0__ends_at": "2026-11-23T12:00:01+08:00"}, "seats 1：时间写到分钟，不写秒"),
        ({"people__0__born_on": "2090-01-01"}, "people 1：出生日期不对，看一下年份"),
        ({"preferences": [{"person": 1, "seat": 9, "points": 3}]}, "preferences：没有编号为 9 的岗位"),
        (
            {"limits__rest_minutes": 10**15},
            "文件不合格式：Expected `int` <= 10080 - at `$.limits.rest_minutes`",
        ),
        ({"seats__0__most": 10**6}, "文件不合格式：Expected `int` <= 1000 - at `$.seats[0].most`"),
        ({"people__0__id": 2**31}, "文件不合格式：Expected `int` <= 2147483647 - at `$.people[0].id`"),
        ({"weights__load": -1}, "weights：每一项在 0 和 1000000 之间"),
    ],
)
def test_what_does_not_hold_together_is_said(given, sentence):
    with pytest.raises(Refused) as refused:
        read(changed(**given))
    assert [one.sentence for one in refused.value.reasons] == [sentence]


def test_a_file_of_version_1_is_read_and_a_later_one_is_not():
    assert read(changed(version=1)).version == 1
    with pytest.raises(Refused, match=r"文件不合格式：.*version"):
        read(changed(version=3))


def test_a_file_that_notepad_saved_is_read():
    body = changed()
    assert read(b"\xef\xbb\xbf" + body) == read(body)


def test_no_more_than_twenty_sentences_are_said():
    people = [person(one, wanted_minutes=900) for one in range(1, 40)]
    with pytest.raises(Refused) as refused:
        read(written(instance(people, [seat(1)])))
    assert len(refused.value.reasons) == MOST_SHOWN


def test_an_instance_is_its_own_json():
    for number in range(20):
        one = some(number)
        assert msgspec.json.decode(written(one), type=Instance) == one


def test_every_field_of_the_file_is_in_its_documentation():
    text = (PROJECT / "docs/roster-instance.md").read_text(encoding="utf-8")
    said = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`[^`]+`", text))))
    fields = {field for one in Of.__subclasses__() for field in one.__struct_fields__}
    assert fields - said == {"version", "time_zone", "people", "seats"} - said


@pytest.mark.parametrize("names", [True, False])
async def test_the_file_of_a_week_is_written_and_read_again(db, names):
    county = await a_county()
    await a_volunteer(county)
    await a_shift(county)
    asked = await export_week(system("test"), THIS_WEEK, Mode.PLAN, names=names, now=NOW)
    assert read(written(asked)) == asked
    assert [one.name for one in asked.people] == ["李小明" if names else ""]
    line = await Deed.select().order_by(Deed.id, ascending=False).first()
    assert (line["verb"], json.loads(line["details"])["names"]) == ("roster.exported", names)
