"""Whoever reads an error finds the field by the name that it has on the page."""

import importlib
import inspect

import msgspec
import pytest
from msgspec.inspect import BoolType, type_info

from app.web.forms import label_of
from tests.house.reading import APP


def fields():
    for path in sorted(APP.glob("*/forms.py")):
        module = importlib.import_module(f"app.{path.parent.name}.forms")
        for name, shape in inspect.getmembers(module, inspect.isclass):
            if issubclass(shape, msgspec.Struct) and shape.__module__ == module.__name__:
                for one in type_info(shape).fields:
                    yield pytest.param(one, id=f"{path.parent.name}:{name}.{one.encode_name}")


@pytest.mark.parametrize("described", list(fields()))
def test_every_field_that_can_be_wrong_has_a_label(described):
    # A tick is on or off, whatever is sent.
    assert isinstance(described.type, BoolType) or label_of(described) != described.encode_name
