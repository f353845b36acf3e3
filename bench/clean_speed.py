"""Compare the speed of reading and cleaning with trafilatura's own, page by page in turn, in processor time.

    python bench/clean_speed.py GOLD [EVERY]

GOLD is a folder with `html/`.  Figures taken on a busy machine are low for both; their ratio is what counts.
"""

import gzip
import logging
import resource
import sys
import time
from pathlib import Path

import trafilatura

from retold.evaluate.clean import cleaned


def main(gold, every="8"):
    logging.disable(logging.CRITICAL)
    files = sorted((Path(gold) / "html").iterdir())[:: int(every)]
    pages = [gzip.decompress(f.read_bytes()) for f in files]
    list(cleaned(pages[0], "warm"))
    ours = theirs = 0.0
    for number, page in enumerate(pages):
        begun = time.process_time()
        trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
        middle = time.process_time()
        list(cleaned(page, str(number)))
        theirs, ours = theirs + middle - begun, ours + time.process_time() - middle
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(pages)} pages, processor time: trafilatura with metadata {len(pages) / theirs:.1f} pages a second,")
    print(f"retold (read and clean) {len(pages) / ours:.1f}; {ours / theirs:.2f} times as long; peak {peak} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
