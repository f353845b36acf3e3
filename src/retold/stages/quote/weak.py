"""Cues that report nothing: belief, advice and hypotheses in the first or second person, turns of phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.stages.quote import words
from retold.stages.quote.subjects import FINITE

if TYPE_CHECKING:
    from typing import Any

    from retold.stages.quote.frames import Draft

MARKED = frozenset({"after-marks", "before-marks", "phrase-marks", "floating", "headline", "signed"})
_WRITER = frozenset({"i", "we"})
_ANYBODY = frozenset({"you", "one", "anyone", "someone", "somebody", "everyone"})
_NOBODY = frozenset({"it", "this", "that", "which", "what", "there"})
_SEEN = frozenset({"find", "show", "reveal", "demonstrate", "suggest", "indicate"})
_MEASURES = frozenset(
    """need needs plan plans schedule size taste tastes preference preferences type types age kind ability budget
    weight height order number level reports instructions season circumstances requirements""".split()
)
"""Nouns behind *according to* that measure a thing and say nothing: ``according to your needs``."""


def is_idle(draft: Draft) -> bool:
    """Tell a cue that reports nothing: ``you may find``, ``it is worth noting``, ``that said``, ``do you think``."""
    doc = draft.view.doc
    v = doc[draft.head]
    inside = draft.level >= 0 or draft.view.inside
    if any(c.lower_ == "had" and c.dep_ == "aux" and c.i == draft.view.sentence(v.i, draft.level)[0] for c in v.lefts):
        return True  # Had he said yes, we would have sailed
    if draft.verb in words.THINK:
        if inside:
            return True
        real = v.tag_ == "VBN" and any(c.lower_ in {"has", "have", "had", "'ve", "'s"} for c in v.lefts)
        unsaid = v.tag_ == "VB" or (v.tag_ == "VBN" and not real)
        return draft.source is None or doc[draft.source[0]].lower_ in {"i", "we", "you"} or unsaid
    if draft.frame in MARKED or inside:
        return False
    if draft.frame == "according":
        return doc[draft.source[1] - 1].lower_ in _MEASURES if draft.source is not None else False
    if draft.frame == "noun":
        return False
    if draft.verb == "determine" and v.tag_ in {"VB", "VBP", "VBG"}:
        return True  # as they determine which boat to buy
    return _is_nobodys(draft, v) or _finds_a_thing(draft)


def _is_nobodys(draft: Draft, v: Any) -> bool:
    """Tell a cue without a speaker who is known to have spoken."""
    doc = draft.view.doc
    past = v.tag_ in {"VBD", "VBN"} or any(c.lower_ == "did" for c in v.lefts)
    if draft.source is None:
        return bool(v.tag_ in {"VB", "VBP"})  # for example, say it rains
    speaker = doc[draft.source[0]].lower_ if draft.source[1] - draft.source[0] == 1 else ""
    if speaker in _WRITER | _ANYBODY:
        return not past or draft.verb in _SEEN or _is_unreal(v)
    if speaker in _NOBODY:
        discourse = speaker == "that" and draft.verb == "say" and v.i + 1 < len(doc) and doc[v.i + 1].text == ","
        return discourse or any(c.lower_ == "to" for c in v.lefts) or v.head.lower_ == "worth"
    return False


def _is_unreal(v: Any) -> bool:
    return any(c.tag_ == "MD" or c.lower_ in {"to", "if"} for c in v.lefts)


def _finds_a_thing(draft: Draft) -> bool:
    """Tell a finding without a clause: ``found the harbour empty``."""
    if draft.verb not in {"find", "show"} or draft.frame != "clause":
        return False
    a, b = draft.content[0]
    doc = draft.view.doc
    return doc[a].dep_ != "mark" and not any(doc[i].tag_[:1] == "V" or doc[i].tag_ in FINITE for i in range(a, b))


def is_weak_inside(draft: Draft, held: bool) -> bool:
    """Tell whether a draft in another one's content (``held``) is too weak to be speech in speech."""
    if not draft.view.inside and draft.level < 0 and not held:
        return False
    if draft.frame in {"phrase-marks", "floating"} or draft.verb in words.THINK:
        return True
    if draft.frame in {"infinitive", "object"} and not (_is_commitment(draft) and _is_real(draft)):
        return True
    if draft.verb in _SEEN | {"read", "mention"}:
        return True
    if draft.source is None:
        return not _is_told(draft)
    doc = draft.view.doc
    v, speaker = doc[draft.head], doc[draft.source[0]].lower_
    if speaker in {"you", "which", "that", "what", "it", "this", "there"}:
        return True
    if speaker in {"i", "we"} and (v.tag_ not in {"VBD", "VBG"} or draft.frame == "parenthetical"):
        return True
    return v.tag_ == "VB" or any(c.tag_ == "MD" for c in v.children)


def _is_commitment(draft: Draft) -> bool:
    """Tell whether a report without a clause is plainly speech: ``the pilots had promised to stay``."""
    v = draft.view.doc[draft.head]
    past = v.tag_ in {"VBD", "VBN"}
    return past and draft.verb in _COMMITTING and (_is_told(draft) or not any(c.dep_ == "auxpass" for c in v.children))


def _is_told(draft: Draft) -> bool:
    """Tell what somebody was told: ``she had been told that the lock was shut``, ``was ordered to stop``."""
    v = draft.view.doc[draft.head]
    real = not any(c.tag_ == "MD" or c.lower_ in {"if", "be"} for c in v.lefts)
    return draft.verb in _TELLING and real and any(c.dep_ == "auxpass" for c in v.lefts)


def _is_real(draft: Draft) -> bool:
    """Tell a report from a question or a denial of one: ``whether she had ordered it to stop``, ``nobody told me``."""
    doc = draft.view.doc
    v = doc[draft.head]
    if draft.source is not None and doc[draft.source[0]].lower_ in {"nobody", "no", "none", "neither"}:
        return False
    return not any(c.dep_ == "mark" and c.lower_ in {"whether", "if"} for c in v.lefts)


_TELLING = frozenset("tell order urge inform assure promise".split())
_COMMITTING = frozenset("promise pledge vow threaten offer agree ask tell demand order urge swear beg".split())
