"""How surnames are read, where a dictionary of characters reads them otherwise; the usual reading first.

Readings as given in 《现代汉语词典》 and 《通用规范汉字字典》 under 姓; some families read theirs in a second way.
"""

# Data, not words: each surname with its syllables.
_COMPOUND = """
万俟 mo'qi|尉迟 yu'chi|长孙 zhang'sun|澹台 tan'tai|令狐 ling'hu|单于 chan'yu|淳于 chun'yu|鲜于 xian'yu|宇文 yu'wen
皇甫 huang'fu|司马 si'ma|司徒 si'tu|司空 si'kong|上官 shang'guan|欧阳 ou'yang|诸葛 zhu'ge|夏侯 xia'hou|慕容 mu'rong
呼延 hu'yan|端木 duan'mu|百里 bai'li|东方 dong'fang|东郭 dong'guo|南宫 nan'gong|西门 xi'men|公孙 gong'sun|公冶 gong'ye
公羊 gong'yang|仲孙 zhong'sun|叔孙 shu'sun|轩辕 xuan'yuan|钟离 zhong'li|赫连 he'lian|独孤 du'gu|拓跋 tuo'ba|濮阳 pu'yang
太叔 tai'shu|申屠 shen'tu|闾丘 lü'qiu|乐正 yue'zheng|漆雕 qi'diao|夹谷 jia'gu|宰父 zai'fu|谷梁 gu'liang|段干 duan'gan
梁丘 liang'qiu|左丘 zuo'qiu|子车 zi'ju|哥舒 ge'shu|亓官 qi'guan|褚师 chu'shi|纳兰 na'lan|宗政 zong'zheng|相里 xiang'li
"""

# Data, not words: each surname with its readings.
_SINGLE = """
单 shan|解 xie|仇 qiu|区 ou|曾 zeng|查 zha|朴 piao|盖 ge gai|翟 zhai di|覃 qin tan|乐 yue le|任 ren|华 hua|召 shao zhao
宓 mi fu|员 yun|繁 po|冼 xian|秘 bi|缪 miao|牟 mu mou|折 she|黑 he hei|洗 xian|种 chong|祭 zhai ji|逄 pang|隗 wei kui
郇 xun huan|乜 nie|么 yao|卜 bu|都 du|那 na|钭 tou|阚 kan|麻 ma|俞 yu shu|尉 wei yu|车 che|句 gou|佴 nai|郗 xi chi
柏 bai bo|薄 bo|谌 chen shen|费 fei bi|贲 ben|莘 shen xin|过 guo|晟 cheng|炅 gui|颉 xie jie|宿 su|贠 yun|术 zhu
降 jiang|相 xiang|占 zhan|应 ying|宁 ning|燕 yan|纪 ji|幺 yao|訾 zi|亓 qi|仉 zhang|逯 lu|呙 guo|郄 qie xi|笪 da
撒 sa|能 nai|要 yao|哈 ha|尹 yin|石 shi|沈 shen|万 wan|令 ling|长 zhang|尺 chi|葛 ge|贾 jia|叶 ye|谷 gu|盛 sheng
夏 xia|曲 qu|强 qiang|干 gan|冯 feng|粘 nian|观 guan|重 chong|教 jiao|畜 xu|称 cheng|臭 xiu|载 dai|闫 yan|阎 yan
齐 qi|行 xing|镡 tan xin|适 kuo|洼 wa|戚 qi|殷 yin|参 shen|朝 chao|角 jue|落 luo|侯 hou|厍 she|靳 jin|沃 wo|桓 huan
"""


def _table(text: str) -> dict[str, tuple[str, ...]]:
    entries = (entry.split() for entry in text.strip().replace("\n", "|").split("|"))
    return {surname: tuple(reading.replace("ü", "v") for reading in readings) for surname, *readings in entries}


COMPOUND_SURNAMES = _table(_COMPOUND)
SURNAMES = _table(_SINGLE)
