"""Looking into processes of Windows: ctypes, and nothing that stops or changes them."""
