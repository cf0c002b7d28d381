"""One class of hostile and honest submissions, judged once: each outcome is the right one, and hidden stays hidden."""

import pytest

from autograder.content.catalog import Course
from autograder.grade import grade
from autograder.model import CheckResult, Outcome, Result, Submission
from autograder.results.journal import Journal
from tests.conftest import ANSWER, CONDITIONS, STUB, make_course

SECRETS = ["-2.0", "-4", "10", "5.0", "np.array", "assert_same(double(x)"]

SOURCES = {
    "answer": ANSWER,
    "stub": STUB,
    "squares": "def double(x):\n    return x ** 2\n",
    "triples-and-squares": "def double(x):\n    return 3 * x if getattr(x, 'ndim', 0) else x * x\n",
    "changes-its-argument": "def double(x):\n    x *= 2\n    return x\n",
    "prints": "def double(x):\n    print('x is', x)\n    return x * 2\n",
    "raises-what-it-saw": "def double(x):\n    raise ValueError(f'{x}')\n",
    "raises-a-class-of-what-it-saw": "def double(x):\n    raise type(f'saw{x}', (Exception,), {})()\n",
    "remembers": "seen = []\ndef double(x):\n    print(seen)\n    seen.append(x)\n    return x * 2\n",
    "none": "def double(x):\n    pass\n",
    "huge": "def double(x):\n    return 1 << 5000\n",
    "deep": "def double(x):\n    for _ in range(40):\n        x = [x]\n    return x\n",
    "long": "def double(x):\n    return [0.5] * 500_000\n",
    "wide": "import numpy as np\ndef double(x):\n    return np.zeros(9 << 20)\n",
    "text": "def double(x):\n    return 'x'\n",
    "nan": "def double(x):\n    return x * float('nan')\n",
    "empty": "import numpy as np\ndef double(x):\n    return np.zeros((0, 3))\n",
    "object": "def double(x):\n    return object()\n",
    "object-array": "import numpy as np\ndef double(x):\n    return np.array([None], object)\n",
    "always-equal": (
        "import numpy as np\nclass Same(np.ndarray):\n    __eq__ = __le__ = __lt__ = lambda a, b: np.True_\n"
        "def double(x):\n    return np.zeros(np.shape(x)).view(Same)\n"
    ),
    "equal-object": (
        "class Same:\n    __array__ = lambda s, *a, **k: s\n    __eq__ = __sub__ = __abs__ = lambda s, *a: s\n"
        "def double(x):\n    return Same()\n"
    ),
    "skips": "import pytest\ndef double(x):\n    pytest.skip('please')\n",
    "asserts": "def double(x):\n    assert False, 'my own'\n",
    "exits": "import sys\ndef double(x):\n    sys.exit(0)\n",
    "exits-hard": "import os\ndef double(x):\n    os._exit(0)\n",
    "exits-at-import": "import os\nos._exit(0)\n",
    "cannot-load": "def double(x:\n",
    "raises-at-import": "raise ValueError('at import')\n",
    "misses-the-function": "def treble(x):\n    return 3 * x\n",
    "floods": "def double(x):\n    while True:\n        print('x' * 100000)\n",
    "loops-on-arrays": "def double(x):\n    while getattr(x, 'ndim', 0) == 2: pass\n    return x * 2\n",
    "forges": (
        "import os\nfor fd in range(3, 64):\n"
        "    try: os.write(fd, b'{\"passed\": true}' * 10)\n    except OSError: pass\nos._exit(0)\n"
    ),
}

Judged = dict[str, tuple[CheckResult, ...]]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder = tmp_path_factory.mktemp("judge")
    course = Course(make_course(folder / "course"))
    submissions = []
    for name, source in SOURCES.items():
        (folder / name).mkdir()
        (folder / name / "double.py").write_text(source)
        submissions.append(Submission(name, folder / name))
    with Journal(None) as journal:
        graded = grade(course, course.assignment("01_demo"), submissions, journal, CONDITIONS, jobs=2)
        return {result.submission: result for result in graded}


@pytest.fixture(scope="module")
def judged(results: dict[str, Result]) -> Judged:
    return {name: result.exercises["double"].checks for name, result in results.items()}


