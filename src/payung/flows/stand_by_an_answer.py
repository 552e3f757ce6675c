"""A person says which answers stand: the newer of two, or yes for the rest -> the register and the seats follow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from payung.access.viewer import Viewer
from payung.enrolment.bulk import Answered
from payung.exchanges import actions, queries
from payung.flows import enrol_the_answered, report_answers


@dataclass(frozen=True, slots=True)
class Stood:
    """For how many names it counted, and the seats of the decree where the package enrols its people."""

    names: int
    seats: Answered | None


def take_newer(*, package_id: int, answer_file_id: int, home: Path, by: Viewer, at: dt.datetime) -> Stood:
    """Let a file's answers stand where they contradict older ones. Run again, nothing changes but what a stop left open.

    :raises NotAllowed, NoSuchPackage: as `exchanges.actions.take_newer`.
    """
    names = actions.take_newer(answer_file_id=answer_file_id, by=by, at=at)
    return Stood(names, follow(package_id=package_id, home=home, by=by, at=at))


def give_rest(*, package_id: int, answer_file_id: int, home: Path, by: Viewer, at: dt.datetime) -> Stood:
    """Answer whom no file mentions with yes. Run again, nothing changes but what a stop left open.

    :raises NotAllowed, NoSuchPackage, RestNotClear: as `exchanges.actions.give_rest`.
    """
    names = actions.give_rest(answer_file_id=answer_file_id, by=by, at=at)
    return Stood(names, follow(package_id=package_id, home=home, by=by, at=at))


def follow(*, package_id: int, home: Path, by: Viewer, at: dt.datetime) -> Answered | None:
    """Take a package's answers as they stand over into the register and the seats of its decree.

    :raises NotAllowed: if the viewer may not answer packages. :raises NoSuchPackage: if there is none for them.
    """
    by.must("answer_package")
    package = queries.package(package_id, seen_by=by)
    report_answers.run(package, home=home, by=by, at=at)
    if package.purpose != "bpjs_enrolment":
        return None
    return enrol_the_answered.run(package_id=package_id, by=by, at=at)
