"""How good the decisions of an area are, as far as the second looks at them tell."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from field_api.areas import service as areas
from field_api.areas.rules.zones import national_day
from field_api.db import scope_of
from field_api.identity import service as identity
from field_api.review.queries import quality as queries
from field_api.review.queries.quality import DrawnLine
from field_api.review.rules.quality import Grouping, Quality, SampledDecision, area_group, period_of, qualities
from field_api.review.rules.sampling import Finding, SampleKind, finding_of_visit
from field_api.scope import Scope


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The estimates of a period, one row for each group and kind of second look, with the names of the groups."""

    area_code: str
    rows: list[Quality]
    names: Mapping[str, str]


def quality_of(session: Session, *, area_code: str | None, period: str, by: Grouping, at: datetime) -> QualityReport:
    """Estimate wrong inclusion and exclusion within the scope of the session, by area one level below, or by verifier.

    Decisions count in the period ("2026" or "2026-03") in which they were made. Raises `PeriodInvalid`.
    """
    since, until = period_of(period)
    below = area_code or _common_area(session)
    area = Scope.of([area_code]) if area_code else None

    def group_of(code: str, verifier_id: UUID) -> str:
        return area_group(code, below=below) if by is Grouping.AREA else str(verifier_id)

    counts: Counter[str] = Counter()
    for code, verifier_id, count in queries.clean_decisions(session, since=since, until=until, area=area):
        counts[group_of(code, verifier_id)] += count
    sample = [
        sampled
        for line in queries.drawn_decisions(session, since=since, until=until, area=area)
        for sampled in _sampled(line, group_of(line.draw.area_code, line.draw.verifier_id))
    ]
    rows = qualities(counts, sample)
    return QualityReport(below, rows, _names(session, {row.group for row in rows}, by, at))


def _common_area(session: Session) -> str:
    """What the areas of the scope have in common; "" the country."""
    branches = [prefix.split(".") for prefix in scope_of(session).prefixes]
    common = []
    for segments in zip(*branches, strict=False):
        if len(set(segments)) > 1:
            break
        common.append(segments[0])
    return ".".join(common)


def _sampled(line: DrawnLine, group: str) -> Iterator[SampledDecision]:
    draw, accepted = line.draw, line.verdict == "accept"
    if draw.second_review_drawn:
        finding = Finding(line.second_review_finding) if line.second_review_finding else None
        yield SampledDecision(
            group, SampleKind.SECOND_REVIEW, draw.second_review_permille, accepted, line.recommendation, finding
        )
    if draw.back_check_drawn:
        outcome = line.back_check_outcome
        finding = finding_of_visit(outcome=outcome, recommendation=line.back_check_recommendation) if outcome else None
        yield SampledDecision(
            group, SampleKind.BACK_CHECK, draw.back_check_permille, accepted, line.recommendation, finding
        )


def _names(session: Session, groups: set[str], by: Grouping, at: datetime) -> dict[str, str]:
    if by is Grouping.AREA:
        return areas.names_of(session, groups, on=national_day(at))
    return {str(user_id): name for user_id, name in identity.names_of(session, {UUID(each) for each in groups}).items()}
