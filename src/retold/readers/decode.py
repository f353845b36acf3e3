"""Bytes to text: what is declared, else what is seen; the bytes decide, nothing is repaired in silence."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that browsers read as their Windows superset (WHATWG Encoding Standard, section 4.2).
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_SAMPLE = 1 << 18
_BINARY = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding that was used; ``note`` says in plain words what a reader should know, or is empty."""

    text: str
    encoding: str
    note: str = ""


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode bytes: byte-order mark, then UTF-8, then the declared encoding, then a guess.

    UTF-8 goes before the declared encoding, because text in another encoding is hardly ever valid UTF-8 by chance,
    and declarations are often wrong.  Bytes that cannot be decoded become U+FFFD, and the note says how many.  A
    UTF-8 byte-order mark at the very start is kept as U+FEFF: offsets count what the file holds.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lossy(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4 and error.reason == "unexpected end of data":
            return _lossy(data, "utf-8")
    known = _known(declared)
    if known and known != "utf-8":
        try:
            return Decoded(data.decode(known), known)
        except (UnicodeDecodeError, LookupError):
            pass
    return _guess(data)


def is_binary(data: bytes) -> bool:
    """Tell whether the head of a file is no text in any encoding: more than one control byte in a hundred."""
    head = data[:_SAMPLE]
    if not head or head.startswith(tuple(mark for mark, _ in _MARKS)):
        return False
    if len(head) >= 64 and _sixteen(head):
        return False
    return (len(head) - len(head.translate(None, _BINARY))) * 100 > len(head)


def _sixteen(head: bytes) -> str:
    """Return the byte order of UTF-16 without a mark, told by where the zero bytes of plain letters stand."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.4 and even < half * 0.02:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.02:
        return "utf-16-be"
    return ""


def _guess(data: bytes) -> Decoded:
    wide = _sixteen(data[:_SAMPLE]) if len(data) >= 64 else ""
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, f"no encoding is declared; read as {wide}")
    spoiled = data.decode("utf-8", "replace")
    bad = spoiled.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    above = sum(byte > 127 for byte in data[:_SAMPLE])
    if bad * 20 < above or bad <= 1 < above:  # nearly all of it is UTF-8: a few broken bytes, not another encoding
        return _lossy(data, "utf-8")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], steps=5, chunk_size=1024).best()
    name = best.encoding if best else "cp1252"
    text = data.decode(name, "replace")
    return Decoded(text, name, f"no usable encoding is declared; read as {name} by its look")


def _lossy(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    bad = text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if name == "utf-8" else 0)
    return Decoded(text, name, f"{bad} bytes or runs of bytes are not valid {name}; shown as U+FFFD" if bad > 0 else "")


def _known(declared: str) -> str:
    """Return Python's name of a declared encoding, widened as browsers do; empty where there is none."""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name if declared else ""
    except LookupError:
        return ""
    return _WIDER.get(name, name)


def mended(text: str) -> tuple[str, int]:
    """Return a text with UTF-8 that was once read as Windows-1252 put right, and how many places that were.

    ``Itâ€™s`` becomes ``It’s``.  Nothing is touched unless three places at least decode cleanly.
    """
    found = [m for m in _MOJIBAKE.finditer(text) if _right(m.group()) is not None]
    if len(found) < 3:
        return text, 0
    return _MOJIBAKE.sub(lambda m: _right(m.group()) or m.group(), text), len(found)


def _right(run: str) -> str | None:
    try:
        return bytes(_BYTES.get(c, ord(c)) for c in run).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return None


_BYTES = {bytes([n]).decode("cp1252"): n for n in range(128, 160) if n not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}}
_MOJIBAKE = re.compile(f"[\u00c2-\u00f4][{''.join(map(re.escape, _BYTES))}\u0080-\u00bf]{{1,3}}")
