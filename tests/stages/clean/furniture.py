"""Page chrome of our own invention in six languages, of more kinds than `invented` has, and forty pages made with it.

Each kit has the lines of one site by kind.  ``pages()`` yields name and (label, line) as `invented.pages` does.
"""

import invented

KITS = {
    "en": {
        "bar": ["Home | World | Harbour | Opinion | Podcasts | Shop", "News · Sport · Weather · Obituaries · Jobs"],
        "crumbs": ["Home > News > Harbour", "You are here: Home / Local / Council"],
        "cookie": ["We use cookies to give you the best experience on our website. By continuing you agree to our cookie policy.",
                   "Accept all", "Manage settings"],
        "account": ["Sign in or create an account", "You have 2 free articles left this month.", "Already a subscriber? Log in"],
        "tools": ["Reading time: 4 minutes", "Listen to this article", "Text size A A A", "Share on Facebook Tweet Email Print"],
        "letter": ["Sign up for The Morning Tide, our free newsletter, and get the best stories in your inbox every day.",
                   "Enter your email address", "Sign up"],
        "inline": ["READ MORE: Seven ways to cook a herring", "Related: Why the lighthouse went dark", "Story continues below"],
        "player": ["Your browser does not support the video tag.", "Video: How the lock gates work (2:14)"],
        "tags": ["Tags: bridge, harbour, council", "Topics Harbour Council Money"],
        "bio": ["Ada Weaver is a reporter at the Bay Courier. She writes about harbours. Follow her on Mastodon."],
        "appeal": ["If you value what we do, please consider a donation. Every crown helps us to stay independent.", "Donate now"],
        "remarks": ["4 comments", "gullwatcher 3 hours ago", "First!! who cares about ferries anyway lol", "Reply Report",
                    "Log in to join the discussion"],
        "cards": ["You may also be interested in", "Goat stops train near Lund", "The animal stood on the line for two hours before a baker coaxed it away.",
                  "Ten soups for cold nights", "From leek to lentil: our cook has tried them all."],
        "listed": ["Most read", "1 Goat stops train near Lund", "2 The best umbrellas of the season", "3 Quiz: how well do you know your knots?"],
        "foot": ["About us | Contact | Advertise | Privacy policy | Terms of use", "Bay Courier Ltd, 4 Quay Street, Port Ellery. Registered in Ellery No. 1021.",
                 "© 2024 Bay Courier Ltd. All rights reserved.", "Back to top"],
    },
    "de": {
        "bar": ["Startseite | Politik | Hafen | Kultur | Sport | Abo", "Themen: Brücke · Fähre · Stadtrat"],
        "crumbs": ["Startseite > Lokales > Hafen", "Sie sind hier: Home / Nachrichten"],
        "cookie": ["Wir verwenden Cookies, um unsere Seiten zu verbessern. Mit der Nutzung stimmen Sie dem zu.", "Alle akzeptieren", "Einstellungen"],
        "account": ["Anmelden oder registrieren", "Jetzt kostenlos testen", "Bereits Abonnent? Hier anmelden"],
        "tools": ["Lesezeit: 3 Minuten", "Artikel anhören", "Teilen Twittern Drucken", "Merken"],
        "letter": ["Abonnieren Sie unseren kostenlosen Newsletter und erhalten Sie jeden Morgen die wichtigsten Nachrichten.",
                   "Ihre E-Mail-Adresse", "Anmelden"],
        "inline": ["Lesen Sie auch: Warum der Leuchtturm dunkel blieb", "Mehr zum Thema: Sieben Heringe", "Anzeige"],
        "player": ["Ihr Browser unterstützt keine Videos.", "Video: So arbeitet die Schleuse (1:45)"],
        "tags": ["Schlagwörter: Brücke, Hafen, Rat", "Themen Hafen Rat Geld"],
        "bio": ["Jan Fischer ist Redakteur beim Hafenboten. Er schreibt über Fähren und Fische. Folgen Sie ihm auf Mastodon."],
        "appeal": ["Unterstützen Sie unabhängigen Journalismus mit einer Spende.", "Jetzt spenden"],
        "remarks": ["3 Kommentare", "moewe77 vor 2 Stunden", "Das war doch klar!!", "Antworten Melden", "Zum Kommentieren bitte anmelden"],
        "cards": ["Das könnte Sie auch interessieren", "Ziege hält Zug bei Lund auf", "Zwei Stunden stand das Tier auf den Gleisen, bis ein Bäcker kam.",
                  "Zehn Suppen für kalte Nächte", "Von Lauch bis Linse: unser Koch hat alle probiert."],
        "listed": ["Meistgelesen", "1 Ziege hält Zug bei Lund auf", "2 Die besten Regenschirme der Saison", "3 Quiz: Wie gut kennen Sie Knoten?"],
        "foot": ["Impressum | Datenschutz | AGB | Kontakt | Mediadaten", "Hafenbote Verlag GmbH, Kaistraße 4, 20000 Ellerhafen",
                 "© 2024 Hafenbote. Alle Rechte vorbehalten.", "Nach oben"],
    },
    "fr": {
        "bar": ["Accueil | Monde | Port | Culture | Sports | Boutique", "Actualités · Météo · Annonces · Emploi"],
        "crumbs": ["Accueil > Actualités > Port", "Vous êtes ici : Accueil / Local"],
        "cookie": ["Nous utilisons des cookies pour améliorer votre expérience. En poursuivant, vous acceptez leur utilisation.", "Tout accepter", "Paramétrer"],
        "account": ["Se connecter ou créer un compte", "Il vous reste 2 articles gratuits ce mois-ci.", "Déjà abonné ? Connectez-vous"],
        "tools": ["Temps de lecture : 4 min", "Écouter cet article", "Partager sur Facebook Twitter Imprimer", "Envoyer par mail"],
        "letter": ["Inscrivez-vous gratuitement à notre lettre du matin et recevez chaque jour l'essentiel de l'actualité.",
                   "Votre adresse e-mail", "S'inscrire"],
        "inline": ["LIRE AUSSI : Sept façons de cuire un hareng", "À lire aussi Pourquoi le phare s'est éteint", "Publicité"],
        "player": ["Votre navigateur ne prend pas en charge la vidéo.", "Vidéo : le fonctionnement de l'écluse (2:14)"],
        "tags": ["Mots-clés : pont, port, conseil", "Thèmes Port Conseil Argent"],
        "bio": ["Luc Marin est journaliste au Courrier du port. Il écrit sur les bacs et les poissons. Suivez-le sur Mastodon."],
        "appeal": ["Soutenez une presse indépendante : faites un don.", "Je donne"],
        "remarks": ["4 commentaires", "mouette il y a 3 heures", "Encore une fois n'importe quoi !!", "Répondre Signaler", "Connectez-vous pour commenter"],
        "cards": ["Vous aimerez aussi", "Une chèvre arrête un train près de Lund", "L'animal est resté deux heures sur la voie avant l'arrivée d'un boulanger.",
                  "Dix soupes pour les nuits froides", "Du poireau à la lentille : notre cuisinier les a toutes goûtées."],
        "listed": ["Les plus lus", "1 Une chèvre arrête un train", "2 Les meilleurs parapluies de la saison", "3 Quiz : connaissez-vous vos nœuds ?"],
        "foot": ["Mentions légales | Contact | Publicité | Politique de confidentialité", "Le Courrier du port, 4 quai des Brumes, Ellery",
                 "© 2024 Le Courrier du port. Tous droits réservés.", "Haut de page"],
    },
    "es": {
        "bar": ["Inicio | Mundo | Puerto | Opinión | Deportes | Tienda", "Noticias · Tiempo · Esquelas · Empleo"],
        "crumbs": ["Inicio > Noticias > Puerto", "Estás aquí: Inicio / Local"],
        "cookie": ["Utilizamos cookies para mejorar su experiencia. Si continúa navegando, acepta su uso.", "Aceptar todo", "Configurar"],
        "account": ["Iniciar sesión o registrarse", "Le quedan 2 artículos gratis este mes.", "¿Ya es suscriptor? Inicie sesión"],
        "tools": ["Tiempo de lectura: 4 minutos", "Escuchar el artículo", "Compartir en Facebook Twitter Imprimir", "Guardar"],
        "letter": ["Suscríbase gratis a nuestro boletín y reciba cada mañana las noticias más importantes en su correo.",
                   "Su correo electrónico", "Suscribirse"],
        "inline": ["LEA TAMBIÉN: Siete maneras de cocinar un arenque", "Te puede interesar: Por qué se apagó el faro", "Publicidad"],
        "player": ["Su navegador no admite el vídeo.", "Vídeo: así funciona la esclusa (2:14)"],
        "tags": ["Etiquetas: puente, puerto, concejo", "Temas Puerto Concejo Dinero"],
        "bio": ["Marta Ríos es redactora de El Correo del Puerto. Escribe sobre barcos. Síguela en Mastodon."],
        "appeal": ["Apoye el periodismo independiente con una donación.", "Donar ahora"],
        "remarks": ["4 comentarios", "gaviota hace 3 horas", "Otra vez lo mismo de siempre!!", "Responder Denunciar", "Inicie sesión para comentar"],
        "cards": ["También te puede interesar", "Una cabra detiene un tren cerca de Lund", "El animal pasó dos horas en la vía hasta que llegó un panadero.",
                  "Diez sopas para noches frías", "Del puerro a la lenteja: nuestro cocinero las ha probado todas."],
        "listed": ["Lo más leído", "1 Una cabra detiene un tren", "2 Los mejores paraguas de la temporada", "3 Test: ¿cuánto sabe de nudos?"],
        "foot": ["Aviso legal | Contacto | Publicidad | Política de privacidad", "El Correo del Puerto S.L., Muelle 4, Ellery",
                 "© 2024 El Correo del Puerto. Todos los derechos reservados.", "Volver arriba"],
    },
    "ru": {
        "bar": ["Главная | Мир | Порт | Мнения | Спорт | Магазин", "Новости · Погода · Объявления · Работа"],
        "crumbs": ["Главная > Новости > Порт", "Вы здесь: Главная / Город"],
        "cookie": ["Мы используем файлы cookie, чтобы сделать сайт удобнее. Продолжая просмотр, вы соглашаетесь с этим.", "Принять все", "Настроить"],
        "account": ["Войти или зарегистрироваться", "Осталось 2 бесплатные статьи.", "Уже есть подписка? Войдите"],
        "tools": ["Время чтения: 4 минуты", "Прослушать статью", "Поделиться ВКонтакте Telegram Распечатать", "Сохранить"],
        "letter": ["Подпишитесь на нашу бесплатную рассылку и получайте главные новости каждое утро.", "Ваш e-mail", "Подписаться"],
        "inline": ["ЧИТАЙТЕ ТАКЖЕ: Семь способов приготовить сельдь", "По теме: Почему погас маяк", "Реклама"],
        "player": ["Ваш браузер не поддерживает видео.", "Видео: как работает шлюз (2:14)"],
        "tags": ["Теги: мост, порт, совет", "Темы Порт Совет Деньги"],
        "bio": ["Анна Ткач — корреспондент «Портового вестника». Пишет о паромах. Подписывайтесь на неё в Telegram."],
        "appeal": ["Поддержите независимую журналистику пожертвованием.", "Поддержать"],
        "remarks": ["4 комментария", "чайка 3 часа назад", "Опять одно и то же!!", "Ответить Пожаловаться", "Войдите, чтобы оставить комментарий"],
        "cards": ["Вам может быть интересно", "Коза остановила поезд под Лундом", "Животное два часа стояло на путях, пока не пришёл пекарь.",
                  "Десять супов для холодных ночей", "От порея до чечевицы: наш повар попробовал все."],
        "listed": ["Самое читаемое", "1 Коза остановила поезд", "2 Лучшие зонты сезона", "3 Тест: знаете ли вы узлы?"],
        "foot": ["О нас | Контакты | Реклама | Политика конфиденциальности", "ООО «Портовый вестник», набережная, 4, Эллери",
                 "© 2024 «Портовый вестник». Все права защищены.", "Наверх"],
    },
    "ro": {
        "bar": ["Acasă | Lume | Port | Opinii | Sport | Magazin", "Știri · Vremea · Anunțuri · Locuri de muncă"],
        "crumbs": ["Acasă > Știri > Port", "Sunteți aici: Acasă / Local"],
        "cookie": ["Folosim cookie-uri pentru a vă oferi o experiență mai bună. Continuând, sunteți de acord cu folosirea lor.", "Acceptă tot", "Setări"],
        "account": ["Autentificare sau cont nou", "Mai aveți 2 articole gratuite luna aceasta.", "Sunteți deja abonat? Conectați-vă"],
        "tools": ["Timp de citire: 4 minute", "Ascultă articolul", "Distribuie pe Facebook Twitter Tipărește", "Salvează"],
        "letter": ["Abonează-te gratuit la newsletter și primești în fiecare dimineață cele mai importante știri.", "Adresa ta de e-mail", "Mă abonez"],
        "inline": ["CITEȘTE ȘI: Șapte feluri de a găti heringul", "Pe aceeași temă: De ce s-a stins farul", "Publicitate"],
        "player": ["Browserul dumneavoastră nu acceptă formatul video.", "Video: cum funcționează ecluza (2:14)"],
        "tags": ["Etichete: pod, port, consiliu", "Subiecte Port Consiliu Bani"],
        "bio": ["Ion Pascu este redactor la Curierul Portului. Scrie despre feriboturi. Urmărește-l pe Mastodon."],
        "appeal": ["Susține jurnalismul independent cu o donație.", "Donează acum"],
        "remarks": ["4 comentarii", "pescarus acum 3 ore", "Iarăși aceeași poveste!!", "Răspunde Raportează", "Autentifică-te pentru a comenta"],
        "cards": ["Te-ar putea interesa", "O capră oprește trenul lângă Lund", "Animalul a stat două ore pe șine până când a venit un brutar.",
                  "Zece supe pentru nopți reci", "De la praz la linte: bucătarul nostru le-a încercat pe toate."],
        "listed": ["Cele mai citite", "1 O capră oprește trenul", "2 Cele mai bune umbrele ale sezonului", "3 Test: cât știi despre noduri?"],
        "foot": ["Despre noi | Contact | Publicitate | Politica de confidențialitate", "Curierul Portului SRL, Cheiul 4, Ellery",
                 "© 2024 Curierul Portului. Toate drepturile rezervate.", "Înapoi sus"],
    },
}  # fmt: skip


