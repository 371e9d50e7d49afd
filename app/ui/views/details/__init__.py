"""What is known of the selected process: its history, and what it is made of."""
