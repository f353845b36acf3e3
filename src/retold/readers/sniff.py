"""Which container a file is: by what its first bytes say, then by its extension."""

from __future__ import annotations

import re
from pathlib import PurePath

EXTENSIONS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "eml",
    ".mbox": "mbox",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".wacz": "wacz",
    ".zip": "zip",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
_PROLOGUE = rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<"
_HTML = re.compile(_PROLOGUE + rb"(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(_PROLOGUE + rb"(?:rss|feed|rdf:RDF)\b", re.IGNORECASE | re.DOTALL)
_HEADER = rb"[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*"
_MHTML = re.compile(rb"^(?:" + _HEADER + rb")*content-type:\s*multipart/related", re.IGNORECASE)


def container_of(name: str, head: bytes) -> str:
    """Return the container of a file from its name and first bytes; empty where there is no reader for it.

    The bytes win over the extension where they are plain (a PDF called ``.txt`` is a PDF).  A file without a known
    extension that looks like nothing else is taken as text if its name has no extension at all.
    """
    bare = name.lower().removesuffix(".gz") if head.startswith(b"\x1f\x8b") else name.lower()
    if head.startswith(b"\x1f\x8b") and bare.endswith(".warc"):
        return "warc"
    by_name = EXTENSIONS.get(PurePath(bare).suffix, "")
    for magic, container in _MAGIC:
        if head.startswith(magic):
            return container
    if b"%PDF-" in head[:1024] and by_name == "pdf":
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return by_name if by_name in {"docx", "wacz", "zip"} else _zip_kind(head)
    if by_name in {"text", "html", "feed", ""}:
        start = head[:4096].removeprefix(b"\xef\xbb\xbf")
        if _FEED.match(start):
            return "feed"
        if _HTML.match(start):
            return "html"
        if by_name == "html" and _MHTML.match(start):
            return "mhtml"
    if by_name or PurePath(bare).suffix:
        return by_name
    return "text"


def _zip_kind(head: bytes) -> str:
    return "docx" if b"[Content_Types].xml" in head[:4096] or b"word/" in head[:4096] else "zip"
