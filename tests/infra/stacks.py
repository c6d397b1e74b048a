"""CloudFormation as AWS runs it, where moto's differs.

moto's own change sets ignore what a reference to a parameter changes, never roll back, and leave outputs empty. Here
a change set compares what each resource would be told before and after; a resource that refuses puts everything back.
"""

import copy
import json
import re
import traceback
from graphlib import TopologicalSorter

import yaml
from cfnlint.schema import PROVIDER_SCHEMA_MANAGER
from cfnlint.schema import ResourceNotFoundError
from moto.cloudformation import models, parsing, responses
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.utils import yaml_tag_constructor
from moto.core.responses import ActionResult

UNCHANGED = "The submitted information didn't contain changes. Submit different information to create a change set."


# Whether changes go on for ever, for tests of who stops watching.
unending = []
# Stacks, by id, that refuse to be deleted.
protected = set()


class Refused(Exception):
    """What a service says when it refuses to create or change a resource."""


class _Somewhere:
    """A resource that may not exist yet: stands where a reference to it stands."""

    def __init__(self, name):
        self.physical_resource_id = f"<{name}>"

    def get_cfn_attribute(self, attribute):
        return f"https://{self.physical_resource_id}.{attribute}/"


class _Sketch(parsing.ResourceMap):
    """What a template says with these parameters, without making anything."""

    def __getitem__(self, key):
        if key in self._parsed_resources:
            return self._parsed_resources[key]
        if key in self._resource_json_map:
            return _Somewhere(key)
        raise KeyError(key)


def sketch(stack, template, parameters):
    if not template:
        return {}, {}
    names = _Sketch(stack.stack_id, stack.name, parameters, {}, stack.region_name, stack.account_id, template, {})
    names.load()
    wanted = lambda part: "Condition" not in part or names.lazy_condition_map[part["Condition"]]
    clean = lambda part: parsing.clean_json(copy.deepcopy(part), names)
    resources = {name: clean(part) for name, part in template["Resources"].items() if wanted(part)}
    outputs = {name: clean(part["Value"]) for name, part in template.get("Outputs", {}).items() if wanted(part)}
    return resources, outputs


def schema(kind, region):
    """What AWS publishes of a type of resource; none where the region does not know it."""
    try:
        return PROVIDER_SCHEMA_MANAGER.get_resource_schema(region, kind).schema
    except ResourceNotFoundError:
        return None


def _at(properties, path):
    for key in path.split("/")[2:]:
        properties = properties.get(key) if isinstance(properties, dict) else None
    return properties


def create_only(kind, region):
    return (schema(kind, region) or {}).get("createOnlyProperties", [])


def replaced(old, new, region):
    """Whether AWS makes the resource anew: a property that can only be given at creation has changed."""
    return old["Type"] != new["Type"] or any(
        _at(old.get("Properties", {}), path) != _at(new.get("Properties", {}), path) for path in create_only(new["Type"], region)
    )


def _fixed_name(old, new, region):
    """The name that the new one would have to share with the old one, which still exists while it is made."""
    for path in create_only(new["Type"], region):
        if path.endswith("Name") and _at(new.get("Properties", {}), path) == _at(old.get("Properties", {}), path) is not None:
            return _at(new["Properties"], path)


def differences(old, new):
    return {
        "Add": [name for name in new if name not in old],
        "Modify": [name for name in new if name in old and old[name] != new[name]],
        "Remove": [name for name in old if name not in new],
    }


def _diff(change_set):
    stack = change_set.stack
    new = sketch(stack, change_set.template_dict, change_set.parameters)
    old = ({}, {})
    if change_set.change_set_type == "UPDATE":
        old = sketch(stack, stack.template_dict, stack.resource_map.input_parameters)
    change_set.unchanged = old == new
    changes = []
    for action, names in differences(old[0], new[0]).items():
        for name in names:
            change = models.Change(action, name, (new[0].get(name) or old[0].get(name))["Type"])
            if action == "Modify":
                change.replacement = str(replaced(old[0][name], new[0][name], stack.region_name))
            changes.append(change)
    return changes


_create_change_set = models.CloudFormationBackend.create_change_set


def _create(self, *args, **kwargs):
    # What a change set that nobody agreed to has left is taken up again, not made a second time.
    for stack in [stack for stack in self.stacks.values() if stack.status == "REVIEW_IN_PROGRESS"]:
        if stack.name == kwargs["stack_name"]:
            del self.stacks[stack.stack_id]
    id, stack_id = _create_change_set(self, *args, **kwargs)
    change_set = self.change_sets[id]
    kinds = {part["Type"] for part in change_set.template_dict["Resources"].values()}
    if unknown := sorted(kind for kind in kinds if not schema(kind, self.region_name)):
        raise ValidationError(message=f"Template format error: Unrecognized resource types: {unknown}")
    if change_set.unchanged:
        change_set.status, change_set.execution_status = "FAILED", "UNAVAILABLE"
        change_set.status_reason = UNCHANGED
    else:
        change_set.status, change_set.execution_status = "CREATE_COMPLETE", "AVAILABLE"
        change_set.status_reason = None
    return id, stack_id


def _order(template):
    """Its resources, each after those that it refers to: AWS changes them in this order, and waits for each."""
    parts = {name: json.dumps(part, default=str) for name, part in template["Resources"].items()}
    refers = lambda text, name: re.search(rf'"{name}[".]|\${{{name}[.}}]', text)
    return list(TopologicalSorter({name: [other for other in parts if other != name and refers(text, other)] for name, text in parts.items()}).static_order())


