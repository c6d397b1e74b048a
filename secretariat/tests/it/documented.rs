//! The commands that pages tell people to type, and the pictures that the manual shows.

use std::{collections::BTreeSet, fs, path::Path};

use clap::{CommandFactory, Parser};
use secretariat::cli::args::Secretariat;

use crate::test_secretariat::reference;

/// What stands before a command's words, wherever somebody is told to type one.
const TYPED: &str = "cargo run -p secretariat -- ";

const PAGES: [&str; 3] = ["README.md", "infra/README.md", "infra/one-machine/README.md"];

/// The words of a command, as a shell reads them: up to the code's end, a comment or a redirection, and what stands
/// between quotes is one.
fn words(command: &str) -> Vec<String> {
    let command = command.split(['`', '#', '>', '|', '\n']).next().unwrap_or_default();
    let parts = command.split('"').enumerate();
    let words = parts.flat_map(|(number, part)| match number % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

#[test]
fn every_command_that_a_page_names_is_one_that_the_program_takes() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut found = 0;
    for page in PAGES {
        let text = fs::read_to_string(root.join(page)).unwrap();
        for command in text.split(TYPED).skip(1) {
            let words = words(&command.replace("BDP-XXXX-XXXX", reference(1).as_str()));
            let program = std::iter::once("secretariat".to_owned());
            let read = Secretariat::try_parse_from(program.chain(words.iter().cloned()));
            assert!(read.is_ok(), "{page}: {words:?}: {}", read.unwrap_err());
            found += 1;
        }
    }
    assert!(found > 20, "it looks where commands are: {found}");
}

#[test]
fn the_readme_lists_every_command() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    let lines = readme.lines().skip_while(|line| !line.starts_with("secretariat open"));
    // What each is for stands in a column of its own.
    let commands = lines.take_while(|line| *line != "```").filter_map(|line| {
        line.split("  ")
            .find(|part| !part.is_empty())
            .filter(|_| !line.starts_with(&" ".repeat(40)))
    });
    let listed: BTreeSet<&str> = commands.flat_map(|text| text.split([' ', '|', ','])).collect();
    let known = Secretariat::command();
    let missing = known.get_subcommands().map(clap::Command::get_name);
    let missing: Vec<&str> = missing.filter(|name| !listed.contains(name)).collect();
    assert!(missing.is_empty(), "README.md, Commands, says nothing of {missing:?}");
}

#[test]
fn the_manual_says_of_every_picture_what_it_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manual = fs::read_to_string(folder.join("MODE-D-EMPLOI.md")).unwrap();
    let images =
        manual.split("![").skip(1).map(|rest| rest.split_once("](mode-d-emploi/").unwrap());
    let mut shown: Vec<&str> = images
        .map(|(says, rest)| {
            assert!(says.chars().count() > 20, "{says}");
            rest.split_once(')').unwrap().0
        })
        .collect();
    let files = fs::read_dir(folder.join("mode-d-emploi")).unwrap();
    let mut files: Vec<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    shown.sort_unstable();
    files.sort();
    assert_eq!(shown, files);
}
