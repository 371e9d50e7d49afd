"""A module per kind of stream, each with the writing class and the ``read`` function."""
