"""The doctor says what this machine has, sees it at work, and names the mend of each lack."""

import os
from pathlib import Path

import pytest

from autograder import doctor
from autograder.doctor import Finding
from autograder.isolation.sandbox import NO_LAYERS, Layers, available


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finding]:
    return {finding.what: finding for finding in doctor.examine(tmp_path_factory.mktemp("private"))}


def test_the_decision_comes_last(findings: dict[str, Finding]) -> None:
    assert list(findings)[-1] == "grading"
    assert findings["grading"].ok == (available().seccomp and (available().own_user or available().landlock > 0))


@pytest.mark.skipif(not available().landlock, reason="this kernel has no Landlock")
def test_what_a_worker_tries_is_seen_to_fail(findings: dict[str, Finding]) -> None:
    tries = [finding for what, finding in findings.items() if what.startswith("a worker tries")]
    assert len(tries) == len(doctor.TRIES)
    assert all(finding.ok for finding in tries)
    assert {finding.value for finding in tries} <= {"Permission denied", "Operation not permitted"}


def test_what_a_worker_could_do_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "TRIES", {"look at itself": "os.getpid()"})
    monkeypatch.setattr(doctor, "available", lambda: Layers(own_user=False, landlock=0, seccomp=True))
    found = {finding.what: finding for finding in doctor.examine(tmp_path)}
    assert (found["a worker tries to look at itself"].value, found["a worker tries to look at itself"].ok) == (
        "could",
        False,
    )


def test_without_layers_there_is_no_grading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "available", lambda: NO_LAYERS)
    *_, decision = doctor.examine(tmp_path)
    assert not decision.ok
    assert "seccomp" in decision.mend


def test_a_small_container_is_told_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "usable_cores", lambda: 0.5)
    monkeypatch.setattr(doctor, "usable_memory", lambda: 768 << 20)
    found = {finding.what: finding for finding in doctor.examine(tmp_path)}
    assert [found[what].ok for what in ("cores", "memory")] == [False, False]
    assert all("Gradescope" in found[what].mend for what in ("cores", "memory"))


def test_a_missing_library_is_told_with_its_mend() -> None:
    (finding,) = map(doctor._installed, ["no-such-library"])
    assert (finding.value, finding.ok) == ("not installed", False)
    assert "pip install" in finding.mend


def test_cores_and_memory_are_those_of_this_machine_or_fewer() -> None:
    assert 0 < doctor.usable_cores() <= (os.cpu_count() or 1)
    assert 0 < doctor.usable_memory() <= os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
