"""Addresses of the pages that belong to no room."""

from django.urls import path

from towpath.ui import views

urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/job/", views.gallery_job, name="gallery_job"),
    path("gallery/question/", views.gallery_question, name="gallery_question"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("what-is-recorded/", views.recorded_about_you, name="recorded_about_you"),
]
