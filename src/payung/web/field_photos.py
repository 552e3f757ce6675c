"""A photo from the field, shown in the browser and kept nowhere: never as a file in somebody's downloads."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_GET

from payung.fieldwork import photos
from payung.fieldwork.photos import NoSuchPhoto
from payung.gateways import pictures
from payung.gateways.pictures import NotAPicture
from payung.intake import files
from payung.vocabulary.words import Words
from payung.web import asking
from payung.web.language import said

GONE = Words(
    id="Foto ini sudah dihapus menurut masa simpannya, atau rusak.",
    en="This photo was cleared away when its time was over, or it is damaged.",
)


@require_GET
@asking.door("review")
def photo(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Show one photo; whoever looks stands in the trail.

    :raises NoSuchPhoto: if there is none for the viewer.
    """
    if kind not in photos.KINDS:
        raise NoSuchPhoto(kind, number)
    content = photos.look(kind, number, by=asking.viewer(request), at=asking.now())
    try:
        # Once more: what came before photos were taken apart may still say where it was taken.
        picture = pictures.without_traces(files.place_of(settings.PAYUNG_HOME, content).read_bytes())
    except (FileNotFoundError, NotAPicture):
        messages.error(request, said(GONE), extra_tags="bad")
        return redirect("field")
    is_png = picture.startswith(pictures.PNG)
    answer = HttpResponse(picture, content_type="image/png" if is_png else "image/jpeg")
    answer["Content-Disposition"] = f'inline; filename="foto-{kind}-{number}.{"png" if is_png else "jpg"}"'
    answer["Cache-Control"] = "no-store"
    return answer


urlpatterns = [path("photos/<slug:kind>/<int:number>/", photo, name="field_photo")]
