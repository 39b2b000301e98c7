"""Papers: documents with a life. Kinds register what they say and who writes, approves and reads them."""
