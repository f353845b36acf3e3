"""Forty plain-text pages of our own invention, as scrapers leave them, with the label of every line.

``pages()`` yields name and a list of (label, line).  Labels: H headline, Y byline, B body, S subheading, M what must be
salvaged (date line, credit, embedded post), C chrome.  Ten articles meet the chrome of six languages in four layouts.
"""

ARTICLES = [
    """H The swing bridge at Port Ellery will be rebuilt
Y By Ada Weaver
B The mayor of Port Ellery said on Monday that the old swing bridge would be rebuilt before the end of the year.
B “We have the money and we have the stone,” she told the council. “What we lack is a week without rain.”
S A bridge of two halves
B Fishermen doubt it: the last repair took three winters, and two firms went out of business over the work.
B "Nobody asked us," said Tom Rudd, who has crossed the harbour every morning for forty years.
B A vote on the second half of the money is due in March, when the ferry company will also put its case.""",
    """H Minutes show minister knew of the leak in spring
B Minutes released on Thursday show that the water minister was told of the leak at the Oster dam in April.
B According to the minutes, Minister Lena Brandt asked: "How long can we wait?"
B Her deputy replied that the wall would hold until the autumn, a view that the engineers did not share.
B ‘I was told it was safe,’ Brandt said in an interview with the Oster Post last week.
B The opposition has called for her to resign. She has refused.""",
    """B The two leaders met for the first time in the garden of the old customs house, a witness has told this paper.
B They spoke for an hour, first about the weather, then about the strait, and in the end about their fathers.
B "He asked me whether we would ever join the league, and I said that I would think about it," the older one recalled.
B The younger one remembers it otherwise. In his memoir he writes that he was promised membership within five years.
B No record of the talk has been found so far. The archive of the customs house burned down the year after.""",
    """H Who owns the harbour wall? A short history
S 1. How the wall was built
B The wall was begun in 1871 by a company that hoped to sell berths to whalers, and it never paid a dividend.
S 2. The years of the city
B In 1923 the city bought it for a single coin, on the condition that the lamps would be lit every night.
B The condition was forgotten in the war, and the lamps stayed dark until a schoolgirl found the contract.
S 3. What comes next
B Today the question is open again. The port authority says that it needs the wall; the city says that it owns it.""",
    """H Council votes 9 to 4 for night ferries
Y Jan Fischer
B The council of Port Ellery voted on Tuesday night to let ferries run until two in the morning.
B Nine members were in favour, four against. "It is about the nurses and the bakers," said the chair, Ruth Ames.
S What changes now?
B From May the last boat will leave at ten past two. Tickets after midnight will cost twice as much.
B Residents of the north quay fear the noise. Their spokesman warned that they would go to court.""",
    """H Former pilot denies that he was asked to turn back
B A former harbour pilot has denied that the coast guard asked him to turn back on the night of the collision.
B “That's simply not true,” Arvid Holm, 71, told reporters outside the court. “Nobody called. Nobody.”
B The tape that was played in court on Friday holds a voice that says: "Turn back, turn back now."
B Experts do not agree whose voice it is. Two say it is the guard's, one that it is Holm's own.
B The hearing goes on next Wednesday.""",
    """H Interview: “I never promised them anything”
B She has been silent for eleven years. Now the former commissioner talks about the treaty, the dinner and the note.
S Did you sign the note?
B No. I read it, I gave it back, and I told the ambassador that we should sleep on it.
S He says that you nodded.
B I nod when I listen. Ask my husband. It does not mean that I agree to anything at all.
S So there was no promise?
B There was a conversation. People remember conversations the way they would have liked them to be.""",
    """H Harbour firm fined over false weights
B A court has fined a harbour firm half a million crowns because its scales showed too little for nine years.
B The judge said the firm had "known it and enjoyed it". The firm said it would appeal.
B Some forty fishermen had sued. Most of them are retired by now, and six have died.
B In a letter to the court the firm's founder wrote that he had bought the scales second-hand and never opened them.""",
    """H Storm closes the pass for a third day
B The pass road will stay closed for a third day, the road office said on Sunday evening.
B Forty lorries are waiting on the south side. Drivers have been given soup, blankets and a list of jokes.
B “We are fine, but the flowers are not,” said one of them, who carries tulips for a wedding.
B The wedding has been put off until the pass is open, the bride announced on the radio.""",
    """H Records of the salt talks are opened after thirty years
B The state archive opened the records of the salt talks on Friday, thirty years to the day after they ended.
B The records hold the notes of both interpreters, and the two do not tell the same story.
B In one of them the chancellor says: "We are ready to share the mine." In the other he says: "We could share the mine."
B Historians had long suspected that the quarrel of the following year rested on that one word.
B The chancellor, who is 94, let it be known that he did not remember the sentence at all.""",
]
CHROME = {
    "en": {
        "top": ["Skip to content", "Menu", "Search", "Log in", "Subscribe now"],
        "share": ["Share", "Tweet", "Copy link", "3 Comments", "12K"],
        "advert": "Advertisement",
        "cue": "You might also like",
        "inline": "Read also: Ten soups for cold nights",
        "teasers": ["Goat stops train near Lund", "Ten soups for cold nights", "Why cats hate Tuesdays, explained",
                    "The best umbrellas of the season..."],
        "foot": ["Leave a comment", "Your email address will not be published", "© 2024 Bay Courier. All rights reserved",
                 "Privacy policy"],
        "credit": "Photo: Harbour Archive",
        "date": "Published on 9 February 2024",
    },
    "de": {
        "top": ["Zum Inhalt springen", "Startseite", "Suche", "Anmelden", "Kategorien"],
        "share": ["Teilen", "Auf Facebook teilen", "Drucken", "2 Kommentare", "0"],
        "advert": "Anzeige",
        "cue": "Das könnte Sie auch interessieren",
        "inline": "Lesen Sie auch: Zehn Suppen für kalte Nächte",
        "teasers": ["Ziege hält Zug bei Lund auf", "Zehn Suppen für kalte Nächte", "Warum Katzen Dienstage hassen",
                    "Die besten Regenschirme der Saison..."],
        "foot": ["Kommentar schreiben", "Newsletter abonnieren", "Impressum", "Datenschutz", "Alle Rechte vorbehalten"],
        "credit": "Quelle: Hafendienst",
        "date": "Stand: 09.02.2024, 14:05 Uhr",
    },
    "fr": {
        "top": ["Accueil", "Rechercher", "Se connecter", "S'abonner", "Rubriques"],
        "share": ["Partager", "Imprimer", "4 commentaires", "1,2K"],
        "advert": "Publicité",
        "cue": "Sur le même sujet",
        "inline": "Lire aussi : Dix soupes pour les nuits froides",
        "teasers": ["Une chèvre arrête un train près de Lund", "Dix soupes pour les nuits froides",
                    "Pourquoi les chats détestent le mardi", "Les meilleurs parapluies de la saison…"],
        "foot": ["Laisser un commentaire", "Mentions légales", "Tous droits réservés", "Gestion des cookies"],
        "credit": "Crédit photo : Archives du port",
        "date": "Publié le 9 février 2024 à 14h05",
    },
    "es": {
        "top": ["Inicio", "Buscar", "Iniciar sesión", "Suscríbete", "Secciones"],
        "share": ["Compartir", "Imprimir", "5 comentarios", "340"],
        "advert": "Publicidad",
        "cue": "Te puede interesar",
        "inline": "Lee también: Diez sopas para noches frías",
        "teasers": ["Una cabra detiene un tren cerca de Lund", "Diez sopas para noches frías",
                    "Por qué los gatos odian los martes", "Los mejores paraguas de la temporada..."],
        "foot": ["Deja un comentario", "Aviso legal", "Todos los derechos reservados", "Política de cookies"],
        "credit": "Fuente: Agencia del Puerto",
        "date": "Publicado el 9 de febrero de 2024",
    },
    "ru": {
        "top": ["Главная", "Поиск", "Войти", "Рубрики", "Все новости"],
        "share": ["Поделиться", "Распечатать", "Комментарии", "0"],
        "advert": "Реклама",
        "cue": "Читайте также",
        "inline": "Читайте также: Десять супов для холодных ночей",
        "teasers": ["Коза остановила поезд под Лундом", "Десять супов для холодных ночей",
                    "Почему кошки не любят вторники", "Лучшие зонты сезона..."],
        "foot": ["Оставить комментарий", "Все права защищены", "Политика конфиденциальности", "О проекте"],
        "credit": "Источник: Портовый вестник",
        "date": "Опубликовано 9 февраля 2024, 14:05",
    },
    "ro": {
        "top": ["Acasă", "Căutare", "Autentificare", "Categorii", "Despre noi"],
        "share": ["Distribuie", "Îmi place", "1", "2K"],
        "advert": "Publicitate",
        "cue": "Citește și",
        "inline": "Vezi și: Zece supe pentru nopți reci",
        "teasers": ["O capră oprește trenul lângă Lund", "Zece supe pentru nopți reci", "De ce pisicile urăsc marțea",
                    "Cele mai bune umbrele ale sezonului..."],
        "foot": ["Lasă un comentariu", "Toate drepturile rezervate", "Termeni și condiții", "Contact"],
        "credit": "Sursa: Agenția Portului",
        "date": "Publicat la 9 februarie 2024",
    },
}  # fmt: skip
POST = "The bridge vote starts at nine. Bring a coat. pic.example/9Xw2 — Ruth Ames (@ruth_ames) February 8, 2024"


