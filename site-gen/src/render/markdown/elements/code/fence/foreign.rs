//! What fences say in other programs.

/// Words for it in Zola, Hugo, `MkDocs`, Docusaurus, Astro, `VitePress` and Sphinx, in small letters, and ours.
const WORDS: [(&str, &str); 20] = [
    ("emphasize-lines", "mark"),
    ("file", "title"),
    ("filename", "title"),
    ("firstnumber", "numbers"),
    ("highlight", "mark"),
    ("hl_lines", "mark"),
    ("line-numbers", "numbers"),
    ("linenos", "numbers"),
    ("linenostart", "numbers"),
    ("linenums", "numbers"),
    ("lineno-start", "numbers"),
    ("mark", "mark"),
    ("name", "title"),
    ("number-lines", "numbers"),
    ("numberlines", "numbers"),
    ("numbers", "numbers"),
    ("showlinenumbers", "numbers"),
    ("startfrom", "numbers"),
    ("startlinenumber", "numbers"),
    ("title", "title"),
];

/// The same in our words; `None` if none of it can be told.
pub(crate) fn meant(text: &str) -> Option<String> {
    let (mut numbers, mut marks, mut title) = (None, Vec::new(), None);
    let mut first_line = 1;
    for part in parts(text) {
        let (name, value) = part.split_once('=').unwrap_or((&part, ""));
        let value = value.trim_matches(['"', '\'', '[', ']']);
        let name = name.trim_matches(['{', '}', '.', ':', '[', ']', '"', '\'']);
        // `{1,3-5}`, and what follows the first of several: `hl_lines=1 3-5`.
        if value.is_empty() && is_lines(name) {
            marks.push(name.to_owned());
            continue;
        }
        let lower = name.to_lowercase();
        let word = WORDS.iter().find(|(word, _)| *word == lower).map(|(_, word)| *word);
        match word {
            Some("numbers") if ["false", "none"].contains(&value) => {}
            Some("numbers") => match value.parse::<usize>() {
                Ok(first) if first != 1 => {
                    first_line = first;
                    numbers = Some(format!("numbers={first}"));
                }
                _ => drop(numbers.get_or_insert_with(|| "numbers".to_owned())),
            },
            Some("mark") => {
                let lines = value.split([',', ' ']).filter(|lines| is_lines(lines));
                marks.extend(lines.map(str::to_owned));
            }
            Some("title") if !value.is_empty() => title = Some(format!("title=\"{value}\"")),
            _ => {}
        }
    }
    // There, the first line is 1 whatever its number; here, lines are called by their numbers.
    let marks: Vec<String> = marks.iter().map(|lines| moved(lines, first_line)).collect();
    let marks = (!marks.is_empty()).then(|| format!("mark=\"{}\"", marks.join(", ")));
    let meant: Vec<String> = [numbers, marks, title].into_iter().flatten().collect();
    (!meant.is_empty()).then(|| meant.join(" "))
}

/// The words of other programs that say nothing in ours, as they are written.
pub(crate) fn unknown(text: &str) -> Vec<String> {
    let mut unknown = Vec::new();
    for part in parts(text) {
        let name = part.split('=').next().unwrap_or_default();
        let name = name.trim_matches(['{', '}', '.', ':', '[', ']', '"', '\'']);
        let is_known = WORDS.iter().any(|(word, _)| *word == name.to_lowercase());
        if !name.is_empty() && !is_known && !is_lines(name) {
            unknown.push(name.to_owned());
        }
    }
    unknown
}

/// Lines of a block, `3` or `5-7`, as they are called where the first has that number.
fn moved(lines: &str, first: usize) -> String {
    let moved = |line: &str| match line.parse::<usize>() {
        Ok(line) => (line + first).saturating_sub(1).to_string(),
        Err(_) => line.to_owned(),
    };
    lines.split('-').map(moved).collect::<Vec<_>>().join("-")
}

fn is_lines(text: &str) -> bool {
    text.starts_with(|sign: char| sign.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// What commas and spaces outside quotes divide, without braces.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quote = None;
    for sign in text.chars() {
        match quote {
            Some(open) if sign == open => quote = None,
            None if ['"', '\''].contains(&sign) => quote = Some(sign),
            None if [',', ' ', '{', '}'].contains(&sign) => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is a first one").push(sign);
    }
    parts.retain(|part| !part.is_empty());
    parts
}
