"""Members of enumerations in messages, as Python 3.11.3 and its like write them: with getattr."""

import pickle

import pytest

from app.core.inspection.activity import Doing
from app.core.inspection.framing import Frames, frame


class Written:
    def __init__(self, kind, name):
        self.found = kind, name

    def __reduce__(self):
        return getattr, self.found


def test_a_member_is_read():
    assert list(Frames().feed(frame(Written(Doing, "RUNS")))) == [Doing.RUNS]


@pytest.mark.parametrize(("kind", "name"), [(Doing, "__subclasses__"), (Doing.RUNS, "upper")])
def test_nothing_else_is(kind, name):
    with pytest.raises(pickle.UnpicklingError):
        list(Frames().feed(frame(Written(kind, name))))
