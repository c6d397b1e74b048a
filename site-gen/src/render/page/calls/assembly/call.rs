//! What becomes of one call.

use authoring::{
    config::find_control,
    diagnostics::{Diagnostic, Source, suggest},
};
use tera::Context;

use super::{Assembly, Found, Rest};
use crate::render::{
    markdown::marks::{self, COMPONENT_PLACE},
    page::calls::{
        Writer,
        codes::{COMPONENT_TEXT, COMPONENT_UNKNOWN, INCLUDE_LOOP},
        component, files,
        layout::{Layout, rest_of_line, start_of_line},
        origin::File,
        signature::Signature,
    },
};

/// Writes what a tag calls.
pub(super) fn write(assembly: &mut Assembly<'_, '_>, call: Found<'_>) -> Rest {
    let Found { tag, end, .. } = call;
    let components = assembly.renderer.templates.components();
    if components.is_broken(tag.name) || !tag.is_readable && assembly.is_known(tag.name) {
        return assembly.put_unknown(call);
    }
    if let Some(info) = components.info(tag.name) {
        return match Signature::of(&info).pass(tag, &assembly.page.language) {
            Ok(passed) => of_template(assembly, call, &passed),
            Err(wrong) => assembly.fail(call, wrong),
        };
    }
    let Some((name, takes)) = files::BUILT_IN.iter().find(|(name, _)| *name == tag.name) else {
        return unknown(assembly, call);
    };
    if end.is_some() {
        let message = format!("`{name}` takes no text");
        let help = format!("end it at once, {{{{< {name} … />}}}}");
        let span = tag.span.clone();
        return assembly.fail(call, vec![Diagnostic::new(COMPONENT_TEXT, span, message, help)]);
    }
    let passed = match Signature::of_texts(takes).pass(tag, "") {
        Ok(passed) => passed,
        Err(wrong) => return assembly.fail(call, wrong),
    };
    let source = match files::file(&assembly.site.content.includes, tag, &passed) {
        Ok(source) => source,
        Err(wrong) if wrong.place.path.is_empty() => return assembly.fail(call, vec![*wrong]),
        // It is told of the file.
        Err(wrong) => {
            assembly.prose.template_diagnostics.push(*wrong);
            return assembly.put_unknown(call);
        }
    };
    match (call.layout(), *name) {
        (Layout::Block(prefix), "code") => {
            match files::code(&source, tag, &passed, &prefix) {
                Ok(block) => assembly.put(call.file, &tag.span, None, &block),
                Err(wrong) => return assembly.fail(call, vec![*wrong]),
            }
            Rest::Nothing
        }
        (Layout::Block(_), "include") if start_of_line(call.text, tag.span.start).is_empty() => {
            include(assembly, call, source)
        }
        _ => {
            let at = if *name == "include" { ", at its start" } else { "" };
            let message = format!("`{name}` stands alone on its line{at}");
            let help = "write it on a line of its own; a word or two are a value, {{ data.… }}";
            let span = tag.span.clone();
            assembly.fail(call, vec![Diagnostic::new(COMPONENT_PLACE, span, message, help)])
        }
    }
}

fn unknown(assembly: &mut Assembly<'_, '_>, call: Found<'_>) -> Rest {
    let name = call.tag.name;
    if name.is_empty() {
        return assembly.put_unknown(call);
    }
    let components = assembly.renderer.templates.components();
    let mut known: Vec<&str> = components.names().collect();
    known.extend(files::BUILT_IN.iter().map(|(name, _)| *name));
    known.sort_unstable();
    let near = suggest::nearest(name, known.iter().copied());
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "define it in content/templates/components/, or write what it shows as Markdown; known here: {}",
            known.join(", ")
        ),
    };
    let message = format!("there is no component `{name}`");
    let found = Diagnostic::new(COMPONENT_UNKNOWN, call.tag.name_span.clone(), message, help);
    let is_meant = near.is_some();
    let rest = assembly.fail(call, vec![found]);
    // What another program would find between its tags may be anything.
    if is_meant { rest } else { Rest::Skip }
}

