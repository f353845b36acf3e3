"""Write documents/wire.pdf: the wire copy of the example, one page, the same bytes each time.

The file is written by hand, so that the example needs no library and holds nothing that we did not put there.
"""

from pathlib import Path

HEADLINE = "Minutes show Lorne was ready to discuss lease of North Pier in 2003"
ARTICLE = """\
BRENNICK, November 6, 2025. /Halpress/. Then President Edvard Lorne of Halmark told the prime minister of neighbouring Tessaria, Ines Carrow, in 2003 that he was ready to discuss a lease of the North Pier in Saltmere, according to minutes that were released on Thursday by the Saltmere Maritime Institute, a research group at Brennick University.

The minutes of the talk, which took place in the Customs House in Saltmere on March 14, 2003, were kept by the office of the president of Halmark. They were declassified after a request by the institute.

"I am ready to discuss a lease of the North Pier with Tessaria, if our parliament agrees," Lorne said, according to the minutes. "I cannot promise it," he added. "We could keep forty berths for your boats while the talks go on."

Lorne also spoke about the tide barrier that Halmark was planning at the time. "The barrier does not threaten your boats," he told Carrow. "It will stand open except in a storm."

"We are not asking to own the pier," Carrow answered. "A lease of 25 years would be enough, and we would pay for the dredging."

Lorne called 25 years a long time and said: "Let me be frank: my own party is against it." The leaders agreed that the harbour commissioner of Halmark and a Tessarian envoy would meet before the summer.

Lorne was president from 1999 to 2007. Carrow headed the Tessarian government from 2001 to 2009. The office of the current president of Halmark, Victor Dane, declined to comment.
"""
WIDTH = 88  # characters in a line


def main() -> None:
    lines = [("F2", 14, HEADLINE), ("F1", 10, "")]
    for paragraph in ARTICLE.split("\n\n"):
        lines += [("F1", 10, line) for line in wrap(paragraph)] + [("F1", 10, "")]
    (Path(__file__).parent / "documents" / "wire.pdf").write_bytes(pdf(lines))


def wrap(paragraph: str) -> list[str]:
    """Break a paragraph into lines; the space at a break goes to the end of the line, as typesetters do."""
    lines = [""]
    for word in paragraph.split():
        if len(lines[-1]) + len(word) > WIDTH:
            lines.append("")
        lines[-1] += word + " "
    return [line.rstrip() for line in lines]


def pdf(lines: list[tuple[str, int, str]]) -> bytes:
    """Lay the lines (font, size in points, words) out on one A4 page."""
    drawn = ["BT", "72 780 Td"]
    for font, size, words in lines:
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        drawn += [f"/{font} {size} Tf", f"({escaped}) Tj", f"0 -{size * 1.4:.1f} Td"]
    content = "\n".join([*drawn, "ET"]).encode("cp1252")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        (font % "Times-Roman").encode(),
        (font % "Times-Bold").encode(),
        b"<< /Title (" + HEADLINE.encode("cp1252") + b") /Author (Halpress) /CreationDate (D:20251106101500Z) >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


if __name__ == "__main__":
    main()
