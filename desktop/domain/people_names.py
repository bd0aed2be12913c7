"""How people write down whom they mean: several in one field, with what they are to somebody."""

import re

# Between several people in one field; a space only beside Chinese, for names have spaces, too.
_BETWEEN = re.compile(
    r"[、，,；;：:/／|()（）]+|(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|\s+(?=\d)"
)
# As people put before a name; alone they are names of somebody already.
_RELATION = re.compile(
    "(?:我?的?)?(?:[表堂]?[姐哥弟妹]|姐姐|哥哥|弟弟|妹妹|姐夫|妹夫|嫂子|老婆|老公|妻子|丈夫|男友|女友"
    "|爸爸?|妈妈?|父亲|母亲|叔叔|伯伯|舅舅|姑姑|姨妈|同事|同学|朋友|领导|老板|经理|邻居|室友|亲戚)"
)
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕"
    "丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔"
)
# How names begin; else a telephone, a house or a company would be taken for somebody.
_BEGINS_NAMES = _SURNAMES | frozenset("小老阿")
# What stands behind a surname and is no name: everybody may be called so.
_TITLE = re.compile(
    "先生|女士|小姐|夫人|太太|师傅|经理|主任|主管|总监|助理|秘书|前台|客服|会计|老师|教授|律师|法官|警官|医生"
    "|护士|保安|物业|房东|阿姨|大妈|大爷|大哥|大姐|大叔|奶奶|爷爷|外婆|外公|某某|多人|何人|家人|.[长总]"
)
_OF_THREE = 3


def people(line: str) -> list[str]:
    """The names in what was written as who was reached; its numbers are masked as numbers."""
    found = [name.strip().casefold() for name in _BETWEEN.split(line)]
    named = [name for name in found if any(map(str.isalpha, name))]
    return named or [name for name in (line.strip().casefold(),) if name]


def called(name: str) -> list[str]:
    """A name, and what is left of it without what that person is to somebody."""
    bare = _RELATION.sub("", name, count=1) if _RELATION.match(name) else ""
    return [name, bare] if len(bare) > 1 and bare[0] in _BEGINS_NAMES else [name]


def given_name(name: str) -> str:
    """Of a name of three characters the two behind the surname, as friends call somebody."""
    given = name[1:]
    if len(name) != _OF_THREE or name[0] not in _SURNAMES or not given.isalpha():
        return ""
    if given.isascii() or _TITLE.fullmatch(given) or _RELATION.fullmatch(given):
        return ""
    return given