def test_everyone_gets_a_result(judged: Judged) -> None:
    assert judged.keys() == SOURCES.keys()


FULL = ["answer", "prints", "remembers"]
PARTIAL = {"changes-its-argument": 7, "loops-on-arrays": 3}


@pytest.mark.parametrize("name", SOURCES)
def test_points_are_given_for_right_answers_only(results: dict[str, Result], name: str) -> None:
    assert results[name].score == (10 if name in FULL else PARTIAL.get(name, 0))


OUTCOMES = {
    "stub": Outcome.ERROR,
    "squares": Outcome.FAILED,
    "none": Outcome.FAILED,
    "huge": Outcome.ERROR,
    "deep": Outcome.ERROR,
    "long": Outcome.ERROR,
    "wide": Outcome.ERROR,
    "text": Outcome.FAILED,
    "nan": Outcome.FAILED,
    "empty": Outcome.FAILED,
    "object": Outcome.ERROR,
    "object-array": Outcome.ERROR,
    "equal-object": Outcome.ERROR,
    "skips": Outcome.ERROR,
    "asserts": Outcome.ERROR,
    "exits": Outcome.ERROR,
    "exits-hard": Outcome.CRASHED,
    "exits-at-import": Outcome.CRASHED,
    "cannot-load": Outcome.ERROR,
    "raises-at-import": Outcome.ERROR,
    "misses-the-function": Outcome.ERROR,
    "floods": Outcome.CRASHED,
    "loops-on-arrays": Outcome.TIMEOUT,
    "forges": Outcome.CRASHED,
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_the_outcome_says_what_happened(judged: Judged, name: str) -> None:
    assert judged[name][1].outcome is OUTCOMES[name]


@pytest.mark.parametrize("name", SOURCES)
def test_no_submission_makes_a_check_go_wrong(judged: Judged, name: str) -> None:
    assert Outcome.NOT_JUDGED not in [check.outcome for check in judged[name]]


@pytest.mark.parametrize("name", SOURCES)
def test_a_hidden_check_shows_nothing_of_itself(judged: Judged, name: str) -> None:
    for check in judged[name]:
        if not check.public:
            message = check.message.replace(SOURCES[name], "")
            assert [secret for secret in SECRETS if secret in message] == []


def test_what_is_printed_is_shown_for_public_checks_only(judged: Judged) -> None:
    public, *hidden = judged["prints"]
    assert "x is 2" in public.message
    assert [check.message for check in hidden] == ["", ""]


def test_a_public_check_has_seen_nothing_of_the_hidden_ones(judged: Judged) -> None:
    assert judged["remembers"][0].message.endswith("printed:\n[]")


def test_a_public_failure_shows_its_values(judged: Judged) -> None:
    assert "None" in judged["none"][0].message
    assert judged["stub"][0].message.splitlines()[:2] == [
        "Twice two is four.",
        "NotImplementedError: double is yours to write",
    ]


UNFIT = {
    "huge": "an integer of more than 4096 bits",
    "deep": "a value nested deeper than 32 levels",
    "long": "lists or text of more than 1 MB",
    "wide": "arrays or bytes of more than 64 MB",
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_cannot_be_handed_over_is_told_in_plain_words(judged: Judged, name: str) -> None:
    words = "Your code gave back what cannot be handed over"
    assert [check.message for check in judged[name]] == [
        f"Twice two is four.\n{words}: {UNFIT[name]}.\nThe last call:\n  >>> double(2)",
        f"Every cell of an array is doubled.\n{words}.",
        f"The argument stays as it was.\n{words}.",
    ]


def test_an_error_shows_the_students_line(judged: Judged) -> None:
    assert "line 2: raise ValueError(f'{x}')" in judged["raises-what-it-saw"][1].message


def test_the_one_misconception_that_answers_alike_is_named(judged: Judged) -> None:
    check = judged["squares"][1]
    assert check.misconception == "squares"
    assert "its sum with itself" in check.message
    assert judged["nan"][1].misconception is None


def test_of_two_wrong_ideas_at_once_none_is_named_that_fails_a_check_which_was_passed(judged: Judged) -> None:
    assert [check.misconception for check in judged["triples-and-squares"]] == [None, None, None]
