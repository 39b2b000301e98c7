"""The addresses of files being read, and of a record's history. `of` is its kind, such as "training.support"."""

from django.urls import path

from towpath.asking import reading, views

urlpatterns = [
    path("history/<str:of>/<int:pk>/", views.history, name="history"),
    path("history/<str:of>/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("history/<str:of>/<int:pk>/put-back/", views.put_back, name="put_back"),
    path("reading/<int:pk>/", reading.file_reading, name="file_reading"),
    path("reading/<int:pk>/progress/", reading.file_reading_progress, name="file_reading_progress"),
]
