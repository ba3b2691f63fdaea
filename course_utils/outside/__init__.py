"""What the article does not say: sourced facts and disputes, the map's ground."""
