"""The worker process: thin jobs over the services of `field_api`."""
