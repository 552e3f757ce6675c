"""answers of BPJS about a decree → memberships with their KPJ, refusals with their reason, and who still waits."""

from __future__ import annotations

import datetime as dt

from payung.access.viewer import Viewer
from payung.enrolment import bulk
from payung.enrolment.bulk import Answered
from payung.exchanges.models import Package

_ABOUT = "decree:"


class NotAnEnrolment(Exception):
    """The package was not sent to enrol the people of a decree."""


def run(*, package_id: int, by: Viewer, at: dt.datetime) -> Answered:
    """Take what came back for a package (`pendaftaran`) over into the seats of its decree; run again, nothing changes.

    :raises NotAnEnrolment: if the package is another office's, a cek calon, or one of Disdukcapil.
    :raises NoSuchDecree, WrongState: if its decree is not there or not enacted.
    """
    package = Package.objects.using("owner").filter(pk=package_id, office_id=by.office_id).first()
    number = package.about.removeprefix(_ABOUT) if package else ""
    if package is None or package.purpose != "bpjs_enrolment" or not number.isdigit():
        raise NotAnEnrolment(package_id)
    return of_decree(decree_id=int(number), by=by, at=at)


def of_decree(*, decree_id: int, by: Viewer, at: dt.datetime) -> Answered:
    """Take over all answers about one decree, whichever package and file they came in.

    :raises NoSuchDecree, WrongState: if the decree is not there or not enacted.
    """
    return bulk.take_answers(decree_id=decree_id, by=by, at=at)
