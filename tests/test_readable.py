"""A worker reads the libraries and nothing of the course, whether it lies in a checkout or beside the libraries."""

import json
import shutil
import site
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from autograder.isolation import landlock, readable
from autograder.isolation.readable import library_folders, more_packages, own_facts, readable_paths
from autograder.isolation.sandbox import Layers, Sandbox
from tests.walls import Nursery, nursery_of
from tests.workers import call, load

CHECKOUT = Path(__file__).parents[1]
needs_landlock = pytest.mark.skipif(landlock.version() == 0, reason="this kernel has no Landlock")

WORK = """
import os

def read(path):
    try:
        if os.path.isdir(path):
            return os.listdir(path) and "open"
        with open(path) as file:
            return file.read() and "open"
    except PermissionError:
        return "closed"

def late():
    import colorsys, sys
    return colorsys.rgb_to_hsv(0, 0, 1)[2]

def behind():
    import behind
    return behind.word
"""
# An installation from a wheel, its neighbours, and links beside and in them.
LIBRARIES = ["other/lib.py", "other/deep/data.txt", "other-2.0.dist-info/RECORD", "single.py"]
OURS = [
    "autograder/grade.py",
    "autograder/_course/exercises/stub.py",
    "autograder/_course/reference/secret.txt",
    "autograder/_course/reference/deep/secret.txt",
    "dl_autograder-0.1.dist-info/RECORD",
    "../beside/secret.txt",
]
LINKS = {
    "link-to-other": "other",
    "link-to-package": "autograder",
    "link-to-course": "autograder/_course",
    "link-to-reference": "autograder/_course/reference",
    "other/link-to-deep": "autograder/_course/reference/deep",
    "other/link-to-secret.txt": "autograder/_course/reference/secret.txt",
    "other/link-beside": "../beside",
}
OPEN_PLACES = [*LIBRARIES, "other", "link-to-other/lib.py"]
CLOSED_PLACES = [
    *OURS,
    "",
    "autograder",
    "autograder/_course/reference",
    "dl_autograder-0.1.dist-info",
    "link-to-package/grade.py",
    "link-to-course/reference/secret.txt",
    "link-to-reference/secret.txt",
    "other/link-to-deep/secret.txt",
    "other/link-to-secret.txt",
    "other/link-beside/secret.txt",
]


# How this package can be there for an environment: named by a .pth file, as an editable installation does, or beside
# its libraries. And a copy of it can lie beside the libraries of the other environment.
KINDS = ["editable", "wheel", "copy"]
LOOK = """
import json
import sys
from contextlib import closing
from autograder.content.catalog import Course, own_course
from autograder.isolation.landlock import version
from autograder.isolation.sandbox import Layers, Sandbox
from autograder.isolation.workers import NurseryLine, NurseryProcess
from autograder.isolation.client import WorkerLine
from tests.workers import LIMITS, call, load

layers = Layers(own_user=False, landlock=version(), seccomp=True)
sandbox = Sandbox.around(Course(own_course()).private, layers)
work, *places = json.load(sys.stdin)
with closing(NurseryProcess(("numpy",), sandbox)) as process:
    process.start()
    with closing(NurseryLine(process.address)) as line, closing(WorkerLine(line, LIMITS)) as worker:
        load(worker, work)
        seen = [call(worker, "read", place)["value"] for place in places]
        print(json.dumps([str(own_course()), call(worker, "behind").get("value"), *seen]))
"""


