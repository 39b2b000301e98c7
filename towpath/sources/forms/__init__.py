"""What people say of a document and of the plan in it, checked before any service is asked."""
