"""Records: to Arrow and back is the identity, for every type; the schema follows the annotations; ids are stable."""

import types
import typing
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold import records
from retold.records import (
    RECORDS,
    Evidence,
    Interval,
    Mention,
    Occasion,
    Quotation,
    Span,
    from_table,
    identify,
    schema,
    to_plain,
    to_table,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLAIN = {
    str: TEXT,
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    date: st.dates(),
}


def values(hint):
    """A strategy for an annotation, built from the same rule as the schema but written apart from it."""
    if hint in PLAIN:
        return PLAIN[hint]
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple:
        return st.lists(values(arguments[0]), max_size=3).map(tuple)
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return st.one_of(*(st.none() if a is type(None) else values(a) for a in arguments))
    assert is_dataclass(hint), hint
    hints = typing.get_type_hints(hint)
    return st.builds(hint, **{f.name: values(hints[f.name]) for f in fields(hint)})


@pytest.mark.parametrize("record", RECORDS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_to_arrow_and_back_is_the_identity(record, data):
    rows = data.draw(st.lists(values(record), max_size=4))
    table = to_table(rows, record)
    assert list(from_table(table, record)) == rows
    assert table.schema.equals(schema(record))


def test_a_slice_of_a_table_gives_its_own_rows():
    rows = [Quotation(str(i), "d", "direct", (Span(i, i + 1),) * i, parent=None if i % 2 else "p") for i in range(9)]
    table = to_table(rows, Quotation)
    assert list(from_table(table.slice(3, 4), Quotation)) == rows[3:7]
    assert list(from_table(table.take([8, 0, 5]), Quotation)) == [rows[8], rows[0], rows[5]]
    assert list(from_table(pa.concat_tables([table.slice(7), table.slice(0, 2)]), Quotation)) == rows[7:] + rows[:2]


def test_a_table_of_an_older_record_is_read_with_defaults():
    rows = [Quotation(str(i), "d", "direct", (Span(i, i + 1),), frame="turn") for i in range(3)]
    older = to_table(rows, Quotation).drop_columns(["manner", "venue"])
    assert list(from_table(older, Quotation)) == rows


def test_half_a_surrogate_pair_is_kept_as_one_character():
    (kept,) = from_table(to_table([Mention("d", Span(0, 3), "person", "a\ud800b", "a")], Mention), Mention)
    assert kept.text == "a\ufffdb"
    day = Interval(None, None, "day", "stated", "\udc00")
    (kept,) = from_table(to_table([Occasion("o", "s", "", "", day, "", (), ())], Occasion), Occasion)
    assert kept.interval.text == "\ufffd"


@pytest.mark.parametrize("record", RECORDS)
def test_the_schema_has_the_fields_in_their_order(record):
    assert schema(record).names == [f.name for f in fields(record)]


def test_only_what_may_be_none_is_nullable():
    assert schema(Quotation).field("parent").nullable
    assert not schema(Quotation).field("id").nullable
    span = schema(Quotation).field("content").type.value_type
    assert span == pa.struct([pa.field("start", pa.int64(), False), pa.field("end", pa.int64(), False)])


def test_a_field_without_an_arrow_form_is_refused():
    @records.dataclass(frozen=True)
    class Odd:
        bag: dict

    with pytest.raises(TypeError, match="no Arrow form"):
        schema(Odd)


def test_every_record_type_is_listed_once():
    made = {
        t
        for t in vars(records).values()
        if isinstance(t, type) and is_dataclass(t) and t.__module__ == "retold.records"
    }
    values = {records.Span, records.Evidence, records.Interval, records.Hint, records.Mark}
    assert set(RECORDS) == made - values
    assert len(set(RECORDS)) == len(RECORDS)
    assert set(typing.get_args(records.Record)) == set(RECORDS)


@pytest.mark.parametrize("record", RECORDS)
def test_records_are_frozen_and_slotted(record):
    assert record.__dataclass_params__.frozen
    assert not hasattr(record, "__dict__") or "__slots__" in vars(record)


def test_a_record_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Span(1, 2).start = 3


def test_ids_are_the_same_on_every_machine():
    assert identify("q", "d1", (Span(1, 2),)) == "q0a4ac637335169dc"


def test_ids_tell_parts_apart():
    made = [identify("q", "ab", "c"), identify("q", "a", "bc"), identify("q", "abc"), identify("q", "ab", "c", "")]
    assert len(set(made)) == 4
    assert identify("q", 1) != identify("q", "1")
    assert identify("q", "\ud800") != identify("q", "?"), "half a surrogate pair is odd but has an id"


def test_plain_is_what_json_takes():
    assert to_plain((Evidence("d", 1, 2), None, "x")) == [{"document": "d", "start": 1, "end": 2}, None, "x"]
