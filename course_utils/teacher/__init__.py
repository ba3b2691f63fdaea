"""What leaves the classroom: a class's answers, counted."""
