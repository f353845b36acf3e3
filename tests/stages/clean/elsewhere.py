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

HOUSES = {  # a printed page, a choir's site, a letter to subscribers, an archive: with blank lines as they print them
    "evening paper": """\
C|EVENING LAMPLIGHTER . The Town Reads It
C|RACING  GARDENS  PERSONAL  SITUATIONS VACANT
M|Saturday, 11 March 1961
C|Threepence

H|Signalman tells of a lamp that would not light
M|By our own correspondent

P|A signalman told the inquiry at Cray yesterday that the lamp on the up line had been out since Christmas.

P|"I reported it in ink," said Albert Moss, 52. "I have the carbon."

P|Colonel Stroud, who sat for the railway, asked him to whom he had reported it.

P|"To the book, sir."

P|The colonel was seen to smile.

P|The driver of the goods train is to be heard on Monday.

C|See also Page 4: The Lamplighter Says
C|ON MONDAY: Our chess column returns, by popular demand!
C|Small advertisements are taken until noon at the Market Street office.
C|Lamplighter Newspapers (Cray) Limited, Market Street. Tomorrow: dull, some drizzle.
""",
    "choir": """\
C|Cray Choral Society
C|singing badly and well since 1911
C|Concerts   Rehearsals   Members   Hire our piano
C|Basket: empty

H|Conductor answers the treasurer
M|Posted on 4 May 2016 by the webmaster

P|Our conductor, Hilde Aas, has asked us to print her answer to the treasurer's letter in full.

P|"I did not say that the altos were out of tune," she writes. "I said that the piano was, and that the altos agreed with it."

P|The treasurer, Mr Pugh, told this page that he stood by every word.

P|The committee meets on Friday.

C|2 replies to "Conductor answers the treasurer"
C|bass_no_1 wrote: hear hear!
C|Your name
C|Post
C|Could you sing? We meet every Tuesday at half past seven, and there is cake.
C|Cray Choral Society is a member of the Federation of Amateur Choirs.
C|Cookies, crumbs and privacy
""",
    "letter by post": """\
C|The Small Print
C|a newsletter on contracts and the people who sign them
C|Can't see the pictures? Open this letter on the web.
C|No. 41, and we are still here

H|What the ferryman signed

P|Hello again. You will remember the ferryman, who signed a paper that nobody had read to him.

P|I went to see him on Sunday. He was painting the boat. "They told me that it was about the paint," he said.

P|It was about the boat.

P|I asked whether he would sign again. He thought about it. "For the paint, yes."

P|His lawyer says that the contract is void, the company says that it is not, and the court says Thursday.

C|One thing I liked this week: a dictionary of knots
C|If somebody sent you this, they like you. Get your own copy for nothing.
C|Reply to this letter and it lands on my desk.
C|You are on this list because you once gave us your address. Take me off it
""",
    "depot": """\
C|MUNICIPAL RECORD DEPOT
C|Search again   Basket   Reading room   Fees
C|rec 4471 / bundle 9 / sheet 2 of 3
C|Show the scan

H|Letter of the stationmaster to the board, 2 February 1904

P|Gentlemen, I beg to say that I never gave the word to start, as is now said of me in the town.

P|The guard asked me, "Is she clear?" and I replied that she was clear as far as I could see, which was to the bend.

P|I have asked for a taller box in each of my last four letters.

P|I remain your servant, J. Tull.

C|Sheet 3 >
C|Ask an archivist about this sheet
C|Other papers in bundle 9
C|Bill for lamp oil
C|Petition of the guards, 41 names
C|The Depot is kept by the town and is open to all from Monday to Thursday.
C|(c) Municipal Record Depot, copies by arrangement
""",
}
