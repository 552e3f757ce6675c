"""Who on a list is known already: candidates -> scores -> remembered judgements -> pairs stored -> reasons for the rows."""

from __future__ import annotations

import datetime as dt

import duckdb
from django.db import transaction

from payung.access.viewer import Viewer
from payung.audit import actions as audit
from payung.intake import actions, bulk, holding
from payung.intake import queries as lists
from payung.intake.models import SubmittedList
from payung.linkage import bulk as pairs
from payung.linkage import candidates, commonness, deciding, engine, findings, own_models, reasons, sampling
from payung.linkage.scoring import Model
from payung.registry import queries as registry

# A model set for fewer people would take any likeness for proof.
SMALLEST_SIZE = 1000

# Of the rows of a city's lists, about so many name somebody who stands on an earlier row.
SHARE_OF_REPEATS = 0.06


def run(connection: duckdb.DuckDBPyConnection, *, submitted_list: SubmittedList, by: Viewer, at: dt.datetime) -> None:
    """Match the stored rows of a list against the register and against earlier rows; where too much is doubtful, the list is held.

    Every look-up of the list's people is recorded once, with the list's purpose. Running it again replaces its pairs
    and reasons; judgements that people gave are kept and asked first. A list of a few people would be a question about
    them, and so would one person among copies: it stays "belum dicek", whoever asks again.
    """
    pairs.load_rows(connection, submitted_list=submitted_list)
    asked = pairs.names_asked(connection)
    if asked < actions.SMALLEST_LIST:
        holding.mark_matched(submitted_list=submitted_list, match_state="unchecked", stops={}, by=by, at=at)
        return
    known = registry.kinds_known()
    as_of = commonness.counted_as_of()
    standing = own_models.standing_model()
    found = {}
    for side, find, size, share in (
        ("register", candidates.in_register, registry.size(), None),
        ("list", candidates.in_lists, lists.rows_in_proposals(seen_by=by), SHARE_OF_REPEATS),
    ):
        found[side] = find(connection, submitted_list=submitted_list)
        model = standing.for_size(max(size, SMALLEST_SIZE), share=share)
        _decide(connection, side, submitted_list, model=model, is_counted=as_of is not None)
    pairs.class_matches(connection, submitted_list=submitted_list)
    version = f"{model.name}-{model.version}" + (f" {as_of.isoformat()}" if as_of else "")
    pairs.store(connection, submitted_list=submitted_list, model_version=version, by=by)
    weights = {reason.id: reason.weight for reason in reasons.catalogue()}
    names = {one.pk: one.file_name for one in lists.submitted_lists(seen_by=by)}
    findings.reasons(connection, list_names=names, own_list=submitted_list.pk, weights=weights)
    bulk.record_reasons(connection, "match_reasons", submitted_list=submitted_list, floor="match", by=by)
    state = "register" if "bpjs_extract" in known else "answers" if known else "unchecked"
    stops = deciding.stops(submitted_list.received or 0, findings.counts(connection))
    with transaction.atomic(using="owner"):
        holding.mark_matched(submitted_list=submitted_list, match_state=state, stops=stops, by=by, at=at)
        audit.record(
            "people.matched",
            by=by.name,
            by_id=by.account_id,
            about=f"list:{submitted_list.pk}",
            at=at,
            purpose=submitted_list.purpose,
            using="owner",
            rows=submitted_list.received,
            names=asked,
            register_pairs=found["register"].pairs,
            list_pairs=found["list"].pairs,
        )


def _decide(
    connection: duckdb.DuckDBPyConnection, side: str, submitted_list: SubmittedList, *, model: Model, is_counted: bool
) -> None:
    """Score the pairs of one side, let what people answered stand over the scores, and make `<side>_matched`."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE pairs_overflow AS FROM {side}_overflow")
    engine.score(
        connection,
        left="list_rows",
        right=f"{side}_people",
        pairs=f"{side}_pairs",
        model=model,
        frequencies=_frequencies(connection, side, submitted_list) if is_counted else None,
    )
    pairs.remember(
        connection, side, submitted_list=submitted_list, least=model.thresholds.review - sampling.WORTH_A_LOOK
    )
    if side == "register":
        pairs.rank_sources(connection)
        pairs.keep_best_of_person(connection, sure=model.thresholds.link)
    ranks = "register_ranks" if side == "register" else None
    engine.decide(connection, model=model, ranks=ranks, out=f"{side}_decided")
    pairs.matched(connection, side)


def _frequencies(connection: duckdb.DuckDBPyConnection, side: str, submitted_list: SubmittedList) -> str:
    """Fetch how common in the register is what the two sides are called; return the table's name."""
    commonness.fetch(
        connection,
        "list_rows",
        f"{side}_people",
        staging=submitted_list.content_sha256[:12],
        out="register_frequencies",
    )
    return "register_frequencies"
