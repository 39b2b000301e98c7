"""The application a web server serves. In production it starts only where nothing of the demonstration is left."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towpath.settings.production")
application = get_wsgi_application()

if settings.SETTINGS_MODULE == "towpath.settings.production":
    from towpath.accounts.production import refuse_demonstration

    refuse_demonstration()
