import json

import pytest

from retold.errors import NoInput
from retold.evaluate import collation

GROUP = {
    "A": "The ferry will sail on Monday, if the wind allows it, from the old quay.",
    "B": "The ferry sails on Monday, if the wind allows it, from the new quay.",
    "C": "The grey ferry will sail on Monday from the old quay.",
}


def test_every_place_of_a_small_group_is_found():
    counts = collation.judged(GROUP)
    assert counts["found"] == counts["places"] == 8
    assert counts["exact"] == counts["witnesses"] == 3


def test_an_apparatus_that_hides_a_parting_is_caught(monkeypatch):
    whole = list(collation.readings("s", *collation.told(GROUP)))
    agreed = [r for r in whole if r.witness == "wA"]
    blind = [
        type(r)(r.statement, r.document, r.locus, w, w, r.text, r.normal) for r in agreed for w in ("wA", "wB", "wC")
    ]
    monkeypatch.setattr(collation, "readings", lambda *_: blind)
    counts = collation.judged(GROUP)
    assert counts["found"] == 0
    assert counts["exact"] == 1


def test_scores_and_what_is_no_file_of_groups(tmp_path):
    file = tmp_path / "groups.json"
    file.write_text(json.dumps([GROUP, {"A": "alone"}]), encoding="utf-8")
    scores = collation.score(file)
    assert scores["groups"] == 1
    assert scores["round_trips_exact"] == 3
    for wrong in ("{}", "no json", '[{"A": "alone"}]'):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(NoInput):
            collation.score(file)


@pytest.mark.shared
def test_the_figures_on_six_editions_stay(shared):
    scores = collation.score(shared / "data" / "reuse" / "darwin_six_editions.json")
    assert scores["places_found_percent"] >= 99.5
    assert scores["round_trips_exact"] == scores["witnesses"]
