"""What words do in reported speech: near-synonyms, function words, degrees of commitment, negation, hedges, status.

All of it is general English, written for this project.  Two tellings of one utterance that went through another
language differ by such words, so the alignment treats the members of a line of ``CONCEPTS`` as one word.  Words
whose difference *is* a discrepancy (considered and promised, may and will) never share a line.
"""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """a an the this that these those it its he him his she her hers they them their theirs we us our ours i me my mine
    you your yours who whom whose which what where when why how of in on at by for with from to into onto upon about
    over under after before between among through during against as than and or but nor so yet if though although
    because while since until unless is are was were be been being am do does did done have has had having will would
    shall should can could may might must there here then also too very just only own same such both each every all
    any some more most other another one oneself himself herself itself themselves ourselves myself yourself not no
    out up down off again further once let s t re ve ll d m don didn doesn isn wasn aren weren hasn haven hadn won
    wouldn couldn shouldn cannot can't won't don't didn't isn't wasn't it's that's he's she's i'm i've we've we're
    you're they're you've well quite even still now""".split()
)

CONCEPTS = tuple(
    line.strip()
    for line in """
    begin start commence outset beginning onset
    enlarge expand extend widen broaden enlargement expansion extension growth
    end finish conclude close terminate cease
    join enter accede accession entry membership member belong admission
    wish desire want eager
    talk conversation discussion discuss dialogue speak
    meet meeting summit encounter session
    possible possibility feasible
    impossible unfeasible unworkable
    problem trouble difficulty issue
    danger threat threaten menace endanger
    worry concern anxiety fear afraid
    understand grasp realise realize comprehend
    help assist aid assistance
    hinder hamper impede obstruct prevent block
    bloc alliance coalition
    group organisation organization body association
    agree agreement accord deal
    country nation state
    government cabinet administration
    people public citizens population
    world globe earth
    current present today
    future tomorrow prospect
    long lasting lengthy
    big large great huge vast
    small little tiny minor
    quick fast rapid swift
    important significant vital crucial essential
    serious earnest genuine sincere
    true real actual
    certain sure
    glad pleased happy satisfied satisfaction delighted
    sorry regret apologise apologize
    angry furious annoyed irate
    strong powerful robust
    weak feeble frail
    increase rise grow raise climb
    decrease fall drop decline reduce cut lower
    build construct erect
    destroy demolish ruin wreck
    buy purchase acquire
    sell vend
    pay spend
    money fund cash sum
    cost price expense
    work job labour labor employment
    company firm business enterprise
    leader chief head boss
    colleague partner counterpart
    team staff aide adviser advisor
    soldier troop
    war conflict fighting
    peace truce ceasefire
    attack assault strike
    kill slay murder
    injure wound hurt harm
    die death dead perish
    child kid infant
    boy lad
    girl lass
    road street highway
    house home dwelling
    ship vessel boat
    harbour harbor port dock
    letter note message
    paper document file
    plan scheme project
    law statute act
    rule regulation
    court tribunal
    judge magistrate
    police officer constable
    vote ballot poll
    choose elect select pick
    show demonstrate reveal display
    hide conceal mask
    look seem appear
    see regard view perceive
    think believe reckon suppose
    know aware
    remember recall recollect
    forget neglect
    try attempt seek endeavour endeavor
    fail failure
    win victory triumph
    lose loss defeat
    give grant provide
    take seize
    return restore resume resumption
    leave depart exit withdraw
    arrive come reach
    send dispatch
    receive obtain get
    change alter shift modify
    stay remain
    continue persist proceed
    stop halt
    happen occur
    cause trigger prompt
    result outcome consequence
    reason motive ground
    answer reply response
    question query inquiry
    chance opportunity
    risk hazard
    safe secure security safety
    free liberate
    evening night
    month monthly
    year annual yearly
    week weekly
    day daily
    east eastern eastward
    west western westward
    north northern northward
    south southern southward
    friend friendly
    enemy foe adversary rival
    normal usual ordinary
    strange odd unusual
    new fresh novel
    old aged ancient
    whole entire complete total full
    part share portion
    half halve
    twice double
    process procedure
    interesting interest
    relation relationship tie link
    cooperation collaboration cooperate collaborate
    nice kind
    speech address
    promise pledge vow
    """.strip().splitlines()
)
"""Lines of near-synonyms; the first word names the line."""

STRENGTH_OF_CUE = {
    "ask": "asked", "inquire": "asked", "enquire": "asked", "wonder": "asked", "request": "asked",
    "discuss": "discussed", "explore": "discussed",
    "consider": "considered", "contemplate": "considered", "weigh": "considered", "ponder": "considered",
    "ready": "ready", "willing": "ready", "prepared to": "ready", "inclined": "ready", "open to": "ready",
    "offer": "offered", "propose": "offered", "invite": "offered",
    "promise": "promised", "pledge": "promised", "vow": "promised", "guarantee": "promised", "commit to": "promised",
    "agree to": "agreed", "consent": "agreed", "decide": "agreed", "approve": "agreed",
}  # fmt: skip
"""How far a word commits the one who is said to have done it; *open to* counts only before *to*."""

