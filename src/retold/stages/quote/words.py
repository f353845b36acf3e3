"""The words that say that something was said: verbs, nouns and phrases, and how far each commits the speaker."""

from __future__ import annotations

from functools import cache

SAY = """say add tell note state announce declare explain insist claim argue assert affirm reply respond answer
continue conclude write tweet report stress emphasize emphasise reiterate acknowledge admit concede confirm deny warn
predict recall remark observe comment contend maintain allege complain joke quip boast brag testify caution assure
inform remind mention suggest indicate estimate reveal disclose retort shout yell scream whisper murmur mutter
chant cry exclaim proclaim pledge vow swear promise lament marvel muse opine counter clarify elaborate further
post repeat echo hint imply signal speculate theorize surmise wonder ask inquire enquire query advise urge
concur grumble rant sniff snap snarl gripe moan plead beg beseech crow gush profess
underscore underline highlight recount relate narrate describe interject tease threaten volunteer fume
specify confide enthuse guarantee reckon anticipate summarize summarise theorise
deadpan intone bellow holler thunder blog read decree rule attest certify vouch relay sing exhort
protest demand request determine propose recommend question refute rebut interrupt press shoot fire
confess accept regret reaffirm reassert restate divulge intimate stipulate posit bemoan
dispute reassure scoff sneer forecast insinuate aver avow alert
think believe feel consider agree notify persuade convince accuse guess praise express criticize quote type""".split()
"""Verbs that take a clause or marked words as what was said."""

THINK = frozenset({"think", "believe", "feel", "consider", "guess", "wonder", "agree", "reckon"})
"""Verbs of belief: they report speech when a third person is their subject and nobody else is speaking."""

SHOW = """show reveal find suggest indicate demonstrate detail state confirm read say note report""".split()
"""Verbs whose subject can be a document or a study."""

PAREN = frozenset(SAY) - frozenset(
    """continue counter further relate describe threaten express criticize accuse praise dispute
    accept regret agree feel find quote type post underscore highlight underline mention query beg advise urge
    persuade convince notify answer echo""".split()
) | frozenset({"show", "find"})
"""Verbs that can stand in a clause set off by commas: ``The bridge, she said, was closed.``"""

MARKED = """call label term dub describe characterize characterise brand denounce decry slam blast criticize criticise
mock attack dismiss praise hail condemn deride ridicule blame accuse express nickname title portray paint cast deem
pronounce rate liken compare chide rip tout bash caption label refer defend herald
chastise scold rebuke reject hit laud commend justify""".split()
"""Verbs that take a phrase in marks: ``He called the plan “a gift to nobody”``."""

COMMIT = """promise pledge vow threaten offer agree refuse decline urge ask beg implore demand call order instruct
advise encourage press tell warn propose swear consent volunteer recommend exhort""".split()
"""Verbs that take an infinitive as what was said: ``She promised to reopen the harbour``."""

UNSPOKEN = frozenset({"accept"})
"""Verbs that take a clause, but no marked words: ``accepted the apology, “although …”``."""

PHRASAL = frozenset({"point", "make", "spell", "lay"})
"""Verbs that say only with a further word: point out, make clear, spell out, lay out."""

OTHERS = (
    """tout thank recommend reject speak apologize apologise touch hint rail point make spell lay quiz grill""".split()
)
"""Verbs that only ``reports`` reads."""

ASK = frozenset({"ask", "press", "question", "quiz", "grill"})
"""Verbs that put a question, which can stand behind a preposition: ``pressed her on whether the bridge was safe``."""

NOUNS = frozenset(
    """claim assertion suggestion statement complaint insistence comment threat accusation announcement admission
    promise warning assurance allegation contention pledge remark declaration prediction denial acknowledgment
    acknowledgement argument vow testimony observation""".split()
)
"""Nouns whose clause is content: ``her claim that the bridge was safe``."""

CARRIER_NOUNS = frozenset(
    """memo memorandum minutes document documents file files record records report reports transcript transcripts
    archive archives notes paper papers cable cables letter letters statement account agency wire dispatch book memoir
    diary protocol filing filings email emails e-mail e-mails log logs recording text""".split()
)
"""Nouns for that which passes words on; somebody else spoke them."""

PAST = {
    "say": ("said",),
    "tell": ("told",),
    "write": ("wrote", "written"),
    "think": ("thought",),
    "feel": ("felt",),
    "swear": ("swore", "sworn"),
    "read": ("read",),
    "show": ("showed", "shown"),
    "find": ("found",),
    "beg": ("begged",),
    "brag": ("bragged",),
    "quip": ("quipped",),
    "snap": ("snapped",),
    "dub": ("dubbed",),
    "slam": ("slammed",),
    "rip": ("ripped",),
    "beseech": ("besought", "beseeched"),
    "cast": ("cast",),
    "relate": ("related",),
    "overhear": ("overheard",),
    "hear": ("heard",),
    "put": ("put",),
    "make": ("made",),
    "lay": ("laid",),
    "shoot": ("shot",),
    "hit": ("hit",),
    "speak": ("spoke", "spoken"),
    "spell": ("spelled",),
}
DOUBLED = {
    "beg",
    "brag",
    "quip",
    "snap",
    "dub",
    "slam",
    "rip",
    "put",
    "blog",
    "admit",
    "submit",
    "concur",
    "chat",
    "refer",
    "rebut",
    "hit",
    "regret",
}
EITHER = {"label", "signal", "marvel"}
"""Verbs whose last letter the British double and the Americans do not."""
VOWELS = frozenset("aeiou")


def forms(verb: str) -> set[str]:
    """Return the inflected forms of a verb, itself included."""
    last, stem = verb[-1], verb
    if last == "y" and verb[-2] not in VOWELS:
        third, past, present = verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    elif last == "e":
        third, past, present = verb + "s", verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"
    else:
        stem = verb + last if verb in DOUBLED else verb
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        past, present = stem + "ed", stem + "ing"
    pasts = PAST.get(verb, (past,))
    british = {verb + last + "ed", verb + last + "ing"} if verb in EITHER else set()
    return {verb, third, present, *pasts, *british}


@cache
def lemmas() -> dict[str, str]:
    """Return every inflected form of a cue verb with its verb."""
    out: dict[str, str] = {}
    for verb in (*SAY, *SHOW, *MARKED, *COMMIT, *OTHERS):
        for form in forms(verb):
            out.setdefault(form, verb)
    return out


def singular(noun: str) -> str:
    """Return a noun without its plural ending."""
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
