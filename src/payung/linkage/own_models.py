"""Models trained on this installation: files of their own, numbered, and used only once somebody accepts one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import yaml

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.linkage import scoring
from payung.linkage.models import AcceptedModel
from payung.linkage.scoring import Model

# Own models are numbered from here on, whatever number ships.
FIRST = 1001
SHIPPED = "shipped"


class NoSuchModel(Exception):
    """No model of this number was saved here."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A model file: its number, where it lies, its hash, the day it was trained (ISO), and whether it is the one in use."""

    version: int
    path: Path
    sha256: str
    trained_on: str
    in_use: bool


def folder(home: Path) -> Path:
    """Return where this installation's models lie."""
    return home / "models"


def save(model: Model, *, home: Path) -> Path:
    """Write a model under the next number and return its file; nothing uses it yet."""
    folder(home).mkdir(parents=True, exist_ok=True, mode=0o700)
    version = max((one.version for one in saved(home=home)), default=FIRST - 1) + 1
    path = folder(home) / f"{model.name}-{version}.yaml"
    half = path.with_suffix(".part")
    scoring.save(replace(model, version=version), half)
    half.replace(path)
    return path


def saved(*, home: Path) -> list[Saved]:
    """Return the models that were saved here, the oldest first."""
    standing = standing_model().sha256
    found = []
    for path in sorted(folder(home).glob("*-*.yaml")):
        model = scoring.load(path)
        trained_on = str(model.trained.get("on", ""))
        found.append(Saved(model.version, path, model.sha256, trained_on, model.sha256 == standing))
    return found


def accept(version: str, *, home: Path, by: Viewer, at: dt.datetime) -> Model:
    """Use a saved model for the lists that are matched from now on; 'shipped' goes back to the one that ships.

    The whole model goes into the database: a file that is changed or lost later changes no match.

    :raises NotAllowed: if the viewer may not load the register.
    :raises NoSuchModel: if none of this number was saved.
    :raises NotAModel: if the file is no model any more.
    """
    by.must("load_register")
    text, model = "", scoring.shipped()
    if version != SHIPPED:
        path = next((one.path for one in saved(home=home) if str(one.version) == version), None)
        if path is None:
            raise NoSuchModel(version)
        text = path.read_text("utf-8")
        model = scoring.from_data(yaml.safe_load(text))
    AcceptedModel.objects.using("owner").create(
        name=model.name,
        version=model.version,
        sha256=model.sha256,
        text=text,
        accepted_at=at,
        accepted_by_id=by.account_id,
    )
    audit.record(
        "model.accepted",
        by=by.name,
        by_id=by.account_id,
        about=f"model:{model.name}-{model.version}",
        at=at,
        using="owner",
        sha256=model.sha256,
    )
    return model


def standing_model() -> Model:
    """Return the model that lists are matched with: the one accepted last, else the one that ships."""
    text = AcceptedModel.objects.using("owner").order_by("-pk").values_list("text", flat=True).first()
    return scoring.from_data(yaml.safe_load(text)) if text else scoring.shipped()


@lru_cache(maxsize=8)
def model_named(name: str) -> Model:
    """Return the model of a name and number (`people-1001`), for its words; the one that ships where it is not kept."""
    kind, _, version = name.rpartition("-")
    accepted = AcceptedModel.objects.using("owner").filter(name=kind, version=int(version) if version.isdigit() else 0)
    text = accepted.order_by("-pk").values_list("text", flat=True).first()
    return scoring.from_data(yaml.safe_load(text)) if text else scoring.shipped()
