"""Words that the recogniser knows: titles, roles, heads of institutions, words that open a sentence, pronouns."""

from __future__ import annotations

TITLES = frozenset(
    "Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Baron Baroness Count Countess Rev Reverend Father "
    "Sister Brother Rabbi Imam Sheikh Ayatollah Pope Cardinal Archbishop Bishop Saint St King Queen Prince "
    "Princess Emperor Empress Duke Duchess Sultan Emir Tsar Gen General Lt Lieutenant Col Colonel Maj Major Capt "
    "Captain Cmdr Commander Adm Admiral Sgt Sergeant Cpl Corporal Pvt Private Marshal Brig Brigadier Sen Senator "
    "Rep Representative Gov Governor Congressman Congresswoman Mayor Judge Justice Chancellor President Premier "
    "Chairman Chairwoman Minister Secretary Ambassador Detective Inspector Officer Sheriff Deputy Constable Coach "
    "Comrade Chief Madame Madam Mme Monsieur Herr Frau Signor Signora Senor Senora Señor Señora Senhor Senhora".split()
)
"""Words that stand before a name with a capital: ``Mr. Okafor``, ``Sen. Lindqvist``."""

MALE_TITLES = frozenset(
    "Mr Sir Lord Baron Count Father Brother King Prince Emperor Duke Chairman Congressman Pope Monsieur Herr Signor "
    "Senor Señor Senhor".split()
)
FEMALE_TITLES = frozenset(
    "Mrs Ms Miss Dame Lady Baroness Countess Sister Queen Princess Empress Duchess Chairwoman Congresswoman Madame "
    "Madam Mme Frau Signora Senora Señora Senhora".split()
)

ROLES = frozenset(
    "president vice-president premier prime-minister minister chancellor secretary ambassador envoy leader "
    "governor senator congressman congresswoman lawmaker mayor councillor councilman councilwoman counterpart "
    "chairman chairwoman chairperson chair chief head director deputy spokesman spokeswoman spokesperson official "
    "officer adviser advisor aide general colonel commander admiral captain lieutenant sergeant marshal judge "
    "justice prosecutor attorney lawyer solicitor detective sheriff professor scientist researcher economist "
    "historian analyst expert journalist reporter correspondent columnist editor author writer novelist poet "
    "broadcaster anchor host presenter blogger activist campaigner dissident candidate nominee incumbent king "
    "queen prince princess emperor pope cardinal archbishop bishop priest rabbi imam ayatollah monarch dictator "
    "ruler statesman diplomat negotiator mediator politician founder co-founder owner manager executive "
    "entrepreneur businessman businesswoman billionaire banker investor trader coach player striker midfielder "
    "goalkeeper quarterback pitcher actor actress singer musician rapper composer filmmaker producer artist "
    "painter designer model comedian doctor surgeon physician nurse teacher student schoolteacher principal "
    "farmer fisherman driver pilot astronaut engineer technician worker employee resident neighbour neighbor "
    "witness victim suspect defendant accused plaintiff lead superintendent inspector constable policeman "
    "policewoman firefighter soldier veteran interviewer treasurer harbourmaster harbormaster commissioner "
    "archivist librarian curator playwright dramatist rector provost whistleblower translator interpreter biographer "
    "father mother son daughter brother sister husband wife widow "
    "mp mep ceo deckhand insider "
    "uncle aunt cousin nephew niece grandfather grandmother friend colleague boss man woman boy girl "
    # science, medicine, law
    "chemist physicist biologist geologist astronomer psychologist sociologist mathematician statistician philosopher "
    "theologian linguist archaeologist anthropologist meteorologist seismologist climatologist virologist "
    "epidemiologist pathologist toxicologist pharmacist dentist psychiatrist psychotherapist paramedic midwife "
    "therapist physiotherapist veterinarian medic lecturer academic scholar tutor pupil apprentice trainee intern "
    "graduate advocate barrister counsel magistrate coroner bailiff notary juror registrar clerk stenographer usher "
    # work and trade
    "operator controller dispatcher supervisor foreman caretaker janitor cleaner watchman guard lifeguard gatekeeper "
    "lighthouse-keeper plumber electrician mechanic builder bricklayer welder miner docker sailor seaman skipper "
    "helmsman boatman ferryman bosun stoker steward stewardess conductor stationmaster signalman trucker courier "
    "postman shopkeeper grocer retailer dealer salesman saleswoman broker financier auditor accountant bookkeeper "
    "cashier surveyor architect contractor developer consultant strategist lobbyist pollster landlord landlady tenant "
    "publisher bookseller printer photographer cameraman sculptor restorer conservator auctioneer collector critic "
    "reviewer commentator pundit waiter waitress bartender chef gardener receptionist typist nanny carer "
    # office, faith, arms
    "legislator parliamentarian backbencher alderman prefect ombudsman regulator consul delegate emissary attaché "
    "vice-chancellor trustee patron donor volunteer organiser organizer nun monk vicar pastor chaplain deacon "
    "missionary spy informant informer agent operative brigadier commodore navigator gunner cadet recruit conscript "
    "fighter rebel militant gunman sniper hacker smuggler thief burglar robber killer murderer attacker "
    # sport and stage
    "cyclist referee umpire linesman winger defender batsman trainer athlete runner swimmer rower boxer wrestler "
    "jockey sprinter skier gymnast pianist violinist cellist guitarist drummer soprano tenor dancer choreographer "
    "screenwriter "
    # whoever is there
    "survivor bystander onlooker passer-by passenger commuter motorist pensioner prisoner inmate detainee hostage "
    "refugee migrant villager islander settler heir heiress stepfather stepmother stepson stepdaughter boyfriend "
    "girlfriend partner twin juror signatory".split()
)
"""Nouns for what somebody is: ``the harbour minister``, ``a spokeswoman``."""

