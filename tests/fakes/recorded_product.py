"""A product that gives the answers it was given, one after the other, and keeps what was asked."""

import json
from typing import Any

import urllib3

from field_api.simulation.product import Answer, Client


class Recorded(Client):
    """Each answer is a pair of status and JSON document, or an error to raise."""

    def __init__(self, *answers: Any) -> None:
        super().__init__(urllib3.PoolManager(), "http://product.example")
        self._answers, self.asked = list(answers), []

    def request(self, method: str, path: str, **options: Any) -> Answer:
        self.asked.append((method, path))
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        status, document = answer
        return Answer(status, {}, json.dumps(document).encode())
