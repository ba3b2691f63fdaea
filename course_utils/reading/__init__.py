"""A reading file beside its article → ``Reading``: what one careful reader found, each datum with its words."""
