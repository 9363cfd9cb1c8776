"""Logs and metrics: one structured line and one measurement per request, without a NIK, a name or a coordinate.

A line holds the route's rule, never the path or the query, for those may carry what a person typed.
"""

import logging
import sys

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Histogram(
    "field_api_request_seconds",
    "Time to answer a request, by route, method and status",
    ["route", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
RECEIVED_BYTES = Counter("field_api_received_photo_bytes", "Bytes of photos received")
STORED_PHOTOS = Counter("field_api_stored_photos", "Photos whose hash was checked and that were stored")
JOBS = Counter("field_api_jobs", "Jobs that workers ended, by name and result", ["name", "result"])
PENDING_ENTRIES = Gauge(
    "field_api_journal_pending", "Journal entries that wait for their position", multiprocess_mode="mostrecent"
)


def set_up_logging() -> None:
    """Write one JSON object per line to standard output."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )


def metrics_page(*, several_processes: bool) -> tuple[bytes, str]:
    """All measurements in Prometheus' text form, and its content type; summed up when several processes serve."""
    if not several_processes:
        return generate_latest(), CONTENT_TYPE_LATEST
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST
