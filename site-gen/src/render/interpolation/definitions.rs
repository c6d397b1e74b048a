//! The value of what `{% set … %}` defines.

use std::cell::Cell;

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::escape;

/// The function of a definition's value; nobody else names anything so.
const FUNCTION: &str = "__definition";

thread_local! {
    /// What it was called with last.
    static GIVEN: Cell<Option<Value>> = const { Cell::new(None) };
}

/// Has values escaped as text of the prose, and definitions read.
pub fn prepare(tera: &mut Tera) {
    tera.set_escape_fn(escape);
    tera.register_function(FUNCTION, |arguments: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        GIVEN.set(arguments.get::<Value>("value")?);
        Ok(Value::from(""))
    });
}

/// What `name` stands for after the definition `source`; `None` if that is nothing.
pub(super) fn value(tera: &Tera, context: &Context, source: &str, name: &str) -> Option<Value> {
    GIVEN.set(None);
    let input = format!("{source}{{{{ {FUNCTION}(value={name}) }}}}");
    tera.render_str(&input, context, true).ok()?;
    GIVEN.take()
}
