"""What the texts say of each act, and the 23 steps that the acts belong to.

The articles number no steps; the numbers are those of the library's own process table. Each act names its article in
both texts: art. 19 to 40 of 2014 became art. 18 to 39 in 2026, the others kept their numbers. The text of 2026 was
read and is quoted; that of 2014 is cited by article after a comparison of both, and not quoted.
"""

from dataclasses import dataclass
from datetime import date

from app.locale import N_
from app.party.rules.cases.acts import Act, Stage
from app.party.rules.citing import ADMISSION_2014, ADMISSION_2026, Citation, admission_rules
from app.training.rules.book import Mark


@dataclass(frozen=True, slots=True)
class Rule:
    """What the texts say of an act.

    Attributes:
        step: 1 to 23, of the process table.
        needs: acts that come before; only those that one of the texts asks for, or that nothing can be without.
        article, old_article: in the texts of 2026 and 2014; empty in 2014 where that text does not know the act.
        quote: the words of 2026.
        old_name: what it was called under the text of 2014, where that is another thing.
    """

    step: int
    name: str
    article: str
    old_article: str
    quote: str
    needs: tuple[Act, ...] = ()
    old_name: str = ""

    def called(self, day: date) -> str:
        """What it is called under the text of this day: until 2026 the superior was told, since then it agrees."""
        return self.old_name if self.old_name and admission_rules(day) is ADMISSION_2014 else self.name

    def citation(self, day: date) -> Citation:
        """Where it stands in the text in force on this day."""
        document = admission_rules(day)
        if document is ADMISSION_2026:
            return Citation(ADMISSION_2026, self.article, self.quote)
        # The text of 2014 was not read word for word: cited after the comparison of both texts, and not quoted.
        return Citation(ADMISSION_2014, self.old_article or self.article, "", Mark.SECONDARY)


A5 = N_("第五条")
A7 = N_("第七条")
A8 = N_("第八条")
A9 = N_("第九条")
A10 = N_("第十条")
A11 = N_("第十一条")
A13 = N_("第十三条")
A14 = N_("第十四条")
A16 = N_("第十六条")
A17 = N_("第十七条")
A18 = N_("第十八条")
A19 = N_("第十九条")
A20 = N_("第二十条")
A21 = N_("第二十一条")
A22 = N_("第二十二条")
A23 = N_("第二十三条")
A24 = N_("第二十四条")
A25 = N_("第二十五条")
A26 = N_("第二十六条")
A28 = N_("第二十八条")
A29 = N_("第二十九条")
A30 = N_("第三十条")
A31 = N_("第三十一条")
A32 = N_("第三十二条")
A33 = N_("第三十三条")
A34 = N_("第三十四条")
A36 = N_("第三十六条")
A37 = N_("第三十七条")

TO_PROSPECT = N_(
    "对经过一年以上培养教育和考察、基本具备党员条件的入党积极分子，在听取党小组、培养联系人、党员和群众等意见的基础上"
)
PUT_UP = N_("在工作、学习单位或者居住地进行公示，公示期不少于五个工作日")
PROCEDURE = N_("党支部征求党小组、党员和群众的意见；党支部委员会审查；党支部党员大会讨论、表决通过；报上级党委审批")
EXTENSION = N_("可以延长一次预备期，延长时间不能少于半年，最长不超过一年")

