//! Turnover and number of employees.

use application_form::message::ReasonCode::{Malformed, NotWhole, OutOfRange};

use super::{reads, refuses};

#[test]
fn an_amount_is_read_without_what_cannot_change_it() {
    reads(
        "chiffre_affaires",
        &[
            ("0", "0"),
            ("300000", "300000"),
            ("300 000", "300000"),
            ("300\u{a0}000 €", "300000"),
            ("300\u{202f}000\u{a0}€", "300000"),
            ("300\u{2009}000", "300000"),
            ("300'000", "300000"),
            ("300’000 €", "300000"),
            ("€ 300000", "300000"),
            ("€300000", "300000"),
            ("300 000 € HT", "300000"),
            ("300 000 €HT", "300000"),
            ("300 000€ h.t.", "300000"),
            ("300 000 € (HT)", "300000"),
            ("300 000 euros hors taxes", "300000"),
            ("300 000 Euros", "300000"),
            ("300 000 €uros", "300000"),
            ("300 000 EUR", "300000"),
            ("EUR 300 000", "300000"),
            ("environ 300 000 €", "300000"),
            ("~300 000", "300000"),
            ("CA : 300 000 €", "300000"),
            ("Chiffre d’affaires : 300 000 €/an", "300000"),
            ("300 000 € par an", "300000"),
            ("300000.", "300000"),
            ("300 000,", "300000"),
            ("300 000 €.", "300000"),
            ("300'000.-", "300000"),
            ("300.000,-", "300000"),
            ("300.000,–", "300000"),
            ("300000.00", "300000"),
            ("300000,00 €", "300000"),
            ("300.000,00", "300000"),
            ("300,000.00", "300000"),
            ("300 000,0", "300000"),
            ("1250000.00", "1250000"),
            ("1 000 000 000 000", "1000000000000"),
        ],
    );
}