IRREGULAR = {
    form: base
    for base, forms in (
        line.split(":")
        for line in """be:am is are was were been being|have:has had having|do:does did done|go:went gone|say:said
        |know:knew known|think:thought|tell:told|give:gave given|take:took taken|see:saw seen|come:came|make:made
        |get:got gotten|find:found|keep:kept|hold:held|bring:brought|begin:began begun|write:wrote written
        |speak:spoke spoken|mean:meant|leave:left|feel:felt|stand:stood|lose:lost|pay:paid|meet:met|send:sent
        |build:built|buy:bought|sell:sold|fall:fell fallen|rise:rose risen|grow:grew grown|draw:drew drawn
        |show:shown|win:won|lead:led|understand:understood|break:broke broken|choose:chose chosen|drive:drove driven
        |eat:ate eaten|fight:fought|forget:forgot forgotten|hear:heard|hide:hid hidden|sit:sat|sleep:slept
        |spend:spent|strike:struck|swear:swore sworn|teach:taught|throw:threw thrown|wear:wore worn|become:became
        |fly:flew flown|ride:rode ridden|run:ran|seek:sought|shoot:shot|sing:sang sung|steal:stole stolen
        |withdraw:withdrew withdrawn|arise:arose arisen|bear:bore borne|bind:bound|deal:dealt|dig:dug|feed:fed
        |flee:fled|forbid:forbade forbidden|freeze:froze frozen|hang:hung|lay:laid|lie:lay lain|lend:lent|light:lit
        |sink:sank sunk|spring:sprang sprung|stick:stuck|sweep:swept|swim:swam swum|tear:tore torn|wake:woke woken
        |man:men|woman:women|child:children|foot:feet""".split("|")
    )
    for form in forms.split()
    for base in [base.strip()]
}
"""Irregular forms, by the form that a stemmer would not bring home."""

MENTAL = frozenset("understand feel think believe know hope fear wonder suspect regard".split())
SPOKEN = frozenset("acknowledge admit concede confess declare announce state affirm assert insist say tell".split())
"""What somebody thought, and what he said aloud: a headline that turns one into the other says more."""

MODALS = {"may": 1, "might": 2, "could": 2, "can": 3, "would": 3, "should": 3, "shall": 4, "will": 4, "must": 5}
"""How firmly a modal verb states: the higher, the firmer."""

NEGATIONS = frozenset(
    """not no never none nobody nothing neither nor cannot can't cant won't wont don't dont didn't didnt isn't isnt
    wasn't wasnt aren't weren't hasn't haven't hadn't wouldn't couldn't shouldn't without refuse refused refuses deny
    denied denies reject rejected rejects impossible""".split()
)

HEDGES = frozenset(
    """allegedly reportedly apparently possibly perhaps maybe probably likely presumably supposedly seemingly some
    several many most few partly largely generally usually sometimes often almost nearly about around roughly
    approximately initially temporarily eventually now currently yet still today""".split()
)

HEDGE_PHRASES = ("at the moment", "for the time being", "at this time", "for now", "in principle", "at present",
                 "if necessary", "as far as i know", "in part", "so far", "not yet", "this year", "that year",
                 "this season", "this week", "this month", "this time", "this winter", "this summer",
                 "just yet", "at the time", "at that time")  # fmt: skip
"""Qualifiers of more than one word."""

ANTONYMS = tuple(
    tuple(pair.split())
    for pair in """
    before after, with without, above below, over under, more less, more fewer, most least, always never, all none
    both neither, all some, first last, early late, inside outside, upper lower, left right, north south, east west
    increase decrease, rise fall, grow shrink, raise lower, gain lose, win lose, victory defeat, profit loss
    open close, begin end, start stop, enter leave, arrive depart, send receive, give take, push pull, lend borrow
    buy sell, hire dismiss, build destroy, attack defend, lead follow, ask answer, accept reject, allow forbid
    permit ban, support oppose, include exclude, confirm deny, praise blame, encourage discourage, remember forget
    strengthen weaken, succeed fail, success failure, love hate, strong weak, safe dangerous, legal illegal
    public private, true false, right wrong, hot cold, warm cold, high low, long short, large small, big small
    old new, rich poor, guilty innocent, alive dead, deep shallow, wide narrow, full empty, wet dry, easy difficult
    likely unlikely, able unable, happy unhappy, fair unfair, known unknown, necessary unnecessary, friend enemy
    domestic foreign, local foreign, direct indirect, formal informal, official unofficial, temporary permanent
    complete incomplete, voluntary compulsory, maximum minimum, war peace, morning evening, day night
    summer winter, spring autumn, import export""".replace("\n", ",").split(",")
    if pair.strip()
)
"""Words of which one makes the opposite of the other's sentence, where they stand at one place of two tellings."""

STATUS = {
    "leak": "leaked", "leaked": "leaked", "leaks": "leaked", "hacked": "hacked", "stolen": "stolen",
    "declassified": "released", "declassify": "released", "declassification": "released", "released": "released",
    "releases": "released", "unsealed": "released", "published": "released", "publishes": "released",
    "publish": "released", "posted": "released", "disclosed": "released", "secret": "secret", "classified": "secret",
}  # fmt: skip
"""How a paper came into the world, by the word that says so."""
