"""What frightened people type, word for word, and what they must see first."""

import pytest

from desktop.content.loader import content_folder, load_search
from desktop.domain.search import Kind, Query, SearchEntry, find, prepare

LOOKED = prepare(load_search(content_folder()).entries)

HEART = "照顾自己：打12356，找一个人说说"
DANGER = "有人堵门、威胁、冒充公检法：先报警"
VISIT = "有人上门或到单位围堵：不让进，报警"
START = "列一张欠款表"
PICTURES = "遇到P图、裸照、群发侮辱：存证，报警"
RELATIVES = "告诉亲友：说实话，说得短"
WORK = "单位接到催收电话：主动告诉人事"
NOT_MINE = "亲友自己的投诉（没有借款、没有担保的人用）"
EARLIER = "感觉还不上，到期前先说"
NO_MONEY = "现在真的没钱还，怎么办？"
PAY_PART = "提交分期或协商申请"
COURT = "收到法院文书，别躲"
MISUSED = "有人用我的名义借了钱，怎么办？"
REAL = "有人自称公检法：先核实"
PHONE = "接到催收电话，照着念"
EVIDENCE = "存证据：录音、短信、微信、亲友截图"
BLOCK = "聪明拦截，不要全拦"


def found(typed: str) -> list[SearchEntry]:
    """Everything that is found, as it stands in the list."""
    return [match.looked.entry for group in find(LOOKED, Query(typed)) for match in group.matches]


def first(typed: str) -> str:
    """The title of what stands first; nothing where nothing was found."""
    return next((entry.title for entry in found(typed)), "")


@pytest.mark.parametrize(
    "typed",
    [
        *("不想活了", "撑不住", "撑不住了", "我撑不住了", "活着没意思", "不如死了算了", "死了算了"),
        *("想一了百了", "受不了了", "我快疯了", "绝望", "我好累", "好累", "心里难受", "没有希望"),
        *(
            "想哭",
            "走投无路",
            "没人帮我",
            "好害怕",
            "睡不着觉",
            "吃安眠药",
            "割腕",
            "遗书",
            "想自杀",
        ),
        *("熬不下去了", "活够了", "我要被逼死了", "喝农药", "没脸活了", "心好累", "我想静静地走"),
        *("不 想 活 了", "不想活了！！", "他们打我通讯录，我不想活了", "被催收逼得想死怎么办"),
        *("天天打我单位电话我撑不住了", "起诉了怎么办我好绝望", "buxianghuo", "chengbuzhu"),
    ],
)
def test_who_can_bear_it_no_longer_comes_first_to_somebody_who_listens(typed: str) -> None:
    assert first(typed) == HEART
    listed = [entry.title for entry in found(typed)[:12]]
    assert any("12356 " in title for title in listed), listed


