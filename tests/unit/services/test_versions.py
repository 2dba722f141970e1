"""Operations of other versions: older ones are brought up step by step, newer ones are told apart."""

import dataclasses
import json
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest

import app.services.handlers  # noqa: F401 - makes every command known
from app.domain.errors import Invalid
from app.services.commands import base
from app.services.commands.base import Command, command, decode_body, upcasts

SAMPLES = Path(__file__).parents[2] / "data" / "operations"


@pytest.fixture
def third_version(monkeypatch):
    """A command whose third version has a date where the first had days, and a name where the second had none."""
    monkeypatch.setattr(base, "_REGISTRY", dict(base._REGISTRY))
    monkeypatch.setattr(base, "_UPCASTS", dict(base._UPCASTS))

    @command
    @dataclasses.dataclass(frozen=True, slots=True)
    class Keep(Command):
        TYPE: ClassVar[str] = "test.keep"
        VERSION: ClassVar[int] = 3
        hours: int
        name: str

    @upcasts("test.keep", 1)
    def _(body):
        return {"hours": body["days"] * 24}

    @upcasts("test.keep", 2)
    def _(body):
        return {**body, "name": "unnamed"}

    return Keep


def test_a_body_of_two_versions_ago_goes_up_both_steps(third_version):
    assert decode_body("test.keep", 1, '{"days": 2}') == third_version(48, "unnamed")


def test_a_body_of_this_version_takes_no_step(third_version):
    assert decode_body("test.keep", 3, '{"hours": 5, "name": "a"}') == third_version(5, "a")


def test_a_newer_body_is_told_from_an_unknown_one(third_version):
    for type_, version, code in (("test.keep", 4, "operation.newer"), ("test.other", 1, "operation.unknown")):
        with pytest.raises(Invalid) as refusal:
            decode_body(type_, version, "{}")
        assert refusal.value.code == code


def test_a_version_before_the_first_step_is_unknown(third_version):
    with pytest.raises(Invalid) as refusal:
        decode_body("test.keep", 0, "{}")
    assert refusal.value.code == "operation.unknown"


@pytest.mark.parametrize("body", ["{}", "[]", '{"days": "two"}', "no JSON", '{"days": {}}'])
def test_what_a_step_cannot_take_is_malformed(third_version, body):
    with pytest.raises(Invalid) as refusal:
        decode_body("test.keep", 1, body)
    assert refusal.value.code == "operation.malformed"


def test_two_steps_from_one_version_are_a_mistake(third_version):
    with pytest.raises(ValueError, match="two steps"):
        upcasts("test.keep", 1)(dict)


def released():
    return sorted(SAMPLES.glob("*.json"))


@pytest.mark.parametrize("sample", released(), ids=lambda path: path.stem)
def test_what_was_ever_released_is_read_for_ever(sample):
    type_, _, version = sample.stem.partition("@")
    assert type_ == decode_body(type_, int(version), sample.read_text(encoding="utf-8")).TYPE


def test_every_command_has_its_released_form():
    """Whoever changes what a command says raises its VERSION, adds the step from the one before, and a new sample.

    A field that only adds to the meaning, and may be left out, may be added to the sample as it is.
    """
    for type_, cls in base._REGISTRY.items():
        sample = SAMPLES / f"{type_}@{cls.VERSION}.json"
        assert sample.exists(), f"PYTHONPATH=. python tests/unit/services/test_versions.py writes {sample.name}"
        fields = {field.name for field in dataclasses.fields(cls)}
        assert set(json.loads(sample.read_text(encoding="utf-8"))) == fields, type_


def write_missing() -> None:
    """Samples for commands that have none: every field with a value of its kind."""
    SAMPLES.mkdir(parents=True, exist_ok=True)
    for type_, cls in base._REGISTRY.items():
        path = SAMPLES / f"{type_}@{cls.VERSION}.json"
        if not path.exists():
            info = msgspec.inspect.type_info(cls)
            value = {field.name: _value(field.type) for field in info.fields}
            decode_body(type_, cls.VERSION, json.dumps(value))
            path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _value(kind: msgspec.inspect.Type) -> object:
    match kind:
        case msgspec.inspect.StrType():
            return "样本"
        case msgspec.inspect.IntType():
            return 3
        case msgspec.inspect.BoolType():
            return True
        case msgspec.inspect.DateType():
            return "2026-11-22"
        case msgspec.inspect.DateTimeType():
            return "2026-11-22T08:00:00Z"
        case msgspec.inspect.EnumType():
            return next(iter(kind.cls)).value
        case msgspec.inspect.UnionType():
            return _value(next(one for one in kind.types if not isinstance(one, msgspec.inspect.NoneType)))
        case msgspec.inspect.VarTupleType() | msgspec.inspect.ListType():
            return [_value(kind.item_type)]
        case msgspec.inspect.TupleType():
            return [_value(one) for one in kind.item_types]
        case msgspec.inspect.DictType():
            return {_value(kind.key_type): _value(kind.value_type)}
        case msgspec.inspect.NamedTupleType():
            return [_value(field.type) for field in kind.fields]
        case msgspec.inspect.DataclassType():
            return {field.name: _value(field.type) for field in kind.fields}
    raise NotImplementedError(kind)


if __name__ == "__main__":
    write_missing()