fn of_template(assembly: &mut Assembly<'_, '_>, call: Found<'_>, passed: &Context) -> Rest {
    let Found { file, tag, end, text } = call;
    let layout = call.layout();
    if let Some(end) = end
        && layout == Layout::Inline
        && matches!(Layout::of(text, &tag.span), Layout::Block(_))
    {
        let message = format!("the text of `{}` begins on a line and ends inside one", tag.name);
        let help = format!(
            "end the line after {{{{< /{} >}}}}, or begin the text in the line of its tag",
            tag.name
        );
        let span = end.span.clone();
        return assembly.fail(call, vec![Diagnostic::new(COMPONENT_PLACE, span, message, help)]);
    }
    let (before, after) = match component::html(assembly.renderer, assembly.page, tag, end, passed)
    {
        Ok(html) => html,
        Err(component::Failed::Here(wrong)) => return assembly.fail(call, vec![*wrong]),
        Err(component::Failed::InTemplate(wrong)) => {
            assembly.prose.template_diagnostics.extend(wrong);
            return assembly.put_unknown(call);
        }
    };
    let mut mark = |html: &str, is_end: bool| {
        assembly.prose.html.push(html.to_owned());
        assembly.prose.writers.push(Writer { component: tag.name.to_owned(), is_end });
        assembly.prose.html.len() - 1
    };
    let is_line = rest_of_line(text, tag.span.end).trim().is_empty();
    let opening = match &layout {
        Layout::Block(_) => mark(before.trim(), false),
        Layout::Inline => mark(before.trim_start(), false),
    };
    let written = match &layout {
        Layout::Block(prefix) if end.is_some() && !is_line => {
            format!("{}\n{prefix}", marks::block(opening))
        }
        Layout::Block(_) => marks::block(opening),
        Layout::Inline => marks::inline(opening),
    };
    if end.is_none() {
        assembly.put(file, &tag.span, Some(opening), &written);
        return Rest::Nothing;
    }
    let closing = match &layout {
        Layout::Block(_) => mark(after.trim(), true),
        Layout::Inline => mark(after.trim_end(), true),
    };
    assembly.put(file, &tag.span, Some(opening), &written);
    Rest::Mark(closing, layout)
}

fn include(assembly: &mut Assembly<'_, '_>, call: Found<'_>, source: Source) -> Rest {
    let Found { file, tag, .. } = call;
    let path = source.path.to_string();
    if assembly.open.contains(&path) {
        let message = if assembly.open.last() == Some(&path) {
            "this file includes itself".to_owned()
        } else {
            "this file includes one that includes it".to_owned()
        };
        let help = "remove one of the two includes";
        let span = files::span_of(tag, "file");
        return assembly.fail(call, vec![Diagnostic::new(INCLUDE_LOOP, span, message, help)]);
    }
    let front_matter = files::front_matter(&source.text);
    let body = front_matter.as_ref().map_or(&*source.text, |(_, body)| body);
    let (expanded, found) = assembly.renderer.interpolate(assembly.page, body);
    let expanded = expanded.into_owned();
    let mut wrong: Vec<Diagnostic> = find_control(body).into_iter().collect();
    wrong.extend(files::mojibake(body));
    wrong.extend(front_matter.map(|(told, _)| told));
    assembly.prose.files.push(File { source: Some(source), base: 0, expanded });
    let included = assembly.prose.files.len() - 1;
    assembly.note_values(included, found);
    assembly.note(included, wrong);
    assembly.put(file, &tag.span, None, "\n");
    assembly.open.push(path);
    assembly.append(included);
    assembly.open.pop();
    assembly.put(file, &tag.span, None, "\n");
    Rest::Nothing
}
