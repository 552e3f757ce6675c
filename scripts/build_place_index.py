"""Reduce the names of all places once, for every list that is read later.

    python scripts/build_place_index.py

To be run after the region data or the reduction of names (vocabulary.wilayah.names) has changed; a test says so.
"""

from __future__ import annotations

import duckdb
import pyarrow.parquet as pq

from payung.vocabulary.wilayah import resolving

if __name__ == "__main__":
    with duckdb.connect() as connection:
        pq.write_table(
            resolving.built_index(connection), resolving.INDEX, compression="zstd", compression_level=19, version="2.6"
        )
