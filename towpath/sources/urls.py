"""The addresses of reading a plan in: the document, its columns, the preview or the comparison."""

from django.urls import path

from towpath.sources.views import arriving, changes, columns, naming, preview

app_name = "sources"
urlpatterns = [
    path("sources/", arriving.sources, name="sources"),
    path("sources/read/", arriving.read, name="read"),
    path("sources/names/", naming.names, name="names"),
    path("sources/names/<int:pk>/own/", naming.own_agency, name="own_agency"),
    path("sources/originals/<int:pk>/", arriving.original, name="original"),
    path("sources/<int:pk>/columns/", columns.columns, name="columns"),
    path("sources/<int:pk>/", preview.reading, name="reading"),
    path("sources/<int:pk>/changes/", changes.changes, name="changes"),
    path("sources/<int:pk>/pair/", changes.pair, name="pair"),
    path("sources/<int:pk>/discard/", changes.discard, name="discard"),
]
