"""Invented pages crowded with furniture: C marks page chrome, dates and bylines, H the headline, P and S the article."""

PAGES = {
    "a": """\
C|Skip to content
C|The Ellery Star
C|Open menu
C|News
C|Local
C|What's On
C|Eat & Drink
H|Harbour bridge faces second winter of closures after deck inspection
C|By Ada Weaver Senior Reporter
C|Comments (42)
C|Save
P|Drivers face a second winter of closures on the harbour bridge after inspectors found cracks in eleven of its deck plates.
C|Get all the latest Ellery news sent straight to your phone via our WhatsApp channel
P|The county said the bridge would shut between nine at night and five in the morning from the first week of November.
P|"Nobody wants this, least of all us," said Tom Rudd, the county's head of roads. "But a plate that gives way under a bus is not something we can patch afterwards."
C|Join the Ellery Star community on WhatsApp
C|Read more: Marsh lane reopens after flooding
S|What the inspectors found
P|The report, seen by the Star, says the worst cracks are under the northern lane, where lorries brake for the lights.
C|Have you been affected? Email newsdesk@ellerystar.example
P|A second inspection is planned for March, when the county will decide whether the plates are replaced or the bridge is closed to lorries for good.
C|Do you use the bridge? Let us know in the comments below.
C|Sign up for our newsletter here and never miss a story.
C|Follow us on Facebook
C|More On
C|Port Ellery
C|Roads
C|Most Recent
C|Schoolgirl, 9, wins national prize for poem about her gran's shed
C|Chip shop boss says new bin rules "will finish us off"
C|Top Stories
C|Police cordon at quay after boat fire
C|Journalists
C|Advertise with us
C|About Us
C|Contact Us
C|© 2024 Ellery Newspapers Ltd
""",
    "b": """\
C|Startseite > Region > Hafenstadt
C|Artikel anhören (4 Minuten)
H|Brücke bleibt auch im zweiten Winter nachts gesperrt
P|Die alte Drehbrücke von Nordhafen bleibt auch im kommenden Winter nachts gesperrt, weil Prüfer Risse in elf Platten der Fahrbahn gefunden haben.
C|Anzeige
P|Der Kreis teilte mit, die Sperrung gelte von November an zwischen 21 Uhr und 5 Uhr; Rettungswagen dürften weiter fahren.
C|Newsletter "Nordhafen am Morgen"
C|Alles Wichtige aus Ihrer Stadt, jeden Morgen um sechs in Ihrem Postfach.
C|Jetzt anmelden
P|„Niemand will das, wir am allerwenigsten“, sagte Straßenamtsleiter Jan Fischer am Montag im Kreistag.
C|Lesen Sie auch
C|Ziege hält Regionalzug drei Stunden lang auf
P|Eine zweite Prüfung ist für März geplant. Danach will der Kreis entscheiden, ob die Platten ersetzt werden.
C|Diskutieren Sie mit!
C|Kommentar schreiben
C|Hafenfuchs schrieb am 4. November: Die hätten das Ding vor Jahren abreißen sollen.
C|Themen: Drehbrücke, Nordhafen, Verkehr
C|Das könnte Sie auch interessieren
C|Rezept: So gelingt der Birnenkuchen
C|Horoskop: Das sagen die Sterne heute
C|Über uns
C|Mediadaten
C|Kündigung
""",
    "c": """\
C|Aller au contenu principal
C|Se connecter
C|S'abonner
C|Accueil
C|Société
H|Le pont tournant restera fermé la nuit pour un deuxième hiver
C|Temps de lecture : 3 minutes
C|Réservé aux abonnés
P|Le vieux pont tournant de Port-Ellery restera fermé la nuit pour un deuxième hiver, après la découverte de fissures dans onze plaques du tablier.
C|À lire aussi Une chèvre arrête un train pendant trois heures
P|« Personne ne le souhaite, et nous moins que quiconque », a déclaré Anne Morel, chef du service des routes, devant le conseil du département.
C|La suite après cette publicité
P|Le rapport, que nous avons pu consulter, précise que les fissures les plus graves se trouvent sous la voie nord, où freinent les camions.
C|Partager cet article
C|Copier le lien
P|Une seconde inspection est prévue en mars, et le département décidera alors de remplacer les plaques ou d'interdire le pont aux camions.
C|Vous avez aimé cet article ? Partagez-le
C|Sur le même sujet
C|Incendie sur les quais : un bateau détruit
C|Les plus lus
C|1
C|La tempête coupe la route du littoral
C|2
C|Un boulanger trouve une bague dans un pain
C|Nos partenaires
C|Code promo
C|Gérer mes cookies
""",
    "d": """\
C|Marsh & Mast
C|Notes from a small harbour
C|About  Archive  Contact
H|The bridge, again
C|November 4, 2024 / Eva Lind / 12 Comments
P|So the bridge is to be shut at night for another winter, and the county has found a man to say that nobody wants this.
P|I walked over it on Sunday with the report in my pocket. Eleven plates, it says, and the worst of them under the northern lane, where the lorries brake.
C|Subscribe to Marsh & Mast
C|Type your email...
P|"It sings when a lorry goes over," the woman from the bait shop told me. "It never sang before."
P|I do not know what a bridge should sound like. But I know that the county was told about the plates in May, and that it is now November, and
C|Continue reading
C|Share this:
C|Click to share on Facebook (Opens in new window)
C|Like Loading...
C|Published by Eva Lind
C|Eva Lind writes about harbours and the people who live off them. She lives above the bait shop.
C|View all posts by Eva Lind
C|Previous Post The tide tables are wrong
C|Next Post
C|Leave a comment Cancel reply
C|Blog at Harbourpress.
C|Privacy & Cookies: This site uses cookies. By continuing to use this website, you agree to their use.
C|Close and accept
""",
    "e": """\
C|Ir al contenido
C|Diario de Ellera
C|Iniciar sesión
C|Portada | Local | Deportes | Opinión
H|El puente giratorio seguirá cerrado de noche un segundo invierno
C|Marta Lind
C|4 de noviembre de 2024 - 08:15
C|Escuchar
C|Guardar
P|El viejo puente giratorio de Puerto Ellera seguirá cerrado de noche durante un segundo invierno, después de que los inspectores hallaran grietas en once placas del tablero.
C|Publicidad
C|Te puede interesar
C|Una cabra detiene un tren durante tres horas
P|«Nadie quiere esto, y nosotros menos que nadie», dijo Tomás Ruiz, jefe de carreteras de la provincia.
P|El informe señala que las peores grietas están bajo el carril norte, donde frenan los camiones.
C|Recibe cada mañana las noticias de Ellera en tu correo
C|Apúntate
P|La provincia decidirá en marzo si cambia las placas o prohíbe el paso de camiones.
C|Archivado en
C|Puentes
C|Puerto Ellera
C|Lo más leído
C|El panadero que encontró un anillo en una barra de pan
C|Cierra el cine más antiguo de la comarca
C|Normas de participación
C|0 comentarios
C|Aviso legal
C|Publicidad en el Diario
""",
    "f": """\
C|Gazeta Portowa
C|Zaloguj się
C|MENU
H|Most obrotowy zamknięty nocą także tej zimy
C|Ewa Lind, 4 listopada 2024, 8:15
C|Udostępnij
C|Posłuchaj
P|Stary most obrotowy w Porcie Ellery pozostanie zamknięty nocą także tej zimy, ponieważ inspektorzy znaleźli pęknięcia w jedenastu płytach jezdni.
C|Reklama
C|Dalsza część artykułu pod materiałem wideo
P|- Nikt tego nie chce, a my najmniej - powiedział w poniedziałek szef zarządu dróg Jan Fischer.
C|Czytaj także: Koza zatrzymała pociąg na trzy godziny
P|Drugą kontrolę zaplanowano na marzec. Wtedy powiat zdecyduje, czy wymienić płyty, czy zamknąć most dla ciężarówek.
C|Masz temat? Napisz do nas: redakcja@gazetaportowa.example
C|Komentarze (12)
C|Zobacz wszystkie komentarze
C|Popularne
C|Piekarz znalazł pierścionek w chlebie
C|Pogoda na weekend
C|Regulamin serwisu
C|Polityka cookies
""",
    "g": """\
C|BAYPRESS NEWSWIRE
C|Home  Latest  Photos  Client login
C|URGENT
H|Harbour bridge to close at night for second winter, county says
C|PORT ELLERY, Nov 4 (Baypress)
P|The harbour bridge at Port Ellery will close at night for a second winter after inspectors found cracks in eleven deck plates, the county said on Monday.
P|"Nobody wants this, least of all us," Tom Rudd, the county's head of roads, told reporters.
P|The county said it would decide in March whether to replace the plates or ban lorries.
P|Truckers' groups said they had not been consulted.
C|(Reporting by Ada Weaver; Editing by Jan Fischer)
C|Our Standards: The Baypress Handbook of Fairness
C|Purchase Licensing Rights
C|Read Next
C|Goat stops train for three hours
C|Boat fire shuts quay
C|Site Index
C|Information you can trust
C|All quotes delayed a minimum of 15 minutes.
""",
}
