//! What is told of values, and of which nothing is.

use super::*;

/// What is told of a sheet: the words at the places, in order.
#[track_caller]
fn check(css: &str, expect: &[&str]) {
    let tree = Tree::of(css);
    let told: Vec<&str> = diagnostics(&tree).into_iter().map(|found| &css[found.span]).collect();
    assert_eq!(told, expect, "{css}");
}

#[test]
fn a_number_that_lacks_its_unit_is_told() {
    for (declaration, expect) in [
        ("width: 10", "10"),
        ("font-size: 12", "12"),
        ("margin: 5 10", "5"),
        ("margin: 5px 10", "10"),
        ("margin: 5 5px", "5"),
        ("margin: -5 auto", "-5"),
        ("top: 5 !important", "5"),
        ("box-shadow: 0 0 5 red", "5"),
        ("transform: translate(10, 5)", "10"),
        ("transform: rotate(45)", "45"),
        ("rotate: 45", "45"),
        ("border: 1 solid red", "1"),
        ("border-radius: 5", "5"),
        ("padding-inline: 1.5", "1.5"),
        ("gap: 8", "8"),
        ("letter-spacing: 1", "1"),
        ("flex: 1 1 10", "10"),
        ("font: 12/1.5 serif", "12"),
        ("grid-template-columns: 100 1fr", "100"),
        ("background: url(#a) 0 0 / 10 10", "10"),
        ("width: calc(100% - 10)", "10"),
        ("width: calc(10 + 50%)", "10"),
        ("width: max(10px, 5)", "5"),
        ("width: min(100%, 300)", "300"),
        ("font-size: clamp(1rem, 2.5vw, 3)", "3"),
        ("padding: 0 max(0, 1em)", "0"),
        ("margin: calc(var(--a) + 1px + 2)", "2"),
        ("line-height: max(1.5, 20px)", "1.5"),
        ("outline-offset: max(1px, 2)", "2"),
        ("--own: max(1px, 2)", "2"),
        ("transition: color .3", ".3"),
        ("transition: color 300 ease 100", "300"),
        ("transition-duration: 0", "0"),
        ("animation-duration: 2", "2"),
        ("background: linear-gradient(45, red, blue)", "45"),
        ("filter: blur(5)", "5"),
        ("text-indent: 2", "2"),
        ("outline-offset: 2", "2"),
        ("text-underline-offset: 2", "2"),
        ("column-width: 200", "200"),
        ("perspective: 500", "500"),
    ] {
        check(&format!("a {{ {declaration} }}"), &[expect]);
    }
    for (prelude, expect) in [
        ("@media (min-width: 40)", "40"),
        ("@media (40 <= width < 60em)", "40"),
        ("@media print and (max-height: 9)", "9"),
        ("@media (min-resolution: 2)", "2"),
        ("@container c (width > 30)", "30"),
    ] {
        check(&format!("{prelude} {{ a {{ top: 0 }} }}"), &[expect]);
    }
}

#[test]
fn a_number_that_needs_none_is_not() {
    for declaration in [
        "margin: 0 auto",
        "margin: 0px 5px",
        "line-height: 1.5",
        "font: 12px/1.5 serif",
        "opacity: .5",
        "z-index: 10",
        "order: 2",
        "flex: 1",
        "flex: 1 1 0",
        "flex: 1 1 1px",
        "flex-grow: 2",
        "aspect-ratio: 16 / 9",
        "tab-size: 4",
        "columns: 2",
        "column-count: 2",
        "orphans: 3",
        "font-weight: 700",
        "grid-row: 1 / 3",
        "grid-template-columns: repeat(2, 1fr)",
        "width: calc(2 * 10px)",
        "width: calc(10px - 2 * 3px)",
        "width: calc((1 + 2) * 10px)",
        "width: calc(100% / 3)",
        "width: calc(var(--a) * 2)",
        "margin: 5px var(--a)",
        "transform: scale(1.5) rotate(0)",
        "transform: translate(0, 0)",
        "scale: 1.2",
        "zoom: 1.5",
        "stroke-width: 2",
        "stroke-dasharray: 5 2",
        "stroke-dashoffset: 3",
        "r: 5",
        "border-image-slice: 30",
        "border-image-width: 1",
        "border-image-outset: 1",
        "animation: a 2s 3",
        "animation-iteration-count: 2",
        "transition: top .3s cubic-bezier(.1, .2, .3, 1)",
        "transition-timing-function: steps(4, end)",
        "color: rgb(1 2 3 / .5)",
        "color: rgba(1, 2, 3, .5)",
        "color: hsl(120 50% 50%)",
        "color: hsl(120, 50%, 50%)",
        "color: hwb(120 10% 10%)",
        "color: lab(50 20 30)",
        "color: oklch(.5 .2 30)",
        "color: color(display-p3 1 0 .5)",
        "background: linear-gradient(45deg, red 0 50%, blue 0)",
        "filter: brightness(1.5) saturate(2)",
        "counter-increment: a 2",
        "font-size-adjust: .5",
        "line-clamp: 3",
        "-webkit-line-clamp: 3",
        "--own: 5",
        "initial-letter: 2",
        "content: counter(a) 2",
        "fill-opacity: .5",
        "rotate: 1 0 0 45deg",
        "shape-image-threshold: .5",
        "object-position: 0 50%",
        "inset: 0",
        "border: 0",
        "quotes: \"«\" \"»\"",
        "text-size-adjust: 100%",
        "-webkit-box-flex: 1",
        "scrollbar-gutter: stable",
        "image-rendering: pixelated",
        "math-depth: 1",
        "ruby-align: center",
    ] {
        check(&format!("a {{ {declaration} }}"), &[]);
    }
    check("@media (min-width: 0) and (min-color: 8) and (aspect-ratio: 16/9) { }", &[]);
    check("@font-face { font-weight: 100 900; unicode-range: U+26 }", &[]);
    check("@property --a { syntax: \"<number>\"; initial-value: 10; inherits: false }", &[]);
}