#[test]
fn without_a_unit_a_dot_or_comma_separates_groups_of_three() {
    reads(
        "chiffre_affaires",
        &[
            ("300.000", "300000"),
            ("300,000", "300000"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("1.234.567,00", "1234567"),
            ("1,234,567.00 €", "1234567"),
            ("12.500", "12500"),
            ("300.00", "300"),
            ("0,00", "0"),
        ],
    );
    refuses(
        "chiffre_affaires",
        &[
            ("300,5", NotWhole, "« 300,5 »"),
            ("300.50 €", NotWhole, "« 300.50 »"),
            ("0.300", NotWhole, "« 0.300 »"),
            ("1.23", NotWhole, "« 1.23 »"),
            ("1234.567", NotWhole, "« 1234.567 »"),
            ("1.234,567", NotWhole, "« 1.234,567 »"),
            ("1.2345.678", NotWhole, "« 1.2345.678 »"),
            ("1.234.56", NotWhole, "« 1.234.56 »"),
            ("1..234", NotWhole, "« 1..234 »"),
            ("300 000,99", NotWhole, "« 300 000,99 »"),
        ],
    );
}

#[test]
fn with_millions_a_dot_or_comma_is_the_decimal_sign() {
    reads(
        "chiffre_affaires",
        &[
            ("1,2 M€", "1200000"),
            ("1.2 M€", "1200000"),
            ("1,234 M€", "1234000"),
            ("1.234 M€", "1234000"),
            ("0,3 M€", "300000"),
            ("1,2M", "1200000"),
            ("1,2 m€", "1200000"),
            ("M€ 1,2", "1200000"),
            ("1,25 M€ HT", "1250000"),
            ("1 million", "1000000"),
            ("1,5 million d'euros", "1500000"),
            ("2 millions d’euros", "2000000"),
            ("2 millions", "2000000"),
            ("1,2 MEUR", "1200000"),
            ("1,2 Meuros", "1200000"),
            ("1,000000 M€", "1000000"),
            ("1.234,5 M€", "1234500000"),
            ("1 234 M€", "1234000000"),
            ("1,2 Md€", "1200000000"),
            ("1,234 Mds€", "1234000000"),
            ("1 milliard d'euros", "1000000000"),
        ],
    );
    refuses(
        "chiffre_affaires",
        &[
            ("1,2345678 M€", NotWhole, "« 1,2345678 »"),
            ("1.2.3 M€", NotWhole, "« 1.2.3 »"),
            (",5 M€", Malformed, "« ,5 M€ »"),
            ("1 000 001 M€", OutOfRange, "1 000 000 000 000"),
        ],
    );
}

#[test]
fn with_thousands_three_digits_are_a_group_unless_after_a_single_zero() {
    reads(
        "chiffre_affaires",
        &[
            ("12.500 k€", "12500000"),
            ("12,500 k€", "12500000"),
            ("12 500 k€", "12500000"),
            ("12\u{202f}500 K€", "12500000"),
            ("12.500 K", "12500000"),
            ("1.234.567 k€", "1234567000"),
            ("0,850 k€", "850"),
            ("0.850 k€", "850"),
            ("300 k€", "300000"),
            ("300k", "300000"),
            ("300 K€", "300000"),
            ("300 KE", "300000"),
            ("300 keuros", "300000"),
            ("450 Keuro", "450000"),
            ("450K€ HT", "450000"),
            ("300,0 k€", "300000"),
            ("300,5 k€", "300500"),
            ("12.50 k€", "12500"),
            ("1.250,5 k€", "1250500"),
            ("300 mille euros", "300000"),
            ("1 250 milliers d'euros", "1250000"),
        ],
    );
    refuses(
        "chiffre_affaires",
        &[
            ("1.2345678 k€", NotWhole, "« 1.2345678 »"),
            ("12,3456 k€", NotWhole, "« 12,3456 »"),
            ("1.234,567 k€", NotWhole, "« 1.234,567 »"),
            ("0 850 k€", NotWhole, "« 0 850 »"),
            ("00,850 k€", NotWhole, "« 00,850 »"),
        ],
    );
}

#[test]
fn what_could_change_an_amount_is_quoted() {
    refuses(
        "chiffre_affaires",
        &[
            ("300 000 € TTC", Malformed, "« TTC »"),
            ("300 000 $", Malformed, "« $ »"),
            ("300 000 CHF", Malformed, "« CHF »"),
            ("plus de 300 000 €", Malformed, "« plus de »"),
            ("> 300 000", Malformed, "« > »"),
            ("entre 300 000 et 400 000 €", Malformed, "« entre »"),
            ("300 000 à 400 000", Malformed, "« à 400 000 »"),
            ("300-400 k€", Malformed, "« -400 k€ »"),
            ("1 M 250", Malformed, "« 250 »"),
            ("1 million 200 mille", Malformed, "« 200 mille »"),
            ("1M2", Malformed, "« 2 »"),
            ("1 M€ 250 k€", Malformed, "« 250 k€ »"),
            ("300 000 € (2020)", Malformed, "« (2020) »"),
            ("CA 2020 : 300 000 €", Malformed, "« 300 000 € »"),
            ("(300 000)", Malformed, "« ( »"),
            ("300 000-", Malformed, "« - »"),
            ("un million", Malformed, "« un million »"),
            ("beaucoup", Malformed, "« beaucoup »"),
            ("€", Malformed, "« € »"),
            ("٣٠٠", Malformed, "« ٣٠٠ »"),
            ("3e5", Malformed, "« 5 »"),
            ("-300000", OutOfRange, "entre 0 et"),
            ("- 0", OutOfRange, "entre 0 et"),
            ("CA : \u{2212}1 k€", OutOfRange, "entre 0 et"),
            ("1000000000001", OutOfRange, "entre 0 et"),
            ("99999999999999999999999999", OutOfRange, "entre 0 et"),
        ],
    );
}

#[test]
fn a_number_of_employees_is_read_without_what_cannot_change_it() {
    reads(
        "effectif",
        &[
            ("12", "12"),
            ("003", "3"),
            ("1 234", "1234"),
            ("1\u{202f}234", "1234"),
            ("1'234", "1234"),
            ("1.200", "1200"),
            ("3.0", "3"),
            ("12,00", "12"),
            ("12.", "12"),
            ("12 salariés", "12"),
            ("12 SALARIÉS", "12"),
            ("1 salarié", "1"),
            ("12 salarié(e)s", "12"),
            ("12 salarié·e·s", "12"),
            ("12 employés", "12"),
            ("12 salarié-e-s", "12"),
            ("12 salarié/es", "12"),
            ("12 sal.", "12"),
            ("12 collab.", "12"),
            ("env. 12 personnes", "12"),
            ("12 personnes", "12"),
            ("environ 12", "12"),
            ("Effectif : 12", "12"),
            ("1 000 000", "1000000"),
        ],
    );
    refuses(
        "effectif",
        &[
            ("3,5", NotWhole, "« 3,5 »"),
            ("12 CDI", NotWhole, "« CDI »"),
            ("une douzaine", NotWhole, "« une douzaine »"),
            ("12 ETP", NotWhole, "« ETP »"),
            ("12 + 2 apprentis", NotWhole, "« + 2 apprentis »"),
            ("10 à 12", NotWhole, "« à 12 »"),
            ("10-12", NotWhole, "« -12 »"),
            ("+3", NotWhole, "« + »"),
            ("trois", NotWhole, "« trois »"),
            ("٣", NotWhole, "« ٣ »"),
            ("1 k", NotWhole, "« k »"),
            ("-1", OutOfRange, "entre 0 et"),
            ("1000001", OutOfRange, "1 000 000"),
        ],
    );
}
