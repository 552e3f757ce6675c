"""SQL of the seats that owe a month: members with months not billed yet; shared by billing and by the look for stale bills."""

from __future__ import annotations

# The planner cannot know how many people a grouped relation holds and would compare each with each.
SETS_ONLY = "SET LOCAL enable_nestloop = off"
# A member, or somebody whose months are over and who was one: BPJS lists no others, so no others are billed.
BILLABLE = "(e.state = 'member' OR (e.state = 'ended' AND e.answered_on IS NOT NULL))"

# One row per seat and month of the period that no standing bill holds.
OWED = f"""
SELECT e.id AS enrolment_id, e.person_id, e.sender_code, m.month, e.relief,
       CASE WHEN m.month = ANY (%(since_months)s) THEN lower(e.covered) END AS member_since
FROM enrolment_enrolment e
CROSS JOIN unnest(%(months)s::date[]) AS m(month)
WHERE e.programme_id = %(programme)s AND e.office_id = %(office)s AND {BILLABLE} AND e.covered @> m.month
  AND NOT EXISTS (SELECT 1 FROM contributions_bill_line l
                  WHERE l.person_id = e.person_id AND l.month = m.month AND NOT l.is_void)
"""

# What stands beside: months that are billed already, and seats whose answer is not in yet.
BESIDE = f"""
SELECT (SELECT count(*) FROM enrolment_enrolment e CROSS JOIN unnest(%(months)s::date[]) AS m(month)
        JOIN contributions_bill_line l ON l.person_id = e.person_id AND l.month = m.month AND NOT l.is_void
        WHERE e.programme_id = %(programme)s AND e.office_id = %(office)s AND {BILLABLE} AND e.covered @> m.month),
       (SELECT count(*) FROM enrolment_enrolment e
        WHERE e.programme_id = %(programme)s AND e.office_id = %(office)s AND e.state = 'waiting'
          AND EXISTS (SELECT 1 FROM unnest(%(months)s::date[]) AS m(month) WHERE e.covered @> m.month))
"""

# The content of a list as one hash: by month and bucket of people, so that no text grows with a million lines.
CONTENT = """
SELECT coalesce(encode(sha256(string_agg(part, '' ORDER BY month, bucket)::bytea), 'hex'), '') FROM (
    SELECT month, person_id %% 1024 AS bucket,
           encode(sha256(string_agg(concat_ws(':', enrolment_id, person_id, month, jkk, jkm, jht), ',' ORDER BY person_id)::bytea), 'hex') AS part
    FROM {lines} GROUP BY month, bucket) parts
"""

# Per bill: lines whose seat does not hold the month any more, and members' months of its period that no bill holds.
CHANGES = f"""
WITH held AS (
    SELECT b.id AS bill_id, e.id AS enrolment_id, m.at::date AS month, e.person_id
    FROM contributions_bill b
    CROSS JOIN generate_series(b.first_month::timestamp, b.end_month::timestamp - interval '1 day', interval '1 month') AS m(at)
    JOIN enrolment_enrolment e ON e.programme_id = b.programme_id AND e.office_id = b.office_id AND {BILLABLE} AND e.covered @> m.at::date
    WHERE b.id = ANY (%(bills)s)
),
billed AS (SELECT bill_id, enrolment_id, month FROM contributions_bill_line WHERE bill_id = ANY (%(bills)s) AND NOT is_void),
apart AS (
    SELECT bill_id, h.person_id, month FROM billed l FULL JOIN held h USING (bill_id, enrolment_id, month)
    WHERE l.enrolment_id IS NULL OR h.enrolment_id IS NULL
)
SELECT b.id, count(*) FILTER (WHERE a.bill_id IS NOT NULL AND a.person_id IS NULL), count(a.person_id) FILTER (WHERE other.id IS NULL)
FROM contributions_bill b LEFT JOIN apart a ON a.bill_id = b.id
LEFT JOIN contributions_bill_line other ON other.person_id = a.person_id AND other.month = a.month AND NOT other.is_void
WHERE b.id = ANY (%(bills)s) GROUP BY b.id
"""
