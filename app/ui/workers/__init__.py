"""What runs beside the window: clients of the sampler and of the dumper."""
