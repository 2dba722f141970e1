"""The OpenAPI document, made of the endpoints and of their messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

import msgspec

from sync.protocol import FEED_HEADER, REQUEST_ID, SIGNATURE, VERSION, Trouble
from sync.server.endpoint import Endpoint, Guard, Query

_COMPONENTS = "#/components/schemas/{name}"
_TYPES = {int: "integer", str: "string"}
_SIGNATURE = (
    "Base64 of the Ed25519 signature by the device's key over `gongwucang <path>`, a line feed, and the body as it is "
    "before it is packed."
)
_FEED = "What rows mean to the program that asks, a number; 1 where it is left out. Where it is too low: 426."
_ABOUT = (
    "Between the counters of public-property warehouses and their city. Outcomes of business travel inside 200; other "
    "statuses speak of transport alone. Bodies may be packed with zstd (Content-Encoding)."
)


def document(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """OpenAPI 3.1."""
    messages = [it for endpoint in endpoints for it in (endpoint.request, endpoint.answer, endpoint.failing) if it]
    _, components = msgspec.json.schema_components([*messages, Trouble], ref_template=_COMPONENTS)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        path = re.sub(r"{(\w+):\w+}", r"{\1}", endpoint.path)  # Starlette's converters are no part of it
        paths.setdefault(path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Gongwucang Counter (公物仓柜台): city server", "version": VERSION, "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "session": {"type": "http", "scheme": "bearer", "description": "The token of the session's answer."}
            },
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": f"{endpoint.method.lower()}_{re.sub(r'[^a-z0-9]+', '_', endpoint.path.strip('/'))}",
        "summary": endpoint.about,
        "parameters": list(_parameters(endpoint)),
        "responses": _responses(endpoint),
    }
    if endpoint.request is not None:
        described["requestBody"] = {"required": True, "content": _content(endpoint.request)}
    elif endpoint.takes:
        described["requestBody"] = {"required": True, "content": _binary(endpoint.takes)}
    if endpoint.guard in (Guard.BEARER, Guard.READER):
        described["security"] = [{"session": []}]
    return described


def _parameters(endpoint: Endpoint) -> Iterable[dict[str, Any]]:
    for name in re.findall(r"{(\w+)", endpoint.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    for query in endpoint.query:
        yield {"name": query.name, "in": "query", "description": query.about, "schema": _schema(query)}
    yield {"name": REQUEST_ID, "in": "header", "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,64}$"}}
    if endpoint.guard is Guard.READER:
        feed = {"type": "string", "pattern": "^[0-9]{1,9}$"}
        yield {"name": FEED_HEADER, "in": "header", "description": _FEED, "schema": feed}
    if endpoint.guard is Guard.SIGNED:
        yield {
            "name": SIGNATURE,
            "in": "header",
            "required": True,
            "description": _SIGNATURE,
            "schema": {"type": "string", "contentEncoding": "base64"},
        }


def _schema(query: Query) -> dict[str, Any]:
    bounds = {"minimum": query.least, "maximum": query.most}
    return {"type": _TYPES[query.kind], **{name: value for name, value in bounds.items() if value is not None}}


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    statuses = set(endpoint.troubles) | {429, 503}
    if endpoint.guard is not Guard.NONE:
        statuses |= {401}
    if endpoint.guard is Guard.READER:
        statuses |= {422, 426}
    if endpoint.request is not None or endpoint.takes:
        statuses |= {408, 413, 415, 422}
    if endpoint.query or "{" in endpoint.path:
        statuses |= {422}
    responses = {str(status): _response(status, Trouble) for status in sorted(statuses)}
    if endpoint.failing is not None:
        responses["503"] = _response(503, endpoint.failing)
    if endpoint.gives:
        responses["200"] = {"description": "OK", "content": _binary(endpoint.gives)}
        if 206 in statuses:
            responses["206"] = {"description": "Partial Content", "content": _binary(endpoint.gives)}
            responses["416"] = {"description": "Range Not Satisfiable"}
        return responses
    return {str(endpoint.status): _response(endpoint.status, endpoint.answer), **responses}


def _response(status: int, message: type | None) -> dict[str, Any]:
    response: dict[str, Any] = {"description": HTTPStatus(status).phrase}
    if message is not None:
        response["content"] = _content(message)
    if status in (429, 503):
        response["headers"] = {"Retry-After": {"description": "seconds", "schema": {"type": "integer"}}}
    return response


def _content(message: type) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _COMPONENTS.format(name=message.__name__)}}}


def _binary(media_type: str) -> dict[str, Any]:
    return {media_type: {"schema": {"type": "string", "format": "binary"}}}
