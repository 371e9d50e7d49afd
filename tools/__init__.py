"""What dev.py calls: each module makes one thing that a checkout needs. Standard library only."""
