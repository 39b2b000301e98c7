"""The application a web server serves. In production it starts only where nothing of the demonstration is left."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towpath.settings.production")
application = get_wsgi_application()

if settings.SETTINGS_MODULE == "towpath.settings.production":
    from towpath.serving.backups.mark import refuse_half_restored
    from towpath.serving.starting import refuse_unsafe

    refuse_half_restored()
    refuse_unsafe()