RULES: dict[Act, Rule] = {
    Act.APPLIED: Rule(
        1, N_("收到入党申请书"), A5, A5, N_("年满十八岁的中国工人、农民、军人、知识分子和其他社会阶层的先进分子")
    ),
    Act.TALKED: Rule(
        2, N_("派人谈话"), A7, A7, N_("党组织收到入党申请书后，应当在一个月内派人同入党申请人谈话"), (Act.APPLIED,)
    ),
    Act.RECOMMENDED: Rule(
        3, N_("党员推荐、群团组织推优"), A8, A8, N_("应当采取党员推荐、群团组织推优等方式产生人选"), (Act.TALKED,)
    ),
    Act.ACTIVIST: Rule(
        3,
        N_("确定为入党积极分子"),
        A8,
        A8,
        N_("由党支部委员会会议（不设党支部委员会的由党支部党员大会，下同）研究决定"),
        (Act.RECOMMENDED,),
    ),
    Act.FILED: Rule(3, N_("报上级党委备案"), A8, A8, N_("研究决定后，报上级党委备案"), (Act.ACTIVIST,)),
    Act.MENTORED: Rule(
        4, N_("指定培养联系人"), A9, A9, N_("党组织应当指定一至两名正式党员作入党积极分子的培养联系人"), (Act.ACTIVIST,)
    ),
    Act.EDUCATED: Rule(
        5,
        N_("培养教育"),
        A10,
        A10,
        N_("采取吸收入党积极分子听党课、参加党内有关活动，给他们分配一定的社会工作以及集中培训等方法"),
        (Act.ACTIVIST,),
    ),
    Act.REVIEWED: Rule(6, N_("半年考察"), A11, A11, N_("党支部每半年对入党积极分子进行一次考察"), (Act.ACTIVIST,)),
    Act.ANALYSED: Rule(
        7,
        N_("队伍状况分析"),
        A11,
        A11,
        N_("县级党委组织部门和基层党委每年对入党积极分子队伍状况作一次分析"),
        (Act.ACTIVIST,),
    ),
    Act.OPINIONS: Rule(8, N_("听取党小组、联系人、党员和群众意见"), A13, A13, TO_PROSPECT, (Act.MENTORED,)),
    Act.PROPOSED: Rule(
        8,
        N_("支部委员会讨论拟列为发展对象"),
        A13,
        A13,
        N_("党支部委员会会议研究讨论并报上级党委同意拟列为发展对象的"),
        (Act.OPINIONS, Act.REVIEWED),
    ),
    Act.AGREED: Rule(
        8,
        N_("上级党委同意"),
        A13,
        A13,
        N_("党支部委员会会议研究讨论并报上级党委同意拟列为发展对象的"),
        (Act.PROPOSED,),
        N_("报上级党委备案"),
    ),
    Act.NOTICE: Rule(8, N_("公示"), A13, "", PUT_UP, (Act.AGREED,)),
    Act.PROSPECT: Rule(
        8, N_("列为发展对象"), A13, A13, N_("公示结果不影响发展入党的，可以列为发展对象"), (Act.AGREED,)
    ),
    Act.SPONSORED: Rule(
        9, N_("确定两名入党介绍人"), A14, A14, N_("发展对象应当有两名正式党员作入党介绍人"), (Act.PROSPECT,)
    ),
    Act.VETTED: Rule(
        10, N_("政治审查"), A16, A16, N_("凡是未经政治审查或者政治审查不合格的，不能发展入党"), (Act.PROSPECT,)
    ),
    Act.TRAINED: Rule(
        11, N_("短期集中培训"), A17, A17, N_("培训时间一般不少于三天或者不少于二十四个学时"), (Act.PROSPECT,)
    ),
    Act.EXAMINED: Rule(
        12,
        N_("支部委员会审查合格"),
        A18,
        A19,
        N_("党支部委员会应当对发展对象进行严格审查，经集体讨论认为合格后，报具有审批权限的基层党委预审"),
        (Act.SPONSORED, Act.VETTED, Act.TRAINED),
    ),
    Act.PRE_REVIEWED: Rule(12, N_("基层党委预审合格"), A18, A19, N_("审查结果以书面形式通知党支部"), (Act.EXAMINED,)),
    Act.FORM_ISSUED: Rule(
        12, N_("发放入党志愿书"), A18, A19, N_("向审查合格的发展对象发放《中国共产党入党志愿书》"), (Act.PRE_REVIEWED,)
    ),
    Act.ADMITTED: Rule(
        13,
        N_("支部党员大会通过接收预备党员"),
        A19,
        A20,
        N_("经基层党委预审合格的发展对象，应当在一个月内提交党支部党员大会讨论"),
        (Act.FORM_ISSUED,),
    ),
    Act.SUBMITTED: Rule(
        14,
        N_("上报审批材料"),
        A21,
        A22,
        N_("党支部应当及时将党员大会决议写入《中国共产党入党志愿书》"),
        (Act.ADMITTED,),
    ),
    Act.SUPERIOR_TALKED: Rule(
        15,
        N_("党委派人谈话"),
        A23,
        A24,
        N_("党委审批前，应当指派党委委员或者组织员同发展对象谈话"),
        (Act.ADMITTED,),
    ),
    Act.APPROVED: Rule(
        16,
        N_("党委批准为预备党员"),
        A25,
        A26,
        N_("应当在三个月内审批，并报上级党委组织部门备案。如遇特殊情况可以适当延长审批时间，但不得超过六个月"),
        (Act.SUBMITTED, Act.SUPERIOR_TALKED),
    ),
    Act.PLACED: Rule(
        17,
        N_("编入党支部和党小组"),
        A28,
        A29,
        N_("党组织应当及时将上级党委批准的预备党员编入党支部和党小组"),
        (Act.APPROVED,),
    ),
    Act.OATH: Rule(
        17,
        N_("入党宣誓"),
        A29,
        A30,
        N_("入党宣誓仪式，一般在批复同意接收预备党员后的一个月内，由基层党委或者党支部（党总支）组织进行"),
        (Act.APPROVED,),
    ),
    Act.PROBATION: Rule(
        18,
        N_("预备期"),
        A31,
        A32,
        N_("预备党员的预备期为一年。预备期从党支部党员大会通过其为预备党员之日算起"),
        (Act.APPROVED,),
    ),
    Act.PROBATION_REVIEWED: Rule(
        19,
        N_("预备党员继续教育考察"),
        A30,
        A31,
        N_(
            "党组织应当通过党的组织生活、听取本人汇报、个别谈心、集中培训、实践锻炼、志愿服务等方式，对预备党员进行教育和考察"
        ),
        (Act.APPROVED,),
    ),
    Act.ASKED_FULL: Rule(20, N_("本人书面转正申请"), A32, A33, N_("本人向党支部提出书面转正申请"), (Act.APPROVED,)),
    Act.OPINIONS_FULL: Rule(20, N_("征求党小组、党员和群众意见"), A32, A33, PROCEDURE, (Act.ASKED_FULL,)),
    Act.EXAMINED_FULL: Rule(20, N_("支部委员会审查转正"), A32, A33, PROCEDURE, (Act.OPINIONS_FULL,)),
    Act.EXTENDED: Rule(21, N_("支部党员大会通过延长预备期"), A31, A32, EXTENSION, (Act.APPROVED,)),
    Act.EXTENSION_APPROVED: Rule(
        21,
        N_("上级党组织批准延长"),
        A31,
        A32,
        N_("应当经党支部党员大会讨论通过和上级党组织批准"),
        (Act.EXTENDED,),
    ),
    Act.VOTED_FULL: Rule(20, N_("支部党员大会通过转正"), A32, A33, PROCEDURE, (Act.EXAMINED_FULL,)),
    Act.CONFIRMED: Rule(
        22,
        N_("党委批准转为正式党员"),
        A33,
        A34,
        N_("党委对党支部上报的预备党员转正的决议，应当在三个月内审批"),
        (Act.VOTED_FULL,),
    ),
    Act.ARCHIVED: Rule(23, N_("材料归档"), A36, A37, N_("预备党员转正后，党支部应当及时将其"), (Act.CONFIRMED,)),
}
STEP_NAMES = {
    1: N_("递交入党申请书"),
    2: N_("党组织派人谈话"),
    3: N_("推荐和确定入党积极分子"),
    4: N_("指定培养联系人"),
    5: N_("培养教育"),
    6: N_("半年考察"),
    7: N_("队伍状况分析"),
    8: N_("确定发展对象"),
    9: N_("确定入党介绍人"),
    10: N_("政治审查"),
    11: N_("短期集中培训"),
    12: N_("支部审查和党委预审"),
    13: N_("支部党员大会讨论接收"),
    14: N_("上报审批"),
    15: N_("党委派人谈话"),
    16: N_("党委审批"),
    17: N_("编入支部和入党宣誓"),
    18: N_("预备期"),
    19: N_("继续教育考察"),
    20: N_("转正讨论"),
    21: N_("延长预备期"),
    22: N_("党委审批转正"),
    23: N_("材料归档"),
}
STAGE_OF_STEP = {
    **dict.fromkeys((1, 2), Stage.APPLICANT),
    **dict.fromkeys(range(3, 9), Stage.ACTIVIST),
    **dict.fromkeys(range(9, 17), Stage.PROSPECT),
    **dict.fromkeys(range(17, 24), Stage.PROBATIONARY),
}


def is_asked(act: Act, day: date) -> bool:
    """Whether the text in force on this day knows the act: the public notice is a rule since 2026."""
    return bool(RULES[act].old_article) or admission_rules(day) is ADMISSION_2026


def majority_source(day: date) -> str:
    """Where the text of this day says how many have to be in favour of admitting somebody: 2026 art. 20, 2014 art. 21."""
    document = admission_rules(day)
    return Citation(document, A20 if document is ADMISSION_2026 else A21, "").said
