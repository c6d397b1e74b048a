//! The kinds of mistakes of files that go out as they are.

authoring::codes! {
    ASSET_FINGERPRINT = "asset-fingerprint" in "*" {
        means: "A part of a file's name, between two dots, looks like the fingerprint by which \
            browsers know a file that never changes.",
        hurts: "They would keep it for a year: whoever has opened the report once would not see \
            its correction.",
        wrong: "assets/compte-rendu.20260612.pdf",
        right: "assets/compte-rendu-20260612.pdf",
    }
    NAME_TOO_LONG = "name-too-long" in "pages/exemple.md" {
        means: "The name of a file, or a part of an address, is longer than disks take once a \
            fingerprint and the ending of its compressed form are added: 243 bytes for a file of \
            `assets/`, 255 for a part of an address, 252 for an old address that is a file.",
        hurts: "The site could not be written, and readers would keep the old one.",
        wrong: "---\n\
            title: Compte rendu\n\
            slug: compte-rendu-de-la-reunion-du-bureau-avec-les-entreprises-les-reseaux-les-banques-\
            les-collectivites-et-les-pairs-qui-ont-ecoute-les-projets-de-l-annee-et-avec-ceux-qui-\
            les-ecouteront-l-annee-prochaine-dans-les-villes-du-gard-de-l-herault-et-de-la-lozere-sans-oublier-celles-du-vaucluse\n\
            ---",
        right: "---\ntitle: Compte rendu\nslug: compte-rendu-annuel\n---",
    }
    ASSET_TWICE = "asset-twice" in "*" {
        means: "A file beside a page and one of `assets/pages/` would have the same address.",
        hurts: "Only one of them can be there: readers would get the wrong one.",
        wrong: "pages/plan.svg\nassets/pages/plan.svg",
        right: "assets/plan.svg",
    }
    ASSET_MISSING = "asset-missing" in "assets/site.css" {
        means: "A style sheet or a template asks for a file that `assets/` does not hold.",
        hurts: "Readers would see a hole in the place of the picture.",
        wrong: r#".plan { background: url("plan.png"); }"#,
        right: r#".plan { background: url("plan.svg"); }"#,
    }
}
