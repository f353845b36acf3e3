"""What all tests share: the measuring data beside the checkout, if it is there."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"


def pytest_collection_modifyitems(items):
    skip = pytest.mark.skip(reason="needs the measuring data beside the checkout")
    for item in items:
        if item.get_closest_marker("shared") and not (SHARED / "data").is_dir():
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared():
    """The folder with the measuring data (only in tests marked `shared`)."""
    return SHARED
