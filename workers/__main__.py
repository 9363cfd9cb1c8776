"""`python -m workers`: the worker process, as `field-api worker` starts it."""

from workers.main import main

if __name__ == "__main__":
    main()
