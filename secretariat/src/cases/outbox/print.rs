//! A letter as a page by itself, to be printed: it loads nothing.

use htmlize::escape_text as escape;

use super::OutboxLetter;
use crate::text::{day::Day, printable::printable};

/// A sheet: to whom, on which day, about what, and the text.
pub fn html(letter: &OutboxLetter, day: Day) -> Vec<u8> {
    let to = [letter.addressee.firm.as_deref(), Some(letter.addressee.name.as_str())];
    let to = to.into_iter().flatten().filter(|line| !line.is_empty()).map(line);
    let to = to.collect::<Vec<_>>().join("<br>");
    let date = line(&format!("Le {}", day.long()));
    let subject = line(&letter.text.subject);
    let body: String = letter.text.text.split("\n\n").map(paragraph).collect();
    // The title stands in the print queue and may be the name of a file: no firm, no person.
    let title = line(&format!("Courrier {}", letter.to));
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}{}</style>\n</head>\n<body>\n<main class=\"letter\">\n<p class=\"to\">{to}</p>\n<p>{date}</p>\n\
         <h1>Objet\u{a0}: {subject}</h1>\n{body}</main>\n</body>\n</html>\n",
        include_str!("../../../templates/paper.css"),
    )
    .into_bytes()
}

const STYLE: &str = "body{font:12pt/1.5 Georgia,serif;color:#000;background:#fff;max-width:40rem;margin:2rem auto;padding:0 1rem;\
    overflow-wrap:anywhere}\
    .to{margin:0 0 2rem auto;width:fit-content;max-width:100%}\
    h1{font-size:1em;margin:2rem 0}\
    @media print{body{max-width:none;margin:0;padding:0}}";

/// A paragraph; where each of its lines begins with a dash, a list.
fn paragraph(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let items: Option<Vec<&str>> = lines.iter().map(|each| each.strip_prefix("- ")).collect();
    match items {
        Some(items) if !items.is_empty() => {
            let items: Vec<_> = items.into_iter().map(|item| tag("li", &line(item))).collect();
            tag("ul", &format!("\n{}", items.concat()))
        }
        _ => {
            let lines: Vec<String> = lines.into_iter().map(line).collect();
            tag("p", &lines.join("<br>\n"))
        }
    }
}

fn tag(name: &str, inside: &str) -> String {
    format!("<{name}>{inside}</{name}>\n")
}

fn line(text: &str) -> String {
    escape(printable(text)).into_owned()
}
