"""Compare the speed of reading and cleaning with trafilatura's own, page by page in turn, in processor time.

    python bench/clean_speed.py GOLD [EVERY]

GOLD is a folder with `html/`.  Trafilatura runs in a process of its own, because `retold` puts quicker path expressions
in the place of its; each goes through the pages twice and the second time counts, without what is loaded once (word
lists, the model of languages).  Figures taken on a busy machine are low for both; their ratio is what counts.
"""

import gzip
import logging
import multiprocessing
import resource
import sys
import time
from pathlib import Path


def theirs(pipe):
    import trafilatura

    logging.disable(logging.CRITICAL)
    while page := pipe.recv():
        begun = time.process_time()
        trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
        pipe.send(time.process_time() - begun)


def main(gold, every="8"):
    from retold.evaluate.clean import cleaned

    logging.disable(logging.CRITICAL)
    files = sorted((Path(gold) / "html").iterdir())[:: int(every)]
    pages = [gzip.decompress(f.read_bytes()) for f in files]
    context = multiprocessing.get_context("spawn")
    pipe, end = context.Pipe()
    other = context.Process(target=theirs, args=(end,))
    other.start()
    for _ in range(2):
        spent = their = 0.0
        for number, page in enumerate(pages):
            pipe.send(page)
            their += pipe.recv()
            begun = time.process_time()
            list(cleaned(page, str(number)))
            spent += time.process_time() - begun
    pipe.send(b"")
    other.join()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(pages)} pages, processor time: trafilatura with metadata {len(pages) / their:.1f} pages a second,")
    print(f"retold (read and clean) {len(pages) / spent:.1f}; {spent / their:.2f} times as long; peak {peak} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
