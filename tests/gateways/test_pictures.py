"""A photo leaves without where, when and with what it was taken; what only begins like one is refused."""

from __future__ import annotations

import pytest

from payung.gateways import pictures
from payung.gateways.pictures import NotAPicture
from tests.photos import SECRETS, a_jpeg, a_png, segment


@pytest.mark.parametrize("photo", [a_jpeg(), a_jpeg(order="<"), a_png()], ids=["jpeg", "jpeg-intel", "png"])
def test_no_trace_of_a_telephone_is_left(photo: bytes) -> None:
    assert any(secret in photo for secret in SECRETS)

    kept = pictures.without_traces(photo)

    assert not any(secret in kept for secret in SECRETS)
    assert pictures.without_traces(kept) == kept, "a second look changes nothing"


def test_pixels_stay_and_which_way_is_up() -> None:
    kept = pictures.without_traces(a_jpeg(6))
    plain = a_jpeg(traces=False)

    assert b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9" in kept
    assert b"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00" in kept
    assert b"Exif" not in pictures.without_traces(a_jpeg(1))
    assert b"Exif" not in pictures.without_traces(plain)


HTML = b"<html><script>alert(1)</script>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0" + HTML,
        b"\xff\xd8\xff" + segment(0xFE, HTML)[1:] + b"\xff\xd9",
        b"\xff\xd8" + segment(0xC0, b"\x08\0\0\0\0\1") + segment(0xDA, b"\1") + b"\xff\xd9",
        a_jpeg()[:-40],
        a_jpeg(traces=False)[:-2],
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"\x89PNG\r\n\x1a\n" + HTML,
        a_png()[:40],
        a_png().replace(b"Comment", b"Comnent"),
        b"GIF89a" + HTML,
        b"%PDF-1.7",
    ],
)
def test_what_is_no_picture_to_its_end_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        pictures.without_traces(content)


def test_html_hidden_in_a_true_photo_does_not_come_along() -> None:
    photo = a_jpeg().replace(SECRETS[3], HTML[: len(SECRETS[3])]) + HTML

    assert b"script" not in pictures.without_traces(photo)
