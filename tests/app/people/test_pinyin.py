"""Names are found by the reading their bearers use, by initials and by a mixture."""

import pytest

from app.people.rules import pinyin

# Surnames and readings as in 《现代汉语词典》第 7 版, 姓.
ODD_SURNAMES = (
    """
单 shan|解 xie|仇 qiu|区 ou|曾 zeng|查 zha|朴 piao|盖 ge|翟 zhai|覃 qin|覃 tan|乐 yue|乐 le|任 ren|华 hua|召 shao|宓 mi|员 yun
繁 po|冼 xian|秘 bi|缪 miao|牟 mu|牟 mou|折 she|黑 he|洗 xian|种 chong|祭 zhai|逄 pang|隗 wei|隗 kui|郇 xun|郇 huan|乜 nie
么 yao|卜 bu|都 du|那 na|钭 tou|阚 kan|麻 ma|俞 yu|车 che|句 gou|佴 nai|郗 xi|郗 chi|柏 bai|薄 bo|谌 chen|谌 shen|费 fei
莘 shen|莘 xin|过 guo|晟 cheng|炅 gui|宿 su|贠 yun|降 jiang|相 xiang|应 ying|宁 ning|燕 yan|纪 ji|訾 zi|亓 qi|仉 zhang
逯 lu|呙 guo|郄 qie|笪 da|撒 sa|能 nai|哈 ha|葛 ge|贾 jia|盛 sheng|粘 nian|厍 she|洼 wa|强 qiang|翟 di|尉 wei
尉迟 yuchi|万俟 moqi|长孙 zhangsun|澹台 tantai|令狐 linghu|单于 chanyu|鲜于 xianyu|皇甫 huangfu|夏侯 xiahou|拓跋 tuoba
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("entry", ODD_SURNAMES)
def test_an_odd_surname_is_found_by_its_reading_and_by_its_initial(entry):
    surname, reading = entry.split()
    name = f"{surname}明"
    read = pinyin.readings(name)
    syllables = next(r.split("'") for r in read.split() if r.replace("'", "").startswith(f"{reading}ming"))
    letters = "".join(syllable[0] for syllable in syllables)
    assert len(syllables) == len(name)
    for typed in (f"{reading}ming", reading, letters, f"{reading}m", f"{surname}m", name):
        assert pinyin.means(pinyin.fold(typed), name, read), typed


@pytest.mark.parametrize(
    ("name", "first"),
    [("单晓明", "shan'xiao'ming"), ("解缙", "xie'jin"), ("尉迟恭", "yu'chi'gong"), ("曾巩", "zeng'gong")],
)
def test_the_usual_reading_of_a_surname_comes_first(name, first):
    assert pinyin.readings(name).split()[0] == first


def test_every_reading_of_a_doubtful_character_is_kept():
    assert pinyin.readings("张乐").split() == ["zhang'le", "zhang'yue"]
    assert pinyin.initials("zhang'le zhang'yue") == "zl zy"


@pytest.mark.parametrize(
    "typed",
    ["zhanglm", "zlm", "张l", "张黎明", "zhanglimin", "lm", "liming", "ZLM", "ＺＬＭ", "zhang li ming", "zhlm", "黎m"],
)
def test_a_mixture_finds_the_name(typed):
    assert pinyin.means(pinyin.fold(typed), "张黎明", pinyin.readings("张黎明"))


@pytest.mark.parametrize("typed", ["zml", "zhangm", "张m", "明l", "zlmx", "李", "hang"])
def test_what_is_not_the_name_does_not_find_it(typed):
    assert not pinyin.means(pinyin.fold(typed), "张黎明", pinyin.readings("张黎明"))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("吕绿", "lvl"),
        ("吕绿", "lul"),
        ("吕绿", "lyul"),
        ("阿卜杜·热合曼", "abd"),
        ("阿卜杜·热合曼", "阿卜杜热"),
        ("Anna李", "annal"),
        ("𬱖䶮", "𬱖"),
        ("㛃", "㛃"),
        ("乐 天", "乐天"),
        ("乐 天", "yt"),
    ],
)
def test_rare_names_are_found(name, typed):
    assert pinyin.means(pinyin.fold(typed), name, pinyin.readings(name))


def test_corrected_readings_win_even_when_they_do_not_align():
    assert pinyin.means("sxm", "单晓明", "sanxiaoming", "sxm")
    assert pinyin.means("sanxiao", "单晓明", "sanxiaoming", "sxm")
    assert not pinyin.means("shan", "单晓明", "sanxiaoming", "sxm")


def test_readings_are_tidied_as_they_are_typed():
    assert pinyin.tidy(" Shàn’Xiǎo'míng   LǙ ") == "shan'xiao'ming lv"


def test_names_sort_as_in_a_dictionary():
    names = ["曾一", "单二", "张三", "解四", "李四", "林五"]
    assert sorted(names, key=lambda name: pinyin.sort_key(pinyin.readings(name))) == [
        "李四",
        "林五",
        "单二",
        "解四",
        "曾一",
        "张三",
    ]


def test_a_very_long_name_keeps_whole_readings():
    read = pinyin.readings("乐单解仇区曾查朴盖翟" * 6)
    assert len(read) <= 1000
    assert {len(reading.split("'")) for reading in read.split()} == {60}
