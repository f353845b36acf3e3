"""How something was said: the words beside a cue for voice, mood, gesture and tongue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retold.stages.quote.frames import Draft

Range = tuple[int, int]

OTHERWISE = frozenset(
    """recently repeatedly previously only really initially finally eventually subsequently apparently reportedly
    allegedly supposedly early likely probably possibly certainly actually generally usually typically normally
    frequently occasionally rarely originally formerly lately newly daily weekly monthly yearly nearly simply merely
    shortly separately additionally similarly accordingly consequently namely specifically particularly especially
    partly mostly mainly largely exactly basically essentially evidently obviously clearly presumably undoubtedly
    arguably hardly barely scarcely fully immediately instantly simultaneously currently presently family reply july
    italy ally interestingly ironically notably remarkably surprisingly unsurprisingly fortunately unfortunately
    sadly importantly curiously oddly tellingly respectively jointly collectively lastly firstly secondly thirdly
    ultimately constantly consistently continually regularly routinely falsely wrongly wrongfully rightly correctly
    incorrectly mistakenly disingenuously memorably famously ridiculously absurdly laughably highly deeply truly
    necessarily traditionally historically formally officially legally illegally suddenly quickly swiftly rapidly
    strongly literally technically directly briefly indirectly totally completely entirely utterly perfectly
    effectively successfully automatically autonomously""".split()
)
"""Words in *-ly* that say when, how often, how surely, or what the writer thinks of it, and not how it was said."""
PLAIN = frozenset({"aloud", "softly", "loud", "straight-faced", "deadpan"})
_DEGREES = frozenset("very rather quite almost half so too more most somewhat visibly only".split())
NOUNS = frozenset(
    """whisper voice tone tones murmur mutter shout scream roar anger rage fury jest earnest disbelief frustration
    tears despair exasperation desperation amazement astonishment surprise horror shock relief triumph disgust
    contempt scorn sorrow grief pain pride shame defiance unison smile smiles grin laugh laughter chuckle giggle
    shrug sigh sob nod wink frown sneer scowl smirk glare gesture grimace pause hesitation emotion enthusiasm
    conviction confidence regret bitterness sarcasm irony sadness joy delight satisfaction resignation certainty
    candor candour modesty humility hostility passion warmth breath teeth accent gasp growl groan cry
    gusto glee indignation outrage amusement embarrassment reluctance authority seriousness sincerity face
    fist fists eyes hands arms head irritation impatience hand finger fingers shoulders brow eyebrow eyebrows""".split()
)
"""Nouns for voice, mood and gesture: ``in a low voice``, ``with a shrug``, ``without hesitation``."""
_INSIDE = frozenset("DT JJ JJR JJS NN NNS NNP PRP$ CD HYPH RB VBN VBG CC , POS".split())
HOW = frozenset({"in", "with", "without", "through", "under", "amid", "between"})
TONGUES = ("ish", "ese", "ian", "ic", "an")
_OTHER_TONGUES = frozenset("French German Greek Dutch Hindi Urdu Bengali Czech Farsi Dari Pashto Yiddish Welsh".split())
GESTURES = frozenset(
    """laughing smiling grinning shrugging sighing weeping crying sobbing nodding gesturing pointing shaking frowning
    winking trembling choking shouting raising waving chuckling giggling pausing wiping clenching blushing sneering
    smirking whispering yelling screaming stammering banging slamming fighting struggling rolling""".split()
)
"""What a speaker does with his body as he speaks: ``she said, laughing``."""
_VOICED = frozenset({"voice", "hands", "eyes", "fist", "fists", "face", "lips", "hand", "arms"})


def of(draft: Draft, free: list[int]) -> list[Range]:
    """Return the token ranges beside a cue that say how it was said; ``free`` are the tokens that nothing else took."""
    allowed = set(free)
    out: list[Range] = []
    for i in free:
        if out and i < out[-1][1]:
            continue
        found = _adverb(draft, i) or _phrase(draft, i) or _gesture(draft, i) or _voice(draft, i)
        if found and all(j in allowed for j in range(*found)):
            out.append(found)
    return out


def _adverb(draft: Draft, i: int) -> Range | None:
    """``said angrily``, ``quietly told``, ``answered half-jokingly``."""
    doc = draft.view.doc
    token = doc[i]
    word = token.lower_
    if not (len(word) > 4 and word[-2:] == "ly" and word not in OTHERWISE) and word not in PLAIN:
        return None
    if token.text[:1].isupper() or token.tag_[:2] == "NN" or not _beside(draft, i):
        return None
    start = i
    while start and (doc[start - 1].lower_ in _DEGREES or doc[start - 1].text == "-"):
        start -= 2 if start > 1 and doc[start - 1].text == "-" else 1  # matter-of-factly
    return start, i + 1


def _beside(draft: Draft, i: int) -> bool:
    """Tell whether an adverb goes with the cue: it hangs on it, or stands right by it or by its subject."""
    doc = draft.view.doc
    if doc[i].dep_ == "advmod" and doc[i].head.i == draft.head:
        return abs(i - draft.head) < 6
    behind = draft.source is not None and draft.source[0] > draft.head and i == draft.source[1]
    return behind or (abs(i - draft.head) == 1 and doc[i].head.i == draft.head)


def _phrase(draft: Draft, i: int) -> Range | None:
    """``in a whisper``, ``with a bitter smile``, ``without hesitation``, ``in German``."""
    doc = draft.view.doc
    token = doc[i]
    if token.lower_ not in HOW:
        return None
    noun = next((c for c in token.children if c.dep_ == "pobj"), None)
    if noun is None or noun.i - i > 6 or any(doc[j].tag_ not in _INSIDE for j in range(i + 1, noun.i)):
        return None
    if not (noun.lower_ in NOUNS or (token.lower_ == "in" and _is_tongue(noun))):
        return None
    if token.head.i != draft.head and not _hangs_near(draft, i):
        return None
    start = i - 1 if i and doc[i - 1].lower_ in _DEGREES else i
    end = int(noun.i) + 1
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in {"in", "of", "on"} and child.right_edge.i - end < 5:
            end = int(child.right_edge.i) + 1
    return start, end


def _is_tongue(noun: Any) -> bool:
    """Tell the name of a language: ``in Russian``; a place (``in Japan``, ``in Iran``) is none."""
    word = noun.text
    if not word[:1].isupper() or noun.left_edge.i < noun.i - 1:
        return False
    return word in _OTHER_TONGUES or (len(word) > 5 and word.endswith(TONGUES) and word not in _PLACES)


_PLACES = frozenset(
    """Michigan Milan Japan Pakistan Afghanistan Kazakhstan Uzbekistan Turkmenistan Tajikistan Kyrgyzstan Taiwan
    Sudan Jordan Lebanon Oman Bhutan Isfahan Tehran Durban Wuhan Busan Manhattan Saipan Astrakhan Catalan Arctic
    Pacific Atlantic Baltic Parish""".split()
)  # fmt: skip


def _hangs_near(draft: Draft, i: int) -> bool:
    """Tell a phrase that the parser hung elsewhere, but which stands at the edge of the cue clause behind a comma."""
    low, _ = draft.view.sentence(draft.head, draft.level)
    return i - low <= 1 or (0 < i - draft.head <= 6 and draft.frame != "clause")


def _gesture(draft: Draft, i: int) -> Range | None:
    """``she said, laughing``, ``Speaking slowly, she said``."""
    doc = draft.view.doc
    token = doc[i]
    if token.tag_ != "VBG":
        return None
    last = int(token.right_edge.i) + 1
    if token.lower_ == "speaking" and i + 1 < len(doc) and doc[i + 1].lower_[-2:] == "ly":
        return i, i + 2
    if token.lower_ not in GESTURES or last - i > 8:
        return None
    if any(c.dep_ == "dobj" and c.lower_ not in NOUNS for c in token.rights):
        return None  # raising the price
    apart = doc[i - 1].text == "," if i else True
    return (i, last) if apart and abs(i - draft.head) <= 8 + last - i else None


def _voice(draft: Draft, i: int) -> Range | None:
    """``she insisted, her voice shaking``."""
    doc = draft.view.doc
    if doc[i].lower_ not in {"his", "her", "their"} or i + 2 >= len(doc) or i == 0 or doc[i - 1].text != ",":
        return None
    if doc[i + 1].lower_ not in _VOICED or doc[i + 2].tag_ not in {"VBG", "VBN", "JJ", "RB"}:
        return None
    return i, max(i + 3, min(int(doc[i + 2].right_edge.i) + 1, i + 6))
