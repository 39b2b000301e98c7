"""Where the audit record is read."""

from django.urls import path

from towpath.audit import views

urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/export/", views.export_audit, name="export_audit"),
]