APPOSED = r", (?:\d{1,3}, )?(?:then |now |once |formerly )?"
"""What stands between a name and what its bearer is: ``Ada Holm, 52, then the mayor``."""

FEMALE_ROLES = frozenset(
    "spokeswoman congresswoman councilwoman chairwoman businesswoman policewoman actress queen princess empress mother "
    "daughter sister wife widow aunt niece grandmother woman girl saleswoman landlady waitress stewardess nun midwife "
    "heiress stepmother stepdaughter girlfriend".split()
)
MALE_ROLES = frozenset(
    "spokesman congressman councilman chairman businessman policeman actor king prince emperor pope father son brother "
    "husband uncle nephew grandfather man boy foreman watchman seaman boatman ferryman signalman postman salesman "
    "cameraman alderman monk gunman linesman batsman stepfather stepson boyfriend".split()
)

ROLE_MODIFIERS = frozenset(
    "the its his her their a an then former ex outgoing incoming late acting deputy senior veteran prime vice "
    "foreign finance defence defense interior chief executive of".split()
)
"""Words that may stand between an article and a role: ``the outgoing finance minister``."""

PEOPLE_NOUNS = frozenset(
    "people officials leaders ministers lawmakers politicians analysts experts critics supporters opponents "
    "nationalists scientists researchers economists historians journalists reporters residents neighbours "
    "neighbors witnesses victims police prosecutors lawyers activists campaigners protesters demonstrators "
    "soldiers troops workers employees students teachers parents doctors nurses investigators authorities "
    "observers diplomats negotiators voters citizens members sources colleagues friends relatives others some "
    "many both two sides men women children investors traders executives managers fans players rebels militants "
    "separatists insurgents".split()
)

GROUPS = frozenset(
    "Ministry Department Agency Bureau Office Council Committee Commission Board Authority Administration Archive "
    "Archives Library Museum University College School Institute Academy Foundation Association Society Union "
    "League Federation Organization Organisation Party Movement Front Alliance Coalition Congress Senate "
    "Parliament House Assembly Court Bank Fund Group Company Corporation Corp Inc Ltd LLC Co Plc AG GmbH Holdings "
    "Partners Industries Motors Airlines Airways Railways Press Times Post Journal Herald Tribune Gazette "
    "Guardian Observer News Network Television Radio Broadcasting Channel Magazine Review Weekly Daily Army Navy "
    "Force Forces Guard Police Service Services Nations Treaty Pact Bloc Team Club FC Church Hospital Clinic "
    "Center Centre Trust Studio Studios Records Entertainment Pictures Media Systems Technologies Software "
    "Laboratories Labs Brigade Division Regiment Squadron Embassy Consulate Secretariat Directorate Headquarters "
    "Ledger Courant Mail Echo Mirror Telegraph Standard Chronicle Examiner Inquirer Dispatch Bulletin Advertiser "
    "Messenger Express Wire Line Lines Inspectorate Sport Sports "
    "Chamber Guild Syndicate Brotherhood Jihad Cabinet Government Harbourmasters".split()
)
"""Heads of institutions' names."""

PAPERS = frozenset(
    "record records note notes minutes memo memorandum memoranda transcript transcripts document documents file files "
    "paper papers letter letters cable cables telegram telegrams report reports dossier minute protocol summary "
    "readout account log diary archive archives email emails".split()
)
"""Nouns for what carries words and never utters them."""

UTTERANCES = frozenset(
    "answer answers reply replies reaction reactions question questions word words remark remarks comment comments "
    "claim claims view views opinion argument suggestion decision news story version idea rumour rumor bombshell "
    "outburst quip retort".split()
)
"""Nouns for what somebody says: ``her answer`` says nothing of itself."""

NOBODY = frozenset("nobody none nothing everything anything anyone anybody every each neither no".split())
"""Words that open a source which is nobody in particular: ``Nobody ashore told them``."""

CLUBS = frozenset("AC AFC AS BK CD CF FC FK IF IK KV PSV RB RC SC SS SV USS HMS MV".split())
"""Abbreviations that open the name of a club or a ship, never that of a person."""

STANDINS = frozenset("host hostess guest visitor caller newcomer veteran newcomer year-old".split())
"""Nouns that stand for somebody who was named already: ``the host``, ``the 74-year-old``."""