def test_everything_else_that_was_found_stands_below() -> None:
    titles = [entry.title for entry in found("他们打我单位，我不想活了")]
    assert titles[0] == HEART
    assert WORK in titles


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        # Somebody is at the door, or hits.
        *((typed, DANGER) for typed in ("有人堵门", "要杀我", "泼油漆", "砸门", "拿刀", "跟踪我")),
        *((typed, DANGER) for typed in ("打我了", "动手了", "被打了", "不让我走", "拿刀威胁我妈")),
        *((typed, VISIT) for typed in ("有人在门口", "在楼下等我", "堵在门口", "不敢回家")),
        ("老公打我", "110 报警"),
        # Calls.
        *((typed, PHONE) for typed in ("被催收骚扰怎么办", "电话响个不停", "一天几十个电话")),
        *((typed, PHONE) for typed in ("陌生号码一直打", "虚拟号码轰炸", "电话一直响", "被催收")),
        *((typed, PHONE) for typed in ("接电话说什么", "怎么跟催收说", "怎么说", "怎么回")),
        *((typed, "催收电话该不该接？") for typed in ("要不要接电话", "不敢接电话", "不想接电话")),
        ("短信轰炸", BLOCK),
        ("换号码打", BLOCK),
        *((typed, EVIDENCE) for typed in ("骂我", "骂得很难听", "微信群里骂我", "怎么存证据")),
        # Family, friends, work.
        *((typed, RELATIVES) for typed in ("爆通讯录", "爆通信录", "暴通讯录", "群发通讯录")),
        *((typed, RELATIVES) for typed in ("联系人都接到电话", "亲戚接到电话", "骚扰我女朋友")),
        *((typed, RELATIVES) for typed in ("打给我前男友", "村委会打电话", "打给村干部", "打我妈")),
        *((typed, RELATIVES) for typed in ("打给孩子老师", "群发短信给亲戚", "给我爸打电话")),
        ("爆通讯录违法吗", RELATIVES),
        *((typed, WORK) for typed in ("他们打我单位", "打单位", "HR接到电话", "领导知道了")),
        *((typed, WORK) for typed in ("同事都知道了", "发到工作群", "打到公司前台", "单位座机")),
        *(
            (typed, "单位知道了怎么办？")
            for typed in ("单位会知道吗", "会被开除吗", "公司会开除我吗")
        ),
        *((typed, "跟家人说") for typed in ("爸妈知道了", "不敢告诉老公", "怎么跟家里说")),
        *((typed, "家人要不要替我还？") for typed in ("会连累父母吗", "父母要替我还吗")),
        ("老婆要一起还吗", "结了婚，欠的网贷配偶必须一起还"),
        *(
            (typed, PICTURES)
            for typed in ("P我的照片", "拿裸照威胁我", "朋友圈曝光我", "发到家族群")
        ),
        # Fear of the police and of courts.
        *(
            (typed, "还不上会坐牢吗？")
            for typed in ("会不会坐牢", "坐牢", "会留案底吗", "恶意透支")
        ),
        *((typed, "还不上会坐牢吗？") for typed in ("会被拘留吗", "说我恶意逃债", "说要抓我")),
        *((typed, "还不上会坐牢吗？") for typed in ("说我诈骗", "合同诈骗", "信用卡诈骗")),
        *((typed, REAL) for typed in ("警察打电话给我", "自称是警察", "说我涉案")),
        *((typed, "平台会不会起诉我？") for typed in ("会起诉吗", "说要起诉我")),
        *((typed, COURT) for typed in ("起诉了怎么办", "被起诉了", "收到法院传票", "传票")),
        *((typed, "收到法院短信，怎么辨真假？") for typed in ("说已经立案了", "12368短信")),
        *((typed, "收到法院短信，怎么辨真假？") for typed in ("收到律师函怎么办", "开庭短信")),
        *((typed, COURT) for typed in ("银行卡被冻结", "工资被扣", "微信被冻结", "房子会被拍卖吗")),
        ("不能坐高铁", "失信被执行人"),
        ("会影响孩子吗", "会影响孩子上学、父母养老吗？"),
        *((typed, "催收能上门吗？") for typed in ("要上门吗", "会上门吗", "说要来我家")),
        # Money.
        *((typed, EARLIER) for typed in ("快逾期了", "明天到期还不上", "快到期了没钱")),
        *((typed, START) for typed in ("网贷逾期怎么办", "逾期一天", "逾期一个月", "逾期两年了")),
        *((typed, START) for typed in ("欠了很多家", "怎么办", "我该怎么办", "从哪开始")),
        *((typed, NO_MONEY) for typed in ("没钱还", "还不起了", "真的没钱", "没有工作", "怀孕了")),
        *((typed, NO_MONEY) for typed in ("一分钱都没有了", "网贷还不上了")),
        *((typed, PAY_PART) for typed in ("能不能协商", "二次分期", "能减免利息吗", "停息挂帐")),
        *((typed, PAY_PART) for typed in ("协商不同意", "客服说没有政策", "只还本金可以吗")),
        *((typed, "打官方客服，把话说清") for typed in ("打不通客服", "找不到客服", "客服电话")),
        ("停息挂账", PAY_PART),
        *((typed, "看征信，别信“修复”") for typed in ("会上征信吗", "逾期多久上征信", "黑户")),
        *((typed, "核对息费") for typed in ("利息太高了", "利息违法吗", "多少利息合法", "高利贷")),
        *((typed, "96110 反诈专线") for typed in ("刷单被骗", "被骗去贷款", "AB贷")),
        ("失业了还不上", NO_MONEY),
        ("砍头息怎么办", "核对息费"),
        ("套路贷怎么报警", "分清什么时候该报警"),
        ("还清了还催", "拿到结清证明"),
        *((typed, MISUSED) for typed in ("被冒名贷款", "身份证被盗用", "我没借过")),
        ("帮别人借的", NO_MONEY),
        # It is somebody else's debt.
        *((typed, NOT_MINE) for typed in ("我不是借款人", "家人欠债打给我", "儿子欠网贷")),
        *((typed, NOT_MINE) for typed in ("弟弟欠了网贷", "老公欠网贷", "我是紧急联系人")),
        # Ways out that are none.
        *((typed, "停下新借款，停下给中介的钱") for typed in ("交钱就能停催", "债务重组靠谱吗")),
        *((typed, "停下新借款，停下给中介的钱") for typed in ("代理维权可信吗", "法务帮我协商")),
        *((typed, "让放款人找得到你本人") for typed in ("跑路", "出国躲债", "失联")),
        # Complaints.
        *((typed, "持牌机构：找12378或官方小程序投诉") for typed in ("怎么投诉", "投诉电话")),
        ("警察不给立案", "派出所说不归他们管，怎么办？"),
        ("报警有用吗", "分清什么时候该报警"),
    ],
)
def test_what_stands_first(typed: str, title: str) -> None:
    assert first(typed) == title, [entry.title for entry in found(typed)[:4]]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        *(
            (typed, HEART)
            for typed in ("死", "怕", "哭", "烦", "心", "自杀", "绝望", "zisha", "haopa")
        ),
        *((typed, PHONE) for typed in ("骚扰", "催债", "讨债", "要债")),
        *((typed, WORK) for typed in ("单位", "公司", "老板")),
        *((typed, RELATIVES) for typed in ("朋友", "亲戚", "我妈")),
        *((typed, REAL) for typed in ("警察", "公安")),
        *((typed, NO_MONEY) for typed in ("没钱", "钱", "失业")),
        *((typed, START) for typed in ("网贷", "逾期")),
        ("家人", "跟家人说"),
        ("法院", COURT),
        ("征信", "看征信，别信“修复”"),
        ("利息", "核对息费"),
        ("坐牢", "还不上会坐牢吗？"),
        ("zuolao", "还不上会坐牢吗？"),
        ("zl", "还不上会坐牢吗？"),
        ("shangmen", "催收能上门吗？"),
    ],
)
def test_what_one_or_two_characters_lead_to(typed: str, title: str) -> None:
    assert first(typed) == title, [entry.title for entry in found(typed)[:4]]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("停息挂帐", "停息挂账"),  # One character of an input method.
        ("爆通信录", "爆通讯录"),
        ("不还网贷会怎样", "还不上会坐牢吗？"),  # With words in between.
        ("他打了我的同事", RELATIVES),
        ("zhengxn", "征信（信用报告）"),  # A letter left out, doubled or wrong.
        ("tingxiguazhagn", "停息挂账"),
        ("cuisou", "催收"),
    ],
)
def test_what_is_nearly_right_is_found(typed: str, title: str) -> None:
    assert title in [entry.title for entry in found(typed)]


def test_what_the_words_lead_to_comes_in_the_order_of_their_author() -> None:
    titles = [group.matches[0].looked.entry.title for group in find(LOOKED, Query("会抓我吗"))]
    assert titles[0] == "还不上会坐牢吗？"
    kinds = [group.kind for group in find(LOOKED, Query("会抓我吗？？"))]
    assert kinds[0] is Kind.FAQ


def test_a_word_that_says_nothing_beside_others_leads_nowhere_there() -> None:
    assert first("失业怎么办") == NO_MONEY
    assert START not in [entry.title for entry in found("砍头息怎么办")]


def test_a_long_text_is_not_searched_for_what_is_nearly_in_it() -> None:
    typed = "打x我x单x位"
    assert first(typed) == WORK
    assert not found(typed + "火星自行车" * 20)
