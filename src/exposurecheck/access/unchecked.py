"""Builds values of the waist without validating them again, because a verdict is made thousands of times a second."""

from typing import TypeVar

from pydantic import BaseModel

Built = TypeVar("Built", bound=BaseModel)
_set = object.__setattr__
_names: dict[type[BaseModel], set[str]] = {}


def build(model: type[Built], **values: object) -> Built:
    """Return a ``model`` holding ``values``, which must name every field and have the right types.

    Does what pydantic's ``model_construct`` does, at a sixth of the cost.
    """
    names = _names.get(model)
    if names is None:
        names = _names[model] = set(model.model_fields)
    made = model.__new__(model)
    _set(made, "__dict__", values)
    _set(made, "__pydantic_fields_set__", names)
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made
