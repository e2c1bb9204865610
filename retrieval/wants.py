"""What kind of thing a question asks for, by its own words, and whether a text holds it.

A question for a number is not answered by a sentence without one, however close in meaning.
Cues are the interface's languages'; a question in another language is simply not told.
"""

import re
from enum import StrEnum


class Want(StrEnum):
    LIST = "list"
    NUMBER = "number"
    MONEY = "money"
    TIME = "time"
    CONTACT = "contact"


_CUES = {
    Want.LIST: r"""
        \blist\b | \bname\ (?:the|all|some) | \bwhat\ are\b
        | \bwhich\ (?:\w+\ )?(?!(?:is|was|has|does)\b)\w+(?:s|ren)\b
        | \bwhat\ (?:\w+\ )?(?:principles|steps|measures|standards|components|factors|kinds|types)\b
        | \bcu[áa]les\b | \blista | \benumer | \bqu[ée]\ (?!es\b)\w+s\b
        | \bquels\b | \bquelles\b | \bliste\b
        | \bquais\b | 哪些 | 列出 | \bnhững\b.*\bnào\b | liệt\ kê | ما\ هي | اذكر
        | ^ki\ \w+\ (?:\w+\ )?yo\b | \blis\b
    """,
    Want.NUMBER: r"""
        \bhow\ (?:many|much|old|long|often|big)\b | \bpercent(?:age)?\b
        | \bwhat\ (?:share|number|proportion|rate|age)\b | \bqu[ée]\ edad\b | \bquel\ âge\b | \bque\ idade\b
        | \bcu[áa]nt[oa]s?\b | \bporcentaje\b | \bcombien\b | \bpourcentage\b | \bquant[oa]s?\b
        | \bporcentagem\b
        | \bbao\ nhiêu\b | \bmấy\b | phần\ trăm | 多[少大] | 几[个名岁年项条] | 比例 | 百分
        | \bكم\b | نسبة | عمر | \bkonbyen\b | \bpousantaj\b | \bki\ (?:kantite|laj)\b
    """,
    Want.MONEY: r"""
        \bcosts?\b | \bfees?\b | \bprices?\b | \bhow\ much\ (?:\w+\ ){0,4}pay\b | \bcuestan?\b | \bcosto\b
        | \btarifa\b
        | \bprecio\b | \bcobran\b | \bcu[áa]nto\ (?:\w+\ ){0,4}pag | \bcoûten?t?\b | \bcoût\b | \bfrais\b
        | \bprix\b | \btarifs?\b
        | \bcusta\b | \btaxa\b | \bpreço\b | \bquanto\ (?:\w+\ ){0,4}pag | \bphí\b | bao\ nhiêu\ tiền | 费用
        | 多少钱 | 价格
        | 收费 | رسوم | تكلفة | يكلف | \bسعر\b | \bfrè\b | \bkoute\b | \bkonbyen\ (?:kòb|lajan)\b
    """,
    Want.TIME: r"""
        ^(?:and\ |so\ |but\ )?when\b | \bsince\ when\b | \bwhat\ (?:date|year|day|month|time)\b
        | \bhow\ (?:long|soon|fast)\b
        | \bdeadline\b | \bcu[áa]ndo\b | \bqu[ée]\ (?:fecha|año|d[íi]a)\b | \bplazo\b
        | \bcu[áa]nto\ (?:tiempo|tarda|dura)
        | \bquand\b | \bquelle\ date\b | \bdélai\b | \bcombien\ de\ temps\b | \bquando\b | \bprazo\b
        | \bquanto\ tempo\b
        | khi\ nào | bao\ giờ | ngày\ nào | năm\ nào | bao\ lâu | thời\ hạn
        | 什么时候 | 何时 | 哪[天年] | 多久 | 期限
        | \bمتى\b | تاريخ | \bمدة\b | موعد | \bkilè\b | \bki\ (?:dat|ane|lè|jou)\b | \bdelè\b | konbyen\ tan
    """,
    Want.CONTACT: r"""
        \bphone\b | \be-?mail\b | \bwebsite\b | \baddress\b
        | \bwho\ (?:do|can|should)\ (?:i|we)\ (?:call|contact)\b
        | \btel[ée]fono\b | \bcorreo\b | \bdirecci[óo]n\b | \bsitio\ web\b | \btéléphone\b | \badresse\b
        | \bcourriel\b
        | \btelefone\b | \bendereço\b | điện\ thoại | địa\ chỉ | 电话 | 地址 | 邮箱 | هاتف | عنوان | بريد
        | \btelefòn\b | \badrès\b | \bimèl\b
    """,
}
_SIGNS = {
    Want.NUMBER: r"""
        \d | \b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve
        |(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|half|quarters?
        |double|hundreds?|thousands?|million|majority|most)\b
    """,
    Want.MONEY: r"[$€£]\s?\d | \b(?:fees?|costs?|price)\b",
    Want.TIME: r"""
        \b(?:19|20)\d\d\b | \b(?:days?|weeks?|months?|years?|hours?|temporar\w+|duration|current(?:ly)?)\b
        | \b(?-i:January|February|March|April|May|June|July|August|September|October|November|December)\b
    """,
    Want.CONTACT: r"https?:// | www\. | \S+@\S+\.\w+ | \d[\d ()-]{7,}\d | P\.O\.\ Box",
}
_CUE = {want: re.compile(pattern, re.X | re.I) for want, pattern in _CUES.items()}
_SIGN = {want: re.compile(pattern, re.X | re.I) for want, pattern in _SIGNS.items()}


def wants(question: str) -> frozenset[Want]:
    """What a question asks for; empty for most.

    >>> sorted(wants("¿Cuánto cuesta la visa U?"))
    [<Want.MONEY: 'money'>, <Want.NUMBER: 'number'>]
    """
    return frozenset(want for want, cue in _CUE.items() if cue.search(question))


def holds(text: str, want: Want) -> bool:
    """Does the text show a sign of the kind of thing? Always true for a list.

    >>> holds("Five million of these women are undocumented.", Want.NUMBER)
    True
    """
    return want not in _SIGN or bool(_SIGN[want].search(text))