#[test]
fn a_value_that_nobody_reads_is_told_where_it_is_known_what_was_meant() {
    for (declaration, expect) in [
        ("color: ref", "ref"),
        ("color: blakc", "blakc"),
        ("background: linear-gradient(gren, blue)", "gren"),
        ("display: flexx", "flexx"),
        ("text-align: centre", "centre"),
        ("position: abolute", "abolute"),
        ("color: red background: blue", "background"),
        ("margin: 0\n padding: 0", "padding"),
        ("content: “x”", "“x”"),
        ("font-family: «Marianne»", "«Marianne»"),
        ("--a: “x y”", "“x"),
        ("font-size: 1,2em", "1,2em"),
        ("opacity: 0,5", "0,5"),
        ("line-height: 1,5 !important", "1,5"),
        ("color: rgb(0 0 0 / 0,5)", "0,5"),
        ("transition: color 0,3s ease", "0,3s"),
        ("margin: 0 1,5%", "1,5%"),
        ("width: 10 px", "10 px"),
        ("width: 50 %", "50 %"),
        ("margin: 0 2 rem auto", "2 rem"),
        ("width: 10pxx", "10pxx"),
        ("width: 10ren", "10ren"),
        ("transform: rotate(45dg)", "45dg"),
        ("width: calc(100%-10px)", "-10px"),
        ("--own: calc(10px+5px)", "+5px"),
        ("color: red important", "important"),
        ("color: $rouge", "$rouge"),
        ("color: darken($rouge, 10%)", "$rouge"),
        ("color: @rouge", "@rouge"),
    ] {
        check(&format!("a {{ {declaration} }}"), &[expect]);
    }
    for declaration in [
        "color: red",
        "color: CanvasText",
        "display: -webkit-box",
        "display: brand-new",
        "filter: progid:DXImageTransform.Microsoft.Alpha(opacity=50)",
        "width: stretch",
        "width: -webkit-fill-available",
        "height: -moz-available",
        "animation-name: centre",
        "font-family: Ref, Centre",
        "--a: ref",
        "text-wrap: pretty",
        "grid-area: ref",
        "color: -apple-system-blue",
        "word-break: auto-phrase",
        "overflow: overlay",
        "justify-self: anchor-center",
        "white-space-collapse: preserve",
        "cursor: grab",
        "color: rgb(0,0,0)",
        "color: rgb(0,5,10)",
        "transition: a 1s,b 2s",
        "width: 10furlong",
        "grid-template-areas: 'a b'",
        "animation: important 1s",
        "width: anchor-size(10pxx)",
    ] {
        check(&format!("a {{ {declaration} }}"), &[]);
    }
}

#[test]
fn rules_of_other_languages_are_told() {
    for (css, expect) in [
        ("@include bouton;", "@include"),
        ("a { @include bouton; }", "@include"),
        ("a { @extend .b; }", "@extend"),
        ("@use \"a\";", "@use"),
        ("@mixin a { top: 0 }", "@mixin"),
        ("@tailwind base;", "@tailwind"),
        ("@each $a in b { }", "@each"),
        ("a { @apply b c; }", "@apply"),
    ] {
        check(css, &[expect]);
    }
    check("@mixin --a { top: 0 } b { @apply --a; } @function --c(--d) { result: 1px }", &[]);
    check("@layer a; @scope (a) { } @view-transition { } @starting-style { }", &[]);
}

#[test]
fn a_medium_that_there_is_not_is_told() {
    for (query, expect) in [
        ("mobile", "mobile"),
        ("desktop and (min-width: 60rem)", "desktop"),
        ("only screne and (color)", "screne"),
        ("print, tablet", "tablet"),
        ("not Mobile", "Mobile"),
    ] {
        check(&format!("@media {query} {{ a {{ top: 0 }} }} .mobile {{ top: 0 }}"), &[expect]);
    }
    for query in [
        "screen",
        "PRINT",
        "all and (color)",
        "only screen",
        "not print",
        "(color)",
        "not (color)",
        "handheld",
        "--own",
        "screen, print",
        "",
    ] {
        check(&format!("@media {query} {{ a {{ top: 0 }} }}"), &[]);
    }
    check("@container mobile (width > 1px) { a { top: 0 } }", &[]);
}

#[test]
fn signs_of_prose_in_numbers_and_what_nobody_sees_are_told() {
    for (declaration, expect) in [
        ("margin: −1px", "−1px"),
        ("margin: 0 –.5em", "–.5em"),
        ("margin: ‑1px", "‑1px"),
        ("\u{200b}color: red", "\u{200b}"),
        ("color: red\u{feff}", "\u{feff}"),
        ("color:\u{2003}red", "\u{2003}"),
    ] {
        check(&format!("a {{ {declaration} }}"), &[expect]);
    }
    for declaration in
        ["grid-area: –a", "content: '−1\u{200b}'", "--a: −1px", "font-family: a\u{200d}b"]
    {
        check(&format!("a {{ {declaration} }}"), &[]);
    }
}
