"""What a masked bundle lets nobody read: names of third parties and their numbers."""

import time

import pytest

from desktop.domain.masking import NUMBER
from desktop.domain.people_mask import ACCOUNT, Mask

LONGEST_S = 10
FRIENDS_NUMBER = "13805711234"


def masked(text: str, *names: str, keep: str = "") -> str:
    return Mask(names, on=True).text(text, keep)


@pytest.mark.parametrize("keep", ["0571", "5", "805", "3805711"])
def test_a_number_that_may_stand_takes_no_other_number_apart(keep: str) -> None:
    told = masked(f"{keep} 打来，又打 {FRIENDS_NUMBER}", keep=keep)
    assert told == f"{keep} 打来，又打 〔数字〕"


def test_the_number_they_used_stands_beside_those_of_others() -> None:
    told = masked("0551-66881234 打来，又打 138 0571 1234", keep="0551-66881234")
    assert told == "0551-66881234 打来，又打 〔数字〕"


def test_a_name_is_masked_also_where_a_nickname_that_may_stand_begins_it() -> None:
    assert masked("小王 说小王子欠钱", "小王子", keep="小王") == "小王 说〔第三人1〕欠钱"


@pytest.mark.parametrize(
    "number",
    [
        "138 0571  1234",
        "138·0571·1234",
        "138_0571_1234",
        "138\u00a00571\u30001234",
        "\u202a138\u200b0571\u200b1234\u202c",
        "(0571)88886666",
        "（0571）88886666",
        "１３８０５７１１２３４",
    ],
)
def test_a_number_is_masked_however_it_is_grouped(number: str) -> None:
    assert not any(sign.isdecimal() for sign in masked(f"打给 {number} 了"))


@pytest.mark.parametrize("text", ["2026-11-22 21:30 打来", "11-22 21:30 又打来", "欠 3000 元"])
def test_days_and_sums_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        ("王芳、李四", "王芳"),
        ("王芳，李四", "李四"),
        ("表姐 王芳", "王芳"),
        ("王芳（表姐）", "王芳"),
        ("表姐王芳", "王芳"),
        ("同事小李", "小李"),
        ("王芳 13805711234", "王芳"),
        ("Mary Anne", "Mary Anne"),
    ],
)
def test_each_name_among_several_is_masked(contact: str, name: str) -> None:
    told = masked(f"又打给{name}，说他欠钱", contact)
    assert name not in told
    assert "〔第三人" in told


HOSTILE_NUMBERS = [
    "+86 138-0571-1234",
    "＋８６１３８０５７１１２３４",
    "0086 13805711234",
    "138－0571－1234",
    "138—0571—1234",
    "138.0571.1234",
    "1 3 8 0 5 7 1 1 2 3 4",
    "1-3-8-0-5-7-1-1-2-3-4",
    "138\t0571\n1234",
    "138\u00ad0571\u00ad1234",
    "1\ufe0f\u20e33\ufe0f\u20e38\ufe0f\u20e30\ufe0f\u20e35\ufe0f\u20e37\ufe0f\u20e31\ufe0f\u20e31",
    "①③⑧⓪⑤⑦①①②③④",
    "一三八零五七一一二三四",
    "幺三八〇五七幺幺二三四",
    "138零571一234",
    "0571-88886666",
    "(0571) 8888 6666",
    "0571-88886666转8012",
    "0571-88886666 分机 8012",
    "0571-88886666 ext. 8012",
    "0571-88886666#8012",
    "8888666",
    "400-820-8820",
    "11010119900307123X",
    "110101 19900307 123x",
    "110101199003071234",
    "6222 0202 0001 2345 678",
    "6222020200012345678",
    "138,0571,1234",
    "138，0571，1234",
    "138、0571、1234",
    "138/0571/1234",
    "１３８／０５７１／１２３４",
    "６２２２　０２０２　０００１　２３４５",
]


@pytest.mark.parametrize("number", HOSTILE_NUMBERS)
def test_numbers_of_all_shapes_are_masked(number: str) -> None:
    told = masked(f"又打给表姐{number}，说她也欠钱")
    assert told.startswith("又打给表姐")
    assert told.endswith("，说她也欠钱")
    inside = told.removeprefix("又打给表姐").removesuffix("，说她也欠钱")
    assert NUMBER in inside
    assert not any(sign.isdigit() or sign in "零〇一二三四五六七八九幺Xx" for sign in inside)


@pytest.mark.parametrize(
    "account",
    [
        "wangfang@example.com",
        "wang.fang-88@mail.example.com.cn",
        "wangfang＠example．com",
        "ｗａｎｇ@ｅｘａｍｐｌｅ.com",
    ],
)
def test_mail_addresses_are_masked(account: str) -> None:
    assert masked(f"发到{account}了") == f"发到{ACCOUNT}了"


