//! The kinds of mistakes that are found here.

authoring::codes! {
    STYLE_ELSEWHERE = "style-elsewhere" in "assets/site.css" {
        means: "A style sheet asks for a file of another site.",
        hurts: "That site would learn who reads each page, and readers would miss the picture \
            whenever it is away.",
        wrong: r#".plan { background: url("https://images.fr/plan.svg"); }"#,
        right: r#".plan { background: url("plan.svg"); }"#,
    }
    STYLE_ASSET = "style-asset" in "assets/site.css" {
        means: "A style sheet asks for a file that cannot stand in `assets/`, for none, or for a font \
            that stands in the style sheet itself.",
        hurts: "Readers would see a hole in the place of the picture.",
        wrong: r#".plan { background: url("/images/plan.svg"); }"#,
        right: r#".plan { background: url("/assets/plan.svg"); }"#,
    }
    STYLE_IMPORT = "style-import" in "assets/site.css" {
        means: "An `@import` stands below other rules, names a style sheet that does not exist, or \
            imports the one in which it stands.",
        hurts: "Browsers pass over it in silence, and readers would see pages without what was to \
            be imported.",
        wrong: "@import \"site.css\";\nh2 { color: #146; }",
        right: "h2 { color: #146; }",
    }
}
