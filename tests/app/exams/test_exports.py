"""The book of marks adds up, and the printed paper holds every question once, with its key and what it rests on."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from io import BytesIO

import docx
import msgspec
import pytest
from python_calamine import load_workbook

from app import locale
from app.bank.words import source
from app.exams.exports import kind_points, marks_workbook, paper_document, printed_parts
from app.exams.queries.managing import ExamView, MarkRow
from app.exams.queries.paper import Paper, PaperLine
from app.exams.rules import ExamState, ExamTimes, Review
from app.refusals import Refused
from quizzes import content
from quizzes.blueprints import Blueprint, Part
from quizzes.marking import Asked, mark
from quizzes.papers import Candidate, draw
from quizzes.questions import FillInBlanks, Kind, SingleChoice, TrueFalse, correct_answer

OPENS = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
MADE = OPENS + timedelta(days=1)
BLUEPRINT = Blueprint(
    title="模拟卷",
    parts=(
        Part(Kind.SINGLE_CHOICE, 12, 100),
        Part(Kind.MULTIPLE_RESPONSE, 8, 200),
        Part(Kind.TRUE_FALSE, 5, 100),
        Part(Kind.FILL_IN_BLANKS, 4, 150),
    ),
    minutes=60,
)
EXAM = ExamView(
    id=1,
    title="全馆模拟考试<第一次>",
    blueprint=BLUEPRINT,
    minutes=60,
    times=ExamTimes(OPENS, OPENS + timedelta(hours=2), True, None),
    shows_rank=True,
    review=Review.AFTER_HAND_IN,
    note="",
    enrolled=4,
    started=4,
    handed_in=4,
    state=ExamState.CLOSED,
)
HEADINGS = [
    *("名次", "姓名", "单选", "多选", "判断", "填空", "总分", "用时（分）", "交卷时间", "交卷方式"),
    *(f"{name}得分率" for name in ("法律法规", "党的创新理论与意识形态", "公共文化政策与规划", "图书馆学与业务")),
    *(f"{name}得分率" for name in ("宣传推广与阅读促进", "数字资源、信息安全、著作权、古籍")),
]


def drawn(blueprint=BLUEPRINT):
    items = content.questions()
    shelf = [Candidate(n, n, item.question.kind, item.domain, item.difficulty) for n, item in enumerate(items)]
    return Paper(
        1,
        tuple(
            PaperLine(question.version_id, place, part.part.marks_x100, part.part.rule, items[question.version_id])
            for place, part in enumerate(draw(blueprint, shelf, seed=1).parts)
            for question in part.questions
        ),
    )


PAPER = drawn()


def sat(person, name, answers, *, minutes=40, by="candidate", paper=PAPER):
    """A row as marking writes it."""
    asked = [Asked(line.id, line.item.question, line.item.domain, line.marks, line.rule) for line in paper.lines]
    sheet = mark(asked, answers)
    return MarkRow(
        person=person,
        name=name,
        attempt=100 + person,
        started_at=OPENS,
        handed_in_at=OPENS + timedelta(minutes=minutes, seconds=30),
        by=by,
        points=sheet.total.points_x100,
        total=sheet.total.marks_x100,
        domains={domain.value: (one.points_x100, one.marks_x100) for domain, one in sheet.by_domain.items()},
        questions={one.id: one.points_x100 for one in sheet.questions},
    )


def key(*kinds, paper=PAPER):
    """The right answers to the questions of these kinds."""
    return {
        line.id: correct_answer(line.item.question)
        for line in paper.lines
        if line.item.question.kind in (kinds or Kind)
    }


def one_tick_each():
    """One right option of every 多选: shares such as a third, which no hundredth of a point writes exactly."""
    return {id: ticks[:1] for id, ticks in key(Kind.MULTIPLE_RESPONSE).items()}


ROWS = [
    sat(1, "=1+1", key()),
    sat(2, "乙某", key(Kind.SINGLE_CHOICE, Kind.TRUE_FALSE), by="deadline", minutes=60),
    sat(3, "丙某", key(Kind.SINGLE_CHOICE, Kind.TRUE_FALSE)),
    sat(4, "丁某", one_tick_each(), minutes=5),
]


def made(rows=ROWS, **more):
    return marks_workbook(EXAM, rows, PAPER, library="甲县图书馆", made_by="戊某", generated_at=MADE, **more)


def table(body, tab=0):
    return load_workbook(BytesIO(body)).get_sheet_by_index(tab).to_python(skip_empty_area=False)


def printed(with_key, paper=PAPER):
    return paper_document(EXAM, paper, with_key=with_key, library="甲县图书馆", generated_at=MADE)


def paragraphs(body):
    return [paragraph.text for paragraph in docx.Document(BytesIO(body)).paragraphs]


def test_the_book_has_a_line_for_each_paper_the_best_first_and_equals_share_a_place():
    body = table(made())
    assert body[0][0] == "全馆模拟考试<第一次> 成绩册"
    assert body[3] == HEADINGS
    assert [(row[0], row[1], row[9]) for row in body[4:8]] == [
        (1.0, "=1+1", "本人交卷"),
        (2.0, "乙某", "到时自动收卷"),
        (2.0, "丙某", "本人交卷"),
        (4.0, "丁某", "本人交卷"),
    ]


def test_points_are_numbers_by_kind_and_in_all():
    rows = table(made())[4:8]
    assert rows[0][2:8] == [12.0, 16.0, 5.0, 6.0, 39.0, 40.0]
    assert rows[1][2:8] == [12.0, 0.0, 5.0, 0.0, 17.0, 60.0]
    assert rows[0][8] == datetime.fromisoformat("2026-11-22T14:40")
    assert rows[0][10:] == [1.0] * 6
    for row in rows:
        assert sum(round(points * 100) for points in row[2:6]) == round(row[6] * 100)


def test_thirds_that_were_rounded_one_by_one_still_add_up_to_the_total():
    odd = sat(5, "己某", one_tick_each())
    shares = [Fraction(1, len(ticks)) for ticks in key(Kind.MULTIPLE_RESPONSE).values()]
    exact = sum(shares) * 200
    assert sum(odd.questions.values()) != odd.points
    assert abs(odd.points - exact) <= Fraction(1, 2)
    assert kind_points(odd, PAPER) == {
        Kind.SINGLE_CHOICE: 0,
        Kind.MULTIPLE_RESPONSE: odd.points,
        Kind.TRUE_FALSE: 0,
        Kind.FILL_IN_BLANKS: 0,
    }


def test_a_difference_that_no_rounding_explains_stays_to_be_seen():
    wrong = replace(ROWS[0], points=ROWS[0].points - 100)
    assert sum(kind_points(wrong, PAPER).values()) == ROWS[0].points


def test_below_stand_heads_mean_best_and_worst_of_what_is_above():
    body = table(made())
    people, mean, best, worst = body[8:]
    assert people[:2] == ["参加人数", 4.0]
    assert [row[0] for row in (mean, best, worst)] == ["平均", "最高", "最低"]
    for place in (2, 3, 4, 5, 6, 7, *range(10, 16)):
        values = [row[place] for row in body[4:8]]
        assert mean[place] == pytest.approx(sum(values) / 4)
        assert (best[place], worst[place]) == (max(values), min(values))
    assert [row[8:10] for row in (people, mean, best, worst)] == [["", ""]] * 4


def test_filtered_rows_keep_the_places_they_have_among_all():
    body = table(made(ROWS[2:], among=ROWS, filtered="服务点：总馆"))
    assert body[3][0] == "筛选条件：服务点：总馆"
    assert [row[:2] for row in body[5:7]] == [[2.0, "丙某"], [4.0, "丁某"]]
    assert body[7][:2] == ["参加人数", 2.0]


def test_the_absent_stand_below_and_count_in_no_figure():
    body = table(made(ROWS[:1], absent=["己某", "庚某"]))
    assert [(row[1], row[6], row[9]) for row in body[4:7]] == [
        ("=1+1", 39.0, "本人交卷"),
        ("己某", "", "缺考"),
        ("庚某", "", "缺考"),
    ]
    assert body[7][:2] == ["参加人数", 1.0]
    assert [row[6] for row in body[8:11]] == [39.0] * 3


def test_an_exam_nobody_has_handed_in_has_an_empty_book():
    body = table(made([]))
    assert body[3] == HEADINGS
    assert body[4][:2] == ["参加人数", 0.0]
    assert body[5][1:] == [""] * 15


def test_a_kind_the_paper_lacks_has_no_column():
    paper = drawn(Blueprint("快测", (Part(Kind.SINGLE_CHOICE, 10, 200),), 30))
    rows = [sat(1, "甲某", key(paper=paper), paper=paper)]
    body = marks_workbook(EXAM, rows, paper, library="甲县图书馆", made_by="戊某", generated_at=MADE)
    head, first = table(body)[3:5]
    assert head[:5] == ["名次", "姓名", "单选", "总分", "用时（分）"]
    assert first[:4] == [1.0, "甲某", 20.0, 20.0]


def test_the_same_marks_give_the_same_bytes():
    assert made() == made()


def test_the_head_of_the_paper_says_what_when_and_for_how_much():
    lines = paragraphs(printed(False))
    assert lines[:5] == [
        "单位________________\u3000姓名____________\u3000准考号____________",
        "………………密………………封………………线………………",
        "全馆模拟考试<第一次>",
        "考试时间：2026年11月22日（周日）14:00 至 2026年11月22日（周日）16:00",
        "答题时间：60 分钟\u3000\u3000共 29 题\u3000\u3000满分：39 分",
    ]
    assert [line for line in lines if line[1:2] == "、"] == [
        "一、单选题（共 12 题，每题 1 分，计 12 分）",
        "二、多选题（共 8 题，每题 2 分，计 16 分）",
        "三、判断题（共 5 题，每题 1 分，计 5 分）",
        "四、填空题（共 4 题，每题 1.5 分，计 6 分）",
    ]
    assert lines.count("给分规则：少选得部分分（每项均分），错选不得分。") == 1
    assert lines[-1] == "甲县图书馆\u30002026年11月23日（周一）14:00 制"
    table = docx.Document(BytesIO(printed(False))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["大题", "一", "二", "三", "四", "总分"],
        ["得分", "", "", "", "", ""],
    ]


def test_every_question_is_printed_once_with_all_its_options():
    lines = paragraphs(printed(True))
    asked = [question for part in printed_parts(PAPER) for question in part.questions]
    assert [question.number for question in asked] == list(range(1, 30))
    for question, line in zip(asked, PAPER.lines, strict=True):
        assert lines.count(f"{question.number}．{question.stem}") == 1
        start = lines.index(f"{question.number}．{question.stem}") + 1
        shown = [option for text in lines[start : start + len(question.option_lines)] for option in text.split("\t")]
        options = getattr(line.item.question, "options", ())
        assert shown == [f"{letter}．{text}" for letter, text in zip("ABCDEFGH", options, strict=False)]


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (("甲", "乙", "丙", "丁", "戊"), ["A．甲\tB．乙\tC．丙\tD．丁", "E．戊"]),
        (("县级以上人民政府", "乙", "丙"), ["A．县级以上人民政府\tB．乙", "C．丙"]),
        (("长" * 20, "乙"), ["A．" + "长" * 20, "B．乙"]),
    ],
)
def test_short_options_share_a_line(options, lines):
    (question,) = printed_parts(asking(SingleChoice("选（　）。", options, 0)))[0].questions
    assert list(question.option_lines) == lines
    assert paragraphs(printed(False, asking(SingleChoice("选（　）。", options, 0))))[7:-1] == lines


@pytest.mark.parametrize(
    ("question", "stem"),
    [
        (SingleChoice("选（　）。", ("甲", "乙"), 0), "选（　）。"),
        (SingleChoice("选哪一项？", ("甲", "乙"), 0), "选哪一项？（　　）"),
        (TrueFalse("书吧（含分馆）免费。", True), "书吧（含分馆）免费。（　　）"),
        (FillInBlanks("____年____月", (("2017",), ("11",))), "________年________月"),
    ],
)
def test_every_stem_has_room_for_its_answer(question, stem):
    assert printed_parts(asking(question))[0].questions[0].stem == stem


def asking(question):
    """A paper of this one question."""
    item = msgspec.structs.replace(PAPER.lines[0].item, question=question)
    return Paper(1, (replace(PAPER.lines[0], item=item),))


def test_every_key_stands_behind_the_paper_with_its_article_and_words():
    lines = paragraphs(printed(True))
    key_starts = lines.index("参考答案与条款出处")
    for number, line in enumerate(PAPER.lines, start=1):
        found = [place for place, text in enumerate(lines) if place > key_starts and text.startswith(f"{number}．")]
        assert len(found) == 1
        answer, where = lines[found[0]].removeprefix(f"{number}．").split("\u3000\u3000")
        assert answer == right(line.item.question)
        assert where == source(line.item.citation)
        assert lines[found[0] + 1] == f"原文：{line.item.citation.quote}"
        assert lines[found[0] + 2] == f"解析：{line.item.explanation}"


def right(question):
    """The key as people write it, worked out here."""
    match question.kind:
        case Kind.SINGLE_CHOICE:
            return "ABCDEFGH"[question.key]
        case Kind.MULTIPLE_RESPONSE:
            return "".join("ABCDEFGH"[place] for place in question.keys)
        case Kind.TRUE_FALSE:
            return "正确" if question.key else "错误"
    blanks = "；".join(" / ".join(accepted) for accepted in question.blanks)
    return blanks if question.in_order or len(question.blanks) == 1 else f"{blanks}（不分先后）"


def test_the_paper_for_candidates_gives_nothing_away():
    lines = "\n".join(paragraphs(printed(False)))
    assert "参考答案" not in lines
    assert not any(line.item.explanation in lines for line in PAPER.lines)


def test_the_paper_is_chinese_and_the_same_whatever_the_screen_speaks():
    chinese = printed(True)
    with locale.speaking("en"):
        assert printed(True) == chinese


def test_a_paper_that_is_not_drawn_cannot_be_printed():
    with pytest.raises(Refused, match="试卷还没有抽出"):
        printed(True, Paper(1, ()))
