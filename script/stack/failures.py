"""What the stack says when it cannot go on: one line that names what is missing and what to do."""


class StackError(Exception):
    """A set-up problem the operator can solve; its text is shown as it is, without a traceback."""
