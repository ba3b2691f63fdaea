"""A text file in a digest's print layout → ``Article``: whose words, sentence by sentence, every span exact."""
