"""Words of time: months, weekdays, numbers, parts of the day, and the patterns that the rules are built of."""

from __future__ import annotations

import re

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
UNITS = ("day", "week", "month", "quarter", "year", "decade", "century", "hour", "minute", "second", "weekend", "night")
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {
    "morning": "MO",
    "noon": "MI",
    "midday": "MI",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "tonight": "NI",
    "overnight": "NI",
    "midnight": "NI",
    "dawn": "MO",
    "dusk": "EV",
}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {word: n for n, word in enumerate(_SMALL)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
NUMBERS |= {"a": 1, "an": 1, "couple": 2, "dozen": 12, "hundred": 100}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
DAYS = {
    word: n
    for n, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third
        twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth
        thirty-first""".split(),
        1,
    )
}
CENTURIES = {
    word: n
    for n, word in enumerate(
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(),
        15,
    )
}
DECADES = {word: 20 + 10 * n for n, word in enumerate(w[:-1] + "ies" for w in _TENS)}


STEPS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "latest": -1}
STEPS |= {"this": 0, "same": 0, "that": 0, "current": 0, "present": 0, "next": 1, "coming": 1, "following": 1}
NARRATIVE = frozenset({"previous", "preceding", "prior", "following", "same", "that"})


LETTERS = {
    "day": "D",
    "night": "D",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
}
LETTERS |= {"hour": "H", "minute": "M", "second": "S", "weekend": "WE"}


LOOSE = {
    "past": r"\b(?:previously|formerly|once|earlier|then|the time|last few|past (?:few|several))\b",
    "present": r"\b(?:already|yet|moment|so far)\b",
    "future": r"\b(?:short term|near term|later|coming|time to time|possible|upcoming)\b",
}
"""Words that are seldom a time expression, but mean this where it is known that they are one."""

T_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
T_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})"
T_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
T_DAY_OF = rf"(?:{T_DAY}(?: of)?|(?P<nth>{'|'.join(sorted(DAYS, key=len, reverse=True))}) of)"
T_MOD = r"(?:(?:the )?(?P<mod>early|mid|late|the (?:beginning|start|middle|end) of)[- ](?:in )?)?(?:the )?"
T_STEP = r"(?P<step>last|this|next|past|previous|coming|following|same|that|current|latest|preceding|prior|present)"
T_WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
T_COUNT = (
    r"(?P<count>\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|a couple(?: of)?|several|a few|few|some|many)"
)
T_UNIT = r"(?P<unit>day|week|month|quarter|year|decade|century|centurie|hour|minute|weekend|night)"
T_PART = r"(?P<part>morning|afternoon|evening|night)"
T_ABOUT = r"(?P<about>(?:about|around|some|nearly|almost|roughly|just over|more than|over|less than|under) )?"
T_CLOCK = r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)"

HOLIDAYS: dict[str, tuple[int, int | None]] = {
    "thanksgiving": (11, None),
    "thanksgiving day": (11, None),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
    "independence day": (7, 4),
    "fourth of july": (7, 4),
    "may day": (5, 1),
    "boxing day": (12, 26),
}
T_HOLIDAY = (
    r"(?P<holiday>thanksgiving(?: day)?|christmas(?: day| eve)?|new year['’]s (?:day|eve)|halloween|valentine['’]s day|"
    r"independence day|fourth of july|(?-i:May Day)|boxing day)"
)
T_PERIOD = (
    r"\b(?:the |a )?(?:corresponding |same |comparable |latest )*(?:"
    r"(?P<which>(?:quarter|period) (?:a year (?:ago|earlier)|last year)|last year['’]s (?:quarter|period)"
    r"|year[- ](?:earlier|ago)[ -](?:quarter|period))"
    rf"|{T_YEAR} (?:quarter|period)|(?P<which2>year[- ](?:earlier|ago))(?! {T_UNIT})"
    r"|(?:(?<=the )|(?<=that )|(?<=this )|(?<=latest ))(?:quarter|period)(?! (?:of|from|between)))\b"
)
T_DURATION = (
    r"(?<![$£€\d.,])\b(?:the (?:past|last|next|first) )?(?P<count>\d+|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|fifteen|twenty|thirty|forty|fifty|a couple of|several|a few|an?(?= (?:decade|century|year|month)))"
    r"[ -](?:more |full |straight |consecutive )?"
    r"(?P<unit>day|week|month|quarter|year|decade|centurie|century|hour|minute|second)s?\b"
    r"(?![- ](?:old|ago|earlier|later|before|after)\b)"
)
T_SET = (
    r"\b(?:(?:every|each) (?P<unit>day|week|month|year|quarter|weekend|night|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday)|(?P<adverb>daily|weekly|monthly|yearly|annually|quarterly))\b"
)
T_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
T_WAY = r"(?P<way>ago|earlier|later|before|afterwards?|after|previously|prior|from now|hence|back)"
T_SOME = "(?:days|weeks|months|years)"
T_SLASHED = r"(?<![\d/.])(?P<a>\d\d?)(?:/|(?P<dot>\.))(?P<b>\d\d?)(?(dot)\.|/)(?P<year>\d{4}|\d\d)(?![\d/.]*\d)"
T_SPACED = r"(?<![\d/.])(?P<a>\d\d?)(?P<dot>\.) (?P<b>\d\d?)\. (?P<year>\d{4})(?!\d)"
# "May" and "March" are verbs too: alone they need a preposition, as in "since May"
T_BARE_MONTH = (
    r"\b(?-i:(?P<month>January|February|April|June|July|August|September|October|November|December"
    r"|(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=[Bb]y )|(?<=of ))(?:March|May)))\b(?! \d)"
)
T_QUARTER = (
    r"\b(?:the )?(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[- ](?:fiscal )?(?P<unit>quarter|half)"
    rf"(?:,? (?:of )?(?:fiscal )?(?:{T_YEAR}|{T_STEP} year))?\b"
)
# four digits are a year unless they count something: "2000 people", "$1999", "1,998"
T_BARE_YEAR = (
    rf"(?<![\d$£€#.,:/–-])\b{T_MOD}(?:the (?:year )?|year )?{T_YEAR}(?:/\d\d)?"
    r"(?![\d:%/]|[.,]\d| (?:people|men|women|feet|miles|meters|metres|percent|per cent|tons|dollars|pounds|euros"
    r"|yards|jobs|workers|shares|points|km|troops|soldiers)\b)"
)

T_ZONE = re.compile(r"(?: \(?[A-Z]{2,4}\)?)?,?(?: on)? ")

T_SPELLED = (
    r"\bnineteen[- ](?P<tens>hundred|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?P<ones>one|two|three|four|five|six|seven|eight|nine))?\b"
)
T_THE_YEAR = (
    r"\b(?:(?:at |by )?year(?:['’]s)?[- ]end|year['’]s end"
    r"|(?:the|for the|of the) (?:full |fiscal )?year(?! \d)(?= |,|\.))\b"
)
T_PAST = (
    r"\b(?:recently|lately|(?:in )?the past(?! (?:\w+ )?(?:day|week|month|year|decade)s?\b)"
    rf"|(?:in )?recent(?: {T_SOME})?|past years)\b"
)
T_MONTH_DAY = (
    rf"(?:\b{T_WEEKDAY},? )?(?-i:\b{T_MONTH}) {T_DAY}(?: ?(?:-|–|to|and) ?(?P<last_day>[0-3]?\d)(?!\d))?"
    rf"(?:,? {T_YEAR})?(?!\d)"
)
# "the fall of the fortress" is no season
T_IN_SEASON = (
    rf"\b(?:(?:in|during|of|over) (?:the )?|the (?:early |late )?(?=summer|winter)){T_SEASON}\b(?! of [A-Za-z])"
)

_HINT_WORDS = {
    "month": "January Jan February Feb March Mar April Apr May June Jun July Jul August Aug September Sept Sep October "
    "Oct November Nov December Dec",
    "century": "century",
    "decade": " ".join(DECADES),
    "season": " ".join(SEASONS),
    "quarter": "quarter half",
    "nineteen": "nineteen",
    "weekday": " ".join(d.capitalize() for d in WEEKDAYS),
    "deictic": "today yesterday tomorrow tonight overnight",
    "unit": " ".join(f"{u} {u}s" for u in (*UNITS, "centurie")),
    "way": "ago earlier later before afterward afterwards after previously prior from hence back",
    "weekend": "weekend",
    "part": "morning afternoon evening night",
    "noon": "noon midday midnight",
    "holiday": "thanksgiving christmas year halloween valentine independence July May boxing",
    "period": "quarter period ago earlier",
    "set": "every each daily weekly monthly yearly annually quarterly",
    "past": "recently lately past recent",
    "present": "now currently current present nowadays days moment",
    "future": "soon future coming",
}
_HINT_DIGITS = {
    "dashed": r"\d-\d",
    "slashed": r"\d[/.] ?\d",
    "year": r"1\d{3}|20\d\d",
    "decade": r"0['’]?[sS]",
    "century": r"\d\d(?:st|nd|rd|th)",
    "clock": r"\d\s?[aApP]\.?[mM]\b",
}
TOKEN = re.compile(r"[A-Za-z]+")
DIGIT = re.compile(r"\d")
HINT_DIGITS = tuple((hint, re.compile(pattern)) for hint, pattern in _HINT_DIGITS.items())
HINTS: dict[str, tuple[str, ...]] = {}
for _hint, _words in _HINT_WORDS.items():
    for _word in _words.split():
        HINTS[_word] = (*HINTS.get(_word, ()), _hint)


def hints(text: str) -> set[str]:
    """Return the kinds of rule that can match in a text at all, by the words (as printed, or in lower case) in it."""
    words = set(TOKEN.findall(text))
    found = {hint for word in HINTS.keys() & words.union(map(str.lower, words)) for hint in HINTS[word]}
    if DIGIT.search(text):
        found.update(hint for hint, pattern in HINT_DIGITS if pattern.search(text))
    return found
