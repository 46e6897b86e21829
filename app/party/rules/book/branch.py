"""Rules of the branch and its secretary: size, committee, term, training, report. Source: 支部工作条例 ch. 2 and 6."""

from collections.abc import Sequence

from app.locale import N_
from app.party.rules.book.shape import Reach, Reminder, Rule, Unit
from app.party.rules.citing import BRANCH_WORK, MEMBER_EDUCATION, Citation

OF_THE_BRANCH: Sequence[Rule] = (
    Rule(
        "PB-10",
        N_("支部委员会的设置"),
        (
            Citation(
                BRANCH_WORK,
                N_("第二十条"),
                N_("有正式党员7人以上的党支部，应当设立党支部委员会。党支部委员会由3至5人组成，一般不超过7人。"),
            ),
            Citation(BRANCH_WORK, N_("第二十条"), N_("正式党员不足7人的党支部，设1名书记，必要时可以设1名副书记。")),
        ),
        Unit.EVENT,
        Reach.BRANCH,
        N_("正式党员 7 人以上设支部委员会，不足 7 人设书记 1 名；人数变了在“支部”页说明"),
    ),
    Rule(
        "PB-11",
        N_("任期和换届"),
        (
            Citation(
                BRANCH_WORK,
                N_("第二十一条"),
                N_("村、社区党支部委员会每届任期5年，其他基层单位党支部委员会一般每届任期3年。"),
            ),
            Citation(
                BRANCH_WORK,
                N_("第二十一条"),
                N_("对需要延期或者提前换届的，应当认真审核、从严把关，延长或者提前期限一般不超过1年。"),
            ),
        ),
        Unit.YEAR,
        Reach.BRANCH,
        N_("届满以前换届；届满前 6 个月、3 个月、1 个月各提醒一次"),
    ),
    Rule(
        "PB-12",
        N_("支部的人数"),
        (
            Citation(BRANCH_WORK, N_("第四条"), N_("凡是有正式党员3人以上的，都应当成立党支部。")),
            Citation(BRANCH_WORK, N_("第四条"), N_("党支部党员人数一般不超过50人。")),
            Citation(
                BRANCH_WORK,
                N_("第五条"),
                N_("正式党员不足3人的单位，应当按照地域相邻、行业相近、规模适当、便于管理的原则，成立联合党支部。"),
            ),
        ),
        Unit.EVENT,
        Reach.BRANCH,
        N_("正式党员 3 人以上单独成立，一般不超过 50 人；人数变了在“支部”页说明"),
    ),
    Rule(
        "PB-13",
        N_("书记集中轮训"),
        (
            Citation(
                BRANCH_WORK,
                N_("第二十五条"),
                N_("党支部书记每年应当至少参加1次县级以上党组织举办的集中轮训。"),
            ),
            Citation(BRANCH_WORK, N_("第二十五条"), N_("对新任党支部书记应当进行任职培训。")),
        ),
        Unit.YEAR,
        Reach.SECRETARY,
        N_("书记每年至少一次县级以上党组织办的集中轮训，新任的另有任职培训；记下名称、日期和证明"),
        (Reminder(month=9, day=1), Reminder(month=12, day=1)),
    ),
    Rule(
        "PB-14",
        N_("书记述职"),
        (
            Citation(
                BRANCH_WORK,
                N_("第二十七条"),
                N_("党支部书记每年应当向上级党组织和党支部党员大会述职，接受评议考核"),
            ),
        ),
        Unit.YEAR,
        Reach.SECRETARY,
        N_("每年向上级党组织述职一次，向党员大会述职一次"),
        (Reminder(month=12, day=1), Reminder(days_before=10)),
    ),
    Rule(
        "PB-15",
        N_("党员领导干部双重组织生活"),
        (
            Citation(BRANCH_WORK, N_("第十五条"), N_("党员领导干部应当带头参加所在党支部或者党小组组织生活。")),
            Citation(MEMBER_EDUCATION, N_("第十六条"), N_("党员领导干部应当参加双重组织生活。")),
        ),
        Unit.YEAR,
        Reach.LEADING,
        N_("每位党员领导干部当年参加过支部或者党小组的组织生活"),
        (Reminder(month=11, day=1), Reminder(month=12, day=1)),
    ),
)
