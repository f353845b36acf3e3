"""Reviewing in the terminal: one discrepancy after the other, decided by one key, as in the browser.

The same desk, acts and log as those of the application; what reads keys and writes lines is given by the caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.errors import Overtaken, WrongUse
from retold.report.findings import shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from retold.decisions import Decision
    from retold.desk import Desk, View
    from retold.records import Quotation
    from retold.report.findings import Finding, Side

ANSWERS = {"y": "confirm", "n": "dismiss", "u": "unsure"}
KEYS = "y confirms, n is not an issue, u leaves open, f fixes, z undoes, j next, k back, q ends"
FIXES = "s sets the speaker, w the words, x says it is no quotation, anything else goes back"
ASIDE = ("confirm", "dismiss", "reject")


class Terminal:
    """A review in the terminal.

    Args:
        desk: the case and where its decisions are kept.
        who: whose name the decisions are signed with.
        ask: returns what was answered to a question; ``EOFError`` ends the review.
        say: writes a line.
        mark: returns words so that they stand out.
    """

    def __init__(
        self,
        desk: Desk,
        who: str,
        ask: Callable[[str], str],
        say: Callable[[str], None],
        mark: Callable[[str], str] = lambda words: f"[{words}]",
    ) -> None:
        self.desk, self.who, self.ask, self.say, self.mark = desk, who, ask, say, mark
        self.made: list[Decision] = []
        self.looked_at: set[str] = set()

    def run(self, *, every: bool = False) -> int:
        """Go through the discrepancies, those not answered yet unless ``every``; return how many acts were made."""
        self.say(f"{len(self._waiting(every))} discrepancies to look at, the gravest first. {KEYS}.")
        at = 0
        try:
            # the list is made anew each time: an act may put right what others were about, or bring one up
            while at < len(waiting := self._waiting(every)):
                self.looked_at.add(waiting[at].discrepancy.id)
                self.show(waiting[at], at + 1, len(waiting))
                at = max(0, at + self.answer(waiting[at]))
        except (EOFError, _Ended):
            pass
        self.say(f"{len(self.made)} acts of this sitting stand.")
        return len(self.made)

    def _waiting(self, every: bool) -> list[Finding]:
        view = self.desk.view()
        ids = self.looked_at
        return [
            f for f in view.findings
            if every or f.discrepancy.id in ids or view.state(f.discrepancy.id) not in ASIDE
        ]  # fmt: skip

    def show(self, finding: Finding, number: int, of: int) -> None:
        """Write one discrepancy: the sentence, and its wordings with what differs standing out."""
        found = finding.discrepancy
        state = self.desk.view().state(found.id)
        self.say(f"\n{number}/{of}  {found.severity.upper()} {found.kind}{f' ({state})' if state else ''}")
        self.say(f"  {found.why}")
        for side in finding.sides:
            self.say(f"  {side.siglum or '-':>4}  {side.name}: {self._words(side)}")
        if finding.further:
            others = ", ".join(f"{o.siglum or o.name} “{shorten(o.words, 60)}”" for o in finding.further[:6])
            self.say(f"        also {others}")

    def answer(self, finding: Finding) -> int:
        """Ask for a key and do what it says; return how many discrepancies to go on by."""
        key = self.ask("y n u f z j k q? ").strip()[:1].lower()
        if key in ANSWERS:
            record = finding.discrepancy.id
            seen = self.desk.view().seen(record)
            form = {"act": ANSWERS[key], "about": "discrepancy", "record": record, "seen": seen}
            return 1 if self._decide(form) else 0
        if key == "f":
            self._fix(finding)
        elif key == "z":
            self._undo()
        elif key in ("j", "s", ""):
            return 1
        elif key == "k":
            return -1
        elif key == "q":
            raise _Ended
        else:
            self.say(KEYS)
        return 0

    def _fix(self, finding: Finding) -> None:
        """Put one of the quotations right that a discrepancy stands in."""
        view = self.desk.view()
        quotations = list(dict.fromkeys(q for side in finding.sides if (q := view.quoted(side.place))))
        if not quotations:
            self.say("  no quotation stands there")
            return
        for n, name in enumerate(quotations, 1):
            self.say(f"  {n}  {self._quotation(view, view.look.quotations[name])}")
        chosen = self.ask("which number? ").strip() if len(quotations) > 1 else "1"
        if not chosen.isdecimal() or not 1 <= int(chosen) <= len(quotations):
            return
        form = {"about": "quotation", "record": quotations[int(chosen) - 1]}
        key = self.ask(f"{FIXES}: ").strip()[:1].lower()
        if key == "s":
            self._decide(form | {"act": "set-speaker", "value": self.ask("speaker: ")})
        elif key == "w":
            self._decide(form | {"act": "set-span", "words": self.ask("words, as the document has them: ")})
        elif key == "x":
            self._decide(form | {"act": "reject"})

    def _undo(self) -> None:
        if not self.made:
            self.say("  nothing to undo; `retold serve` undoes acts of earlier days")
            return
        last = self.made.pop()
        self._decide({"act": "retract", "supersedes": last.id}, noted=False)

    def _decide(self, form: dict[str, str], *, noted: bool = True) -> bool:
        try:
            made = self.desk.decide(self.who, form)
        except (WrongUse, Overtaken) as error:
            self.say(f"  {error}")
            return False
        if noted:
            self.made.append(made)
        self.say(f"  kept: {made.act}{f' {made.value}' if isinstance(made.value, str) else ''}")
        return True

    def _words(self, side: Side) -> str:
        parts = [self.mark(p.text) if p.differs else p.text for p in side.excerpt.pieces]
        before = side.excerpt.before[-60:].partition(" ")[2]
        after = side.excerpt.after[:60].rpartition(" ")[0]
        return " ".join(f"{before}{''.join(parts)}{after}".split())

    def _quotation(self, view: View, quotation: Quotation) -> str:
        said = view.look.attributions.get(quotation.id)
        who = view.look.person(said.speaker) if said else ""
        words = " ".join(view.look.words(quotation.document, quotation.content).split())
        return f"{view.look.siglum(quotation.document)} {who or 'unsure'}: {shorten(words, 200)}"


class _Ended(Exception):
    """The reviewer is done."""
