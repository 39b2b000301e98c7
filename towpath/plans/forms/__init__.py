"""What people type about plans, checked before any service is asked."""