def pages():
    """Yield name and labelled lines of each of forty pages: article, language and the kinds of chrome change in turn."""
    languages = list(KITS)
    for number in range(40):
        article = [tuple(line.split(" ", 1)) for line in invented.ARTICLES[number % 10].splitlines()]
        language = languages[(number * 5 + number // 10) % len(languages)]
        yield f"kit-{number:02d}-{language}", _page(article, KITS[language], number)


def _page(article, kit, number):
    """Put chrome above, under the headline, in the middle and below; which kinds there are depends on the number."""
    first = next(i for i, (label, _) in enumerate(article) if label == "B")
    middle = first + (len(article) - first) // 2
    above = [kit["bar"][number % 2], *([kit["crumbs"][number % 2]] if number % 3 else [])]
    above += kit["cookie"] if number % 4 == 1 else kit["account"] if number % 4 == 2 else []
    under = kit["tools"][: 1 + number % 4] if number % 5 else []
    inside = [kit["inline"][number % 3]] if number % 2 else kit["letter"] if number % 3 == 0 else kit["player"][:1]
    below = [kit["tags"][number % 2]]
    below += kit["bio"] if number % 3 == 1 else []
    below += kit["appeal"] if number % 3 == 2 else []
    below += kit["remarks"] if number % 4 == 3 else []
    below += kit["cards"] if number % 2 == 0 else kit["listed"]
    below += kit["letter"] if number % 4 == 0 and number % 2 else []
    below += kit["foot"] if number % 5 < 4 else kit["foot"][-2:]
    return [
        *_chrome(above),
        *article[:first],
        *_chrome(under),
        *article[first:middle],
        *_chrome(inside),
        *article[middle:],
        *_chrome(below),
    ]


def _chrome(lines):
    return [("C", line) for line in lines]
