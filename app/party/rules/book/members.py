"""Rules that reach members one by one: hours, dues, taking part, being away, help. Source: 教育管理条例, 党费规定."""

from collections.abc import Sequence

from app.locale import N_
from app.party.rules.book.shape import Reach, Reminder, Rule, Unit
from app.party.rules.citing import DUES_RULES, MEMBER_EDUCATION, TRAINING_PLAN, WINTER_PRACTICE, Citation
from app.party.rules.correcting import AFTERWARDS, LIMIT
from app.training.rules.book import Mark

HOURS = (Reminder(month=10, day=1), Reminder(month=12, day=1))
SIX_MONTHS = N_(
    "没有正当理由，连续6个月不参加党的组织生活，或者不交纳党费，或者不做党所分配的工作，按照自行脱党予以除名。"
)

OF_MEMBERS: Sequence[Rule] = (
    Rule(
        "PB-16",
        N_("党员集中学习培训"),
        (Citation(MEMBER_EDUCATION, N_("第二十条"), N_("党员每年集中学习培训时间一般不少于32学时。")),),
        Unit.YEAR,
        Reach.BRANCH,
        N_("每位党员到年底满 32 学时；年中转来的按月折算，年老体弱的不作硬性要求"),
        HOURS,
    ),
    Rule(
        "PB-17",
        N_("书记和班子成员学时"),
        (Citation(TRAINING_PLAN, "", mark=Mark.SECONDARY),),
        Unit.YEAR,
        Reach.SECRETARY,
        N_("书记和委员到年底满 56 学时；规划期已满，由本馆沿用，在“学时规则”里设置"),
        HOURS,
    ),
    Rule(
        "PB-18",
        N_("党费"),
        (
            Citation(DUES_RULES, N_("第十二条"), N_("党员应当增强党员意识，主动按月交纳党费。")),
            Citation(DUES_RULES, N_("第十二条"), N_("补交党费的时间一般不得超过6个月。")),
            Citation(DUES_RULES, N_("第十三条"), N_("对无正当理由，连续6个月不交纳党费的党员，按自行脱党处理。")),
        ),
        Unit.MONTH,
        Reach.BRANCH,
        N_("当月每位党员的党费都收到了；只记月份和金额，不记工资"),
        (Reminder(day=10), Reminder(days_before=3)),
    ),
    Rule(
        "PB-19",
        N_("党费收缴公布"),
        (Citation(DUES_RULES, N_("第二十六条"), N_("党支部应当每年向党员公布一次党费收缴情况。")),),
        Unit.YEAR,
        Reach.BRANCH,
        N_("每年向党员公布一次"),
        (Reminder(month=12, day=1), Reminder(days_before=10)),
    ),
    Rule(
        "PB-20",
        N_("连续不参加组织生活"),
        (Citation(MEMBER_EDUCATION, N_("第三十一条"), SIX_MONTHS),),
        Unit.EVENT,
        Reach.BRANCH,
        N_("没有请假又没有参加满 3 个月、5 个月时提醒书记；请假的不计，只有书记看得到"),
    ),
    Rule(
        "PB-21",
        N_("流动党员的联系"),
        (
            Citation(
                MEMBER_EDUCATION,
                N_("第三十二条"),
                N_("对外出6个月以上并且没有转移组织关系的流动党员，应当保持经常联系"),
            ),
        ),
        Unit.YEAR,
        Reach.FLOWING,
        N_("条例写经常，没有写多久；超过本馆定的天数没有联系记录就提醒"),
    ),
    Rule(
        "PB-22",
        N_("限期改正"),
        (LIMIT, AFTERWARDS),
        Unit.EVENT,
        Reach.CORRECTION,
        N_("从决定那天起不超过一年；期满前 30 天、7 天和期满后提醒书记，结论由人写；只有支委会看得到"),
    ),
    Rule(
        "PB-23",
        N_("集中学习教育"),
        (
            Citation(
                MEMBER_EDUCATION,
                N_("第二十一条"),
                N_("党组织应当按照党中央部署要求，组织党员认真参加党内集中学习教育"),
            ),
        ),
        Unit.EVENT,
        Reach.BRANCH,
        N_("有部署时按那一次的要求列清单"),
    ),
    Rule(
        "PB-24",
        N_("年老体弱党员"),
        (
            Citation(
                MEMBER_EDUCATION,
                N_("第二十三条"),
                N_(
                    "对年老体弱、行动不便、身患重病甚至失能的党员，组织活动和开展学习教育不作硬性要求，"
                    "党组织通过送学上门、走访慰问等方式，给予更多关心照顾。"
                ),
            ),
        ),
        Unit.EVENT,
        Reach.FRAIL,
        N_("不计入到会率和学时要求；送学上门、走访可以记下来"),
    ),
    Rule(
        "PB-25",
        N_("志愿服务和承诺践诺"),
        (Citation(MEMBER_EDUCATION, N_("第二十二条"), N_("鼓励和引导党员参与志愿服务。")),),
        Unit.EVENT,
        Reach.BRANCH,
        N_("鼓励，不是必须，没有期限"),
    ),
    Rule(
        "PB-27",
        N_("党员冬训"),
        (Citation(WINTER_PRACTICE, "", mark=Mark.SECONDARY),),
        Unit.EVENT,
        Reach.BRANCH,
        N_("没有统一的天数，按当年通知在“冬训”里设置"),
    ),
)
