"""Code: images, unwind tables, names and lines. Reads bytes; knows no dump and no process."""
