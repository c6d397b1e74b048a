//! The kinds of mistakes that are found here.

authoring::codes! {
    STYLE_ELSEWHERE = "style-elsewhere" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    STYLE_ASSET = "style-asset" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
    STYLE_IMPORT = "style-import" {
        means: "TODO",
        hurts: "TODO",
        wrong: "TODO",
        right: "TODO",
    }
}
