import pytest
import urllib3

from field_api.simulation.product import NotForSimulation, ProductRefused, ProductSilent, refuse_real_product
from tests.fakes.recorded_product import Recorded


@pytest.mark.parametrize("environment", ["demo", "test"])
def test_a_demo_may_be_filled_with_invented_people(environment: str) -> None:
    refuse_real_product(Recorded((200, {"environment": environment})))


@pytest.mark.parametrize("body", [{"environment": "production"}, {"status": "ok"}])
def test_a_product_that_serves_real_people_or_does_not_tell_is_left_alone(body: dict[str, str]) -> None:
    product = Recorded((200, body))

    with pytest.raises(NotForSimulation, match="FIELD_API_ENV=demo or test"):
        refuse_real_product(product)
    assert product.asked == [("GET", "/readyz")]


def test_an_unexpected_answer_is_told_with_its_words() -> None:
    with pytest.raises(ProductRefused, match=r"GET /v1/areas was answered with 403: .*not yours"):
        Recorded((403, {"detail": "not yours"})).get("/v1/areas")


def test_a_product_that_is_away_is_said_to_be_away() -> None:
    with pytest.raises(ProductSilent, match="Is it up"):
        Recorded(urllib3.exceptions.ProtocolError("gone")).get("/v1/areas")


def test_all_pages_are_read() -> None:
    product = Recorded((200, {"items": [1, 2], "next": "a/b"}), (200, {"items": [3], "next": None}))

    assert list(product.pages("/v1/cases?")) == [1, 2, 3]
    assert product.asked[1] == ("GET", "/v1/cases?limit=200&cursor=a/b")
