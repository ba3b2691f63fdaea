"""A student's answers on this disk; it knows nothing of questions."""