def pages():
    """Yield name and labelled lines of each page."""
    languages = list(CHROME)
    for number in range(40):
        article = [tuple(line.split(" ", 1)) for line in ARTICLES[number % len(ARTICLES)].splitlines()]
        language = languages[(number + number // len(ARTICLES)) % len(languages)]
        yield f"{number:02d}-{language}", LAYOUTS[number // len(ARTICLES)](article, CHROME[language])


def _chrome(*lines):
    return [("C", line) for line in lines]


def _tail(chrome):
    return _chrome(chrome["cue"], *chrome["teasers"], *chrome["foot"])


def _full(article, chrome):
    """Navigation above, share bar under the headline, an advertisement in the middle, teasers and footer below."""
    head, rest = article[:1], article[1:]
    middle = len(rest) // 2
    return [
        *_chrome(*chrome["top"]),
        *head,
        *_chrome(*chrome["share"]),
        *rest[:middle],
        *_chrome(chrome["advert"]),
        *rest[middle:],
        ("M", chrome["credit"]),
        *_tail(chrome),
    ]


def _dated(article, chrome):
    """A date line above, a line to another article in the middle, an embedded post, teasers with dates and counters."""
    middle = len(article) // 2 + 1
    teasers = [line for t in chrome["teasers"] for line in (t, "By Bay Desk 2024-02-07 08:37:23 0 2K")]
    return [
        ("M", chrome["date"]),
        *article[:middle],
        *_chrome(chrome["inline"]),
        *article[middle:],
        ("M", POST),
        *_chrome(chrome["cue"], *teasers),
    ]


def _contents(article, chrome):
    """A table of contents made of the subheadings; teasers run together; a footer."""
    heads = [line for label, line in article if label == "S"]
    names = {"en": "Table of contents"}
    listed = [*_chrome(names["en"]), *_chrome(*(f"- {line}" for line in heads))] if len(heads) > 1 else []
    first = 1 if article[0][0] == "H" else 0
    fused = "".join(chrome["teasers"][:2])
    return [
        *article[:first],
        *listed,
        *article[first:],
        *_chrome(chrome["cue"], fused, chrome["teasers"][2], *chrome["foot"]),
    ]


def _bare(article, chrome):
    """No announcement at all: after the last sentence come other headlines, then service words."""
    return [*article, ("M", chrome["credit"]), *_chrome(*chrome["teasers"], *chrome["share"], *chrome["top"])]


LAYOUTS = (_full, _dated, _contents, _bare)
