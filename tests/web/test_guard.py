"""Who is let in, and what every answer carries."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import HOST, TOKEN
from retold.decisions import FILE
from retold.web.guard import HEADERS


def test_without_the_token_nothing_is_shown(visitor):
    for token in ("", "wrong", TOKEN + "x", TOKEN[:-1]):
        answer = visitor.get("/", token=token)
        assert answer.status_code == 403
        assert "Venn" not in answer.text


def test_the_address_with_the_token_sets_a_strict_cookie_and_loses_the_token(visitor):
    answer = visitor.get(f"/people?token={TOKEN}", token="")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/people"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert visitor.get("/?token=wrong", token="").status_code == 403


@pytest.mark.parametrize("host", ["evil.invalid", "127.0.0.1", "127.0.0.1:9999", "", "127.0.0.1:8765.evil.invalid"])
def test_another_host_name_is_refused(visitor, host):
    assert visitor.get("/", host=host).status_code == 421


@pytest.mark.parametrize("path", ["/", "/nothing", "/static/app.js", "/openapi.json", "/index.json"])
@pytest.mark.parametrize("token", [TOKEN, ""])
def test_every_answer_has_the_headers(visitor, path, token):
    answer = visitor.get(path, token=token)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_form_from_elsewhere_or_without_the_secret_decides_nothing(visitor, tmp_path):
    form = {"act": "confirm", "about": "discrepancy", "record": "x1"}
    assert visitor.post("/decisions", form, headers={"origin": "http://evil.invalid"}).status_code == 403
    assert visitor.post("/decisions", {**form, "csrf": "0" * 64}).status_code == 403
    assert visitor.post("/decisions", form, token="").status_code == 403
    assert visitor.ask("POST", "/decisions", content=b"\xff\xfe=%ff").status_code in (400, 403)
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "back", ["//evil.invalid", "https://evil.invalid", "/\\evil.invalid", "javascript:alert(1)", "/a\r\nx: y", ""]
)
def test_an_act_leads_back_within_the_site(visitor, back):
    form = {"act": "confirm", "about": "discrepancy", "record": "x1", "next": back}
    answer = visitor.post("/decisions", form, headers={"origin": f"http://{HOST}"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["act", "about", "record", "value", "supersedes"]))
def test_no_form_whatever_breaks_the_server(visitor, one, two, name):
    form = {"act": "note", "about": "quotation", "record": "qd1", "value": two, name: one}
    answer = visitor.post("/decisions", form)
    assert answer.status_code in (303, 400)
    assert visitor.desk.view().layer.broken == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["/", "/search", "/check", "/statements/s1", "/documents/d1", "/log"]), st.text(max_size=40))
def test_no_query_whatever_breaks_a_page(visitor, path, text):
    names = ("page", "severity", "state", "q", "speaker", "first", "base", "strict", "at")
    assert visitor.get(path, params=dict.fromkeys(names, text)).status_code == 200
