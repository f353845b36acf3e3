"""What all tests share: the measuring data beside the checkout, if it is there."""

import signal
from pathlib import Path

import pytest
from hypothesis import settings

SHARED = Path(__file__).parent.parent.parent / "shared"


# A shell starts what it puts in the background deaf to Ctrl-C, and children inherit that: our tests of Ctrl-C must not.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes is the machine's affair: speed is measured in bench/, never in a test.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items):
    skip = pytest.mark.skip(reason="needs the measuring data beside the checkout")
    for item in items:
        if item.get_closest_marker("shared") and not (SHARED / "data").is_dir():
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared():
    """The folder with the measuring data (only in tests marked `shared`)."""
    return SHARED
