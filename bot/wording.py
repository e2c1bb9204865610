"""Every sentence that citabot says of its own, for Telegram and the terminal alike.

Plain, kind, short. `_` marks a sentence for the catalogues; what stands in braces is filled
in after translation. Nothing in here is an answer: answers are the documents' own words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.catalogues import catalogue
from bot.dates_and_names import country_name, language_name, written_date
from retrieval.answer import Notice, NoticeKind, Reason, Refused
from retrieval.passage import Passage
from retrieval.sources import Kind, Source, Status
from retrieval.understand import LONGEST


def _(sentence: str) -> str:
    """Mark for the catalogues; translated where it is said."""
    return sentence


NOTICES = {
    NoticeKind.SUPERSEDED: _(
        "No longer in force: “{title}” was replaced on {superseded_on} by {superseded_by}."
    ),
    NoticeKind.HISTORICAL: _(
        "From an earlier time: “{title}” ({date}) describes how things were then. They may be different now."
    ),
    NoticeKind.UNKNOWN: _("Not checked: nobody has confirmed whether “{title}” is still in force."),
    NoticeKind.OUTDATED: _("May be out of date: “{title}” should have been checked again by {review_by}."),
    NoticeKind.ADVOCACY: _(
        "One side’s view: “{title}” was written by an advocacy group, {publisher}. It is not the law."
    ),
    NoticeKind.ADVICE: _("This is what the documents say in general. It is not advice on your own case."),
    NoticeKind.PARTIAL: _("I found nothing in my documents on this part of your question: “{about}”"),
    NoticeKind.MASKED: _(
        "Before I looked, I took out details that could show who you are, such as a number or an address. "
        "You never need to send me those."
    ),
    NoticeKind.LANGUAGE: _("The words below are quoted in {language}, the language of the document."),
    NoticeKind.WRITTEN: _(
        "An AI program put the answer into its own sentences. Each was checked against the quotes below "
        "it; the quotes are what the documents say."
    ),
    NoticeKind.PROVIDER: _(
        "To write this, your question went to {about}, without details that could show who you are."
    ),
}
REFUSALS = {
    Reason.NOT_IN_SOURCES: _(
        "I looked in my documents and did not find an answer, so I will not guess. I looked for: “{question}”"
    ),
    Reason.PERSONAL_ADVICE: _(
        "I cannot say what you should do or what will happen, and I found no answer in my documents. "
        "I looked for: “{question}”"
    ),
    Reason.IDENTIFIERS: _(
        "I took out details that could show who you are, such as numbers or addresses, and no question was "
        "left. Please ask in words. You never need to send me such details."
    ),
    Reason.INJECTION: _(
        "All I do is look things up in my documents, and I found no answer there. I looked for: “{question}”"
    ),
    Reason.EMPTY: _("Please write your question in words."),
    Reason.TOO_LONG: _("That is too long for me to look up. Please ask in at most {limit} characters."),
    Reason.UNAVAILABLE: _("I cannot look things up right now. Please try again in a few minutes."),
}
STATUSES = {
    Status.IN_FORCE: _("in force"),
    Status.SUPERSEDED: _("no longer in force"),
    Status.HISTORICAL: _("historical"),
    Status.UNKNOWN: _("not known if in force"),
}
KINDS = {
    Kind.LAW: _("law"),
    Kind.REGULATION: _("regulation"),
    Kind.GUIDANCE: _("guidance"),
    Kind.POLICY: _("policy"),
    Kind.REPORT: _("report"),
    Kind.ADVOCACY: _("advocacy"),
}
NEAREST = _("The nearest parts of my documents are:")
CLARIFY = _(
    "Your question can mean several things. Do you mean one of these? If not, please ask again with a few "
    "more words."
)
ATTRIBUTION = _("{who}, {kind}, {date}:")
ADVOCACY_ATTRIBUTION = _("{who}, an advocacy group, wrote in {date}:")
CONTACT = _("A person can help you: {contact}")
NO_CONTACT = _("A lawyer, or an accredited representative from a nonprofit group, can help you.")
PAGE = _("page {page}")
TRANSLATED = _("Translated by an AI program: {text}")
SOURCES = _("Sources")
SOURCES_HEADING = _("I answer only from these documents:")
OPEN_HINT = _("Type the number of a quote to read it in its passage.")
PICK_HINT = _("Type the number of the question that you mean.")
READ_HINT = _("Type the number of a part to read it.")
GONE = _("That answer is too old to open. Please ask again.")
NO_SUCH_NUMBER = _("There is no number {number} in the last answer.")
START = _(
    "Hello. I answer questions about policy with exact quotations from a few documents, and with nothing "
    "else. If they do not say, I will tell you.\n\nI keep no record of you or your questions. Telegram "
    "does keep this chat, so please leave out names, addresses and ID numbers. I am a computer program, "
    "not a lawyer.\n\nWrite your question in your own words and your own language."
)
HELP_OPENING = _("Write a question and I will look for the words that answer it.")
HELP_CLOSING = _(
    "Under an answer, press a number to read the quote in its passage. What I quote is not legal advice."
)
ASK_HOW = _("Write your question after the command, like this: /ask What is Continued Presence?")
# Commands, on Telegram and in the terminal
SOURCES_LINE = _("the documents that I answer from")
LANGUAGE_LINE = _("choose the language that I speak")
PRIVACY_LINE = _("what I keep and what I do not")
FORGET_LINE = _("forget our conversation now")
CONTACT_LINE = _("a person who can help")
UNKNOWN_COMMAND = _("I do not know that command. This is what I can do:")
LANGUAGE_HOW = _(
    "I answer a question in the language in which it is written. Which language should I speak otherwise?"
)
LANGUAGE_SET = _("Good. I will speak {language} with you.")
FORGOTTEN = _("Done. I have forgotten our conversation and the language that you chose.")
PRIVACY_NOTHING = _("I write nothing down about you: no question, no answer, no name.")
PRIVACY_MASKS = _(
    "Numbers of papers, telephone numbers, addresses and dates of birth are taken out of a question before "
    "anything else reads it."
)
PRIVACY_NO_MODEL = _(
    "No other company reads your question to answer it: I find the words by myself, on the computer that I "
    "run on."
)
PRIVACY_MODEL = _(
    "Your question, without those details, is sent to {provider}, which helps me to word the answer."
)
TEXT_ONLY = _("I can read only text. Please write your question in words.")
UNEVALUATED = _("Trial version: nobody has checked how good these answers are. Do not rely on them.")
CRISIS = _("If you or somebody with you is in danger or in deep distress, people can help now:")
CRISIS_EMERGENCY = _("in an emergency")
CRISIS_DISTRESS = _("for thoughts of suicide, or when it is too much")
CRISIS_VIOLENCE = _("for violence or threats by a partner or in the family")
CRISIS_TRAFFICKING = _("for those who are made to work or to sell sex, or are not let go")
CRISIS_NO_STORY = _("You do not need to tell me what happened.")
CHAT_START = _("Ask a question. Type a number to open a quote, /sources for the documents, /quit to leave.")


class Plural(NamedTuple):
    """A sentence that depends on a number, `{count}`."""

    one: str
    several: str


@dataclass(frozen=True, slots=True)
class Words:
    """citabot's own sentences in one language."""

    language: str

    def say(self, sentence: str, **values: object) -> str:
        """A marked sentence, translated and filled in."""
        return catalogue(self.language).gettext(sentence).format(**values)

    def count(self, sentence: Plural, count: int) -> str:
        """A marked sentence in the form that this language has for the number."""
        return catalogue(self.language).ngettext(*sentence, count).format(count=count)

    def help(self, commands: Mapping[str, str]) -> str:
        """How to ask, and each command with the marked sentence on it."""
        return "\n\n".join([self.say(HELP_OPENING), self.commands(commands), self.say(HELP_CLOSING)])

    def commands(self, commands: Mapping[str, str]) -> str:
        """A line for each command, with the marked sentence on it."""
        return "\n".join(f"{self.isolated(f'/{name}')} – {self.say(does)}" for name, does in commands.items())

    def isolated(self, text: str) -> str:
        """A text that keeps its own order inside a line that runs from right to left."""
        return f"\u2068{text}\u2069" if self.language in _RIGHT_TO_LEFT else text

    def notice(self, notice: Notice) -> str:
        """What a notice says, with what else is known of the source's status."""
        source = notice.source
        if source is None:
            return self.say(NOTICES[notice.kind], about=shortened(notice.about))
        said = self.say(
            NOTICES[notice.kind],
            title=source.short_title,
            superseded_on=self.date(source.superseded_on),
            superseded_by=source.superseded_by,
            review_by=self.date(source.review_by),
            date=self.date(source.date),
            publisher=source.publisher,
            language=self.language_name(source.language),
        )
        note = source.status_note.get(self.language) or source.status_note.get("en")
        if not note or notice.kind is not NoticeKind.SUPERSEDED:
            return said
        return f"{said}{note}" if self.language in _UNSPACED else f"{said} {note}"

    def notices(self, notices: Sequence[Notice]) -> list[str]:
        """What they say in order; two sources in one language need one sentence on it."""
        return list(dict.fromkeys(self.notice(notice) for notice in notices))

    def refusal(self, refused: Refused) -> str:
        """Why there is no answer, or what a known gap says instead."""
        if refused.gap is not None:
            return refused.gap.said(self.language)
        return self.say(REFUSALS[refused.reason], limit=LONGEST, question=shortened(refused.looked_for))

    def read_by(self, provider: str | None) -> str:
        """Who else reads a question: those whose language model words the answer, or nobody."""
        return self.say(PRIVACY_MODEL, provider=provider) if provider else self.say(PRIVACY_NO_MODEL)

    def help_from_a_person(self, contact: str | None) -> str:
        return self.say(CONTACT, contact=contact) if contact else self.say(NO_CONTACT)

    def section(self, passage: Passage) -> str:
        """A passage's place, as it is offered under a refusal."""
        return f"{passage.document.source.short_title}: {passage.heading}"

    def attribution(self, source: Source) -> str:
        """Whose words follow, and from when."""
        month = self.date(source.date[:7] if source.date else None)
        if not source.publisher or not month or source.kind is None:
            return self.heading(self.isolated(source.short_title))
        sentence = ADVOCACY_ATTRIBUTION if source.kind is Kind.ADVOCACY else ATTRIBUTION
        return self.say(
            sentence, who=short_name(source.publisher), kind=self.say(KINDS[source.kind]), date=month
        )

    def reference(self, source: Source, section: tuple[str, ...], page: int | None) -> str:
        """Where a quote stands: title, who issued it and when, status, section, page."""
        names = [self.isolated(name) for name in (source.short_title, source.publisher) if name]
        parts = [*names, self.date(source.date), self.status(source)]
        place = [
            self.isolated(" › ".join(section)) if section else "",
            self.say(PAGE, page=page) if page else "",
        ]
        return " · ".join(part for part in [*parts, *place] if part)

    def short_reference(self, source: Source, page: int | None) -> str:
        """What a quote that is pasted elsewhere needs: title, who issued it and when, status, page."""
        names = [
            self.isolated(name) for name in (source.short_title, short_name(source.publisher or "")) if name
        ]
        place = self.say(PAGE, page=page) if page else ""
        return self._in_brackets([*names, self.date(source.date), self.status(source), place])

    def status(self, source: Source) -> str:
        return self.say(STATUSES[source.status])

    def source(self, source: Source) -> str:
        """One line on a document."""
        kind = self.say(KINDS[source.kind]) if source.kind else ""
        publisher = self.isolated(source.publisher) if source.publisher else ""
        facts = self._in_brackets([publisher, kind, self.date(source.date), self.status(source)])
        title = self.isolated(source.title)
        return f"{title}{facts}" if self.language in _UNSPACED else f"{title} {facts}"

    def heading(self, text: str) -> str:
        """A line that says what follows below it."""
        return f"{text}{_COLONS.get(self.language, ':')}"

    def listed(self, things: Iterable[str]) -> str:
        """What is not empty of these, with this language's comma between."""
        return _COMMAS.get(self.language, ", ").join(filter(None, things))

    def _in_brackets(self, things: Iterable[str]) -> str:
        opening, closing = "（）" if self.language in _UNSPACED else "()"
        return f"{opening}{self.listed(things)}{closing}"

    def date(self, iso: str | None) -> str:
        """A date as this language writes it, as precise as it is known; empty for none."""
        return written_date(iso, self.language) if iso else ""

    def country(self, code: str) -> str:
        """What this language calls the country with that ISO 3166-1 code."""
        return country_name(code, self.language)

    def language_name(self, code: str) -> str:
        """What this language calls the language with that code, as inside a sentence."""
        return language_name(code, self.language)


def short_name(publisher: str) -> str:
    """What a publisher is called for short: the initials that its name gives, or the name alone.

    >>> short_name("U.S. Immigration and Customs Enforcement (ICE)"), short_name("We Belong (two authors)")
    ('ICE', 'We Belong')
    """
    name, bracket, inside = publisher.partition(" (")
    initials = inside.rstrip(")")
    return initials if bracket and initials.isupper() else name


def shortened(text: str) -> str:
    """A question as it is said back, its beginning if it is long."""
    return text if len(text) <= _SAID_BACK else f"{text[:_SAID_BACK].rstrip()}…"


_RIGHT_TO_LEFT = ("ar",)
_UNSPACED = ("zh",)
_COMMAS = {"ar": "، ", "zh": "，"}
_COLONS = {"fr": "\u00a0:", "zh": "："}
_SAID_BACK = 120  # characters
