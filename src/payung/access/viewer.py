"""Who is acting, and what they may do: the argument `by` and `seen_by` of every action and query."""

from __future__ import annotations

from dataclasses import dataclass

#: Acts that bind the office, move money, end somebody's chance, erase somebody or open its doors: their accounts prove two factors first.
WEIGHTY = frozenset({"enact_decree", "pay", "sign_refusal", "check_request", "administer"})

ROLES: dict[str, frozenset[str]] = {
    "administrator": frozenset({"administer", "see_accounts", "purge", "handle_breach"}),
    "verifier": frozenset(
        {
            "receive_list",
            "see_list",
            "review",
            "lift_hold",
            "sign_refusal",
            "write_letter",
            "exchange",
            "answer_package",
            "see_decision",
            "decide",
            "propose_decree",
            "see_decree",
            "see_money",
            "bill",
            "see_coverage",
            "measure_coverage",
            "handle_request",
        }
    ),
    "proposer": frozenset({"receive_list", "see_list", "see_decision", "see_coverage"}),
    # The second pair of eyes: sets programmes up, enacts what a verifier proposed, never proposes.
    "section_head": frozenset(
        {
            "see_list",
            "lift_hold",
            "see_decision",
            "set_programme",
            "decide",
            "see_decree",
            "enact_decree",
            "write_letter",
            "see_money",
            "see_coverage",
            "handle_breach",
            "handle_request",
            "check_request",
        }
    ),
    "treasurer": frozenset({"see_decree", "see_money", "set_budget", "pay", "see_coverage"}),
    # Disdukcapil: fetches what it is asked and answers it (PURPOSES); no lists, no candidates, nobody's membership.
    "population_officer": frozenset({"answer_package"}),
    "branch_officer": frozenset(
        {
            "receive_list",
            "see_list",
            "review",
            "lift_hold",
            "sign_refusal",
            "load_register",
            "see_register",
            "merge_people",
            "write_letter",
            "exchange",
            "answer_package",
            "see_decision",
            "see_decree",
            "see_money",
            "see_coverage",
            "measure_coverage",
            "handle_request",
        }
    ),
    # At a branch the second pair of eyes on what people ask about their own data.
    "register_keeper": frozenset(
        {
            "receive_list",
            "see_list",
            "lift_hold",
            "load_register",
            "see_register",
            "merge_people",
            "see_coverage",
            "check_request",
        }
    ),
    "planner": frozenset({"see_money", "see_coverage", "measure_coverage"}),
    # Mayor, regent, Sekda: read the figure, the decrees and the money that bear their names; change nothing, look nobody up.
    "leader": frozenset({"see_decree", "see_money", "see_coverage"}),
    "inspector": frozenset(
        {"see_list", "see_audit", "see_decision", "see_decree", "see_money", "see_coverage", "see_privacy"}
    ),
}

#: Roles of another authority see packages of these purposes only, and of the office's own lists nobody (`access.queries.scope`).
PURPOSES: dict[str, tuple[str, ...]] = {"population_officer": ("dukcapil",)}


class NotAllowed(Exception):
    """The account may not do this; `right` says what is missing."""

    def __init__(self, right: str) -> None:
        super().__init__(right)
        self.right = right


@dataclass(frozen=True, slots=True)
class Viewer:
    """An account at work. `senders` empty: every list of the office. `asleep`: rights that wait for its second factor.

    `purposes` empty: packages of every purpose, and whatever else its rights open; otherwise those packages and nobody's lists.
    """

    account_id: int
    name: str
    office_id: int
    kabupaten_code: str
    may: frozenset[str]
    senders: tuple[str, ...] = ()
    asleep: frozenset[str] = frozenset()
    purposes: tuple[str, ...] = ()

    def must(self, right: str) -> None:
        """Refuse whoever lacks a right.

        :raises NotAllowed: if the viewer's role does not hold it.
        """
        if right not in self.may:
            raise NotAllowed(right)
