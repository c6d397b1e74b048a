//! The JSON interface of a site's forms as `OpenAPI` 3.1.

use serde_json::{Map, Value as Json, json};

use super::answers;
use crate::{definition::Definition, message::ReasonCode, page::addresses::ServiceAddress};

/// The document: every form's addresses, what they take and what they answer. `version` is the document's own.
pub fn document<'d>(
    title: &str,
    base_url: &str,
    version: &str,
    forms: impl IntoIterator<Item = &'d Definition>,
) -> Json {
    let mut paths = Map::new();
    let mut schemas = shared_schemas();
    for form in forms {
        let name = format!("answers-{}-{}", form.id, form.language.code());
        let mut schema = answers(form);
        // The document says its dialect once.
        schema.as_object_mut().expect("a schema is an object").remove("$schema");
        let path = |address| form.address(address);
        let body = request_body(&name);
        paths.insert(path(ServiceAddress::Verification), json!({ "post": {
            "operationId": format!("{}-{}-verification", form.id, form.language.code()),
            "summary": "Reads the answers, and says what was understood. Nothing is stored.",
            "requestBody": body,
            "responses": with_problems(json!({
                "200": answer("What was understood, with the proof to send it; or why one may not apply.",
                    &json!({ "oneOf": [{ "$ref": reference("check") }, { "$ref": reference("stop") }] })),
                "422": problem("Something to correct.", "invalid"),
            })),
        } }));
        paths.insert(
            path(ServiceAddress::Modification),
            json!({ "post": {
            "operationId": format!("{}-{}-modification", form.id, form.language.code()),
            "summary": "Gives the answers back, to be modified.",
            "requestBody": body,
            "responses": with_problems(json!({
                "200": answer("The pairs that were sent.", &json!({ "$ref": reference("modify") })),
            })),
        } }),
        );
        paths.insert(path(ServiceAddress::Sending), json!({ "post": {
            "operationId": format!("{}-{}-sending", form.id, form.language.code()),
            "summary": "Stores what was checked: the same answers, and the token.",
            "requestBody": body,
            "responses": with_problems(json!({
                "201": answer("It is stored.", &json!({ "$ref": reference("stored") })),
                "409": problem("The answers are not those that were checked.", "problem"),
                "410": problem("They were checked too long ago, or under another form.", "problem"),
                "429": problem("Too much was sent from this network; Retry-After says when to send again.", "problem"),
                "503": problem("It is not stored, and can be sent again.", "problem"),
            })),
        } }));
        paths.insert(
            format!("{}{{reference}}", path(ServiceAddress::Received)),
            json!({ "get": {
            "operationId": format!("{}-{}-received", form.id, form.language.code()),
            "summary": "Confirms a reference. It identifies, and proves nothing.",
            "parameters": [{
                "name": "reference", "in": "path", "required": true,
                "schema": { "type": "string" }, "example": format!("{}-7K2M-94X4", form.prefix),
            }],
            "responses": {
                "200": answer("It is well formed.", &json!({ "$ref": reference("received") })),
                "404": problem("It is not.", "problem"),
            },
        } }),
        );
        schemas.insert(name, schema);
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": title, "version": version },
        "servers": [{ "url": base_url }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn reference(schema: &str) -> String {
    format!("#/components/schemas/{schema}")
}

fn request_body(schema: &str) -> Json {
    let schema = json!({ "schema": { "$ref": reference(schema) } });
    json!({
        "required": true,
        "content": { "application/json": schema, "application/x-www-form-urlencoded": schema },
    })
}

fn answer(description: &str, schema: &Json) -> Json {
    json!({ "description": description, "content": { "application/json": { "schema": schema } } })
}

fn problem(description: &str, schema: &str) -> Json {
    let schema = json!({ "$ref": reference(schema) });
    json!({
        "description": description,
        "content": { "application/problem+json": { "schema": schema } },
    })
}

/// The same with what any request may be answered.
fn with_problems(mut responses: Json) -> Json {
    for (status, description) in [
        ("400", "The body cannot be decoded."),
        ("403", "It comes from another site's page."),
        ("413", "The body is too large."),
        ("415", "The body is neither JSON nor url-encoded."),
    ] {
        responses[status] = problem(description, "problem");
    }
    responses
}

fn shared_schemas() -> Map<String, Json> {
    let text = json!({ "type": "string" });
    let object = |properties: Json| {
        let required: Vec<&String> =
            properties.as_object().into_iter().flat_map(Map::keys).collect();
        json!({ "type": "object", "required": required, "properties": properties })
    };
    let reasons: Vec<_> = ReasonCode::ALL
        .into_iter()
        .filter(|code| code.told() == *code)
        .map(ReasonCode::name)
        .collect();
    let answers = json!({
        "type": "object",
        "description": "By field: texts, amounts and numbers as ASCII digits, dates YYYY-MM-DD, several choices as a list.",
        "additionalProperties": { "type": ["string", "array"], "items": text },
    });
    let mut notice = object(json!({ "field": text, "message": text }));
    notice["properties"]["suggestion"] = text.clone();
    let mut stop = object(json!({ "rule": text, "message": text }));
    let judged = object(json!({ "field": text, "answer": text }));
    stop["properties"]["answers"] = json!({ "type": "array", "items": judged });
    stop["properties"]["contradiction"] = text.clone();
    let error = object(json!({ "field": text, "reason": { "enum": reasons }, "message": text }));
    let mut problem =
        object(json!({ "type": text, "title": text, "status": { "type": "integer" } }));
    problem["properties"]["detail"] = text.clone();
    let mut invalid = problem.clone();
    invalid["properties"]["errors"] = json!({ "type": "array", "items": error });
    let schemas = json!({
        "check": object(json!({
            "outcome": { "const": "check" },
            "answers": answers,
            "warnings": { "type": "array", "items": notice },
            "token": text,
        })),
        "stop": object(json!({
            "outcome": { "const": "stop" },
            "reasons": { "type": "array", "items": stop },
        })),
        "modify": object(json!({
            "outcome": { "const": "modify" },
            "fields": { "type": "array", "items": { "type": "array", "items": text } },
        })),
        "stored": object(json!({
            "reference": text,
            "received_at": { "type": "string", "format": "date-time" },
        })),
        "received": object(json!({ "reference": text })),
        "problem": problem,
        "invalid": invalid,
    });
    match schemas {
        Json::Object(schemas) => schemas,
        _ => Map::new(),
    }
}
