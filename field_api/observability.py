"""Logs and metrics: one structured line and one measurement per request, without a NIK, a name or a coordinate.

A line holds the route's rule, never the path or the query, for those may carry what a person typed.
"""

import logging
import sys
import traceback
from collections.abc import Iterable, Mapping
from typing import Any

import structlog
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Histogram(
    "field_api_request_seconds",
    "Time to answer a request, by route, method and status",
    ["route", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
RECEIVED_BYTES = Counter("field_api_received_photo_bytes", "Bytes of photos received")
STORED_PHOTOS = Counter("field_api_stored_photos", "Photos whose hash was checked and that were stored")

Figure = tuple[str, str, Mapping[str, str], float]


def set_up_logging() -> None:
    """Write one JSON object per line to standard output.

    Nothing here spells out an exception, since its message may quote a row: `trace_of` says what may be known of one.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )


def trace_of(error: BaseException) -> dict[str, Any]:
    """What may be logged of an unexpected error: kinds and places, never messages.

    The message of a database error quotes the row that it refused, and so may hold a NIK or a name.
    """
    chain: list[BaseException] = [error]
    while following := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(following)
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "kinds": [f"{type(each).__module__}.{type(each).__qualname__}" for each in chain],
        "sqlstate": next(filter(None, (getattr(each, "sqlstate", None) for each in chain)), None),
        "places": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def metrics_page(*, several_processes: bool, figures: Iterable[Figure] = ()) -> tuple[bytes, str]:
    """All measurements in Prometheus' text form, and its content type; summed up when several processes serve.

    `figures` are read at this moment and belong to the whole product: name, meaning, labels, value.
    """
    registry = REGISTRY
    if several_processes:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no annotation here
    return generate_latest(registry) + generate_latest(_registry_of(figures)), CONTENT_TYPE_LATEST


def _registry_of(figures: Iterable[Figure]) -> CollectorRegistry:
    registry = CollectorRegistry()
    gauges: dict[str, Gauge] = {}
    for name, meaning, labels, value in figures:
        if name not in gauges:
            gauges[name] = Gauge(name, meaning, list(labels), registry=registry)
        (gauges[name].labels(**labels) if labels else gauges[name]).set(value)
    return registry
