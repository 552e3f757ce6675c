"""Why a person may have a seat or not: one rule per file, plain SQL over the facts; nothing here knows the database."""
