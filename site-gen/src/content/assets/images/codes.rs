//! The kinds of mistakes of images.

authoring::codes! {
    IMAGE_FORMAT = "image-format" in "pages/exemple.md" {
        means: "A page shows a file that is no image which browsers show, or another kind of image than its name \
            says.",
        hurts: "Browsers believe the name: readers see a hole in the place of the picture.",
        wrong: "---\ntitle: Exemple\n---\n![La salle](/assets/salle.heic)",
        right: "---\ntitle: Exemple\n---\n![La salle](/assets/plan.svg)",
    }
    IMAGE_BROKEN = "image-broken" in "pages/exemple.md" {
        means: "A page shows an image that ends too early, as after a copy that was interrupted, or that cannot be \
            decoded, or a drawing without `xmlns`.",
        hurts: "Readers see its upper part, and grey below, or nothing.",
        wrong: "---\ntitle: Exemple\n---\n![La salle](/assets/coupee.png)",
        right: "---\ntitle: Exemple\n---\n![La salle](/assets/plan.svg)",
    }
    IMAGE_LARGE = "image-large" in "pages/exemple.md" {
        means: "A page shows an image of more than 64 million pixels, or of more than 64 MB.",
        hurts: "It takes the memory of whoever builds the site, and shows readers nothing that a smaller one \
            would not.",
        wrong: "---\ntitle: Exemple\n---\n![La salle](/assets/immense.png)",
        right: "---\ntitle: Exemple\n---\n![La salle](/assets/plan.svg)",
    }
    IMAGE_METADATA = "image-metadata" in "assets/plan.svg" {
        means: "An AVIF or an SVG of the site holds what its camera or a program noted, which cannot be taken \
            out of it here: an SVG the name of its author, a folder, or a photograph as the camera left it.",
        hurts: "Everyone could read where and when the picture was taken, and with which telephone, or who drew it.",
        wrong: "<svg xmlns=\"http://www.w3.org/2000/svg\"><metadata>\
            <dc:creator>Marie Durand</dc:creator></metadata></svg>",
        right: "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>",
    }
}
