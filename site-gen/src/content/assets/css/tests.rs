//! What is published of a style sheet: what its author wrote.

use super::{diagnostics, tighten};

#[track_caller]
fn check(written: &str, printed: &str) {
    assert_eq!(diagnostics(written), [], "{written}");
    assert_eq!(tighten(written), printed, "{written}");
    assert_eq!(tighten(printed), printed, "it is the same when it is read again");
}

#[test]
fn a_declaration_is_printed_as_its_author_wrote_it() {
    for value in [
        // Of one browser, and with another meaning than the standard's.
        "background:-webkit-linear-gradient(top,red,blue)",
        "background:-webkit-linear-gradient(left,red,blue)",
        "background:-webkit-gradient(linear,0 0,0 100%,from(red),to(blue))",
        "background:-moz-linear-gradient(top left,red,blue)",
        "display:-webkit-box",
        "color:rgba(0,0,0,.3)",
        "color:rgb(0 0 0 / 30%)",
        "color:hsla(120,50%,50%,.3)",
        "color:hwb(0 0% 0%)",
        "color:transparent",
        "color:color-mix(in srgb,red 10%,blue)",
        "color:lab(50% 20 30)",
        "color:#00000080",
        "color:#FFFFFF",
        "width:calc(100% / 3)",
        "width:calc(1px + 2px)",
        "width:calc(-1 * var(--a,2px))",
        "transform:translate3d(0,0,0)",
        "transform:translateZ(0)",
        "margin:0px auto",
        "inset:0 0 0 0",
        "height:100vh;height:100dvh",
        "font:12px/1.5 \"A B\",serif",
        "font-family:'A B',a b",
        "font-weight:bold",
        "aspect-ratio:16/9",
        "grid-template-areas:\"a b\" \"c d\"",
        "grid-area:1 / 2 / 3 / 4",
        "grid-template-columns:[a b] 1fr [c]",
        "content:\"\\201C\"",
        "content:\"  a  \"",
        "background:URL(#a) 0 0/100% auto",
        "cursor:url(\"data:image/gif;base64,AA\"),auto",
        "--x:{a:b}",
        "transition:all .3s ease-in-out",
        "unicode-range:U+0025-00FF,u+4??",
        "color:red!important",
        "color:RED",
    ] {
        check(&format!("a{{{value}}}"), &format!("a{{{value}}}"));
    }
}

#[test]
fn white_space_and_comments_that_mean_nothing_are_left_out() {
    for (written, printed) in [
        ("/* a */ a /* b */ { /* c */ color : /* d */ red /* e */ ; /* f */ }", "a{color:red}"),
        ("a { margin: 1px/**/2px }", "a{margin:1px/**/2px}"),
        ("a { margin: 1px /**/ 2px }", "a{margin:1px 2px}"),
        ("a { color: red ! important ; ; }", "a{color:red!important}"),
        ("a { color: rgba( 0 , 0 , 0 , .3 ) }", "a{color:rgba(0,0,0,.3)}"),
        ("a { --x :  a   b, c ; --y: ; --z: { a: b } }", "a{--x:a   b, c;--y:;--z:{ a: b }}"),
        ("a { --x: a/* b */c /* d */ }", "a{--x:a/**/c}"),
        ("a > b + c ~ d , e f { top: 0 }", "a>b+c~d,e f{top:0}"),
        ("a :hover , a:hover { top: 0 }", "a :hover,a:hover{top:0}"),
        ("a:is( b , c ) d , [ e = \"f g\" ] { top: 0 }", "a:is(b,c) d,[e = \"f g\"]{top:0}"),
        ("a:nth-child( 2n + 1 ) { top: 0 }", "a:nth-child(2n+1){top:0}"),
        (
            "a { b :hover { top: 0 } & > c { top: 1px } > d { top: 2px } }",
            "a{b :hover{top:0}&>c{top:1px}>d{top:2px}}",
        ),
        (
            "a { color: red; @media print { color: blue; } left: 0 }",
            "a{color:red;@media print{color:blue}left:0}",
        ),
        ("@layer a , b ; @layer a { b { top: 0 ; } }", "@layer a,b;@layer a{b{top:0}}"),
        ("@charset \"utf-8\"; a { top: 0 }", "a{top:0}"),
        (
            "@font-face { font-family : \"A\" ; src : local( \"A\" ) }",
            "@font-face{font-family:\"A\";src:local(\"A\")}",
        ),
        (
            "@keyframes a { from { top : 0 } 50% , to { top : 1px } }",
            "@keyframes a{from{top:0}50%,to{top:1px}}",
        ),
        ("@page :first { margin : 1cm ; }", "@page :first{margin:1cm}"),
        (
            "@supports ( width : calc( 1px + 2px ) ) and ( not ( display : grid ) ) { a { top : 0 } }",
            "@supports (width :calc(1px + 2px)) and (not (display :grid)){a{top:0}}",
        ),
        ("@supports selector( a > b ) { a { top: 0 } }", "@supports selector(a>b){a{top:0}}"),
        ("<!-- a { top: 0 } -->", "a{top:0}"),
    ] {
        check(written, printed);
    }
}

#[test]
fn a_question_is_printed_as_its_author_wrote_it() {
    for (written, printed) in [
        ("@media (min-width: 40em) {", "@media (min-width:40em){"),
        ("@media (MAX-WIDTH: 40em) {", "@media (MAX-WIDTH:40em){"),
        ("@media (width >= 40em) {", "@media (width>=40em){"),
        ("@media (40em <= width < 60em) {", "@media (40em<=width<60em){"),
        (
            "@media screen and (min-width: 40em) and (max-width: 60em), print and (min-height: 1px) {",
            "@media screen and (min-width:40em) and (max-width:60em),print and (min-height:1px){",
        ),
        ("@media not (min-width: 40em) {", "@media not (min-width:40em){"),
        ("@media not all and (min-width: 40em) {", "@media not all and (min-width:40em){"),
        ("@media (min-resolution: 2dppx) {", "@media (min-resolution:2dppx){"),
        ("@media (min-aspect-ratio: 16/9) {", "@media (min-aspect-ratio:16/9){"),
        (
            "@media (-webkit-min-device-pixel-ratio: 1.5) {",
            "@media (-webkit-min-device-pixel-ratio:1.5){",
        ),
        ("@media (prefers-color-scheme: dark) {", "@media (prefers-color-scheme:dark){"),
        ("@media (hover) and (min-color: 8) {", "@media (hover) and (min-color:8){"),
        ("@container (min-width: 30em) {", "@container (min-width:30em){"),
        ("@container c (width > 30em) {", "@container c (width>30em){"),
        (
            "@container (min-width: 30em) and (not (max-height: 9em)) {",
            "@container (min-width:30em) and (not (max-height:9em)){",
        ),
    ] {
        check(&format!("{written} a {{ top: 0 }} }}"), &format!("{printed}a{{top:0}}}}"));
    }
}
