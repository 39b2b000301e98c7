"""What was kept of a run, as JSON: which of the reports named by the arguments' words the database holds, how often.

Asked of the database that DATABASE_URL names: `python -m bench.load.outcome WORD`.
"""

import json
import sys
from collections import Counter

import django


def main(run: str) -> None:
    django.setup()
    from towpath.audit.chain import verify
    from towpath.plans.models import ProgressUpdate

    kept = Counter(ProgressUpdate.objects.filter(account__startswith=f"Load {run} ").values_list("account", flat=True))
    print(json.dumps({"kept": kept, "chain": bool(verify())}))


if __name__ == "__main__":
    main(sys.argv[1])
