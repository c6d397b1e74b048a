"""A notice that an application has arrived, with nothing of it."""

import json

import pytest
import standins
from stage import STAGE, parameters, table
from templates import of

pytestmark = pytest.mark.usefixtures("online")


def passes(pattern, event):
    """Whether EventBridge lets an event through, as far as a pattern is written."""
    if isinstance(pattern, dict):
        return all(key in event and passes(part, event[key]) for key, part in pattern.items())
    return any(event.startswith(one["prefix"]) if isinstance(one, dict) else event == one for one in pattern)


@pytest.mark.parametrize(
    ("event", "key", "told"),
    [
        ("INSERT", "APP#BDP-2222-2222", True),
        ("MODIFY", "APP#BDP-2222-2222", False), # sent again, or marked
        ("REMOVE", "APP#BDP-2222-2222", False), # withdrawn, or expired
        ("INSERT", "PREWARM", False),
        ("INSERT", "COUNT#1", False), # as earlier releases wrote beside applications
    ],
)  # fmt: skip
def test_only_what_is_new_is_told(event, key, told):
    [filter] = of("Notice")["SourceParameters"]["FilterCriteria"]["Filters"]
    assert passes(json.loads(filter["Pattern"]), {"eventName": event, "dynamodb": {"Keys": {"pk": {"S": key}}}}) == told


def test_nothing_of_it_leaves_the_table_but_that_it_is_there():
    assert of("Applications")["StreamSpecification"]["If"] == ["HasNoticeEmail", {"StreamViewType": "KEYS_ONLY"}, {"Ref": "AWS::NoValue"}]
    # A text that is no template: nothing of the event is put into it.
    assert json.loads(of("Notice")["TargetParameters"]["InputTemplate"]) == "Une candidature est arrivée."
    reads, tells = of("NoticeRole")["Policies"][0]["PolicyDocument"]["Statement"]
    assert reads["Resource"] == {"GetAtt": "Applications.StreamArn"} and not {"dynamodb:GetItem", "dynamodb:Scan"} & set(reads["Action"])
    assert (tells["Action"], tells["Resource"]) == ("sns:Publish", {"Ref": "Notices"})


def test_it_is_off_until_someone_is_named_and_off_again(cloud, deploy, terminal, monkeypatch):
    pipes = lambda: standins.recorded.get("AWS::Pipes::Pipe", {})
    made = lambda: standins.recorded["AWS::DynamoDB::Table"]["Applications"]
    kept = table()
    assert not pipes() and "StreamSpecification" not in made() and "notices" not in terminal.run("status", STAGE)
    assert "that is no e-mail address" in deploy("--notice-email", "nobody", expect=2)

    said = deploy("--yes", "--notice-email", "bureau@site.example")

    assert "add Notice (AWS::Pipes::Pipe)" in said and table() == kept, "the table stays the one it was"
    assert pipes()["Notice"]["Source"].endswith(f"table/{kept}/stream/1") and made()["StreamSpecification"] == {"StreamViewType": "KEYS_ONLY"}
    assert "notices      bureau@site.example" in terminal.run("status", STAGE)
    monkeypatch.setattr(cloud, "confirmed", False)
    said = terminal.run("status", STAGE, expect=1)
    assert "has not confirmed" in said and "--no-notice-email, then --notice-email bureau@site.example" in said
    monkeypatch.setattr(cloud, "confirmed", True)

    deploy("--yes", "--no-notice-email")
    assert not pipes() and "StreamSpecification" not in made() and parameters()["NoticeEmail"] == ""