@pytest.fixture(params=KINDS)
def environments(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder of two environments, of which `env` sees the packages of `other` behind a .pth file."""
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(tmp_path / "env")}))
    other = Path(sysconfig.get_path("purelib", vars={"base": str(tmp_path / "other")}))
    venv.create(tmp_path / "env", with_pip=False)
    (other / "behind").mkdir(parents=True)
    (other / "behind" / "__init__.py").write_text("word = 'behind'\n")
    # What the package needs is borrowed from here.
    behind = [*([] if request.param == "wheel" else [CHECKOUT]), other, sysconfig.get_path("purelib")]
    (packages / "behind.pth").write_text("".join(f"{place}\n" for place in behind))
    if request.param != "editable":
        package = (packages if request.param == "wheel" else other) / "autograder"
        shutil.copytree(CHECKOUT / "autograder", package)
        for name in ("exercises", "reference", "student_template"):
            shutil.copytree(CHECKOUT / name, package / "_course" / name)
    return tmp_path


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of libraries into which the package has been installed with its course."""
    packages = tmp_path / "lib" / "site-packages"
    for name in (*LIBRARIES, *OURS):
        path = packages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    for name, target in LINKS.items():
        (packages / name).symlink_to(packages / target)
    folders = [*library_folders(), packages]
    monkeypatch.setattr(readable, "PACKAGE", packages / "autograder")
    monkeypatch.setattr(readable, "library_folders", lambda: folders)
    return packages


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with nursery_of() as nursery:
        yield nursery


def seen(nursery: Nursery, paths: list[str], places: list[Path]) -> list[str]:
    """Returns what a worker sees that may read beneath the paths."""
    layers = Layers(own_user=False, landlock=landlock.version(), seccomp=True)
    with nursery.worker(Sandbox(layers, tuple(paths))) as worker:
        assert load(worker, WORK) == {"value": None}
        return [call(worker, "read", str(place))["value"] for place in places]


def test_no_path_holds_what_is_closed_or_lies_in_it(installation: Path) -> None:
    package = installation / "autograder"
    private = package / "_course" / "reference"
    for path in [Path(path).resolve() for path in readable_paths([private])]:
        for closed in (package, private):
            assert closed != path
            assert closed not in path.parents
            assert path not in closed.parents


def test_the_libraries_in_use_are_beneath_some_path() -> None:
    paths = [Path(path) for path in readable_paths([])]
    for module in ("os", "numpy", "ctypes"):
        place = Path(str(import_module(module).__file__)).resolve()
        assert any(path in place.parents for path in paths), module


def test_no_path_lies_in_another(installation: Path) -> None:
    paths = [Path(path) for path in readable_paths([])]
    assert not [path for path in paths if set(path.parents) & set(paths)]


@needs_landlock
def test_a_worker_reads_the_libraries_and_not_the_checkout(nursery: Nursery) -> None:
    private = next((CHECKOUT / "reference").glob("*/*/*.py"))
    libraries = [Path(str(import_module(name).__file__)) for name in ("os", "pytest", "numpy")]
    ours = [private, private.parent, CHECKOUT, CHECKOUT / "autograder" / "grade.py", CHECKOUT / "README.md"]
    assert seen(nursery, readable_paths([CHECKOUT / "reference"]), libraries) == ["open"] * len(libraries)
    assert seen(nursery, readable_paths([CHECKOUT / "reference"]), ours) == ["closed"] * len(ours)
    # The same eyes, with nothing closed.
    assert seen(nursery, ["/"], ours) == ["open"] * len(ours)


@needs_landlock
def test_beside_an_installed_course_a_worker_reads_the_other_libraries_only(
    nursery: Nursery, installation: Path
) -> None:
    paths = readable_paths([installation / "autograder" / "_course" / "reference"])
    places = {name: installation / name for name in (*OPEN_PLACES, *CLOSED_PLACES)}
    expected = {name: "open" if name in OPEN_PLACES else "closed" for name in places}
    assert dict(zip(places, seen(nursery, paths, list(places.values())), strict=True)) == expected
    # The same eyes, with nothing closed.
    assert seen(nursery, [str(installation.parent)], list(places.values())) == ["open"] * len(places)


@needs_landlock
@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("autograder/_course/reference/deep", "link/secret.txt"),
        ("autograder/_course/reference/secret.txt", "link"),
        ("../beside", "link/secret.txt"),
    ],
)
def test_a_link_beside_the_package_opens_nothing_else(
    nursery: Nursery, installation: Path, target: str, name: str
) -> None:
    (installation / "link").symlink_to(installation / target)
    paths = readable_paths([installation / "autograder" / "_course" / "reference"])
    assert seen(nursery, paths, [installation / name]) == ["closed"]


@needs_landlock
def test_a_library_that_nobody_has_imported_yet_can_be_imported(nursery: Nursery) -> None:
    layers = Layers(own_user=False, landlock=landlock.version(), seccomp=True)
    with nursery.worker(Sandbox(layers, tuple(readable_paths([])))) as worker:
        load(worker, WORK)
        assert call(worker, "late")["value"] == 1
    with nursery.worker(Sandbox(layers)) as worker:
        load(worker, WORK)
        assert "error" in call(worker, "late")


@needs_landlock
def test_a_worker_reads_packages_behind_a_pth_file_and_no_course(environments: Path) -> None:
    private = [CHECKOUT / "reference", *environments.rglob("_course/reference")]
    secrets = [path for half in private for pattern in ("*/*/*.py", "*/*/exercise.toml") for path in half.glob(pattern)]
    folders = [*private, *(half.parent for half in private), CHECKOUT / "autograder"]
    asked = json.dumps([WORK, *map(str, secrets), *map(str, folders)])
    # The tests' helpers lie in the checkout, behind whatever the environment has itself.
    look = f"import sys; sys.path.append({str(CHECKOUT)!r}){LOOK}"
    command = [environments / "env" / "bin" / "python", "-I", "-B", "-c", look]
    told = subprocess.run(command, input=asked, stdout=subprocess.PIPE, text=True, check=True).stdout
    course, behind, *seen = json.loads(told)
    assert Path(course, "reference") in private
    assert behind == "behind"
    assert seen == ["closed"] * len([*secrets, *folders])


def test_a_project_on_the_path_is_no_folder_of_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("project", "site-packages", "dist-packages"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(sys, "path", [str(path) for path in (*tmp_path.iterdir(), tmp_path / "none" / "site-packages")])
    assert set(more_packages()) == {tmp_path / "site-packages", tmp_path / "dist-packages"}
    assert not any(path.startswith(str(tmp_path / "project")) for path in readable_paths([]))


@pytest.mark.parametrize("folder", ["", "dist-packages", "python3/dist-packages", "python3.9/site-packages"])
def test_no_path_holds_a_copy_of_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str) -> None:
    for name in ("autograder", "other"):
        (tmp_path / folder / name).mkdir(parents=True)
    monkeypatch.setattr(readable, "library_folders", lambda: [tmp_path])
    assert [path for path in readable_paths([]) if str(tmp_path) in path] == [str(tmp_path / folder / "other")]


def test_the_users_own_packages_count_where_python_looks_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(site, "getusersitepackages", lambda: str(tmp_path))
    monkeypatch.setattr(site, "ENABLE_USER_SITE", True)
    assert str(tmp_path) in readable_paths([])
    monkeypatch.setattr(site, "ENABLE_USER_SITE", False)
    assert str(tmp_path) not in readable_paths([])


def test_the_users_own_packages_are_told_from_what_all_users_need(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "site-packages"
    own.mkdir()
    monkeypatch.setattr(site, "getusersitepackages", lambda: str(own))
    monkeypatch.setattr(site, "ENABLE_USER_SITE", True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(own)])
    assert own not in more_packages()


def test_the_facts_of_a_process_are_its_own() -> None:
    assert all(fact.startswith("/proc/4242/") for fact in own_facts(4242))
    assert not {"/proc/4242/environ", "/proc/4242/mem", "/proc/4242/fd"} & set(own_facts(4242))
