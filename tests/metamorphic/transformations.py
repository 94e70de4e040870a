"""Every transformation by its name. A new one is an entry here; a new fixture case passes through all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from . import arrangement, extraction, json_form, nesting, values, wrapping
from .sources import Tree

Transformation: TypeAlias = Callable[[Tree], Tree]


def chain(*steps: Transformation) -> Transformation:
    def all_of_them(tree: Tree) -> Tree:
        for step in steps:
            tree = step(tree)
        return tree

    return all_of_them


TRANSFORMATIONS: Mapping[str, Transformation] = {
    "in a module": wrapping.wrapped_in_a_module,
    "in a module with count": wrapping.wrapped_in_count,
    "in a module with for_each": wrapping.wrapped_in_for_each,
    "resources with count": wrapping.resources_in_count,
    "resources with for_each": wrapping.resources_in_for_each,
    "resources with count, read by one": wrapping.resources_in_count_read_by_one,
    "resources with for_each, read by values": wrapping.resources_in_for_each_read_by_values,
    "module calls with for_each": wrapping.modules_in_for_each,
    "listener and group apart": extraction.listener_and_group_apart,
    "each resource in a module": extraction.each_resource_in_a_module,
    "blocks in dynamic": nesting.blocks_in_dynamic,
    "blocks in dynamic over values": nesting.blocks_in_dynamic_over_values,
    "values in locals": values.values_in_locals,
    "values in variables": values.values_in_variables,
    "values in variables files": values.values_in_variables_files,
    "values in validated variables": values.values_in_validated_variables,
    "values in module arguments": values.values_in_module_arguments,
    "values in an object": values.values_in_an_object,
    "values in overrides": values.values_in_overrides,
    "values by expressions": values.values_by_expressions,
    "one block a file": arrangement.one_block_a_file,
    "all in one file": arrangement.all_in_one_file,
    "names changed": arrangement.names_changed,
    "blocks reversed": arrangement.blocks_reversed,
    "attributes reversed": arrangement.attributes_reversed,
    "carriage returns": arrangement.carriage_returns,
    "comments everywhere": arrangement.comments_everywhere,
    "as JSON": json_form.as_json,
    "as JSON arrays": json_form.as_json_arrays,
    "dynamic and locals in for_each": chain(
        nesting.blocks_in_dynamic_over_values,
        values.values_in_locals,
        wrapping.resources_in_for_each,
        wrapping.wrapped_in_for_each,
    ),
    "apart, in count, as JSON": chain(
        extraction.listener_and_group_apart,
        wrapping.modules_in_for_each,
        values.values_in_variables,
        json_form.as_json_arrays,
    ),
    "in validated variables, as JSON": chain(values.values_in_validated_variables, json_form.as_json),
    "in overrides, as JSON": chain(values.values_in_overrides, json_form.as_json),
    "rearranged in a module": chain(
        arrangement.names_changed,
        arrangement.attributes_reversed,
        arrangement.comments_everywhere,
        arrangement.one_block_a_file,
        wrapping.wrapped_in_count,
    ),
    "expressions in dynamic in modules": chain(
        values.values_by_expressions,
        nesting.blocks_in_dynamic_over_values,
        extraction.each_resource_in_a_module,
        wrapping.modules_in_for_each,
    ),
}
