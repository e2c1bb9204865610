"""Where the three documents bear marks that are not words, as read by a person.

A mark stands between < and >, with enough around it to occur once in the file after its
white space is folded. Nothing here was computed by the code under test.
"""

import re

REPORT_NOTES = (  # the numbers 1 to 86; the notes themselves are missing
    "States today.<1>",
    "are undocumented.<2>",
    "immigration system. <3> Twelve",
    "other professions.<4>",
    "foreign-born men.<5>",
    "18% less.<6>",
    "less per year.<7>",
    "and housekeepers.<8>",
    "women and girls<9>",
    "women and children.<10>",
    "federal court.<11>",
    "risen sharply<12>",
    "violence and discrimination.<13>",
    "executive orders<14>",
    "families belong together.<15>",
    "themselves employed.<16>",
    "workers rights.<17>",
    'Enforcement Improvements".<18>',
    "two memos <19> operationalizing",
    "national security <20> and",
    "enforcement priority. <21> Donald",
    "fraudulent documents.<22>",
    "minimum sentence.<23>",
    "federal prosecutions.<24>",
    "Baltimore Police Department, <25> which",
    "transgender individuals. <26> As",
    "enforcement efforts.<27>",
    "Secure Communities<28>",
    "immigration law.<29>",
    "4th Amendment.<30>",
    "justice systems,<31>",
    'law enforcement. "<32>',
    "287(g) program<33>",
    "immigration agents.<34>",
    "racial profiling.<35>",
    "use of this program. <36> However",
    "working conditions. <37> According",
    "police or courts. <38> Programs",
    "human trafficking. <39> The",
    "still in effect.<40>",
    "her abuser.<41>",
    "immigrant survivors. <42> These",
    "received from abusers.<43>",
    "courts was undermined.<44>",
    "immigration authorities.<45>",
    "undocumented immigrants.<46>",
    "said the same.<47>",
    "options for release.<48>",
    "prison companies.<49>",
    "inadequate medical care.<50>",
    "access and medical care.<51>",
    "these regulations.<52>",
    "immigration detention<53>",
    "government facilities.<54>",
    "revised this announcement,<55>",
    'lives are at risk."<56>',
    "based immigration system.<57>",
    "with their families.<58>",
    "20 year waits.<59>",
    "relatives in Haiti.<60>",
    "of the statute.<61>",
    "dependent visas.<62>",
    "control and abuse.<63>",
    "legally in the U.S.<64>",
    "cuts for 2018.<65>",
    "toll on low-wage workers.<66>",
    "equity for women.<67>",
    "other low-wage workers.<68>",
    "any other demographic.<69>",
    "U.S. born workers.<70>",
    "U.S. born women.<71>",
    "Obama Administration rule<72>",
    "cancer screening.<73>",
    "lack health insurance.<74>",
    "and birth control.<75>",
    "reproductive care.<76>",
    "for enforcement.<77>",
    "receive public benefits.<78>",
    "federal public benefits.<79>",
    "lawful permanent residents.<80>",
    "infants and children.<81>",
    "care and deportation.<82>",
    "parent is undocumented.<83>",
    "abuse to continue.<84>",
    "enforcement priority.<85>",
    "families matter.<86>",
)

ROADMAP_NOTES = (  # the number 9 is missing
    "“children”)<¹>",
    "terrorist<²> and violent",
    "extremist groups.<³>",
    "(FTFs)<⁴>",
    "refugee law.<⁵>",
    "terrorist groups**.<⁶>",
    "Resolutions 2178<⁷>",
    "and 2396.<⁸>",
    "secondary victimization<¹⁰>",
    "according to law.<¹¹>",
    "their specific needs.<¹²>",
    "or alleged offenders.<¹³>",
    "responses to terrorism.<¹⁴>",
)

ROADMAP_NOTE_LABELS = (
    "<¹> According to Art. 1",
    "<²> The term “terrorist groups”",
    "<³> In line with the UN Secretary",
    "<⁴> FTFs is defined",
    "<⁵> For further details",
    "<⁶> EC Decision",
    "<⁷> United Nations Security Council",
    "<⁸> United Nations Security Council",
    "<9> In line with Guideline 35",
    "<10> Secondary victimization",
    "<11> In line with article 40",
    "<12> In line with article 37",
    "<13> The mandates and role",
    "<14> United Nations Global",
)

_WORD_BROKEN_AT_LINE_END = re.compile(r"(?<=\w-)\s*\n\s*")  # every one keeps its hyphen here
_BULLET_AT_LINE_START = re.compile(r"^(?:•|-(?= (?:\*\*)?[A-Z0-9]))", re.MULTILINE)


def words_without_marks(raw: str, *, marks: tuple[str, ...]) -> list[str]:
    """The file's words in order: words broken at a line end whole, bullets and `marks` out."""
    mended = _WORD_BROKEN_AT_LINE_END.sub("", _BULLET_AT_LINE_START.sub("", raw))
    folded = " ".join(mended.split())
    for mark in marks:
        folded = _without(folded, mark)
    return folded.replace("**", "").split()


def _without(folded: str, mark: str) -> str:
    marked = mark.replace("<", "").replace(">", "")
    assert folded.count(marked) == 1, f"{marked!r} occurs {folded.count(marked)} times"
    return folded.replace(marked, re.sub("<.*>", "", mark))
