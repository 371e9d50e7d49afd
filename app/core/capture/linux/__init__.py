"""A live Linux process: /proc, ptrace and process_vm_readv behind the Target protocol."""