@pytest.mark.parametrize(
    ("before", "account"),
    [
        ("微信", "fangfang_1988"),
        ("微信号：", "fangfang-1988"),
        ("微信号是 ", "fang1988"),
        ("加了vx ", "fangfang"),
        ("VX：", "fangfang88"),
        ("V信", "fangfang88"),
        ("WeChat ID: ", "fangfang88"),
        ("微信（", "ｆａｎｇｆａｎｇ"),
        ("支付宝账号 ", "fangfang88"),
        ("抖音号：", "fang_fang"),
    ],
)
def test_accounts_are_masked_behind_the_place_they_are_of(before: str, account: str) -> None:
    assert masked(f"{before}{account}，骂她") == f"{before}{ACCOUNT}，骂她"


@pytest.mark.parametrize("text", ["QQ 12345", "qq号：123456", "QQ：654321"])
def test_short_numbers_are_masked_behind_what_they_are_of(text: str) -> None:
    assert not any(sign.isdigit() for sign in masked(text))


@pytest.mark.parametrize("keep", ["cuishou_2026", "urge@example.com"])
def test_the_account_they_used_may_stand(keep: str) -> None:
    told = masked(f"微信 {keep} 发来，又发到微信 fangfang88", keep=keep)
    assert told == f"微信 {keep} 发来，又发到微信 {ACCOUNT}"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22 21:30 打来，2026.11.20-2026.11.22 一共 30 个",
        "欠 300000 一直还不上",
        "欠200000一直在催",
        "打了 12378 和 110，95xxx 也打来",
        "二〇二六年十一月二十二日",
        "星期一到星期五，一天三四次",
        "手机微信发来三条语音",
        "第 3 期 1280.50 元",
        "138,000 元，还了 1/2、3/4",
        "2026/11/22，第 138、139、140 页",
    ],
)
def test_days_sums_and_known_short_numbers_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "王 芳",
        "王\u3000芳",
        "王·芳",
        "王\u200b芳",
        "王\u2060芳",
        "王-芳",
        "王_芳",
        "王   芳",
        "王 - - 芳",
    ],
)
def test_a_name_is_masked_however_it_is_spread_out(text: str) -> None:
    told = masked(f"又打给{text}，说他欠钱", "王芳")
    assert told == "又打给〔第三人1〕，说他欠钱"


def test_a_foreign_name_is_masked_in_any_width_and_case() -> None:
    for text in ("MARY ANNE", "mary  anne", "Ｍａｒｙ　Ａｎｎｅ", "MaryAnne"):
        assert masked(f"打给{text}说", "Mary Anne") == "打给〔第三人1〕说"
    assert masked("Maryland", "Mary") == "Maryland"


def test_whoever_is_called_by_the_given_name_is_the_same() -> None:
    assert masked("王小芳说小芳别怕", "王小芳") == "〔第三人1〕说〔第三人1〕别怕"
    told = masked("王小芳、李小芳，还有小芳", "王小芳、李小芳")
    assert told.startswith("〔第三人1〕、〔第三人2〕，还有〔第三人")


@pytest.mark.parametrize("contact", ["张经理", "王阿姨", "李处长", "周老师", "何家人", "张表姐"])
def test_what_many_are_called_is_no_given_name(contact: str) -> None:
    rest = contact[1:]
    assert masked(f"别的{rest}也接到了", contact) == f"别的{rest}也接到了"


def test_the_person_has_a_stand_in_of_their_own() -> None:
    mask = Mask(["王芳"], on=True, others={"李小明": "〔本人〕", "某市某路 1 号": "〔住址〕"})
    told = mask.text("说李小明欠钱，问王芳小明住哪，答某市某路1号")
    assert told == "说〔本人〕欠钱，问〔第三人1〕〔本人〕住哪，答〔住址〕"


def test_a_name_in_the_field_of_their_number_is_masked_too() -> None:
    mask = Mask(["王芳"], on=True)
    assert mask.text("王芳 13805711234 打来", "王芳 13805711234") == "〔第三人1〕 13805711234 打来"


def test_many_names_take_no_long() -> None:
    names = [f"王{chr(0x4E00 + one % 5000)}{chr(0x5000 + one % 4999)}" for one in range(10_000)]
    before = time.process_time()
    mask = Mask(names, on=True)
    for one in range(300):
        mask.text(f"又打给{names[one * 7]}，说他欠钱，很难听" * 8)
    assert time.process_time() - before < LONGEST_S


def test_nothing_is_changed_where_nothing_is_masked() -> None:
    text = "王芳 13805711234 微信 fangfang88"
    assert Mask(["王芳"], on=False).text(text) == text


def test_what_somebody_is_or_has_is_no_name() -> None:
    assert masked("手机响个不停", "妈妈手机") == "手机响个不停"


def test_one_person_has_one_stand_in_however_they_are_called() -> None:
    told = masked("打给表姐王芳，骂王芳", "表姐王芳")
    assert told == "打给〔第三人1〕，骂〔第三人1〕"
    assert masked("王芳和李四", "王芳、李四") == "〔第三人1〕和〔第三人2〕"
