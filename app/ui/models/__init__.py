"""What the views show: item models over plain data of the core."""
