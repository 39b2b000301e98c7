"""The only code that changes plans. Each service asks its policy, makes the change, and records it."""
