"""Everything that changes a programme or a site: policy, change, record, return."""
