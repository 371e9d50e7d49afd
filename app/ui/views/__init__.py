"""Widgets: parts of the window, put together in app/ui/application."""