DEMONYMS = frozenset(
    "briton croat czech dane dutchwoman englishwoman finn frenchwoman irishwoman pole scot serb slovak spaniard swede "
    "turk icelander netherlander new-zealander londoner parisian muscovite".split()
)
"""Nouns for somebody by nation that are no adjective of it."""

PLACES = frozenset(
    "Street Avenue Road Square Boulevard Bridge River Lake Sea Ocean Bay Gulf Island Islands Mountain Mountains "
    "Mount Valley Desert Forest Park Airport Station Port Harbor Harbour County Province Region District State "
    "City Town Village Palace Castle Hotel Hall Stadium Peninsula Strip Coast Beach Hills Heights Territory "
    "Republic Kingdom Dam Tower Canal Tunnel Prison Barracks Cathedral Mosque Abbey Lighthouse Pier Quay Wharf "
    "Reservoir Glacier Falls Plateau Market Plaza Gardens Cemetery Quarry Shipyard Refinery Pipeline Crossing Junction "
    "Arena Raceway Speedway Racecourse Velodrome Theatre Theater Cinema Reef Lagoon Estuary Delta Basin Ridge Creek "
    "Peninsula Monument Memorial".split()
)
"""Heads of places' names."""

REGIONS = frozenset(
    "Europe Asia Africa America Americas Pacific Atlantic Arctic Mediterranean Baltic Balkans Caucasus Gulf West East "
    "North South Western Eastern Northern Southern Central European Asian African Arab Nordic Latin Middle Far "
    "Yugoslav Balkan Christian Muslim Jewish Catholic Protestant Orthodox Islamic Islam War Cold World Act Treaty "
    "Agreement Accord Day Week Street Festival Cup Prize Award Games Olympic Olympics Constitution Amendment".split()
)
"""Capitalised words that are no part of a person's name."""

PARTICLES = frozenset(
    "de da do dos das del della di du la le van von der den ter ten bin ibn al el y e zu zur af av ben".split()
)
"""Small words inside a name: ``Lucia van der Meer``."""

OPENERS = frozenset(
    "A An The This That These Those It Its He She They We I You His Her Their Our My Your Who What When Where Why "
    "How Which Whose Whether If But And Or Nor So Yet For Not No Yes As At By In On Of Off To From With Without "
    "Within Over Under About Above Across After Against Along Amid Among Around Before Behind Below Beneath "
    "Beside Besides Between Beyond Despite Down During Except Inside Into Like Near Onto Out Outside Past Per "
    "Since Than Through Throughout Till Toward Towards Until Up Upon Via While Although Though Because Unless "
    "Once Then There Here Now Today Yesterday Tomorrow Tonight Later Earlier Meanwhile However Moreover "
    "Furthermore Nevertheless Nonetheless Therefore Thus Hence Also Still Even Just Only Both Each Every All Any "
    "Some Many Most Much More Few Several Such Other Others Another Either Neither None One Two Three Four Five "
    "Six Seven Eight Nine Ten Hundreds Thousands Millions First Second Third Last Next Former New Old Young Good "
    "Great Big Small Long Short High Low Early Late According Asked Speaking Following Including Regarding "
    "Concerning Given Let Please Is Are Was Were Be Been Being Am Do Does Did Done Have Has Had Having Will Would "
    "Shall Should Can Could May Might Must Ought Said Says Say Well Oh Ok Okay Dear Sources Read Photo Image "
    "Video Watch Listen Click Follow Share Subscribe Advertisement Sign Log Related Recent Recently Again Always "
    "Never Often Sometimes Perhaps Maybe Indeed Instead Rather Quite Very Too Clearly Finally Suddenly Currently "
    "Previously Internationally Domestically Internally Additionally Similarly Likewise Overall Join Concretely "
    "Everything Everyone Everybody Something Someone Somebody Nothing Nobody Anything Anyone Anybody People "
    "Officials Police Experts Critics Analysts Authorities Residents Witnesses Scientists Researchers Scholars "
    "Negotiations Talks Tensions Sanctions Whatever Whoever Whenever Wherever Amidst Got Get Go Going Come Coming "
    "Take Make Made Know Think Thank Thanks Look See Seen Want Need Tell Told Ask".split()
)
"""Words that have a capital only because a sentence begins with them."""

MONTH_OR_DAY = frozenset(
    "January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday Christmas Easter Ramadan".split()
)

SPEECH_NOUNS = frozenset("God Bible Internet English Russian French German Spanish Chinese Arabic Ep Mr Mrs Ms".split())
"""Capitalised words that name neither a person nor an institution when they stand alone."""

MALE = frozenset("he him his himself".split())
FEMALE = frozenset("she her hers herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
NEUTER = frozenset("it its itself".split())
SPEAKER = frozenset("i me my mine myself we us our ours ourselves".split())
HEARER = frozenset("you your yours yourself yourselves".split())
PRONOUNS = MALE | FEMALE | PLURAL | NEUTER | SPEAKER | HEARER | frozenset({"who"})
