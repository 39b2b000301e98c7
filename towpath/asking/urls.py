"""The addresses of a record's history. `of` is the kind of record, such as "training.support"."""

from django.urls import path

from towpath.asking import views

urlpatterns = [
    path("history/<str:of>/<int:pk>/", views.history, name="history"),
    path("history/<str:of>/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("history/<str:of>/<int:pk>/put-back/", views.put_back, name="put_back"),
]
