"""What codes are called on screen: the engine's problems, kinds of question, rules of marking."""

from collections.abc import Iterable

from app.bank.words import KINDS
from app.locale import N_, _
from app.refusals import WhyNot
from quizzes.questions import Kind, Problem
from quizzes.rules import MultipleRule

RULES = {
    MultipleRule.CN_EACH: N_("少选得部分分（每项均分），错选不得分"),
    MultipleRule.CN_HALF: N_("少选得一半分，错选不得分"),
    MultipleRule.CN_FIXED: N_("少选每项得 0.25 倍分值（最多 0.75 倍），错选不得分"),
    MultipleRule.EXACT: N_("全部选对才得分"),
    MultipleRule.R_ALL: N_("少选得部分分（每项均分），选错一项扣光（R exams 规则）"),
    MultipleRule.R_FALSE: N_("选对一项得均分，选错一项按错项个数均摊倒扣，扣完为止（R exams 规则）"),
    MultipleRule.MOODLE: N_("选对一项得均分，选错一项按错项个数均摊倒扣，扣完为止（Moodle 规则）"),
}
"""The rules an editor may choose and a paper can print: all under which ticking everything earns nothing.

The engine knows more, for papers that come from elsewhere; an exam with one of those is refused."""

SAYINGS = {
    "too_few_questions": N_(
        "题库里可用的%(kind_name)s只有 %(available)s 题，这份卷要 %(wanted)s 题：减少题数，或先在题库补题"
    ),
    "no_title": N_("填写考试名称"),
    "no_parts": N_("至少要有一道大题：给某一种题填上题数"),
    "bad_minutes": N_("答题时间填 1 到 %(longest)s 分钟"),
    "bad_count": N_("每道大题至少 1 题"),
    "bad_marks": N_("每题分值要大于 0"),
    "too_many_questions": N_("一份卷最多 %(most)s 题，现在 %(count)s 题"),
    "tick_all_pays": N_("这条多选规则下全部勾选也能得分，换一条规则"),
    "not_open_yet": N_("还没到开考时间，到时这一页会自己变"),
    "already_started": N_("已经开始作答了"),
    "not_started": N_("还没有开始作答"),
    "handed_in": N_("这份卷已经交了，不能再改"),
    "closed": N_("时间到，已经收卷；收到的答案都在"),
    "absent": N_("考试已经结束，不能再开始；有疑问找出卷人"),
    "not_writer": N_("正在另一个页面或设备上作答；要在这里接着答，点“在此设备继续”"),
    "not_on_paper": N_("这道题不在您的试卷上，没有保存"),
    "wrong_type": N_("这个答案的格式不对，没有保存；刷新页面再答"),
    "option_out_of_range": N_("这个选项不在题目里，没有保存；刷新页面再答"),
    "option_twice": N_("同一个选项勾了两次，没有保存；刷新页面再答"),
    "wrong_number_of_blanks": N_("空的个数和题目不一样，没有保存；刷新页面再答"),
    "text_too_long": N_("填空最多 %(longest)s 个字，没有保存；改短再填"),
    "unusable_character": N_("里面有存不了的字符，没有保存；删去再填"),
    "superseded": N_("这道题已存了更新的答案，没有覆盖；再改一次就会保存"),
    "mismatch": N_("还有答案没有到服务器，正在补交"),
}


def sentence(problem: Problem) -> str:
    """What a problem of the engine is called on screen.

    Raises:
        KeyError: a code that nobody has worded; a test holds that there is none.
    """
    params: dict[str, object] = dict(problem.params)
    if "kind" in params:
        params["kind_name"] = _(KINDS[Kind(str(params["kind"]))])
    return _(SAYINGS[problem.code], **params) if params else _(SAYINGS[problem.code])


def said_problems(problems: Iterable[Problem]) -> tuple[WhyNot, ...]:
    """The engine's problems as reasons of ours."""
    return tuple(WhyNot(problem.code, sentence(problem)) for problem in problems)
