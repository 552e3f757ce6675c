"""An office starts to work: read the plan -> migrate -> regions -> office -> accounts -> senders -> universes."""

from __future__ import annotations

import datetime as dt
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from payung.access import actions as access
from payung.access.models import Account, Office
from payung.access.viewer import ROLES
from payung.coverage import targets
from payung.coverage.path import StatedTarget
from payung.gateways import columns, sign_in_file, time_zone
from payung.intake import actions as intake
from payung.intake.models import SENDER_KINDS
from payung.law.figures import CONFIDENCES
from payung.registry import actions as registry
from payung.registry import bulk as places
from payung.vocabulary import zones
from payung.vocabulary.wilayah.codes import NoSuchPlace, NotAPlaceCode, Wilayah


class BadPlan(Exception):
    """The set-up file has mistakes; `errors` lists all of them."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Plan:
    """What a set-up file says, checked."""

    office: dict[str, str]
    accounts: list[dict[str, Any]] = field(default_factory=list)
    senders: list[dict[str, str]] = field(default_factory=list)
    universes: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    sign_in: dict[str, Any] | None = None


NEEDED = {
    "office": {"name", "kind", "kabupaten"},
    "accounts": {"name", "full_name", "role"},
    "senders": {"code", "name", "kind"},
    "universes": {"place", "counts", "people", "on", "source", "definition"},
    "targets": {"place", "year", "counts", "percent", "source", "definition", "confidence"},
}


def read_plan(said: Any) -> Plan:
    """Check a set-up file as a whole.

    :raises BadPlan: with every mistake at once.
    """
    if not isinstance(said, dict) or "office" not in said:
        raise BadPlan(["office: ?"])
    errors = [f"{name}: ?" for name in said if name not in {*NEEDED, "sign_in"}]
    for part, needed in NEEDED.items():
        entries = said.get(part) or []
        for place, entry in enumerate([entries] if part == "office" else entries, 1):
            missing = sorted(needed - set(entry)) if isinstance(entry, dict) else sorted(needed)
            errors += [f"{part} {place}: {name}?" for name in missing]
    if not errors:
        errors = _wrong_values(said)
    if errors:
        raise BadPlan(errors)
    parts = {name: said.get(name) or [] for name in ("accounts", "senders", "universes", "targets")}
    return Plan(said["office"], **parts, sign_in=said.get("sign_in"))


def _wrong_values(said: dict[str, Any]) -> list[str]:
    errors = sign_in_file.wrong(said["sign_in"]) if said.get("sign_in") is not None else []
    if said["office"]["kind"] not in ("pemda", "branch"):
        errors.append(f"office: kind {said['office']['kind']!r} (pemda, branch)")
    errors += _wrong_zone(said["office"])
    for account in said.get("accounts") or []:
        if account["role"] not in ROLES:
            errors.append(f"accounts {account['name']}: role {account['role']!r} ({', '.join(sorted(ROLES))})")
    for sender in said.get("senders") or []:
        if sender["kind"] not in SENDER_KINDS:
            errors.append(f"senders {sender['code']}: kind {sender['kind']!r} ({', '.join(SENDER_KINDS)})")
    for universe in said.get("universes") or []:
        if not isinstance(universe["on"], dt.date) or not isinstance(universe["people"], int) or universe["people"] < 0:
            errors.append(f"universes {universe['place']}: on / people")
    return errors + [
        f"targets {one['place']} {one['year']}: {wrong}"
        for one in said.get("targets") or []
        for wrong in _wrong_target(one)
    ]


def _wrong_target(said: dict[str, Any]) -> list[str]:
    wrong = []
    if not isinstance(said["year"], int) or not 2000 <= said["year"] <= 2100:
        wrong.append("year")
    if (
        isinstance(said["percent"], bool)
        or not isinstance(said["percent"], int | float)
        or not 0 < said["percent"] <= 100
    ):
        wrong.append("percent (0–100)")
    if said["confidence"] not in CONFIDENCES:
        wrong.append(f"confidence ({', '.join(CONFIDENCES)})")
    return wrong


def _wrong_zone(office: dict[str, Any]) -> list[str]:
    """Return what keeps an office from having a time: it lies in no province that we know, or states a zone that is none."""
    errors = []
    try:
        Wilayah(str(office["kabupaten"])).time_zone  # noqa: B018 (asked only for its refusal)
    except (NoSuchPlace, NotAPlaceCode):
        errors.append(f"office: kabupaten {office['kabupaten']!r}")
    try:
        zones.parse(str(office.get("time_zone", "WIB")))
    except zones.NotAZone:
        errors.append(f"office: time_zone {office['time_zone']!r} ({', '.join(zones.ZONES)})")
    return errors


def apply(plan: Plan, *, passwords: dict[str, str], at: dt.datetime) -> list[str]:
    """Bring the installation to the plan; return the names of the accounts that are new. Running it twice changes nothing."""
    known = set(Account.objects.using("owner").values_list("name", flat=True))
    new = [account for account in plan.accounts if account["name"] not in known]
    with ThreadPoolExecutor(2) as pool:
        # Sealing takes its time without Python's lock: beside the places, and two at a time.
        sealing = pool.map(access.seal, [passwords[account["name"]] for account in new])
        with columns.workshop(tempfile.gettempdir()) as connection:
            places.mirror_places(connection)
        sealed = list(sealing)
    office = access.open_office(
        name=plan.office["name"], kind=plan.office["kind"], kabupaten_code=plan.office["kabupaten"], at=at
    )
    made = []
    for account, seal in zip(new, sealed, strict=True):
        access.open_account(
            name=account["name"],
            full_name=account["full_name"],
            office=office,
            role=account["role"],
            password=passwords[account["name"]],
            at=at,
            senders=tuple(account.get("senders") or ()),
            sealed=seal,
        )
        made.append(account["name"])
    for sender in plan.senders:
        intake.open_sender(code=sender["code"], name=sender["name"], kind=sender["kind"], office_id=office.pk, at=at)
    for universe in plan.universes:
        said = {name: universe[name] for name in ("counts", "people", "on", "source", "definition")}
        registry.state_universe(place_code=universe["place"], segment=universe.get("segment", "all"), **said)
    for target in plan.targets:
        targets.keep_target(_target(target), by="setup", at=at)
    return made


def _target(said: dict[str, Any]) -> StatedTarget:
    return StatedTarget(
        place_code=str(said["place"]),
        year=said["year"],
        counts=said["counts"],
        segment=said.get("segment", "all"),
        ppm=max(round(said["percent"] * 10_000), 1),
        source=said["source"],
        definition=said["definition"],
        confidence=said["confidence"],
    )


def keep_rules(plan: Plan, *, home: Path) -> bool:
    """Keep how this installation signs in, if the plan says so; return whether it did. A site that runs reads it at its next start."""
    if plan.sign_in is None:
        return False
    sign_in_file.keep(home, plan.sign_in)
    return True


def keep_zone(plan: Plan, *, home: Path) -> ZoneInfo:
    """Keep which time this installation goes by, as the plan states it or as its province has it; each process reads it at its start."""
    zone = plan.office.get("time_zone") or Wilayah(plan.office["kabupaten"]).time_zone
    time_zone.keep(home, zone)
    return zones.zone(zone)


def keep_known_zone(*, home: Path) -> None:
    """Keep the zone of an installation that was set up before zones were kept; with no office, or offices of two zones, leave it."""
    if time_zone.place(home).exists():
        return
    found = {Wilayah(code).time_zone for code in Office.objects.using("owner").values_list("kabupaten_code", flat=True)}
    if len(found) == 1:
        time_zone.keep(home, found.pop())
