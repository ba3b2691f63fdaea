"""One language for all that is seen: colours and sizes, HTML, and the words that recur."""
