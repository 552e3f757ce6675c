"""`payung site` keeps web and worker standing: what falls is begun anew, what cannot stand ends the site."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from payung.cli.site import FALLS

SERVE = "import sys; from payung.cli.site import _serve; raise SystemExit(_serve({'web': ['sleep', '60'], 'worker': sys.argv[1:]}))"


def test_a_part_that_falls_is_begun_anew_until_it_cannot_stand(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    falls = ["sh", "-c", f"echo once >> {begun}; exit 7"]
    environment = os.environ | {"PAYUNG_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "payung.settings"}
    prepared = f"import django; django.setup(); {SERVE}"

    ended = subprocess.run([sys.executable, "-c", prepared, *falls], env=environment, timeout=60, check=False)

    assert ended.returncode == 7
    assert begun.read_text().count("once") == 1 + FALLS
