"""Words that turn a letter into a threat, an insult or a promise; for our own texts and theirs."""

import re

THREATS = (
    "曝光|否则|不然|后果自负|一切后果|走着瞧|别怪我|不客气|奉陪到底|找媒体|公之于众|人肉|同归于尽"
)
INSULTS = "无良|黑心|骗子|流氓|畜生|混蛋|王八蛋|人渣|不要脸"
PROMISES = "(?:保证|发誓|绝对|一定)[^，。；！？]{0,6}(?:还清|还上|还完|还钱|不再|做到)"

REPORTED = re.compile(
    r"(?<!对方说)(?<!对方)(?:已经?|曾经?|去过|到过)[^，。；！？“”]{0,40}报(?:过)?(?:警|案)|报过[警案]"
)
"""Somebody says of themselves that they went to the police."""
