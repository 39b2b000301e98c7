"""Addresses of the pages that belong to no room. The gallery is for those who build Towpath: production closes it."""

from django.conf import settings
from django.urls import path

from towpath.ui import views

urlpatterns = [
    path("accessibility/", views.accessibility, name="accessibility"),
    path("what-is-recorded/", views.recorded_about_you, name="recorded_about_you"),
]
if settings.GALLERY:
    urlpatterns += [
        path("gallery/", views.gallery, name="gallery"),
        path("gallery/job/", views.gallery_job, name="gallery_job"),
        path("gallery/question/", views.gallery_question, name="gallery_question"),
    ]
