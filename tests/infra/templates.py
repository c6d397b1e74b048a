"""The templates of infra/, read as CloudFormation reads them, and its linter."""

import sys

import cfnlint.runner
import pytest
import yaml
from cloud import ROOT

INFRA = ROOT / "infra"
TEMPLATES = ["artifacts.yaml", "deployer.yaml", "template.yaml", "us-east-1.yaml"]


class Loader(yaml.SafeLoader):
    pass


def intrinsic(loader, suffix, node):
    kinds = {yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: lambda n: loader.construct_sequence(n, deep=True)}
    return {suffix: kinds.get(type(node), lambda n: loader.construct_mapping(n, deep=True))(node)}


Loader.add_multi_constructor("!", intrinsic)


def load(file):
    return yaml.load((INFRA / file).read_text(), Loader)


TEMPLATE = load("template.yaml")
RESOURCES = TEMPLATE["Resources"]


def of(name):
    return RESOURCES[name]["Properties"]


def by_type(kind, template=TEMPLATE):
    return {name: it["Properties"] for name, it in template["Resources"].items() if it["Type"] == kind}


def offered_regions():
    [line] = [line for line in (INFRA / "stage.sh").read_text().splitlines() if line.startswith("eu_regions=")]
    return line.split("'")[1].split()


@pytest.fixture
def cfn_lint(monkeypatch, capsys):
    """The command, in this process, which has read most of it already: in one of its own it reads for three seconds."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["cfn-lint", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cfnlint.runner.main()
        return ended.value.code, capsys.readouterr().out

    return run
