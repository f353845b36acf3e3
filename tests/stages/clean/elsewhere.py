"""Invented pages of outlets that nothing was fitted to or written for: C chrome, M dates and bylines, H and P the article."""

PAGES = {
    "croatian": """\
C|Glas otoka
C|Naslovnica
C|Otoci
C|Crna kronika
C|Ribarstvo
C|Uključi obavijesti
H|Pilot says that he was never asked to turn back
M|Objavljeno: 4. travnja 2022. u 08:15
C|Podijeli na Facebooku
P|The pilot of the mail boat that struck the mole at Sveti Vid told a court on Monday that nobody had asked him to turn back.
P|"I had the radio on from the first minute to the last," Ante Bilić said. "It was silent, and I remember the silence."
C|Oglas
C|VEZANI ČLANCI
C|Trajekt opet kasni zbog bure
C|Maslinari zadovoljni berbom
P|The harbour master has said that he called the boat three times before it passed the light.
P|No recording was kept.
P|The trial continues on Thursday, when the keeper of the light is to be heard.
C|Komentari
C|Galeb99
C|Sve po starom!
C|Prijavi neprimjeren komentar
C|Najnovije vijesti
C|Mačka tri dana putovala trajektom
C|Cijena struje raste od lipnja
C|„Nećemo odustati”, kažu ribari s Visa
C|Impressum
C|Marketing
C|Uvjeti korištenja
""",
    "korean": """\
C|강변신문
C|전체메뉴
C|정치 사회 경제 국제 스포츠 문화
C|로그인 | 회원가입 | 지면보기
H|Two mayors, one bridge and no signature
C|글자 크기 조절
C|스크랩
M|입력 2023.11.07. 오전 6:02
P|The mayors of Hanbit and Duru met on the bridge between their towns on Tuesday and left it without signing anything.
P|"We agreed on the paint," said Mayor Seo Jin-ah of Hanbit. "We did not agree on the bridge."
P|Her colleague remembers more. According to Mayor Baek, the two had agreed on "everything but the day."
C|광고
P|The bridge was closed in May after a crack was found.
P|A new date has not been set.
C|기자 구독하기
C|좋아요 12
C|훈훈해요 3
C|많이 본 뉴스
C|1 버스 정류장에서 잠든 멧돼지
C|2 전기요금 다음 달 또 오른다
C|3 할머니의 호박죽 비법
C|저작권자 ⓒ 강변신문 무단전재 및 재배포 금지
""",
    "trade": """\
C|GRAIN & BARGE WEEKLY
C|MARKETS  FREIGHT  LOCKS  PEOPLE  DIRECTORY
C|Request a media kit
C|Webinar on demand: Draught surveys that pay
H|Lock authority admits it read the wrong gauge
P|The authority that runs the eleven locks of the Oster has admitted that its staff read the wrong gauge for most of last winter.
P|"We looked at a number and it was the wrong number," chief engineer Lotte Brandt told a hearing of shippers in Werder.
C|Whitepaper: Digital twins for inland ports
P|Shippers say that the error cost them four million crowns.
P|“It was not an error. It was a habit,” said Jan Kossack, who runs nine barges.
P|Three points are still open:
P|- who replaced the gauge
P|- who knew of it
P|- who pays
P|The authority has until June to answer.
C|Sponsored: Hull coatings compared
C|Upcoming events
C|May 12-14 Inland Shipping Days, Duisdorf
C|Jun 3 Grain Buyers' Breakfast
C|Latest issue: Barges of the year
C|Renew my subscription
C|Advertise in the Weekly
""",
    "aggregator": """\
C|newsheap
C|Top | World | Odd | Weather
C|Showing 1 of 38
M|Source: Fenland Gazette
H|'He said it in the car': Driver recalls minister's promise
P|The man who drove Minister Aldous Crane for nine years says the promise about the flood wall was made in the car.
P|“He said it in the car, between the station and the mill,” Peter Noakes said on Friday. “I was looking at the road, but I heard him.”
P|Crane, now 81, disputes that. “I never promised anybody a wall,” he wrote in a letter to this paper.
P|Noakes kept a diary. The page for that day has been torn out.
C|Read full story at source
C|Upvote 212
C|Hide
C|Report
C|More like this
C|Goose holds up tram for an hour
C|Town votes to keep its crooked clock
C|The great marrow swindle, explained
C|Next story
C|Made with care somewhere wet
""",
    "hebrew": """\
C|קול הנמל
C|חדשות
C|דעות
C|תרבות
C|הרשמה לניוזלטר
H|Keeper of the lock denies that he lost the key
M|עודכן: 12.03.2021, 17:40
P|The keeper of the southern lock denied on Friday that he had lost the key on the night of the flood.
P|"The key was on the hook when I went home," he told the commission. "Ask the man who came after me."
C|כתבות נוספות
C|חזיר בר נרדם בתחנת אוטובוס
C|מחירי החשמל שוב עולים
P|The man who came after him has not been found.
P|The commission will hear two engineers on Sunday.
C|תגובות (7)
C|הוסף תגובה
C|שתפו בפייסבוק
C|אודות
C|צור קשר
C|כל הזכויות שמורות
""",
    "estonian": """\
C|Rannaleht
C|Avaleht » Uudised » Sadam
C|Telli ajaleht
C|Täna 4°
H|Ferry line knew of the ice, letters show
M|Kadri Saar, 8. veebruar 2018
P|Letters released on Thursday show that the ferry line had been told of the ice a week before the Aino was crushed.
P|"It will not hold past Sunday," the ice pilot wrote on 14 January.
C|Loe ka
C|Põder jalutas kaubamajja
P|The line's director said that he had read the letter as a question.
P|“He asked, and we answered,” Mart Oja told reporters.
P|The answer has not been found.
C|Jaga
C|Kommentaarid 5
C|Viimased uudised
C|Elektri hind tõuseb taas
C|„Me ei lähe siit ära,” ütlevad kalurid
C|Vanaema mustikakoogi retsept
C|Toimetus
C|Reklaam
C|Kasutustingimused
""",
}
