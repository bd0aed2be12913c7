"""The word lists of the linter: data only.

Patterns are searched in single texts; see ``texts.says_plainly`` for negation and quotation.
"""

import re

from desktop.domain.letter_tone import INSULTS, THREATS

ABOLISHED_NAMES: dict[str, str] = {
    "银保监会": "国家金融监督管理总局",
    "银保监局": "国家金融监督管理总局的派出机构",
    "银监会": "国家金融监督管理总局",
    "银监局": "国家金融监督管理总局的派出机构",
    "保监会": "国家金融监督管理总局",
    "工商局": "市场监管部门",
    "工商部门": "市场监管部门",
}

# What nobody can promise, and verdicts that only an authority may give.
FORBIDDEN_PROMISES = re.compile(
    r"一定能|一定会(?:停|成功|减|免|批|删)|必定|必然(?:成功|胜诉)|肯定(?:会|能|可以)|绝对(?:会|能|有效|安全)"
    r"|保证(?:成功|减免|通过|能|会|停|不)|包(?:成功|通过|赢|过)|百分之百|百分百|100[%％]|稳赢|必胜|秒停"
    r"|根治|彻底(?:解决|摆脱|停止)|最有效的|成功率"
    r"|(?:该|这家|那家|此|贵)(?:平台|公司|机构|银行|放款人|催收方)[^，。；]{0,4}违法"
)

# Advice that would help somebody dodge a lawful debt or make something up.
EVASION_ADVICE = re.compile(
    r"换(?:个|掉)?(?:手机)?号(?:码)?|失联|玩消失|躲(?:债|起来|着)|拉黑(?:全部|所有)|全部拉黑"
    r"|屏蔽(?:全部|所有|任何)|转移(?:财产|资产)|空手机|空白手机|清空(?:旧)?手机"
    r"|伪造|假(?:证明|材料|病历|流水|诊断)|虚假(?:报警|陈述|材料)|谎报|编造|故意不还|不用还|无需(?:偿)?还"
)

# What turns a letter into a threat, an insult or a verdict, and what sets no date.
LETTER_TONE = re.compile(
    rf"{THREATS}|{INSULTS}|强烈谴责|严正|勒令|限你们?|尽快|尽早|[和及]/或|[！!]"
    r"|(?<!涉嫌)(?<!疑似)(?<!是否)违法"
)

# Phone makers, operators and payment apps that a step may name although a lender shares the name.
ALLOWED_NAMES = (
    "华为", "荣耀", "小米", "红米", "vivo", "oppo", "一加", "真我", "realme", "魅族", "三星",
    "苹果", "iphone", "中兴", "联想", "微信", "微信支付", "支付宝", "淘宝", "云闪付", "钉钉",
    "qq", "中国移动", "中国联通", "中国电信", "中国广电", "移动", "联通", "电信", "腾讯", "阿里",
    "百度", "中国人民银行", "人民银行", "征信中心", "银联", "中国银联",
)  # fmt: skip