def _become(stack, template, parameters, undo=False):
    """Makes the stack what the template says; raises where a resource refuses, but one that is not to be there any more."""
    names = stack.resource_map
    before = stack.template_dict
    old, _ = sketch(stack, before, names.input_parameters)
    new, _ = sketch(stack, template, parameters)
    names._template, names._resource_json_map = template, template["Resources"]
    names.input_parameters, names.resolved_parameters = parameters, {}
    names.load()
    changes = differences(old, new)
    for name in _order(template):
        if name in changes["Add"]:
            stack.at = name
            names[name]
        if name not in changes["Modify"]:
            continue
        stack.at = name
        resource = names._parsed_resources[name]
        anew = replaced(old[name], new[name], stack.region_name)
        if anew and _denied(stack, name, "Update:Replace"):
            raise Refused("Action denied by stack policy: Statement [#1] does not allow [Update:Replace] for resource")
        if anew and (taken := _fixed_name(old[name], new[name], stack.region_name)):
            raise Refused(f"{taken} already exists")
        made = parsing.resource_class_from_type(template["Resources"][name]["Type"])
        told = parsing.clean_json(copy.deepcopy(template["Resources"][name]), names)
        if not hasattr(made.update_from_cloudformation_json, "__isabstractmethod__"):
            made.update_from_cloudformation_json(resource, resource.physical_resource_id, told, stack.account_id, stack.region_name)
    for name in changes["Remove"]:
        if not undo and _denied(stack, name, "Update:Delete"):
            raise Refused("Action denied by stack policy: Statement [#1] does not allow [Update:Delete] for resource")
        resource = names._parsed_resources.pop(name, None)
        if resource is not None and not _kept(before["Resources"][name], undo):
            try:
                names._delete_resource(resource, {"Type": old[name]["Type"]})
            except Refused as cause:  # It stays, and belongs to no stack.
                stack.events.append(models.Event(stack.stack_id, stack.name, name, "", "", "DELETE_FAILED", str(cause), None))
    stack.template_dict, stack.parameters = template, parameters
    stack.output_map = stack._create_output_map()


def _kept(part, undo):
    """Whether a resource outlives its place in the template."""
    return part.get("DeletionPolicy") in (["Retain"] if undo else ["Retain", "RetainExceptOnCreate"])


def _execute(self, change_set_name, stack_name=None):
    change_set = self.describe_change_set(change_set_name)
    stack, kind = self.stacks[change_set.stack_id], change_set.change_set_type
    before = (stack.template, stack.template_dict, stack.resource_map.input_parameters)
    stack._add_stack_event(f"{kind}_IN_PROGRESS")
    try:
        _become(stack, change_set.template_dict, change_set.parameters)
        stack.template, stack.status = change_set.template, f"{kind}_COMPLETE"
    except Exception as cause:
        if not isinstance(cause, Refused):
            traceback.print_exc()  # A mistake in a stand-in, not a refusal.
        stack.events.append(models.Event(stack.stack_id, stack.name, stack.at, "", "", f"{kind}_FAILED", str(cause), None))
        if kind == "CREATE":
            stack.resource_map.delete()
            stack.status = "ROLLBACK_COMPLETE"
        else:
            stack.template, stack.template_dict = before[:2]
            _become_again(stack, change_set, *before[1:])
            stack.status = "UPDATE_ROLLBACK_COMPLETE"
    stack._add_stack_event(stack.status)
    if unending:
        stack.status = f"{kind}_IN_PROGRESS"
    change_set.execution_status = "EXECUTE_COMPLETE"


def _become_again(stack, change_set, template, parameters):
    """Puts back whatever may have changed: each resource is told again what it was told before."""
    stack.template_dict = change_set.template_dict
    _become(stack, template, parameters, undo=True)


def _delete_stack_unless_protected(self, name):
    for stack in self.stacks.values():
        if name in (stack.name, stack.stack_id) and stack.stack_id in protected:
            raise ValidationError(message=f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    _delete_by_name(self, name)


def _update_termination_protection(self):
    """Which moto does not have."""
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    (protected.add if str(self._get_param("EnableTerminationProtection")).lower() == "true" else protected.discard)(stack.stack_id)
    return ActionResult({"StackId": stack.stack_id})


def _denied(stack, name, action):
    """Whether the stack's policy forbids it."""
    policy = json.loads(stack.policy or "{}")
    return any(
        statement["Effect"] == "Deny" and action in statement["Action"] and f"LogicalResourceId/{name}" in statement["Resource"]
        for statement in policy.get("Statement", [])
    )


def _delete(self):
    """RetainExceptOnCreate, which moto does not know, means Retain once the stack has been made."""
    for resource in self.resource_map._resource_json_map.values():
        if resource.get("DeletionPolicy") == "RetainExceptOnCreate":
            resource["DeletionPolicy"] = "Retain"
    _delete_stack(self)


_delete_stack = models.Stack.delete
_delete_by_name = models.CloudFormationBackend.delete_stack


def install():
    # moto reads a template several times for each change, with a parser that is written in Python; libyaml's says the same.
    yaml.Loader = yaml.CLoader
    yaml.add_multi_constructor("", yaml_tag_constructor, Loader=yaml.CLoader)
    models.Stack.delete = _delete
    models.CloudFormationBackend.delete_stack = _delete_stack_unless_protected
    responses.CloudFormationResponse.update_termination_protection = _update_termination_protection
    models.ChangeSet.diff = _diff
    models.CloudFormationBackend.create_change_set = _create
    models.CloudFormationBackend.execute_change_set = _execute
    responses.CloudFormationResponse._validate_different_update = lambda *_: None
