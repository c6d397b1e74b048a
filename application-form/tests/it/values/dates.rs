//! Dates in three boxes, or pasted into the first.

use application_form::message::ReasonCode::{self, InTheFuture, Missing, NotADate, OutOfRange};

use super::read;

#[track_caller]
fn check(table: &[([&str; 3], &str)]) {
    for (typed, canonical) in table {
        assert_eq!(read("date_creation", typed), Ok((*canonical).to_owned()), "{typed:?}");
    }
}

#[test]
fn a_day_is_read_from_its_three_boxes() {
    check(&[
        (["12", "3", "2020"], "2020-03-12"),
        (["01", "03", "2015"], "2015-03-01"),
        (["1er", "mars", "2015"], "2015-03-01"),
        (["1 er", "mars", "2015"], "2015-03-01"),
        (["1ER", "MARS", "2015"], "2015-03-01"),
        (["1ᵉʳ", "mars", "2015"], "2015-03-01"),
        (["le 12", "mars", "2020"], "2020-03-12"),
        (["jeudi 12", "mars", "2020"], "2020-03-12"),
        (["12.", "03.", "2020."], "2020-03-12"),
        (["12", "janvier", "2020"], "2020-01-12"),
        (["12", "Janv.", "2020"], "2020-01-12"),
        (["12", "février", "2020"], "2020-02-12"),
        (["12", "fevrier", "2020"], "2020-02-12"),
        (["12", "févr.", "2020"], "2020-02-12"),
        (["12", "fév", "2020"], "2020-02-12"),
        (["12", "avr.", "2020"], "2020-04-12"),
        (["12", "mai", "2020"], "2020-05-12"),
        (["12", "juin", "2020"], "2020-06-12"),
        (["12", "juil.", "2020"], "2020-07-12"),
        (["12", "août", "2020"], "2020-08-12"),
        (["12", "AOUT", "2020"], "2020-08-12"),
        (["12", "sept.", "2020"], "2020-09-12"),
        (["12", "oct", "2020"], "2020-10-12"),
        (["12", "nov.", "2020"], "2020-11-12"),
        (["12", "Décembre", "2020"], "2020-12-12"),
        (["12", "dec", "2020"], "2020-12-12"),
        (["12", "May", "2020"], "2020-05-12"),
        (["29", "2", "2020"], "2020-02-29"),
        (["1", "6", "2021"], "2021-06-01"),
        (["1", "1", "1000"], "1000-01-01"),
        (["24", "9", "1665"], "1665-09-24"),
    ]);
}

#[test]
fn a_whole_date_is_read_from_the_first_box() {
    for typed in [
        "12/03/2020",
        "12/3/2020",
        "12.03.2020",
        "12-03-2020",
        "12 03 2020",
        "12 / 03 / 2020",
        "2020-03-12",
        "2020/03/12",
        "2020.03.12",
        "12 mars 2020",
        "12 MARS 2020",
        "le 12 mars 2020",
        "Jeudi 12 mars 2020",
        "jeudi, 12 mars 2020",
        "12\u{a0}mars 2020",
        "12-mars-2020",
        "12 mars 2020.",
        "12\u{2010}03\u{2010}2020",
    ] {
        check(&[([typed, "", ""], "2020-03-12")]);
    }
    check(&[
        (["1er mars 2020", "", ""], "2020-03-01"),
        (["1 er mars 2020", "", ""], "2020-03-01"),
        (["15 févr. 2015", "", ""], "2015-02-15"),
        // On a telephone, whose keyboard has nothing but digits.
        (["12032020", "", ""], "2020-03-12"),
        (["20200312", "", ""], "2020-03-12"),
        (["01011998", "", ""], "1998-01-01"),
        // In two boxes.
        (["12 mars", "", "2020"], "2020-03-12"),
        (["12/03", "", "2020"], "2020-03-12"),
        (["12", "mars 2020", ""], "2020-03-12"),
        (["12", "", "mars 2020"], "2020-03-12"),
    ]);
}

#[test]
fn what_is_not_a_day_says_which_part() {
    let table: [([&str; 3], ReasonCode, &str); 27] = [
        (["31", "4", "2015"], NotADate, "« 31 4 2015 »"),
        (["29", "février", "2015"], NotADate, "« 29 février 2015 »"),
        (["1", "13", "2015"], NotADate, "« 13 »"),
        (["un", "3", "2015"], NotADate, "« un »"),
        (["2er", "3", "2015"], NotADate, "« 2er »"),
        (["1", "jui", "2015"], NotADate, "« jui »"),
        (["1", "ma", "2015"], NotADate, "« ma »"),
        (["1", "brumaire", "2015"], NotADate, "« brumaire »"),
        (["32", "0", "20150"], NotADate, "« 32 0 20150 »"),
        (["12/03/20", "", ""], NotADate, "« 12/03/20 »"),
        (["12/13/2020", "", ""], NotADate, "« 12/13/2020 »"),
        (["31 avril 2015", "", ""], NotADate, "« 31 avril 2015 »"),
        (["12 mars 2020 ou 2021", "", ""], NotADate, "« 12 mars 2020 ou 2021 »"),
        (["1", "", "2015"], Missing, "le mois"),
        (["", "13", ""], Missing, "le jour et l’année"),
        (["mars 2020", "", ""], Missing, "le mois et l’année"),
        (["20122012", "", ""], NotADate, "« 20122012 »"),
        (["31042015", "", ""], NotADate, "« 31042015 »"),
        (["120320", "", ""], Missing, "le mois et l’année"),
        (["12 mars", "2020", "2021"], NotADate, "« 12 mars 2020 »"),
        (["2015", "12/03", ""], Missing, "l’année"),
        (["12 mars 2020", "", "2021"], NotADate, "« 12 mars 2020 2021 »"),
        (["12", "", ""], Missing, "le mois et l’année"),
        (["2", "6", "2021"], InTheFuture, "le 2 juin 2021"),
        (["02/06/2021", "", ""], InTheFuture, "le 2 juin 2021"),
        (["31", "12", "999"], OutOfRange, "quatre chiffres"),
        (["1", "1", "15"], OutOfRange, "quatre chiffres"),
    ];
    for (typed, code, said) in table {
        match read("date_creation", &typed) {
            Ok(answer) => panic!("{typed:?} is read as {answer}"),
            Err((found, message)) => {
                assert_eq!(found, code, "{typed:?}: {message}");
                let message = message.replace(['\u{a0}', '\u{202f}'], " ");
                assert!(message.contains(said), "{typed:?}: {message} does not say {said}");
            }
        }
    }
}
