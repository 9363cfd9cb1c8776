"""The ground of the demo: areas with polygons, users with roles, programmes, instruments."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas import service as areas
from field_api.areas.rules.polygon_files import CodeProperties
from field_api.demo.district import PROVINCE_CODE, District, Level
from field_api.demo.logins import LOGINS
from field_api.demo.seed.timeline import Timeline
from field_api.demo.signing_phone import SigningPhone
from field_api.evidence.service.instruments import publish_folder
from field_api.identity import service as identity
from field_api.identity.rules import Actor, Grant
from field_api.journal.rules import SystemAuthor
from field_api.registry.service.programmes import load_programmes

FOUNDED_DAYS_AGO = 60
_LAW_DAYS_AGO = 400
_WITH_PHONE = ("verifikator", "tetangga", "ketua-rw", "kelurahan")
_PHONE = "Demo phone"
_PROVINCE_NAME = "Jawa Timur"
_SOURCE = "Demo: an invented regency"


def found_areas(session: Session, timeline: Timeline, district: District) -> None:
    """Import the codes of every level and the polygons of the RT; what lies above is drawn as their union."""
    valid_from, at = timeline.day(_LAW_DAYS_AGO), timeline.moment(FOUNDED_DAYS_AGO, 7)
    author = SystemAuthor()
    areas.import_codes(session, author, source=_codes(district), title=_SOURCE, valid_from=valid_from, at=at)
    areas.import_polygons(
        session,
        author,
        source=_polygons(district),
        title=_SOURCE,
        valid_from=valid_from,
        code_of=CodeProperties(("kode",)),
        repair=False,
        at=at,
    )


def found_users(session: Session, timeline: Timeline) -> dict[str, Actor]:
    """Make every login of the demo with its role, and return the actors by user name."""
    at = timeline.moment(FOUNDED_DAYS_AGO, 8)
    actors = {}
    for login in LOGINS:
        user = identity.create_user(
            session,
            SystemAuthor(),
            username=login.username,
            full_name=login.full_name,
            password=login.password,
            at=at,
            user_id=timeline.id_at(at, "user", login.username),
        )
        identity.grant_role(
            session,
            SystemAuthor(),
            user_id=user.id,
            role=login.role,
            area_code=login.area_code,
            valid_from=at.date(),
            valid_to=None,
            at=at,
        )
        session_id = timeline.id_at(at, "session", login.username)
        actors[login.username] = Actor(user.id, session_id, None, None, (Grant(login.role, login.area_code),))
    return actors


def found_phones(session: Session, timeline: Timeline, actors: Mapping[str, Actor]) -> dict[UUID, SigningPhone]:
    """Register a phone for everybody who takes photos, and return the phones by user."""
    at = timeline.moment(FOUNDED_DAYS_AGO, 8, 30)
    phones = {}
    for username in _WITH_PHONE:
        actor, phone = actors[username], SigningPhone(timeline.id_at(at, "device", username))
        identity.register_device(
            session, actor, device_id=phone.device_id, label=_PHONE, public_key=phone.public_key(), at=at
        )
        phones[actor.user_id] = phone
    return phones


def found_rules(session: Session, timeline: Timeline) -> None:
    """Load the programmes and publish the instruments that come with the product."""
    at = timeline.moment(FOUNDED_DAYS_AGO, 9)
    load_programmes(session, SystemAuthor(), at=at)
    publish_folder(session, SystemAuthor(), at=at)


def _codes(district: District) -> io.BytesIO:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("kode", "nama"))
    writer.writerow((PROVINCE_CODE, _PROVINCE_NAME))
    writer.writerows((area.code, area.name) for area in district.areas)
    return io.BytesIO(text.getvalue().encode())


def _polygons(district: District) -> io.BytesIO:
    features = [_feature(area.code, area.polygon) for area in district.areas if area.level is Level.RT]
    return io.BytesIO(json.dumps({"type": "FeatureCollection", "features": features}).encode())


def _feature(code: str, polygon: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"kode": code}, "geometry": polygon}
