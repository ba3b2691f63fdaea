"""How files that people write are read: text with its line, keys and values, dates. It knows nothing of the course."""
