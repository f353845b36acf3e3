"""The words that say that something was said: verbs, nouns and phrases, and how far each commits the speaker."""

from __future__ import annotations

from functools import cache

SAY = """say add tell note state announce declare explain insist claim argue assert affirm reply respond answer
continue conclude write tweet report stress emphasize emphasise reiterate acknowledge admit concede confirm deny warn
predict recall remark observe comment contend maintain allege complain joke quip boast brag testify caution assure
inform remind mention suggest indicate estimate reveal disclose charge retort shout yell scream whisper murmur mutter
chant cry exclaim proclaim pledge vow swear promise lament marvel muse muster opine counter clarify elaborate
post repeat echo hint imply signal speculate theorize surmise wonder ask inquire enquire query advise urge
agree concur disagree grumble rant sniff snap snarl gripe moan sigh plead beg beseech crow gush
underscore underline highlight recount relate narrate describe interject tease threaten volunteer fume
deadpan intone bellow holler thunder bark blog read quote cite decree rule attest certify vouch
think believe feel""".split()
"""Verbs that take a clause or marked words as what was said."""

SHOW = """show reveal find suggest indicate demonstrate document detail confirm""".split()
"""Verbs whose subject is a document or a study."""

MARKED = """call label term dub describe characterize characterise brand denounce decry slam blast criticize criticise
mock attack dismiss praise hail condemn deride ridicule blame accuse express refer nickname title entitle
portray paint cast deem pronounce consider rate liken compare speak talk use chide rip tout bash vent""".split()
"""Verbs that take a phrase in marks: ``He called the plan “a gift to nobody”``."""

COMMIT = """promise pledge vow threaten offer agree refuse decline urge ask beg implore demand call order instruct
advise encourage tell warn propose swear consent volunteer recommend""".split()
"""Verbs that take an infinitive as what was said: ``She promised to reopen the harbour``."""

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
    "speak": ("spoke", "spoken"),
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
}
DOUBLED = {"beg", "brag", "quip", "snap", "dub", "slam", "rip", "put", "blog", "admit", "submit", "concur", "chat"}
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
    return {verb, third, present, *pasts}


@cache
def lemmas() -> dict[str, str]:
    """Return every inflected form of a cue verb with its verb."""
    out: dict[str, str] = {}
    for verb in (*SAY, *SHOW, *MARKED, *COMMIT):
        for form in forms(verb):
            out.setdefault(form, verb)
    return out
