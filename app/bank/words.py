"""What the bank's things are called on screen."""

from app import locale
from app.locale import N_, _
from quizzes import content
from quizzes.folding import numeral_of
from quizzes.questions import Citation, Domain, Kind

KINDS = {
    Kind.SINGLE_CHOICE: N_("单选"),
    Kind.MULTIPLE_RESPONSE: N_("多选"),
    Kind.TRUE_FALSE: N_("判断"),
    Kind.FILL_IN_BLANKS: N_("填空"),
}
KIND_HINTS = {
    Kind.SINGLE_CHOICE: N_("几个选项里只有一个正确"),
    Kind.MULTIPLE_RESPONSE: N_("至少两个选项正确，少选得部分分，错选不得分"),
    Kind.TRUE_FALSE: N_("一句话，判断对错"),
    Kind.FILL_IN_BLANKS: N_("写出空处的词，可以有几个空、几种写法"),
}
DOMAINS = {
    Domain.LAW: N_("法律法规"),
    Domain.THEORY: N_("党的创新理论与意识形态"),
    Domain.POLICY: N_("公共文化政策与规划"),
    Domain.LIBRARIANSHIP: N_("图书馆学与业务"),
    Domain.PROMOTION: N_("宣传推广与阅读促进"),
    Domain.DIGITAL: N_("数字资源、信息安全、著作权、古籍"),
}
DIFFICULTIES = {1: N_("1 很容易"), 2: N_("2 较容易"), 3: N_("3 中等"), 4: N_("4 较难"), 5: N_("5 很难")}
STATUSES = {"usable": N_("可用"), "awaiting": N_("待复核"), "retired": N_("停用"), "stale": N_("依据已修订")}
FIELDS = {
    "stem": N_("题干"),
    "options": N_("选项"),
    "key": N_("答案"),
    "explanation": N_("解析"),
    "source": N_("依据"),
    "quote": N_("依据原文"),
    "difficulty": N_("难度"),
    "domain": N_("领域"),
}
LETTERS = "ABCDEFGH"


def law_name(key: str, version: str) -> str:
    """公共图书馆法; the key where nothing is known of it."""
    for law in content.laws():
        if (law.key, law.version) == (key, version):
            return law.short
    return key


def law_short(key: str) -> str:
    """公共图书馆法, whatever the version; the key where nothing is known of it."""
    return next((law.short for law in content.laws() if law.key == key), key)


def article_name(article: int) -> str:
    """第二条, or Article 2."""
    return _("第%(article)s条", article=_numeral(article))


def source(citation: Citation) -> str:
    """《公共图书馆法》第二条第一款."""
    return _(
        "《%(law)s》第%(article)s条第%(paragraph)s款",
        law=law_name(citation.law, citation.version),
        article=_numeral(citation.article),
        paragraph=_numeral(citation.paragraph),
    )


def truth(value: bool) -> str:
    """What a 判断 is answered with."""
    return _("正确") if value else _("错误")


def _numeral(number: int) -> str:
    return str(number) if locale.language() == "en" else numeral_of(number)
