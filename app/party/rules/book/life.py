"""Rules of the organizational life: meetings, lectures, themed days, appraisals, talks. Source: 支部工作条例 ch. 4 and 5."""

from collections.abc import Sequence

from app.locale import N_
from app.party.rules.book.shape import Reach, Reminder, Rule, Unit
from app.party.rules.citing import BRANCH_WORK, ELECTION_RULES, MEMBER_EDUCATION, Citation
from app.training.rules.book import Mark

MONTHLY = (Reminder(days_before=6), Reminder(days_before=2))
QUARTERLY = (Reminder(month=3, day=1), Reminder(days_before=14), Reminder(days_before=3))
LAST_QUARTER = (Reminder(month=10, day=1), Reminder(month=11, day=1), Reminder(month=12, day=1))

OF_THE_LIFE: Sequence[Rule] = (
    Rule(
        "PB-01",
        N_("支部党员大会"),
        (
            Citation(
                BRANCH_WORK,
                N_("第十一条"),
                N_("党支部党员大会是党支部的议事决策机构，由全体党员参加，一般每季度召开1次。"),
            ),
        ),
        Unit.QUARTER,
        Reach.BRANCH,
        N_("每季度至少有一次开完、记录齐全的支部党员大会"),
        QUARTERLY,
    ),
    Rule(
        "PB-02",
        N_("大会表决"),
        (
            Citation(
                BRANCH_WORK,
                N_("第十一条"),
                N_("表决必须有半数以上有表决权的党员到会方可进行，赞成人数超过应到会有表决权的党员的半数为通过。"),
            ),
        ),
        Unit.EVENT,
        Reach.BRANCH,
        N_("到会的有表决权党员不到半数不能表决；赞成超过应到会有表决权党员的半数才算通过"),
    ),
    Rule(
        "PB-03",
        N_("支部委员会会议"),
        (
            Citation(
                BRANCH_WORK,
                N_("第十二条"),
                N_("党支部委员会会议一般每月召开1次，根据需要可以随时召开"),
            ),
            Citation(BRANCH_WORK, N_("第十二条"), N_("党支部委员会会议须有半数以上委员到会方可进行。")),
        ),
        Unit.MONTH,
        Reach.COMMITTEE,
        N_("每月至少有一次开完、记录齐全的支部委员会会议"),
        MONTHLY,
    ),
    Rule(
        "PB-04",
        N_("党小组会"),
        (
            Citation(
                BRANCH_WORK,
                N_("第十三条"),
                N_("党小组会一般每月召开1次，组织党员参加政治学习、谈心谈话、开展批评和自我批评等。"),
            ),
        ),
        Unit.MONTH,
        Reach.GROUPS,
        N_("每个党小组每月至少有一次开完、记录齐全的会"),
        MONTHLY,
    ),
    Rule(
        "PB-05",
        N_("党课"),
        (Citation(BRANCH_WORK, N_("第十六条"), N_("党支部应当组织党员按期参加党员大会、党小组会和上党课")),),
        Unit.YEAR,
        Reach.BRANCH,
        N_("条例没有写几次，只写按期；全年一次都没有就提醒，每季度几次由本馆定"),
        (Reminder(days_before=30), Reminder(days_before=7)),
    ),
    Rule(
        "PB-06",
        N_("主题党日"),
        (
            Citation(
                BRANCH_WORK,
                N_("第十六条"),
                N_("党支部每月相对固定1天开展主题党日，组织党员集中学习、过组织生活、进行民主议事和志愿服务等。"),
            ),
            Citation(
                BRANCH_WORK,
                N_("第十六条"),
                N_("主题党日开展前，党支部应当认真研究确定主题和内容；开展后，应当抓好议定事项的组织落实。"),
            ),
            Citation(MEMBER_EDUCATION, N_("第十六条"), N_("党支部应当每月开展1次主题党日")),
        ),
        Unit.MONTH,
        Reach.BRANCH,
        N_("每月至少开展一次主题党日，主题在开展以前研究确定，议定的事落实"),
        (Reminder(days_before=7), Reminder(days_before=2)),
    ),
    Rule(
        "PB-07",
        N_("组织生活会"),
        (
            Citation(BRANCH_WORK, N_("第十七条"), N_("党支部每年至少召开1次组织生活会，一般安排在第四季度")),
            Citation(MEMBER_EDUCATION, N_("第十七条"), N_("党支部每年至少召开1次组织生活会")),
        ),
        Unit.YEAR,
        Reach.BRANCH,
        N_("每年至少一次，一般在第四季度；会前学习、谈心、听取意见，会上查摆批评，会后整改"),
        LAST_QUARTER,
    ),
    Rule(
        "PB-08",
        N_("民主评议党员"),
        (
            Citation(BRANCH_WORK, N_("第十八条"), N_("党支部一般每年开展1次民主评议党员")),
            Citation(MEMBER_EDUCATION, N_("第十八条"), N_("民主评议党员可以结合组织生活会一并进行。")),
        ),
        Unit.YEAR,
        Reach.BRANCH,
        N_("每年一次，每一位正式党员都有评定意见"),
        LAST_QUARTER,
    ),
    Rule(
        "PB-09",
        N_("谈心谈话"),
        (
            Citation(
                BRANCH_WORK,
                N_("第十九条"),
                N_("党支部委员之间、党支部委员和党员之间、党员和党员之间，每年谈心谈话一般不少于1次。"),
            ),
        ),
        Unit.YEAR,
        Reach.BRANCH,
        N_("一年里委员之间都谈过，每位党员和委员、和别的党员都至少谈过一次"),
        (Reminder(month=11, day=1), Reminder(month=12, day=1)),
    ),
    Rule(
        "PB-26",
        N_("换届选举的票数"),
        (Citation(ELECTION_RULES, "", mark=Mark.SECONDARY),),
        Unit.EVENT,
        Reach.BRANCH,
        N_("到会的有选举权党员不少于应到会的五分之四；赞成超过应到会的半数才当选"),
    ),
)
