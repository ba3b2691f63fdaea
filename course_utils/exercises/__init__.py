"""What students do, without a screen: questions, sorting, an estimate, the brief, and what they gathered."""
