"""The built front end: field app, desk, the page that checks receipts and the one that leads to them, as files with strict headers.

It serves what `npm run build` left in `web/dist` and nothing else: no template, no personal data, no request to the
database. Every address below an app that names no file is the page of that app, whose router knows what to show.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Response, jsonify, request
from werkzeug.security import safe_join

from field_api import api
from field_api.api import Blueprint
from field_api.errors import NotFound

DIST = Path(__file__).parent / "web" / "dist"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
# The build writes these beside each file that gains by it; the first one that the browser takes is sent.
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}

NOT_BUILT = """<!doctype html>
<html lang="id"><meta charset="utf-8"><title>Halaman belum dibangun</title>
<h1>Halaman belum dibangun</h1>
<p>Layanan data berjalan, tetapi halamannya belum dibangun di server ini. Administrator: jalankan
<code>script/run</code>, yang membangunnya.</p>
<p lang="en">The API works, but its pages have not been built on this server. <code>script/run</code> builds them.</p>
"""

blp = Blueprint("pages", "pages", description="The built front end")


@blp.route("/", methods=["GET"])
@blp.open
def chooser() -> Response:
    """Which of the two apps"""
    return _page("index.html")


@blp.route("/field/", methods=["GET"])
@blp.open
def field_app() -> Response:
    """The field app"""
    return _page("field/index.html")


@blp.route("/field/<path:rest>", methods=["GET"])
@blp.open
def field_file(rest: str) -> Response:
    """A page of the field app, its service worker, manifest or icon"""
    return _file(f"field/{rest}", ASK_EACH_TIME) or _page("field/index.html")


@blp.route("/console/", methods=["GET"])
@blp.open
def console() -> Response:
    """The desk"""
    return _page("console/index.html")


@blp.route("/console/<path:rest>", methods=["GET"])
@blp.open
def console_file(rest: str) -> Response:
    """A page of the desk"""
    return _file(f"console/{rest}", ASK_EACH_TIME) or _page("console/index.html")


@blp.route("/receipt/", methods=["GET"])
@blp.open
def receipt_page() -> Response:
    """The page that checks a receipt by itself"""
    return _page("receipt/index.html")


@blp.route("/settings.json", methods=["GET"])
@blp.open
def settings() -> Response:
    """What the pages need to know of this deployment: where the background of maps comes from, when it has one"""
    response = jsonify({"base_map": api.runtime().config.base_map})
    return _guarded(response, ASK_EACH_TIME)


@blp.route("/assets/<path:name>", methods=["GET"])
@blp.open
def asset(name: str) -> Response:
    """A script or a style; its name holds the hash of its content, so it never changes"""
    found = _file(f"assets/{name}", FOR_EVER)
    if found is None:
        raise NotFound("This file belongs to another version of the pages. Load the page again.")
    return found


def _page(name: str) -> Response:
    """The HTML of an app; 503 with a word to the operator when nothing has been built."""
    found = _file(name, ASK_EACH_TIME)
    return found or _guarded(Response(NOT_BUILT, 503, content_type="text/html; charset=utf-8"), "no-store")


def _file(name: str, caching: str) -> Response | None:
    """A built file in the smallest form that the browser takes, or None when there is none of that name."""
    path = safe_join(str(DIST), name)
    if path is None or not Path(path).is_file():
        return None
    forms = [(encoding, path + suffix) for encoding, suffix in ENCODINGS if request.accept_encodings[encoding] > 0]
    encoding, chosen = next(((each, form) for each, form in forms if Path(form).is_file()), ("", path))
    response = Response(Path(chosen).read_bytes(), content_type=_content_type(name))
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    response.add_etag()
    response.make_conditional(request)
    return _guarded(response, caching)


def _content_type(name: str) -> str:
    """What the build makes, by its ending; what the machine knows of types differs from one to the next."""
    return CONTENT_TYPES.get(Path(name).suffix, "application/octet-stream")


def _guarded(response: Response, caching: str) -> Response:
    """Only files of this origin may run or be asked for; camera and position are for these pages alone."""
    response.headers["Cache-Control"] = caching
    response.headers["Content-Security-Policy"] = content_security_policy(api.runtime().config.base_map)
    response.headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response


def content_security_policy(base_map: str | None) -> str:
    """The policy as one line; the origin of a base map is the only stranger that may be asked, and only for its tiles."""
    address = urlsplit(base_map or "")
    tiles = f" {address.scheme}://{address.netloc}" if address.netloc else ""
    rules: dict[str, Any] = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' blob: data:{tiles}",
        "connect-src": f"'self'{tiles}",
        "worker-src": "'self' blob:",
        "media-src": "'self' blob:",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
